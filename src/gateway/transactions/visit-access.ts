/** The visit that a message names, held against who asks. */
import { ok, type Result, refuse } from '../../kernel/result.ts';
import { settlementErrors, type Visit } from '../../settlement/index.ts';
import { gatewayErrors } from '../errors.ts';
import { type Call, requireText } from '../transaction.ts';
import type { VisitRef } from '../use-cases.ts';
import type { Row } from '../validation.ts';
import { outpatientCareOf } from './care.ts';

export function visitRefOf(row: Row): VisitRef {
  return { psnNo: requireText(row, 'psn_no'), mdtrtId: requireText(row, 'mdtrt_id') };
}

/** The caller's own visit. Refuses an unknown one and another provider's. */
export async function requireVisit(call: Call, ref: VisitRef): Promise<Visit> {
  const visit = await call.useCases.findVisit(ref);
  if (!visit) return refuse(settlementErrors.unknownVisit({ value: ref.mdtrtId, path: 'mdtrt_id' }));
  const provider = call.envelope.fixmedinsCode;
  if (visit.fixmedinsCode !== provider)
    refuse(settlementErrors.otherProvider({ value: ref.mdtrtId, provider, path: 'mdtrt_id' }));
  return visit;
}

/** Outpatient transactions take outpatient visits, inpatient ones stays. */
export function requireCare(visit: Visit, infno: string, wanted: 'inpatient' | 'outpatient'): void {
  const isStay = visit.care === 'inpatient';
  if (isStay === (wanted === 'inpatient')) return;
  refuse(
    gatewayErrors.wrongCare({
      value: visit.mdtrtId,
      infno,
      actual: isStay ? '入院' : '门诊',
      instead: isStay ? '住院业务请使用 2301 至 2305、2401 至 2405' : '门诊业务请使用 2202 至 2208',
      path: 'mdtrt_id',
    }),
  );
}

/** insutype and, for outpatients, med_type of a message must say what the visit was registered as. */
export function checkAgreement(visit: Visit, row: Row): void {
  if (row.insutype !== undefined && row.insutype !== visit.insutype)
    refuse(gatewayErrors.schemeMismatch({ value: row.insutype, expected: visit.insutype, path: 'insutype' }));
  if (visit.care !== 'inpatient' && row.med_type !== undefined && outpatientCareOf(row.med_type) !== visit.care)
    refuse(gatewayErrors.careMismatch({ value: row.med_type, expected: visit.medType, path: 'med_type' }));
}

/**
 * Registering again what stands: a message that comes again after its answer was lost finds the visit it made. The
 * standing visit is the answer when person, scheme, provider, number and day are the same; else the refusal stays.
 */
export async function standingVisit(
  call: Call,
  result: Result<Visit>,
  wanted: Pick<Visit, 'psnNo' | 'insutype' | 'fixmedinsCode' | 'visitNo' | 'admittedOn'>,
): Promise<Result<{ readonly visit: Visit; readonly repeated: boolean }>> {
  if (result.ok) return ok({ visit: result.value, repeated: false });
  const mdtrtId = result.error.params.mdtrtId;
  if (result.error.code !== settlementErrors.duplicateVisit().code || typeof mdtrtId !== 'string') return result;
  const visit = await call.useCases.findVisit({ psnNo: wanted.psnNo, mdtrtId });
  const same =
    visit?.insutype === wanted.insutype &&
    visit.fixmedinsCode === wanted.fixmedinsCode &&
    visit.visitNo === wanted.visitNo &&
    visit.admittedOn === wanted.admittedOn;
  return same ? ok({ visit, repeated: true }) : result;
}

export const REPEATED_VISIT = '该住院/门诊号已登记，返回原就诊ID，未重复登记';
