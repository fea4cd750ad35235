export { peopleErrors } from './errors.ts';
export { registerPeopleRoutes } from './http.ts';
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
export {
  countInsured,
  findPersonInScope,
  findPersonNumbers,
  hasNumber,
  listIdentitiesInUse,
  listPeople,
  type PeopleOffice,
  personScope,
  presentPerson,
  presentPlace,
  readEmployerNames,
} from './queries.ts';
export { codesInForce, findCover } from './rules.ts';
export {
  enrolPersons,
  findPersonByCert,
  findPersonRecord,
  findPersonRecords,
  registerEmployers,
  revealCertNo,
} from './service.ts';
