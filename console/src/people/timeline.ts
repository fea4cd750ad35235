/** One line of time for a person: cover, identities, contributions and settlements in the order they happened. */
import type { ContributionRow, PersonDetail, SettlementRow } from '../api/types.ts';
import { periodName } from '../app/periods.ts';

export interface TimelineEvent {
  readonly key: string;
  readonly on: string;
  readonly kind: '参保' | '身份' | '病种' | '缴费' | '结算';
  readonly title: string;
  readonly amountFen?: number;
  readonly link?: string;
}

/** Newest first; of one day, what is later in the flow of the work stands first. */
export function buildTimeline(
  person: PersonDetail,
  contributions: readonly ContributionRow[],
  settlements: readonly SettlementRow[],
): TimelineEvent[] {
  const events = [
    ...person.covers.flatMap(coverEvents),
    ...person.identities.flatMap((identity) => datedEvents('身份', '认定为', '不再是', identity)),
    ...person.chronic.flatMap((disease) => datedEvents('病种', '登记门诊慢特病：', '门诊慢特病到期：', disease)),
    ...contributions.flatMap(contributionEvent),
    ...settlements.map(settlementEvent),
  ];
  const flow: readonly TimelineEvent['kind'][] = ['结算', '缴费', '病种', '身份', '参保'];
  return events.sort(
    (a, b) => b.on.localeCompare(a.on) || flow.indexOf(a.kind) - flow.indexOf(b.kind) || a.key.localeCompare(b.key),
  );
}

function coverEvents(cover: PersonDetail['covers'][number]): TimelineEvent[] {
  const key = `cover-${cover.insutype.code}-${cover.from}`;
  const where = cover.employer ? `，单位${cover.employer.name}` : '';
  const start: TimelineEvent = {
    key: `${key}-from`,
    on: cover.from,
    kind: '参保',
    title: `参加${cover.insutype.name}，${cover.psnType.name}${where}`,
  };
  if (cover.to === null) return [start];
  return [
    start,
    { key: `${key}-to`, on: cover.to, kind: '参保', title: `${cover.insutype.name}终止，${cover.psnType.name}` },
  ];
}

function datedEvents(
  kind: TimelineEvent['kind'],
  begins: string,
  ends: string,
  dated: PersonDetail['identities'][number],
): TimelineEvent[] {
  const key = `${kind}-${dated.code}-${dated.from}`;
  const start: TimelineEvent = { key: `${key}-from`, on: dated.from, kind, title: begins + dated.name };
  return dated.to === null ? [start] : [start, { key: `${key}-to`, on: dated.to, kind, title: ends + dated.name }];
}

function contributionEvent(row: ContributionRow): TimelineEvent[] {
  // What has not been paid did not happen.
  if (row.paidOn === null) return [];
  return [
    {
      key: `contribution-${row.id}`,
      on: row.paidOn,
      kind: '缴费',
      title: `缴纳${periodName(row.period)}${row.insutype.name}`,
      amountFen: row.totalFen,
    },
  ];
}

function settlementEvent(row: SettlementRow): TimelineEvent {
  return {
    key: `settlement-${row.setlId}`,
    on: row.settledAt.slice(0, 10),
    kind: '结算',
    title: `${row.provider.name} ${row.care.name}${row.reverses === null ? '结算' : '结算冲销'}`,
    amountFen: row.fundTotalFen,
    link: `/settlements/${row.setlId}`,
  };
}
