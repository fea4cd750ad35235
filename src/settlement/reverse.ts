/** Undoing a settlement (2208, 2305): a second settlement with the signs turned, and the totals moved back. */
import { nextValues, transact } from '../database/index.ts';
import { fen, negateFen } from '../kernel/money.ts';
import { type Result, refuse } from '../kernel/result.ts';
import { findPersonRecords } from '../people/index.ts';
import { settlementErrors } from './errors.ts';
import { findPlaceInYear } from './insured-year.ts';
import type { ReverseRequest, Settlement } from './model.ts';
import type { SettlementOffice } from './office.ts';
import { flagDue } from './recomputation-due.ts';
import { decidingDay, negateAmounts, totalsWithout } from './rules.ts';
import { accountMovements, postSettlements } from './settle.ts';
import { insertSettlements, readSettlements, type StoredSettlement } from './settlement-store.ts';
import * as store from './store.ts';
import * as totalsStore from './totals-store.ts';
import { idOf } from './visits.ts';

/**
 * Reverses a settlement by counter-entry. Reversed again (under whatever message number) it answers with the reversal
 * that stands. Allowed after the provider was paid: the counter-amount falls into the next declaration.
 */
export async function reverse(office: SettlementOffice, request: ReverseRequest): Promise<Result<Settlement>> {
  return transact(office.db, async (tx) => {
    const found = (await readSettlements(tx, request.area, { setlIds: [request.setlId] })).get(request.setlId);
    if (!found || found.settlement.psnNo !== request.psnNo || found.settlement.mdtrtId !== request.mdtrtId)
      return refuse(settlementErrors.unknownSettlement({ value: request.setlId, path: 'setl_id' }));
    const { settlement } = found;
    if (settlement.fixmedinsCode !== request.fixmedinsCode)
      refuse(settlementErrors.otherProvider({ value: request.mdtrtId, provider: request.fixmedinsCode }));
    if (settlement.reverses !== null) refuse(settlementErrors.reversalOfReversal({ value: request.setlId }));
    const [standing] = (await readSettlements(tx, request.area, { reversing: [request.setlId] })).values();
    if (standing) return standing.settlement;
    return writeReversal(office, tx, request, found);
  });
}

async function writeReversal(
  office: SettlementOffice,
  tx: Parameters<typeof insertSettlements>[0],
  request: ReverseRequest,
  found: StoredSettlement,
): Promise<Settlement> {
  const { settlement } = found;
  const visit = (await store.loadVisits(tx, [request])).get(request.mdtrtId);
  if (!visit) return refuse(settlementErrors.unknownVisit({ value: request.mdtrtId }));
  const key = {
    area: settlement.area,
    psnNo: settlement.psnNo,
    insutype: settlement.insutype,
    year: settlement.insuredYear,
  };
  const totals = (await totalsStore.loadTotals(tx, [key])).get(totalsStore.totalsId(key)) ?? { totals: {}, version: 0 };
  const decidedOn = decidingDay(visit.visit);
  const place = await findPlaceInYear(tx, key, { ...settlement, decidedOn });
  const { totalsBefore, totalsAfter: moved } = place.movement ?? settlement;
  const record = (await findPersonRecords(tx, [settlement])).get(`${settlement.area}/${settlement.psnNo}`);
  const [serial = 0] = await nextValues(tx, 'setl_id_seq', 1);
  const totalsAfter = totalsWithout(totals.totals, totalsBefore, moved);
  const reversal: Settlement = {
    ...settlement,
    setlId: idOf(office.area, serial),
    reverses: settlement.setlId,
    settledAt: request.settledAt,
    messageKey: request.messageKey,
    amounts: negateAmounts(settlement.amounts),
    accountAfter: fen((record?.accountBalance ?? 0) + settlement.amounts.account),
    layers: settlement.layers.map((layer) => ({
      ...layer,
      base: negateFen(layer.base),
      paid: negateFen(layer.paid),
      components: Object.fromEntries(
        Object.entries(layer.components).map(([name, amount]) => [name, negateFen(amount)]),
      ),
    })),
    // The ladder of the original stands; a reversal has no walk of its own.
    steps: [],
    totalsBefore: totals.totals,
    totalsAfter,
  };
  const stored = await postSettlements(tx, office, [reversal], '撤销医疗费用结算', found.voucherId);
  await insertSettlements(tx, stored);
  await totalsStore.writeTotals(tx, [
    { ...key, totals: totalsAfter, latestDay: place.latestOther, version: totals.version },
  ]);
  await totalsStore.moveAccounts(tx, accountMovements([reversal]));
  await store.markSettled(tx, [
    { area: key.area, psnNo: key.psnNo, mdtrtId: settlement.mdtrtId, setlId: null, version: visit.version },
  ]);
  // What came after was settled on totals that held this one; an adjustment of it, if there was any, still stands.
  if (!place.isLast || place.movement)
    await flagDue(tx, [
      {
        ...key,
        cause: 'reversal',
        sourceId: reversal.setlId,
        effectiveOn: decidedOn,
        flaggedAt: reversal.settledAt,
        flaggedBy: reversal.fixmedinsCode,
      },
    ]);
  return reversal;
}
