export { peopleErrors } from './errors.ts';
export type {
  Cover,
  DatedCode,
  NewCover,
  NewEmployer,
  NewPerson,
  Person,
  PersonKey,
  PersonRecord,
} from './model.ts';
export { codesInForce, findCover } from './rules.ts';
export {
  enrolPersons,
  findPersonByCert,
  findPersonRecord,
  findPersonRecords,
  registerEmployers,
  revealCertNo,
} from './service.ts';
