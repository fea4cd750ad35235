/**
 * A person's insured year as it stands: the settlements in force, each with the case that it would make today, and the
 * totals. What a recomputation reads, and what it writes back.
 */
import { type RawBuilder, sql } from 'kysely';
import {
  type BenefitCase,
  findEntitlementPolicy,
  type RunningTotals,
  type SettlementAmounts,
} from '../benefits/index.ts';
import { type DbOrTx, insertRows, type Tx, unnestRows } from '../database/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import { failed, type Result } from '../kernel/result.ts';
import { findPersonRecords, type PersonRecord, peopleErrors } from '../people/index.ts';
import { findProviders, type Provider, providerErrors } from '../providers/index.ts';
import type { Visit } from './model.ts';
import type { SettlementOffice } from './office.ts';
import { benefitCase, decidingDay } from './rules.ts';
import * as store from './store.ts';
import * as totalsStore from './totals-store.ts';

/** A settlement that is in force, without its ladder. */
export interface StandingSettlement {
  readonly setlId: string;
  readonly mdtrtId: string;
  readonly fixmedinsCode: string;
  readonly care: Visit['care'];
  readonly settledAt: IsoTime;
  /** Discharge, or the day of the visit: the order of the year goes by it. */
  readonly decidedOn: IsoDate;
  readonly policy: string;
  readonly amounts: SettlementAmounts;
  /**
   * The case by what is now known of person, cover, identities and provider, the personal account left out; a failure
   * where what is now known admits none (not entitled on the day of admission).
   */
  readonly facts: Result<BenefitCase>;
}

export interface InsuredYear extends totalsStore.TotalsKey {
  /** In the order of the year: deciding day, then time of settlement, then number. */
  readonly settlements: readonly StandingSettlement[];
  readonly totals: RunningTotals;
  /** What the year began with: lifetime values that an earlier year carries on. */
  readonly carried: RunningTotals;
  /** Version of the totals: any settlement, reversal or recomputation of the year moves it. */
  readonly version: number;
  readonly record: PersonRecord | undefined;
}

type SettlementRow = Pick<StandingSettlement, 'setlId' | 'mdtrtId' | 'settledAt' | 'policy'> &
  SettlementAmounts & {
    readonly area: string;
    readonly psnNo: string;
    readonly insutype: string;
    readonly year: number;
  };

const AMOUNTS = {
  total: 'total_fen',
  fullSelfPay: 'full_self_pay_fen',
  overLimit: 'over_limit_fen',
  priorShare: 'prior_share_fen',
  inScope: 'in_scope_fen',
  deductible: 'deductible_fen',
  pool: 'pool_fen',
  civilServant: 'civil_servant_fen',
  enterprise: 'enterprise_fen',
  criticalIllness: 'critical_illness_fen',
  largeAmount: 'large_amount_fen',
  medicalAid: 'medical_aid_fen',
  other: 'other_fen',
  fundTotal: 'fund_total_fen',
  personTotal: 'person_total_fen',
  account: 'account_fen',
  cash: 'cash_fen',
  hospitalShare: 'hospital_share_fen',
} as const satisfies Record<keyof SettlementAmounts, string>;

const AMOUNT_COLUMNS: RawBuilder<unknown> = sql.raw(
  Object.entries(AMOUNTS)
    .map(([name, column]) => `s.${column} as "${name}"`)
    .join(', '),
);

/** The years asked for, keyed `totalsId`; a year without settlements and totals is there too, empty. */
export async function readInsuredYears(
  db: DbOrTx,
  office: Pick<SettlementOffice, 'entitlements'>,
  keys: readonly totalsStore.TotalsKey[],
): Promise<Map<string, InsuredYear>> {
  const rows = await readStandingRows(db, keys);
  const visits = await store.loadVisits(db, rows);
  const persons = await findPersonRecords(db, keys);
  const providers = await findProviders(
    db,
    [...visits.values()].map(({ visit }) => visit.fixmedinsCode),
  );
  const totals = await totalsStore.loadTotals(db, keys);
  const carried = await totalsStore.loadCarried(db, keys);
  const byYear = Map.groupBy(rows, totalsStore.totalsId);
  return new Map(
    keys.map((key) => {
      const id = totalsStore.totalsId(key);
      const record = persons.get(`${key.area}/${key.psnNo}`);
      const settlements = (byYear.get(id) ?? []).map((row) =>
        toStanding(row, visits.get(row.mdtrtId), { record, providers, entitlements: office.entitlements }),
      );
      const { totals: now, version } = totals.get(id) ?? { totals: {}, version: 0 };
      const year = { ...key, totals: now, carried: carried.get(id) ?? {}, version, record };
      return [id, { ...year, settlements: settlements.sort(compareInYear) }];
    }),
  );
}

/** Order of the settlements of a year. */
export function compareInYear(
  left: Pick<StandingSettlement, 'decidedOn' | 'settledAt' | 'setlId'>,
  right: Pick<StandingSettlement, 'decidedOn' | 'settledAt' | 'setlId'>,
): number {
  for (const field of ['decidedOn', 'settledAt', 'setlId'] as const)
    if (left[field] !== right[field]) return left[field] < right[field] ? -1 : 1;
  return 0;
}

async function readStandingRows(db: DbOrTx, keys: readonly totalsStore.TotalsKey[]): Promise<SettlementRow[]> {
  const columns = { area: 'text', psn_no: 'text', insutype: 'text', year: 'integer' } as const;
  const rows = keys.map((key) => ({ area: key.area, psn_no: key.psnNo, insutype: key.insutype, year: key.year }));
  const found = await sql<SettlementRow>`
    select s.area, s.psn_no as "psnNo", s.insutype, s.insured_year as year, s.setl_id as "setlId",
      s.mdtrt_id as "mdtrtId", s.settled_at as "settledAt", s.policy, ${AMOUNT_COLUMNS}
    from ${unnestRows('k', columns, rows)}
    join settlement s on s.area = k.area and s.psn_no = k.psn_no and s.insutype = k.insutype and s.insured_year = k.year
    join encounter e on e.area = s.area and e.psn_no = s.psn_no and e.mdtrt_id = s.mdtrt_id
      and e.setl_id = s.setl_id`.execute(db);
  return found.rows;
}

/** What is now known that a case is built from, besides the visit itself. */
interface Known {
  readonly record: PersonRecord | undefined;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly entitlements: SettlementOffice['entitlements'];
}

function toStanding(row: SettlementRow, loaded: store.LoadedVisit | undefined, known: Known): StandingSettlement {
  if (!loaded) throw new Error(`settlement ${row.setlId} has no visit ${row.mdtrtId}`);
  const { visit } = loaded;
  const { area: _, psnNo: __, insutype: ___, year: ____, setlId, mdtrtId, settledAt, policy, ...amounts } = row;
  return {
    setlId,
    mdtrtId,
    fixmedinsCode: visit.fixmedinsCode,
    care: visit.care,
    settledAt,
    decidedOn: decidingDay(visit),
    policy,
    amounts,
    facts: factsOf(loaded, known, amounts.total),
  };
}

function factsOf(loaded: store.LoadedVisit, known: Known, settledTotal: number): Result<BenefitCase> {
  const { visit, charges } = loaded;
  const { record } = known;
  const provider = known.providers.get(visit.fixmedinsCode);
  if (!record) return failed(peopleErrors.unknownPerson({ value: visit.psnNo }));
  if (!provider) return failed(providerErrors.unknown({ value: visit.fixmedinsCode }));
  if (charges.total !== settledTotal) throw new Error(`the lines of settled visit ${visit.mdtrtId} have changed`);
  const entitlement = findEntitlementPolicy(known.entitlements, visit.area);
  return benefitCase(visit, record, provider, charges, false, entitlement);
}

/** How a settlement moved the totals as recomputed. */
export interface Movement {
  readonly setlId: string;
  readonly totalsBefore: RunningTotals;
  readonly totalsAfter: RunningTotals;
}

/**
 * Writes a recomputed year: its totals, by the version they were computed from (`VersionConflict` otherwise), and how
 * each settlement now moves them, so that a later reversal takes back what is really in them.
 */
export async function writeRecomputedYear(
  tx: Tx,
  year: Pick<InsuredYear, 'area' | 'psnNo' | 'insutype' | 'year' | 'version' | 'settlements'>,
  result: { readonly totals: RunningTotals; readonly movements: readonly Movement[] },
): Promise<void> {
  const { area, psnNo, insutype, version } = year;
  const latestDay = year.settlements.at(-1)?.decidedOn ?? null;
  await totalsStore.writeTotals(tx, [
    { area, psnNo, insutype, year: year.year, totals: result.totals, latestDay, version },
  ]);
  const setlIds = result.movements.map((movement) => movement.setlId);
  await sql`
    delete from settlement_movement
    where area = ${area} and psn_no = ${psnNo} and setl_id = any(${setlIds}::text[])`.execute(tx);
  await insertRows(
    tx,
    'settlement_movement',
    { area: 'text', psn_no: 'text', setl_id: 'text', totals_before: 'jsonb', totals_after: 'jsonb' },
    result.movements.map((movement) => ({
      area,
      psn_no: psnNo,
      setl_id: movement.setlId,
      totals_before: movement.totalsBefore,
      totals_after: movement.totalsAfter,
    })),
  );
}

export interface PlaceInYear {
  /** Whether another settlement in force stands after this one in the year's order. */
  readonly isLast: boolean;
  /** Latest deciding day of the other settlements in force; null where there is none. */
  readonly latestOther: IsoDate | null;
  /** How the last recomputation has it move the totals; undefined where the year was never recomputed since. */
  readonly movement: Omit<Movement, 'setlId'> | undefined;
}

/** Where a settlement in force stands in its year: what its reversal must know. */
export async function findPlaceInYear(
  db: DbOrTx,
  key: totalsStore.TotalsKey,
  settlement: Pick<StandingSettlement, 'setlId' | 'settledAt' | 'decidedOn'>,
): Promise<PlaceInYear> {
  const found = await sql<{ decidedOn: IsoDate; settledAt: IsoTime; setlId: string }>`
    select coalesce(e.discharged_on, e.admitted_on) as "decidedOn", s.settled_at as "settledAt", s.setl_id as "setlId"
    from settlement s
    join encounter e on e.area = s.area and e.psn_no = s.psn_no and e.mdtrt_id = s.mdtrt_id and e.setl_id = s.setl_id
    where s.area = ${key.area} and s.psn_no = ${key.psnNo} and s.insutype = ${key.insutype}
      and s.insured_year = ${key.year} and s.setl_id <> ${settlement.setlId}`.execute(db);
  const last = found.rows.sort(compareInYear).at(-1);
  const moved = await sql<Omit<Movement, 'setlId'>>`
    select totals_before as "totalsBefore", totals_after as "totalsAfter" from settlement_movement
    where area = ${key.area} and psn_no = ${key.psnNo} and setl_id = ${settlement.setlId}`.execute(db);
  return {
    isLast: last === undefined || compareInYear(last, settlement) < 0,
    latestOther: last?.decidedOn ?? null,
    movement: moved.rows[0],
  };
}
