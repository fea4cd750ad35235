/**
 * Settling visits: read → compute → one version-checked write, for one visit or many in the same transaction.
 *
 * Everything a computation depends on carries a version (the visit with its lines, the year's running totals) or a
 * guard (the personal account); where one has moved on between read and write, nothing is written and the work starts
 * again from its reads. Within a batch, a person's later visits see the totals of the earlier ones.
 */
import {
  computeBenefits,
  findEntitlementPolicy,
  findPolicyForCase,
  type RunningTotals,
  renderSteps,
  sumCharges,
} from '../benefits/index.ts';
import { nextValues, type Tx, transact } from '../database/index.ts';
import { dateOf, laterDate, yearOf } from '../kernel/dates.ts';
import { type Fen, fen, formatYuan, negateFen } from '../kernel/money.ts';
import { periodOf } from '../kernel/periods.ts';
import { failed, ok, type Result, refuse, unwrap } from '../kernel/result.ts';
import { type Entry, postEntries } from '../ledger/index.ts';
import { findPersonRecords, type PersonRecord } from '../people/index.ts';
import { findItemVersions, findProviders, type Provider } from '../providers/index.ts';
import { settlementErrors } from './errors.ts';
import type {
  ExplainedResult,
  FeeLine,
  NewFeeLine,
  NewVisit,
  Presettlement,
  Settlement,
  SettleRequest,
  Visit,
} from './model.ts';
import type { SettlementOffice } from './office.ts';
import { checkPolicyNeeds } from './policy-needs.ts';
import { type DueFlag, flagDue } from './recomputation-due.ts';
import { accountAfter, benefitCase, checkSettleable, decidingDay } from './rules.ts';
import { insertSettlements, readSettlements, type StoredSettlement } from './settlement-store.ts';
import * as store from './store.ts';
import { benefitBookId, settlementPostings } from './sub-ledger.ts';
import * as totalsStore from './totals-store.ts';
import { idOf, priceLine, refuseRepeatedSerials, registerVisits } from './visits.ts';

/** What a batch reads, and what its members change in memory before it is written. */
interface Workspace {
  readonly persons: Map<string, PersonRecord>;
  readonly providers: Map<string, Provider>;
  readonly totals: Map<string, totalsStore.LoadedTotals>;
  readonly changed: Map<string, totalsStore.TotalsKey & totalsStore.LoadedTotals>;
}

interface Computed {
  readonly loaded: store.LoadedVisit;
  readonly request: SettleRequest;
  readonly result: ExplainedResult;
  readonly totalsBefore: RunningTotals;
  /** A settlement of a later day is in the totals already. */
  readonly late: boolean;
  readonly accountAfter: Fen;
}

function totalsKeyOf(visit: Visit): totalsStore.TotalsKey {
  return { area: visit.area, psnNo: visit.psnNo, insutype: visit.insutype, year: yearOf(decidingDay(visit)) };
}

async function openWorkspace(tx: Tx, visits: readonly Visit[]): Promise<Workspace> {
  return {
    persons: await findPersonRecords(tx, visits),
    providers: await findProviders(
      tx,
      visits.map((visit) => visit.fixmedinsCode),
    ),
    totals: await totalsStore.loadTotals(tx, visits.map(totalsKeyOf)),
    changed: new Map(),
  };
}

/** Computes one visit on the workspace and, when it succeeds, moves the workspace's totals and account on. */
function computeVisit(
  office: SettlementOffice,
  space: Workspace,
  loaded: store.LoadedVisit,
  request: SettleRequest,
): Result<Computed> {
  const { visit, charges } = loaded;
  const settleable = checkSettleable(visit, request, charges, loaded.lines);
  if (!settleable.ok) return settleable;
  const batch = request.batchNo === undefined ? undefined : (loaded.batches[request.batchNo] ?? 0);
  if (batch !== undefined && batch !== charges.total)
    return failed(
      settlementErrors.otherBatches({
        value: visit.mdtrtId,
        batch: request.batchNo ?? '',
        other: formatYuan(fen(charges.total - batch)),
        path: 'chrg_bchno',
      }),
    );
  const personId = `${visit.area}/${visit.psnNo}`;
  const record = space.persons.get(personId);
  const provider = space.providers.get(visit.fixmedinsCode);
  if (!record || !provider) return failed(settlementErrors.unknownVisit({ value: visit.mdtrtId }));
  const entitlement = findEntitlementPolicy(office.entitlements, visit.area);
  const kase = benefitCase(visit, record, provider, charges, request.useAccount, entitlement);
  if (!kase.ok) return kase;
  const policy = findPolicyForCase(office.policies, visit.area, kase.value);
  if (!policy.ok) return policy;
  const key = totalsKeyOf(visit);
  const id = totalsStore.totalsId(key);
  const before = space.totals.get(id) ?? { totals: {}, latestDay: null, version: 0 };
  const needs = checkPolicyNeeds(policy.value, kase.value, before.totals);
  if (!needs.ok) return needs;
  const computed = computeBenefits(policy.value, kase.value, before.totals);
  if (!computed.ok) return computed;
  const result = { ...computed.value, steps: renderSteps(policy.value, computed.value.steps) };
  if (result.amounts.enterprise !== 0 || result.amounts.other !== 0)
    return failed(settlementErrors.unbookedPayer({ value: visit.mdtrtId, policy: result.policy }));
  const version = space.changed.get(id)?.version ?? before.version;
  const day = decidingDay(visit);
  const late = before.latestDay !== null && day < before.latestDay;
  const after = { totals: result.totalsAfter, latestDay: late ? before.latestDay : day, version };
  space.totals.set(id, after);
  space.changed.set(id, { ...key, ...after });
  const balance = accountAfter(record, result);
  space.persons.set(personId, { ...record, accountBalance: balance });
  return ok({ loaded, request, result, totalsBefore: before.totals, late, accountAfter: balance });
}

/** 2206, 2303: what a settlement now would give; writes nothing. */
export async function presettle(office: SettlementOffice, request: SettleRequest): Promise<Result<Presettlement>> {
  return transact(office.db, async (tx) => {
    const loaded = (await store.loadVisits(tx, [request])).get(request.mdtrtId);
    if (!loaded) return refuse(settlementErrors.unknownVisit({ value: request.mdtrtId, path: 'mdtrt_id' }));
    if (loaded.visit.setlId) refuse(settlementErrors.settled({ value: request.mdtrtId, setlId: loaded.visit.setlId }));
    // A stay may be pre-settled before it is discharged: as if it ended on the day of asking.
    const asked = dateOf(request.settledAt);
    const ends = loaded.visit.dischargedOn ?? laterDate(asked, loaded.visit.admittedOn);
    const visit = loaded.visit.state === 'open' ? { ...loaded.visit, dischargedOn: ends } : loaded.visit;
    const space = await openWorkspace(tx, [visit]);
    const computed = unwrap(computeVisit(office, space, { ...loaded, visit }, request));
    return { visit, result: computed.result, accountAfter: computed.accountAfter };
  });
}

/** 2207, 2304: settles one visit. A visit that has a settlement in force gets that settlement: it is settled once. */
export async function settle(office: SettlementOffice, request: SettleRequest): Promise<Result<Settlement>> {
  const [result] = await settleBatch(office, [request]);
  return result ?? failed(settlementErrors.unknownVisit({ value: request.mdtrtId }));
}

/**
 * Settles several visits in one transaction. Each request has its own result: one that is refused does not hold up
 * the others. Requests for one visit in the same batch get the same settlement.
 */
export async function settleBatch(
  office: SettlementOffice,
  requests: readonly SettleRequest[],
): Promise<Result<Settlement>[]> {
  return unwrap(
    await transact(office.db, async (tx) => {
      const visits = await store.loadVisits(tx, requests);
      const standing = await readStanding(tx, office, visits);
      const unsettled = [...visits.values()].filter((loaded) => !loaded.visit.setlId).map((loaded) => loaded.visit);
      const space = await openWorkspace(tx, unsettled);
      const computed = new Map<string, Result<Computed>>();
      for (const request of requests) {
        const loaded = visits.get(request.mdtrtId);
        if (!loaded || loaded.visit.setlId || computed.get(request.mdtrtId)?.ok) continue;
        computed.set(request.mdtrtId, computeForSettling(office, space, loaded, request));
      }
      const successes = [...computed.values()].flatMap((result) => (result.ok ? [result.value] : []));
      const written = await writeSettlements(tx, office, space, successes);
      return requests.map((request): Result<Settlement> => {
        const loaded = visits.get(request.mdtrtId);
        if (!loaded) return failed(settlementErrors.unknownVisit({ value: request.mdtrtId, path: 'mdtrt_id' }));
        if (loaded.visit.setlId) return answerStanding(loaded, request, standing.get(loaded.visit.setlId)?.settlement);
        const result = computed.get(request.mdtrtId);
        if (result && !result.ok) return result;
        const settlement = written.get(request.mdtrtId);
        return settlement ? ok(settlement) : failed(settlementErrors.unknownVisit({ value: request.mdtrtId }));
      });
    }),
  );
}

function readStanding(tx: Tx, office: SettlementOffice, visits: ReadonlyMap<string, store.LoadedVisit>) {
  const setlIds = [...visits.values()].flatMap((loaded) => loaded.visit.setlId ?? []);
  return readSettlements(tx, office.area, { setlIds });
}

function computeForSettling(
  office: SettlementOffice,
  space: Workspace,
  loaded: store.LoadedVisit,
  request: SettleRequest,
): Result<Computed> {
  if (loaded.visit.state === 'open') return failed(settlementErrors.notDischarged({ value: request.mdtrtId }));
  return computeVisit(office, space, loaded, request);
}

function answerStanding(
  loaded: store.LoadedVisit,
  request: SettleRequest,
  settlement: Settlement | undefined,
): Result<Settlement> {
  if (loaded.visit.fixmedinsCode !== request.fixmedinsCode)
    return failed(settlementErrors.otherProvider({ value: request.mdtrtId, provider: request.fixmedinsCode }));
  if (request.statedTotal !== undefined && settlement && request.statedTotal !== settlement.amounts.total)
    return failed(settlementErrors.settled({ value: request.mdtrtId, setlId: settlement.setlId }));
  return settlement ? ok(settlement) : failed(settlementErrors.unknownVisit({ value: request.mdtrtId }));
}

/** The one write: ledger entries, settlements with layers, totals, accounts, visits. Keyed by visit. */
async function writeSettlements(
  tx: Tx,
  office: SettlementOffice,
  space: Workspace,
  computed: readonly Computed[],
): Promise<Map<string, Settlement>> {
  if (computed.length === 0) return new Map();
  const serials = await nextValues(tx, 'setl_id_seq', computed.length);
  const settlements = computed.map((one, index) => toSettlement(one, idOf(office.area, serials[index] ?? 0)));
  const stored = await postSettlements(tx, office, settlements, '医疗费用结算');
  await insertSettlements(tx, stored);
  await totalsStore.writeTotals(tx, [...space.changed.values()]);
  await flagDue(tx, lateClaims(computed, settlements));
  await totalsStore.moveAccounts(tx, accountMovements(settlements));
  await store.markSettled(
    tx,
    computed.map(({ loaded }, index) => ({
      area: loaded.visit.area,
      psnNo: loaded.visit.psnNo,
      mdtrtId: loaded.visit.mdtrtId,
      setlId: settlements[index]?.setlId ?? null,
      version: loaded.version,
    })),
  );
  return new Map(settlements.map((settlement) => [settlement.mdtrtId, settlement]));
}

/** Years that a late claim leaves in another order than they were settled in. */
function lateClaims(computed: readonly Computed[], settlements: readonly Settlement[]): DueFlag[] {
  return computed.flatMap(({ loaded, late }, index): DueFlag[] => {
    const settlement = settlements[index];
    if (!late || !settlement) return [];
    return [
      {
        ...totalsKeyOf(loaded.visit),
        cause: 'lateClaim',
        sourceId: settlement.setlId,
        effectiveOn: decidingDay(loaded.visit),
        flaggedAt: settlement.settledAt,
        flaggedBy: settlement.fixmedinsCode,
      },
    ];
  });
}

export function accountMovements(settlements: readonly Settlement[]) {
  return settlements
    .filter((settlement) => settlement.amounts.account !== 0)
    .map((settlement) => ({
      area: settlement.area,
      psnNo: settlement.psnNo,
      sourceId: settlement.setlId,
      amount: negateFen(settlement.amounts.account),
      movedOn: dateOf(settlement.settledAt),
    }));
}

function toSettlement(computed: Computed, setlId: string): Settlement {
  const { loaded, request, result } = computed;
  const { visit } = loaded;
  return {
    area: visit.area,
    psnNo: visit.psnNo,
    mdtrtId: visit.mdtrtId,
    setlId,
    reverses: null,
    insutype: visit.insutype,
    fixmedinsCode: visit.fixmedinsCode,
    care: visit.care,
    settledAt: request.settledAt,
    insuredYear: yearOf(decidingDay(visit)),
    messageKey: request.messageKey,
    policy: result.policy,
    amounts: result.amounts,
    poolRatePer10k: result.poolRatePer10k,
    accountAfter: computed.accountAfter,
    layers: result.layers,
    steps: result.steps,
    totalsBefore: computed.totalsBefore,
    totalsAfter: result.totalsAfter,
  };
}

/** Posts the sub-ledger entries of settlements (or reversals) and says in which month each stands. */
export async function postSettlements(
  tx: Tx,
  office: SettlementOffice,
  settlements: readonly Settlement[],
  summary: string,
  reverses?: number | null,
): Promise<StoredSettlement[]> {
  const entries = settlements.map((settlement): Entry => {
    const { fixmedinsCode, insutype, care } = settlement;
    return {
      owner: settlement.psnNo,
      effectiveOn: dateOf(settlement.settledAt),
      kind: settlement.reverses === null ? 'settlement' : 'reversal',
      summary,
      sourceKind: 'settlement',
      sourceId: settlement.setlId,
      idempotencyKey: `settlement:${settlement.setlId}`,
      postings: settlementPostings(settlement.amounts, { fixmedinsCode, insutype, care }),
      madeBy: fixmedinsCode,
      reverses: reverses ?? undefined,
    };
  });
  const paying = entries.filter((entry) => entry.postings.length > 0);
  const vouchers = await postEntries(tx, benefitBookId(office.area), paying);
  const voucherOf = new Map(paying.map((entry, index) => [entry.sourceId, vouchers[index]]));
  return settlements.map((settlement) => {
    const voucher = voucherOf.get(settlement.setlId);
    return {
      settlement,
      period: voucher?.period ?? periodOf(settlement.settledAt),
      voucherId: voucher?.voucherId ?? null,
      recordedBy: settlement.fixmedinsCode,
    };
  });
}

/** A visit that arrives complete: registration, lines and settlement in one. */
export interface WholeVisit {
  readonly visit: NewVisit;
  readonly lines: readonly NewFeeLine[];
  readonly settledAt: SettleRequest['settledAt'];
  readonly messageKey: string;
  readonly useAccount: boolean;
}

/**
 * The bulk path: registers, charges and settles whole visits in one transaction, in their order; a person may occur
 * more than once. All or none: a bad visit refuses the batch and is named.
 */
export async function settleWholeVisits(
  office: SettlementOffice,
  whole: readonly WholeVisit[],
): Promise<Result<Settlement[]>> {
  return transact(office.db, async (tx) => {
    const { visits, persons, providers } = await registerVisits(
      office,
      tx,
      whole.map((one) => one.visit),
    );
    const items = await findItemVersions(
      tx,
      whole.flatMap((one) => one.lines.map((line) => line.itemCode)),
    );
    const priced = whole.map((one, index) => chargeVisit(visits[index], one, items));
    await store.insertFeeLines(
      tx,
      priced.flatMap(({ visit, lines }) => lines.map((line) => ({ key: visit, line }))),
    );
    const totals = await totalsStore.loadTotals(tx, visits.map(totalsKeyOf));
    const space: Workspace = { persons, providers, totals, changed: new Map() };
    const computed = priced.map(({ visit, lines }, index) => {
      const { settledAt, messageKey, useAccount } = whole[index] ?? refuse(settlementErrors.noFees({ value: '' }));
      const loaded = { visit, version: 1, charges: sumCharges(lines), lines: lines.length, batches: {} };
      const { area, psnNo, mdtrtId, fixmedinsCode } = visit;
      const request = { area, psnNo, mdtrtId, fixmedinsCode, settledAt, messageKey, useAccount };
      return unwrap(computeForSettling(office, space, loaded, request));
    });
    const written = await writeSettlements(tx, office, space, computed);
    return visits.flatMap((visit) => written.get(visit.mdtrtId) ?? []);
  });
}

function chargeVisit(
  visit: Visit | undefined,
  whole: WholeVisit,
  items: Parameters<typeof priceLine>[2],
): { visit: Visit; lines: FeeLine[] } {
  if (!visit) return refuse(settlementErrors.unknownVisit({ value: whole.visit.visitNo }));
  refuseRepeatedSerials(whole.lines, new Set());
  return { visit, lines: whole.lines.map((line) => priceLine(visit, line, items)) };
}
