/** 2201 门诊挂号, 2202 挂号撤销, 2203 就诊信息上传. */
import { dateOf, type IsoTime } from '../../kernel/dates.ts';
import { refuse, unwrap } from '../../kernel/result.ts';
import { settlementErrors } from '../../settlement/index.ts';
import { gatewayErrors } from '../errors.ts';
import { fillNode } from '../fill-node.ts';
import { type Call, NO_OUTPUT, type Outcome, requireText, rowOf, rowsOf, type Transaction } from '../transaction.ts';
import type { VisitRef } from '../use-cases.ts';
import { CHRONIC, outpatientCareOf, placeOf, requireScheme } from './care.ts';
import { mainDiagnosis } from './diagnosis.ts';
import { requirePerson } from './identification.ts';
import { REPEATED_VISIT, requireCare, requireVisit, standingVisit, visitRefOf } from './visit-access.ts';

/** med_type until 2203 says otherwise: ordinary outpatient care. */
const ORDINARY = '11';

async function register(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'data');
  const psnNo = requireText(row, 'psn_no');
  const [place] = await Promise.all([placeOf(call, row), requirePerson(call.useCases, psnNo, row)]);
  const wanted = {
    psnNo,
    insutype: requireScheme(row),
    fixmedinsCode: call.envelope.fixmedinsCode,
    care: 'outpatient',
    medType: ORDINARY,
    visitNo: requireText(row, 'ipt_otp_no'),
    place,
    admittedOn: dateOf(requireText(row, 'begntime') as IsoTime),
    department: row.dept_name,
  } as const;
  const result = await standingVisit(call, await call.useCases.registerVisit(wanted), wanted);
  const { visit, repeated } = unwrap(result);
  const values = { mdtrt_id: visit.mdtrtId, psn_no: visit.psnNo, ipt_otp_no: visit.visitNo };
  return {
    output: { data: fillNode('2201', 'data', values) },
    warning: repeated ? REPEATED_VISIT : undefined,
    refs: { psnNo, mdtrtId: repeated ? undefined : visit.mdtrtId },
  };
}

/** 2203: the care category, the disease and the diagnoses of a registered visit. */
async function complete(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'mdtrtinfo');
  const ref = visitRefOf(row);
  requireCare(await requireVisit(call, ref), '2203', 'outpatient');
  const medType = requireText(row, 'med_type');
  if (medType === CHRONIC && row.dise_codg === undefined)
    refuse(gatewayErrors.noDisease({ path: 'mdtrtinfo.dise_codg' }));
  const diagnosis = mainDiagnosis(rowsOf(call, 'diseinfo'));
  unwrap(
    await call.useCases.amendVisit(ref, {
      medType,
      care: outpatientCareOf(medType),
      diseaseCode: row.dise_codg,
      diagnosisCode: diagnosis?.diag_code,
      diagnosisName: diagnosis?.diag_name,
    }),
  );
  return { output: NO_OUTPUT, refs: ref };
}

/** 2202, 2404: cancels a visit; one that is cancelled already is as asked for. */
export async function cancel(call: Call, infno: string, wanted: 'inpatient' | 'outpatient'): Promise<Outcome> {
  const ref = visitRefOf(rowOf(call, 'data'));
  requireCare(await requireVisit(call, ref), infno, wanted);
  return cancelVisit(call, ref);
}

export async function cancelVisit(call: Call, ref: VisitRef): Promise<Outcome> {
  const result = await call.useCases.cancelVisit(ref);
  if (!result.ok && result.error.code === settlementErrors.cancelled().code)
    return { output: NO_OUTPUT, warning: '该就诊登记此前已撤销', refs: ref };
  unwrap(result);
  return { output: NO_OUTPUT, refs: ref };
}

export const OUTPATIENT_TRANSACTIONS: readonly Transaction[] = [
  { infno: '2201', kind: 'write', run: register },
  { infno: '2202', kind: 'write', run: (call) => cancel(call, '2202', 'outpatient') },
  { infno: '2203', kind: 'write', run: complete },
];
