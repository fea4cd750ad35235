/** Looking things up: visits, lines, settlements, running totals. */
import type { RunningTotals, Scheme } from '../benefits/index.ts';
import type { DbOrTx } from '../database/index.ts';
import type { PersonKey } from '../people/index.ts';
import type { FeeLine, Settlement, Visit, VisitKey } from './model.ts';
import { readSettlements } from './settlement-store.ts';
import * as store from './store.ts';
import * as totalsStore from './totals-store.ts';

export async function findVisit(db: DbOrTx, key: VisitKey): Promise<Visit | undefined> {
  return (await store.loadVisits(db, [key])).get(key.mdtrtId)?.visit;
}

export function listVisitLines(db: DbOrTx, key: VisitKey): Promise<FeeLine[]> {
  return store.listFeeLines(db, key);
}

export async function findSettlement(
  db: DbOrTx,
  area: string,
  setlId: string,
): Promise<(Settlement & { readonly voucherId: number | null; readonly period: string }) | undefined> {
  const found = (await readSettlements(db, area, { setlIds: [setlId] })).get(setlId);
  return found && { ...found.settlement, voucherId: found.voucherId, period: found.period };
}

/** The year's totals under one scheme; empty when nothing was settled. */
export async function findRunningTotals(
  db: DbOrTx,
  key: PersonKey,
  scheme: Scheme,
  year: number,
): Promise<RunningTotals> {
  const totalsKey = { area: key.area, psnNo: key.psnNo, insutype: scheme, year };
  return (await totalsStore.loadTotals(db, [totalsKey])).get(totalsStore.totalsId(totalsKey))?.totals ?? {};
}
