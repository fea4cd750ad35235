/** One recomputation for the console: tried, proposed, approved, paid. */
import { type Actor, hasRight, isInScope, RIGHTS } from '../access/index.ts';
import { type ActionView, viewApproval } from '../approvals/index.ts';
import { listPacksOf, type RunningTotals, type Scheme } from '../benefits/index.ts';
import { coded } from '../catalogues/code-lists.ts';
import type { DbOrTx } from '../database/index.ts';
import { FUND_TITLES, FUNDS, type Fund, fundBookId } from '../fund/index.ts';
import { type Fen, negateFen, sumFen } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import { presentPerson } from '../people/index.ts';
import { findProviders } from '../providers/index.ts';
import { benefitBookId, type SettlementOffice } from '../settlement/index.ts';
import { computeYear } from './compute.ts';
import { adjustmentErrors } from './errors.ts';
import { type AdjustmentLine, SHARERS, type Shares } from './model.ts';
import { paymentKey } from './payment.ts';
import { partsOf } from './postings.ts';
import { listDue, listRecomputations } from './queries.ts';
import { sumDifferences } from './rules.ts';
import { recomputationKey, requireYear, type YearRequest } from './service.ts';
import * as store from './store.ts';
import { listVouchers } from './vouchers.ts';

/** What a year would come to now; writes nothing. Refuses `people.unknownPerson` and what `recomputeYear` fails with. */
export async function tryRecomputation(office: SettlementOffice, actor: Actor, request: YearRequest) {
  const { key, record } = await requireYear(office.db, office, actor, request);
  const { year, result, differs } = await computeYear(office.db, office, key);
  const due = await listDue(office, actor, { ...request, q: request.psnNo, page: 1, size: 1 });
  const [flagged] = due.rows;
  return {
    person: presentPerson(record.person, office.clock.now().slice(0, 10) as typeof record.person.birthDate),
    insutype: coded('insutype', request.insutype),
    year: request.year,
    settlements: year.settlements.length,
    differs,
    openId: (await store.findSubmitted(office.db, key)) ?? null,
    due: flagged?.sources ?? [],
    ...presentSums(result.lines),
    lines: await presentLines(office.db, request.insutype, result.lines),
    totals: presentTotals(office, request.insutype, { before: year.totals, after: result.totals }),
  };
}

/** A recomputation with its lines, decisions, payment and vouchers. Refuses `adjustments.unknown`. */
export async function getRecomputation(office: SettlementOffice, actor: Actor, id: string) {
  const [row] = (await listRecomputations(office, actor, { id, page: 1, size: 1 })).rows;
  const found = row && (await store.findRecomputation(office.db, office.area, id));
  if (!found) return refuse(adjustmentErrors.unknown({ value: id, path: 'id' }));
  const [lines, payments, review, vouchers] = await Promise.all([
    store.listLines(office.db, office.area, id),
    store.listPayments(office.db, office.area, id),
    viewApproval(office.db, actor, recomputationKey(id)),
    listVouchers(office.db, id),
  ]);
  const paid = await Promise.all(
    payments.map((payment) => viewApproval(office.db, actor, paymentKey(payment.paymentId))),
  );
  const waiting = payments.findIndex((payment) => payment.state === 'submitted');
  return {
    ...row,
    ...presentSums(lines),
    lines: await presentLines(office.db, found.insutype, lines),
    totals: presentTotals(office, found.insutype, { before: found.totalsBefore, after: found.totalsAfter }),
    byFund: presentFunds(office.area, lines.flatMap(partsOf)),
    decisions: [...review.decisions, ...paid.flatMap((view) => view.decisions)],
    actions: review.actions,
    payment: {
      paidOn: payments.find((payment) => payment.state === 'paid')?.paidOn ?? null,
      submit: row.state.code === 'approved' ? submitAction(office, actor) : null,
      actions: paid[waiting]?.actions ?? [],
    },
    vouchers,
  };
}

function submitAction(office: SettlementOffice, actor: Actor): ActionView {
  const why = !hasRight(actor, 'payments.batch')
    ? `提交支付须有“${RIGHTS['payments.batch']}”权限`
    : isInScope(actor, office.area)
      ? undefined
      : '不在您的数据范围内';
  return why === undefined ? { action: 'pay', allowed: true } : { action: 'pay', allowed: false, why };
}

function presentSums(lines: readonly AdjustmentLine[]) {
  const { funds, toAccount, toPerson } = sumDifferences(lines);
  return { fundFen: funds as number, toAccountFen: toAccount as number, toPersonFen: toPerson as number };
}

export async function presentLines(db: DbOrTx, insutype: string, lines: readonly AdjustmentLine[]) {
  const providers = await findProviders(
    db,
    lines.map((line) => line.fixmedinsCode),
  );
  return lines.map((line) => ({
    setlId: line.setlId,
    provider: { code: line.fixmedinsCode, name: providers.get(line.fixmedinsCode)?.name ?? line.fixmedinsCode },
    insutype: coded('insutype', insutype),
    care: coded('care', line.care),
    decidedOn: line.decidedOn as string,
    reversed: line.reversed,
    settled: presentShares(line.settled),
    recomputed: presentShares(line.recomputed),
    difference: presentShares(line.difference),
  }));
}

function presentShares(shares: Shares) {
  return Object.fromEntries(SHARERS.map((sharer) => [`${sharer}Fen`, shares[sharer] as number])) as Record<
    `${(typeof SHARERS)[number]}Fen`,
    number
  >;
}

/** Totals before and after, by the titles that the policies give them; what does not move is left out. */
function presentTotals(
  office: SettlementOffice,
  scheme: string,
  { before, after }: { readonly before: RunningTotals; readonly after: RunningTotals },
) {
  // Other areas may give the same name another title.
  const accumulators = new Map(
    listPacksOf(office.policies, office.area, scheme as Scheme)
      .flatMap((pack) => pack.policies)
      .flatMap((policy) => policy.accumulators)
      .map((accumulator) => [accumulator.id, accumulator] as const),
  );
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const [name = key, scope] = key.split('@');
    const from = before[key] ?? 0;
    const to = after[key] ?? 0;
    if (from === to) return [];
    const known = accumulators.get(name);
    const title = `${known?.title ?? name}${scope === undefined ? '' : `（${scope}）`}`;
    return [{ key, title, isCount: (known?.counts.length ?? 0) > 0, before: from, after: to }];
  });
}

/** What each fund (or the insurer) pays out and takes back. */
function presentFunds(area: string, parts: ReturnType<typeof partsOf>) {
  const holders: readonly (Fund | undefined)[] = [...FUNDS, undefined];
  return holders.flatMap((fund) => {
    const own = parts.filter((part) => part.fund === fund).map((part) => part.amount);
    if (own.length === 0) return [];
    const out: Fen = sumFen(own.filter((amount) => amount > 0));
    const back: Fen = negateFen(sumFen(own.filter((amount) => amount < 0)));
    return [
      {
        bookId: fund === undefined ? benefitBookId(area) : fundBookId(area, fund),
        name: fund === undefined ? '大病保险承办机构' : FUND_TITLES[fund],
        paidFen: out as number,
        recoveredFen: back as number,
        netFen: out - back,
      },
    ];
  });
}
