/** 2401 入院办理, 2402 出院办理, 2403 住院信息变更, 2404 入院撤销, 2405 出院撤销. */
import { dateOf, type IsoTime } from '../../kernel/dates.ts';
import { unwrap } from '../../kernel/result.ts';
import { fillNode } from '../fill-node.ts';
import { type Call, NO_OUTPUT, type Outcome, requireText, rowOf, rowsOf, type Transaction } from '../transaction.ts';
import { placeOf, requireScheme } from './care.ts';
import { mainDiagnosis } from './diagnosis.ts';
import { requirePerson } from './identification.ts';
import { cancel } from './outpatient.ts';
import {
  checkAgreement,
  REPEATED_VISIT,
  requireCare,
  requireVisit,
  standingVisit,
  visitRefOf,
} from './visit-access.ts';

async function admit(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'mdtrtinfo');
  const psnNo = requireText(row, 'psn_no');
  const [place] = await Promise.all([placeOf(call, row), requirePerson(call.useCases, psnNo, row)]);
  const wanted = {
    psnNo,
    insutype: requireScheme(row),
    fixmedinsCode: call.envelope.fixmedinsCode,
    care: 'inpatient',
    medType: requireText(row, 'med_type'),
    visitNo: requireText(row, 'ipt_no'),
    place,
    admittedOn: dateOf(requireText(row, 'begntime') as IsoTime),
    diagnosisCode: row.dscg_maindiag_code,
    diagnosisName: row.dscg_maindiag_name,
    diseaseCode: row.dise_codg,
    department: row.adm_dept_name,
  } as const;
  const result = await standingVisit(call, await call.useCases.registerVisit(wanted), wanted);
  const { visit, repeated } = unwrap(result);
  return {
    output: { result: fillNode('2401', 'result', { mdtrt_id: visit.mdtrtId }) },
    warning: repeated ? REPEATED_VISIT : undefined,
    refs: { psnNo, mdtrtId: repeated ? undefined : visit.mdtrtId },
  };
}

async function dischargeStay(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'dscginfo');
  const ref = visitRefOf(row);
  const visit = await requireVisit(call, ref);
  requireCare(visit, '2402', 'inpatient');
  checkAgreement(visit, row);
  const diagnosis = mainDiagnosis(rowsOf(call, 'diseinfo'));
  unwrap(
    await call.useCases.discharge(ref, {
      dischargedOn: dateOf(requireText(row, 'endtime') as IsoTime),
      diagnosisCode: diagnosis?.diag_code,
      diagnosisName: diagnosis?.diag_name,
    }),
  );
  return { output: NO_OUTPUT, refs: ref };
}

async function changeStay(call: Call): Promise<Outcome> {
  const row = rowOf(call, 'adminfo');
  const ref = visitRefOf(row);
  requireCare(await requireVisit(call, ref), '2403', 'inpatient');
  unwrap(
    await call.useCases.amendVisit(ref, {
      admittedOn: dateOf(requireText(row, 'begntime') as IsoTime),
      medType: requireText(row, 'med_type'),
      diagnosisCode: row.dscg_maindiag_code,
      diagnosisName: row.dscg_maindiag_name,
      diseaseCode: row.dise_codg,
      department: row.adm_dept_name,
    }),
  );
  return { output: NO_OUTPUT, refs: ref };
}

async function undoDischarge(call: Call): Promise<Outcome> {
  const ref = visitRefOf(rowOf(call, 'data'));
  const visit = await requireVisit(call, ref);
  requireCare(visit, '2405', 'inpatient');
  unwrap(await call.useCases.undoDischarge(ref));
  return { output: NO_OUTPUT, warning: visit.state === 'open' ? '该就诊尚未办理出院' : undefined, refs: ref };
}

export const INPATIENT_TRANSACTIONS: readonly Transaction[] = [
  { infno: '2401', kind: 'write', run: admit },
  { infno: '2402', kind: 'write', run: dischargeStay },
  { infno: '2403', kind: 'write', run: changeStay },
  { infno: '2404', kind: 'write', run: (call) => cancel(call, '2404', 'inpatient') },
  { infno: '2405', kind: 'write', run: undoDischarge },
];
