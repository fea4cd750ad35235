/** Use cases of a visit before it is settled: register, change, charge, discharge, cancel. */

import { findEntitlementPolicy, priceFeeLine } from '../benefits/index.ts';
import { nextValues, retryOnDuplicate, type Tx, transact } from '../database/index.ts';
import { dateOf, type IsoDate, isEffective } from '../kernel/dates.ts';
import { type Result, refuse, unwrap } from '../kernel/result.ts';
import { findPersonRecords, type PersonRecord, peopleErrors } from '../people/index.ts';
import {
  type CatalogueItem,
  findItemVersions,
  findProviders,
  type Provider,
  providerErrors,
} from '../providers/index.ts';
import { settlementErrors } from './errors.ts';
import type { FeeLine, NewFeeLine, NewVisit, Visit, VisitKey } from './model.ts';
import type { SettlementOffice } from './office.ts';
import { checkNewVisit } from './rules.ts';
import * as store from './store.ts';

const ID_DIGITS = 12;

export function idOf(area: string, serial: number): string {
  return `${area}${String(serial).padStart(ID_DIGITS, '0')}`;
}

/**
 * 2201, 2401: registers a visit. Refuses an unknown person or provider, a person not entitled on the day, and a
 * visit number of the provider that has a live registration already (`settlement.duplicateVisit`).
 */
export async function registerVisit(office: SettlementOffice, visit: NewVisit): Promise<Result<Visit>> {
  return transact(office.db, async (tx) => {
    const [registered] = (await registerVisits(office, tx, [visit])).visits;
    return registered ?? refuse(settlementErrors.unknownVisit({ value: visit.visitNo }));
  });
}

/** Visits just registered, with what was read for it. */
export interface RegisteredVisits {
  readonly visits: readonly Visit[];
  readonly persons: Map<string, PersonRecord>;
  readonly providers: Map<string, Provider>;
}

/** Registers several visits in the caller's transaction; the first that may not be registered refuses them all. */
export async function registerVisits(
  office: SettlementOffice,
  tx: Tx,
  visits: readonly NewVisit[],
): Promise<RegisteredVisits> {
  const persons = await findPersonRecords(tx, visits);
  const providers = await findProviders(
    tx,
    visits.map((visit) => visit.fixmedinsCode),
  );
  const serials = await nextValues(tx, 'mdtrt_id_seq', visits.length);
  const registered = visits.map((visit, index): Visit => {
    const record = persons.get(`${visit.area}/${visit.psnNo}`);
    if (!record) return refuse(peopleErrors.unknownPerson({ value: visit.psnNo, path: 'psn_no' }));
    const provider = providers.get(visit.fixmedinsCode);
    if (!provider) return refuse(providerErrors.unknown({ value: visit.fixmedinsCode, path: 'fixmedins_code' }));
    unwrap(checkNewVisit(visit, record, provider, findEntitlementPolicy(office.entitlements, visit.area)));
    const state = visit.dischargedOn === undefined && visit.care === 'inpatient' ? 'open' : 'discharged';
    return { ...visit, mdtrtId: idOf(visit.area, serials[index] ?? 0), state, setlId: null };
  });
  await refuseDuplicates(tx, registered);
  await retryOnDuplicate('encounter_visit_no', () => store.insertVisits(tx, registered));
  return { visits: registered, persons, providers };
}

/** One live registration per provider's number; the failure names the one that stands. */
async function refuseDuplicates(tx: Tx, visits: readonly Visit[]): Promise<void> {
  const numbers = new Map<string, Visit>();
  for (const visit of visits) {
    const number = `${visit.psnNo}/${visit.fixmedinsCode}/${visit.visitNo}`;
    const twin = numbers.get(number);
    if (twin)
      refuse(settlementErrors.duplicateVisit({ value: visit.visitNo, mdtrtId: twin.mdtrtId, path: 'ipt_otp_no' }));
    numbers.set(number, visit);
  }
  const [standing] = await store.findStandingVisits(tx, visits);
  if (standing)
    refuse(settlementErrors.duplicateVisit({ value: standing.visitNo, mdtrtId: standing.mdtrtId, path: 'ipt_otp_no' }));
}

/** The visit, not cancelled and not settled; what every change starts from. */
async function loadOpen(tx: Tx, key: VisitKey): Promise<store.LoadedVisit> {
  const loaded = (await store.loadVisits(tx, [key])).get(key.mdtrtId);
  if (!loaded) return refuse(settlementErrors.unknownVisit({ value: key.mdtrtId, path: 'mdtrt_id' }));
  if (loaded.visit.state === 'cancelled') return refuse(settlementErrors.cancelled({ value: key.mdtrtId }));
  if (loaded.visit.setlId) return refuse(settlementErrors.settled({ value: key.mdtrtId, setlId: loaded.visit.setlId }));
  return loaded;
}

/** 2202, 2404: cancels an unsettled visit; its fee lines are withdrawn with it. */
export async function cancelVisit(office: SettlementOffice, key: VisitKey): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    const loaded = await loadOpen(tx, key);
    await store.withdrawFeeLines(tx, key, {});
    await store.updateVisit(tx, key, loaded.version, { state: 'cancelled' });
  });
}

export interface VisitAmendment {
  readonly admittedOn?: IsoDate | undefined;
  readonly medType?: string | undefined;
  readonly diagnosisCode?: string | undefined;
  readonly diagnosisName?: string | undefined;
  readonly diseaseCode?: string | undefined;
  readonly department?: string | undefined;
  readonly care?: Visit['care'] | undefined;
}

/** 2203, 2403: completes or corrects an unsettled visit. */
export async function amendVisit(
  office: SettlementOffice,
  key: VisitKey,
  change: VisitAmendment,
): Promise<Result<Visit>> {
  return transact(office.db, async (tx) => {
    const { visit, version } = await loadOpen(tx, key);
    await store.updateVisit(tx, key, version, {
      ...(change.admittedOn === undefined ? {} : { admitted_on: change.admittedOn }),
      ...(change.medType === undefined ? {} : { med_type: change.medType }),
      ...(change.diagnosisCode === undefined ? {} : { diagnosis_code: change.diagnosisCode }),
      ...(change.diagnosisName === undefined ? {} : { diagnosis_name: change.diagnosisName }),
      ...(change.diseaseCode === undefined ? {} : { disease_code: change.diseaseCode }),
      ...(change.department === undefined ? {} : { department: change.department }),
      ...(change.care === undefined ? {} : { care: change.care }),
    });
    const defined = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return { ...visit, ...defined } as Visit;
  });
}

/** 2402: closes a stay. The deciding day of policy and identity is the discharge day. */
export async function discharge(
  office: SettlementOffice,
  key: VisitKey,
  change: {
    readonly dischargedOn: IsoDate;
    readonly diagnosisCode?: string | undefined;
    readonly diagnosisName?: string | undefined;
  },
): Promise<Result<Visit>> {
  return transact(office.db, async (tx) => {
    const { visit, version } = await loadOpen(tx, key);
    if (change.dischargedOn < visit.admittedOn)
      refuse(
        settlementErrors.badDates({ admitted: visit.admittedOn, discharged: change.dischargedOn, path: 'endtime' }),
      );
    await store.updateVisit(tx, key, version, {
      state: 'discharged',
      discharged_on: change.dischargedOn,
      ...(change.diagnosisCode === undefined ? {} : { diagnosis_code: change.diagnosisCode }),
      ...(change.diagnosisName === undefined ? {} : { diagnosis_name: change.diagnosisName }),
    });
    return { ...visit, state: 'discharged' as const, dischargedOn: change.dischargedOn };
  });
}

/** 2405: opens a discharged, unsettled stay again. */
export async function undoDischarge(office: SettlementOffice, key: VisitKey): Promise<Result<Visit>> {
  return transact(office.db, async (tx) => {
    const { visit, version } = await loadOpen(tx, key);
    await store.updateVisit(tx, key, version, { state: 'open', discharged_on: null });
    return { ...visit, state: 'open' as const, dischargedOn: undefined };
  });
}

/**
 * 2204, 2301: prices and keeps fee lines, all or none. Refuses a serial that the visit already has, an item outside
 * the catalogue on its day, and a line whose amount is not quantity × price.
 */
export async function recordFees(
  office: SettlementOffice,
  key: VisitKey,
  lines: readonly NewFeeLine[],
): Promise<Result<FeeLine[]>> {
  return transact(office.db, async (tx) => {
    const { visit, version } = await loadOpen(tx, key);
    refuseRepeatedSerials(lines, await store.findLineSerials(tx, key));
    const items = await findItemVersions(
      tx,
      lines.map((line) => line.itemCode),
    );
    const priced = lines.map((line) => priceLine(visit, line, items));
    await retryOnDuplicate('fee_line_pkey', () =>
      store.insertFeeLines(
        tx,
        priced.map((line) => ({ key, line })),
      ),
    );
    await store.updateVisit(tx, key, version, {});
    return priced;
  });
}

export function refuseRepeatedSerials(lines: readonly NewFeeLine[], standing: ReadonlySet<string>): void {
  const seen = new Set(standing);
  for (const line of lines) {
    if (seen.has(line.serial)) refuse(settlementErrors.duplicateLine({ value: line.serial, path: 'feedetl_sn' }));
    seen.add(line.serial);
  }
}

/** A line with the catalogue's class, limit and prior share applied as they stand on its day. */
export function priceLine(
  visit: Pick<Visit, 'admittedOn' | 'dischargedOn'>,
  line: NewFeeLine,
  items: ReadonlyMap<string, readonly CatalogueItem[]>,
): FeeLine {
  const day = dateOf(line.occurredAt);
  if (day < visit.admittedOn)
    refuse(
      settlementErrors.feeOutsideVisit({
        serial: line.serial,
        value: line.occurredAt,
        from: visit.admittedOn,
        path: 'fee_ocur_time',
      }),
    );
  const item = items.get(line.itemCode)?.find((version) => isEffective(version, day));
  if (!item)
    return refuse(
      settlementErrors.unknownItem({ serial: line.serial, value: line.itemCode, date: day, path: 'med_list_codg' }),
    );
  const { approval, ...rest } = line;
  const priced = unwrap(
    priceFeeLine({
      quantityPer10k: line.quantityPer10k,
      pricePer10k: line.pricePer10k,
      total: line.total,
      itemClass: item.itemClass,
      priorRatePer10k: item.priorRatePer10k,
      priceLimit: item.priceLimit ?? null,
      restricted: item.restricted,
      approval,
    }),
  );
  return { ...rest, ...priced, itemClass: item.itemClass, chargeType: item.chargeType };
}

/** 2205, 2302: withdraws unsettled lines: those named, those of a batch, or all. Returns how many went. */
export async function withdrawFees(
  office: SettlementOffice,
  key: VisitKey,
  which: { readonly serials?: readonly string[] | undefined; readonly batchNo?: string | undefined },
): Promise<Result<number>> {
  return transact(office.db, async (tx) => {
    const { version } = await loadOpen(tx, key);
    const missing = which.serials && (await store.findLineSerials(tx, key));
    const unknown = which.serials?.find((serial) => !missing?.has(serial));
    if (unknown !== undefined) refuse(settlementErrors.unknownLine({ value: unknown, path: 'feedetl_sn' }));
    const removed = await store.withdrawFeeLines(tx, key, which);
    await store.updateVisit(tx, key, version, {});
    return removed;
  });
}
