/** Rules around a settlement: who is covered, what case the visit makes, how totals move. Pure. */
import type {
  BenefitCase,
  BenefitResult,
  Charges,
  RunningTotals,
  Scheme,
  SettlementAmounts,
} from '../benefits/index.ts';
import { type IsoDate, isEffective } from '../kernel/dates.ts';
import { type Fen, fen, formatYuan, negateFen, ZERO_FEN } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { codesInForce, findCover, type PersonRecord } from '../people/index.ts';
import { type Provider, providerErrors } from '../providers/index.ts';
import { settlementErrors } from './errors.ts';
import type { NewVisit, SettleRequest, Visit } from './model.ts';

export const SCHEME_TITLES: Readonly<Record<Scheme, string>> = {
  '310': '职工基本医疗保险',
  '390': '城乡居民基本医疗保险',
};

const RETIRED = new Set(['12', '1112', '1204', '126013', '126015']);

/** psn_type 12 and its kin. */
export function isRetired(psnType: string): boolean {
  return RETIRED.has(psnType);
}

/** The day that decides cover, policy and identities: discharge, or the day of the visit. */
export function decidingDay(visit: Pick<NewVisit, 'admittedOn' | 'dischargedOn'>): IsoDate {
  return visit.dischargedOn ?? visit.admittedOn;
}

/** A visit may be registered when the person is covered on the day and the provider's agreement is in force. */
export function checkNewVisit(visit: NewVisit, record: PersonRecord, provider: Provider): Result<void> {
  if (visit.dischargedOn !== undefined && visit.dischargedOn < visit.admittedOn)
    return failed(
      settlementErrors.badDates({ admitted: visit.admittedOn, discharged: visit.dischargedOn, path: 'endtime' }),
    );
  if (!findCover(record.covers, visit.insutype, visit.admittedOn))
    return failed(
      settlementErrors.notCovered({
        name: record.person.name,
        date: visit.admittedOn,
        scheme: SCHEME_TITLES[visit.insutype],
        path: 'insutype',
      }),
    );
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

/** The case that the benefit engine decides on. Refuses when the person's cover does not reach the deciding day. */
export function benefitCase(
  visit: Visit,
  record: PersonRecord,
  provider: Provider,
  charges: Charges,
  useAccount: boolean,
): Result<BenefitCase> {
  const day = decidingDay(visit);
  const cover = findCover(record.covers, visit.insutype, visit.admittedOn);
  if (!cover)
    return failed(
      settlementErrors.notCovered({ name: record.person.name, date: day, scheme: SCHEME_TITLES[visit.insutype] }),
    );
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
