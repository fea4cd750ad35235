/** The interface's use cases, wired to the capabilities. */
import { computeBenefits, findEntitlementPolicy, findPolicy, type Scheme } from '../benefits/index.ts';
import { isUniqueViolation } from '../database/index.ts';
import { addDays, type IsoDate, isEffective, isoDate } from '../kernel/dates.ts';
import { ZERO_FEN } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import {
  codesInForce,
  decideEntitlement,
  type EntitlementDecision,
  entitlementFacts,
  findPersonByCert,
  findPersonRecord,
  peopleErrors,
  revealCertNo,
} from '../people/index.ts';
import { findItemVersions, findProvider, findProviderSecret, providerErrors } from '../providers/index.ts';
import * as settlement from '../settlement/index.ts';
import type { EntitlementQuery, FundEntitlement, GatewayUseCases, VisitRef, YearTotal } from './use-cases.ts';

const SCHEMES: readonly Scheme[] = ['310', '390'];

type Office = settlement.SettlementOffice;

export function officeUseCases(office: Office): GatewayUseCases {
  const { db, area } = office;
  const settle = settlement.createSettler(office);
  const keyOf = ({ psnNo, mdtrtId }: VisitRef) => ({ area, psnNo, mdtrtId });
  return {
    findSecret: (code) => findProviderSecret(office, code),
    findProvider: (code) => findProvider(db, code),
    findItemVersions: (codes) => findItemVersions(db, codes),
    findPsnNo: async (certType, certNo) => {
      const key = await findPersonByCert(office, certType, certNo);
      return key?.area === area ? key.psnNo : undefined;
    },
    findPerson: (psnNo) => findPersonRecord(db, { area, psnNo }),
    revealCertNo: (psnNo) => revealCertNo(office, { area, psnNo }),
    checkEntitlement: (query) => checkEntitlement(office, query),
    listTotals: (psnNo, year) => listTotals(office, psnNo, year),
    findVisit: (visit) => settlement.findVisit(db, keyOf(visit)),
    listLines: (visit) => settlement.listVisitLines(db, keyOf(visit)),
    registerVisit: (visit) =>
      decidedTwice('encounter_visit_no', () => settlement.registerVisit(office, { ...visit, area })),
    amendVisit: (visit, change) => settlement.amendVisit(office, keyOf(visit), change),
    cancelVisit: (visit) => settlement.cancelVisit(office, keyOf(visit)),
    recordFees: (visit, lines) =>
      decidedTwice('fee_line_pkey', () => settlement.recordFees(office, keyOf(visit), lines)),
    withdrawFees: (visit, which) => settlement.withdrawFees(office, keyOf(visit), which),
    discharge: (visit, change) => settlement.discharge(office, keyOf(visit), change),
    undoDischarge: (visit) => settlement.undoDischarge(office, keyOf(visit)),
    presettle: (request) => settlement.presettle(office, { ...request, area }),
    settle: (request) => settle({ ...request, area }),
    reverse: (request) => settlement.reverse(office, { ...request, area }),
  };
}

/**
 * Two messages that do the same at the same moment: the index decides, and the loser asks again, to be told in the
 * use case's own words what stands.
 */
async function decidedTwice<T>(constraint: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, constraint)) return work();
    throw error;
  }
}

/**
 * 2001: the funds of the policy in force, each with whether it pays for this person and care. A fund pays when the person
 * is entitled on the day and its layer takes part in the computation of an empty bill.
 */
async function checkEntitlement(office: Office, query: EntitlementQuery): Promise<Result<readonly FundEntitlement[]>> {
  const { area, db } = office;
  const [record, provider] = await Promise.all([
    findPersonRecord(db, { area, psnNo: query.psnNo }),
    findProvider(db, query.fixmedinsCode),
  ]);
  if (!record) return failed(peopleErrors.unknownPerson({ value: query.psnNo, path: 'data.psn_no' }));
  if (!provider) return failed(providerErrors.unknown({ value: query.fixmedinsCode, path: 'data.fixmedins_code' }));
  const policy = findPolicy(office.policies, { area, scheme: query.insutype, on: query.on });
  if (!policy.ok) return policy;
  const entitlement = findEntitlementPolicy(office.entitlements, area);
  const decided = decideEntitlement(entitlementFacts(record), entitlement, query.insutype, query.on);
  if (!decided.ok) return decided;
  const decision = decided.value;
  const cover = decision.entitled ? decision.cover : undefined;
  const agreed = isEffective({ from: provider.agreementFrom, to: provider.agreementTo }, query.on);
  const noCharges = {
    total: ZERO_FEN,
    fullSelfPay: ZERO_FEN,
    overLimit: ZERO_FEN,
    priorShare: ZERO_FEN,
    inScope: ZERO_FEN,
  };
  const trial =
    cover &&
    computeBenefits(
      policy.value,
      {
        scheme: query.insutype,
        care: query.care,
        admittedOn: query.on,
        dischargedOn: query.on,
        grade: provider.grade,
        place: query.place,
        person: {
          birthDate: record.person.birthDate,
          retired: settlement.isRetired(cover.psnType),
          civilServant: cover.civilServant,
          personType: cover.psnType,
          identities: codesInForce(record.identities, query.on),
        },
        diseaseCode: query.diseaseCode,
        charges: noCharges,
        accountAvailable: ZERO_FEN,
      },
      {},
      { explain: false },
    );
  const paying = new Set(trial?.ok ? trial.value.layers.map((layer) => layer.id) : []);
  const obstacle = obstacleOf(decision, agreed, trial);
  return ok(
    policy.value.layers.map((layer): FundEntitlement => {
      const entitled = obstacle === undefined && paying.has(layer.id);
      return {
        fundPayType: layer.fundPayType,
        title: layer.title,
        entitled,
        from: decision.from ?? query.on,
        to: decision.entitled ? lastDayOf(decision.to) : undefined,
        reason: entitled ? undefined : (obstacle ?? `${layer.title}不支付此类就诊或该人员身份不在支付范围`),
      };
    }),
  );
}

/** Every reason of the person's, the most weighty first; else that of the provider or of the policy. */
function obstacleOf(
  decision: EntitlementDecision,
  agreed: boolean,
  trial: Result<unknown> | undefined,
): string | undefined {
  if (!decision.entitled) return decision.findings.map(({ words }) => words).join('；');
  if (!agreed) return '该机构该日不在定点协议有效期内';
  return trial && !trial.ok ? trial.error.message : undefined;
}

function lastDayOf(to: IsoDate | null | undefined): IsoDate | undefined {
  return to ? addDays(to, -1) : undefined;
}

/** 5206: what the year's totals hold, under the names of the policy that counts them. */
async function listTotals(office: Office, psnNo: string, year: number): Promise<readonly YearTotal[]> {
  const { area, db } = office;
  const lastDay = isoDate(`${year}-12-31`);
  const perScheme = await Promise.all(
    SCHEMES.map(async (insutype): Promise<YearTotal[]> => {
      const totals = await settlement.findRunningTotals(db, { area, psnNo }, insutype, year);
      const policy = findPolicy(office.policies, { area, scheme: insutype, on: lastDay });
      const accumulators = new Map(policy.ok ? policy.value.accumulators.map((one) => [one.id, one]) : []);
      return Object.entries(totals).map(([id, value]) => {
        const accumulator = accumulators.get(id);
        const counts = accumulator
          ? accumulator.counts.length > 0 && accumulator.adds.length === 0
          : id === 'admissions';
        return { insutype, year, id, title: accumulator?.title ?? id, kind: counts ? 'count' : 'amount', value };
      });
    }),
  );
  return perScheme.flat();
}
