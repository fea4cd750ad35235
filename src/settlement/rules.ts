/** Rules around a settlement: who is covered, what case the visit makes, how totals move. Pure. */
import type {
  BenefitCase,
  BenefitResult,
  Charges,
  EntitlementPolicy,
  RunningTotals,
  SettlementAmounts,
} from '../benefits/index.ts';
import { type IsoDate, isEffective } from '../kernel/dates.ts';
import { type Fen, fen, formatYuan, negateFen, ZERO_FEN } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import {
  type Cover,
  codesInForce,
  type EntitlementReason,
  entitlementFacts,
  findObstacles,
  isRetired,
  type PersonRecord,
  SCHEME_TITLES,
} from '../people/index.ts';
import { type Provider, providerErrors } from '../providers/index.ts';
import { settlementErrors } from './errors.ts';
import type { NewVisit, SettleRequest, Visit } from './model.ts';

/** The day that decides policy and identities: discharge, or the day of the visit. Entitlement is that of admission. */
export function decidingDay(visit: Pick<NewVisit, 'admittedOn' | 'dischargedOn'>): IsoDate {
  return visit.dischargedOn ?? visit.admittedOn;
}

/** Reasons that come to this: there is no cover on the day. */
const WITHOUT_COVER: ReadonlySet<EntitlementReason> = new Set(['notEnrolled', 'notYet', 'ended']);

/** The cover that pays for a visit: that of the day of admission. Refuses with the reason, in words. */
function requireEntitled(visit: NewVisit, record: PersonRecord, policy: EntitlementPolicy): Result<Cover> {
  const found = findObstacles(entitlementFacts(record), policy, visit.insutype, visit.admittedOn);
  if (!found.ok) return found;
  const { cover, findings } = found.value;
  const [first] = findings;
  if (first === undefined && cover !== undefined) return ok(cover);
  const place = { name: record.person.name, date: visit.admittedOn, scheme: SCHEME_TITLES[visit.insutype] };
  const params = { ...place, reason: first?.words ?? '', remedy: first?.remedy ?? '', path: 'insutype' };
  const refusal =
    !first || WITHOUT_COVER.has(first.reason) ? settlementErrors.notCovered : settlementErrors.notEntitled;
  return failed(refusal(params));
}

/** A visit may be registered when the person is entitled on the day and the provider's agreement is in force. */
export function checkNewVisit(
  visit: NewVisit,
  record: PersonRecord,
  provider: Provider,
  entitlement: EntitlementPolicy,
): Result<void> {
  if (visit.dischargedOn !== undefined && visit.dischargedOn < visit.admittedOn)
    return failed(
      settlementErrors.badDates({ admitted: visit.admittedOn, discharged: visit.dischargedOn, path: 'endtime' }),
    );
  const entitled = requireEntitled(visit, record, entitlement);
  if (!entitled.ok) return entitled;
  const agreement = { from: provider.agreementFrom, to: provider.agreementTo };
  if (!isEffective(agreement, visit.admittedOn))
    return failed(
      providerErrors.notInAgreement({
        name: provider.name,
        date: visit.admittedOn,
        from: agreement.from,
        to: agreement.to ?? '长期',
        path: 'fixmedins_code',
      }),
    );
  return ok(undefined);
}

/** The case that the benefit engine decides on. Refuses when the person was not entitled on the day of admission. */
export function benefitCase(
  visit: Visit,
  record: PersonRecord,
  provider: Provider,
  charges: Charges,
  useAccount: boolean,
  entitlement: EntitlementPolicy,
): Result<BenefitCase> {
  const day = decidingDay(visit);
  const entitled = requireEntitled(visit, record, entitlement);
  if (!entitled.ok) return entitled;
  const cover = entitled.value;
  return ok({
    scheme: visit.insutype,
    care: visit.care,
    admittedOn: visit.admittedOn,
    dischargedOn: day,
    grade: provider.grade,
    place: visit.place,
    person: {
      birthDate: record.person.birthDate,
      retired: isRetired(cover.psnType),
      civilServant: cover.civilServant,
      personType: cover.psnType,
      identities: codesInForce(record.identities, day),
    },
    diseaseCode: visit.diseaseCode,
    charges,
    accountAvailable: useAccount && visit.insutype === '310' ? record.accountBalance : ZERO_FEN,
  });
}

/** Whether a visit may be settled now, as far as its own state tells. */
export function checkSettleable(visit: Visit, request: SettleRequest, charges: Charges, lines: number): Result<void> {
  if (visit.fixmedinsCode !== request.fixmedinsCode)
    return failed(settlementErrors.otherProvider({ value: visit.mdtrtId, provider: request.fixmedinsCode }));
  if (visit.state === 'cancelled') return failed(settlementErrors.cancelled({ value: visit.mdtrtId }));
  if (lines === 0) return failed(settlementErrors.noFees({ value: visit.mdtrtId }));
  if (request.statedTotal !== undefined && request.statedTotal !== charges.total)
    return failed(
      settlementErrors.totalMismatch({
        stated: formatYuan(request.statedTotal),
        expected: formatYuan(charges.total),
        path: 'medfee_sumamt',
      }),
    );
  return ok(undefined);
}

/** The amounts of a reversal: the same with the signs turned. */
export function negateAmounts(amounts: SettlementAmounts): SettlementAmounts {
  return Object.fromEntries(
    Object.entries(amounts).map(([name, amount]: [string, Fen]) => [name, negateFen(amount)]),
  ) as unknown as SettlementAmounts;
}

/**
 * Takes one settlement's own movement back out of the year's totals. Exact because every accumulator is additive;
 * what later settlements would have been without this one is for the recomputation of the year to say.
 */
export function totalsWithout(now: RunningTotals, before: RunningTotals, after: RunningTotals): RunningTotals {
  const names = new Set([...Object.keys(now), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].map((name) => [name, (now[name] ?? 0) - ((after[name] ?? 0) - (before[name] ?? 0))]),
  );
}

/** What the person's account holds after the result. */
export function accountAfter(record: PersonRecord, result: Pick<BenefitResult, 'amounts'>): Fen {
  return fen(record.accountBalance - result.amounts.account);
}
