/** A recomputation's lines as rows: as settled, recomputed, and the difference, who bears what. */
import type { AdjustmentLineView, SharesView } from '../api/types.ts';

export type ShareKey = keyof SharesView;

export const SHARE_TITLES: readonly (readonly [ShareKey, string])[] = [
  ['poolFen', '统筹'],
  ['criticalIllnessFen', '大病'],
  ['largeAmountFen', '大额'],
  ['civilServantFen', '公务员补助'],
  ['medicalAidFen', '救助'],
  ['accountFen', '个人账户'],
  ['personFen', '个人现金'],
];

const PARTS = [
  ['settled', '已结算'],
  ['recomputed', '重算'],
  ['difference', '差额'],
] as const;

export interface ShareRow {
  readonly key: string;
  readonly part: (typeof PARTS)[number][0] | 'total';
  readonly title: string;
  /** Null for the sum. */
  readonly line: AdjustmentLineView | null;
  /** First row of a settlement: in a table, what it is stands once. */
  readonly isFirst: boolean;
  readonly shares: SharesView;
}

/** Three rows a settlement; with more than one, the sum of the differences at the end. */
export function shareRows(lines: readonly AdjustmentLineView[]): ShareRow[] {
  const rows = lines.flatMap((line) =>
    PARTS.map(
      ([part, title], index): ShareRow => ({
        key: `${line.setlId}-${part}`,
        part,
        title,
        line,
        isFirst: index === 0,
        shares: line[part],
      }),
    ),
  );
  if (lines.length < 2) return rows;
  return [
    ...rows,
    { key: 'total', part: 'total', title: '差额合计', line: null, isFirst: true, shares: sumDifferences(lines) },
  ];
}

export function sumDifferences(lines: readonly AdjustmentLineView[]): SharesView {
  const sum = (key: ShareKey) => lines.reduce((total, line) => total + line.difference[key], 0);
  return {
    poolFen: sum('poolFen'),
    criticalIllnessFen: sum('criticalIllnessFen'),
    largeAmountFen: sum('largeAmountFen'),
    civilServantFen: sum('civilServantFen'),
    medicalAidFen: sum('medicalAidFen'),
    accountFen: sum('accountFen'),
    personFen: sum('personFen'),
  };
}

/** Payers that have a part in any line: the others would be empty columns. */
export function sharesInUse(lines: readonly AdjustmentLineView[]): ShareKey[] {
  return SHARE_TITLES.map(([key]) => key).filter((key) =>
    lines.some((line) => line.settled[key] !== 0 || line.recomputed[key] !== 0),
  );
}
