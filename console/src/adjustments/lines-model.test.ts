import { describe, expect, it } from 'vitest';
import type { AdjustmentLineView, SharesView } from '../api/types.ts';
import { shareRows, sharesInUse } from './lines-model.ts';

const NOTHING: SharesView = {
  poolFen: 0,
  criticalIllnessFen: 0,
  largeAmountFen: 0,
  civilServantFen: 0,
  medicalAidFen: 0,
  accountFen: 0,
  personFen: 0,
};

function lineOf(setlId: string, settled: Partial<SharesView>, recomputed: Partial<SharesView>): AdjustmentLineView {
  const before = { ...NOTHING, ...settled };
  const after = { ...NOTHING, ...recomputed };
  const keys = Object.keys(NOTHING) as (keyof SharesView)[];
  return {
    setlId,
    provider: { code: 'H1', name: '测试县医院' },
    insutype: { code: '390', name: '城乡居民基本医疗保险' },
    care: { code: 'inpatient', name: '住院' },
    decidedOn: '2020-03-10',
    reversed: false,
    settled: before,
    recomputed: after,
    difference: Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as unknown as SharesView,
  };
}

const first = lineOf(
  'S1',
  { poolFen: 8000, criticalIllnessFen: 100, personFen: 1900 },
  { poolFen: 8000, personFen: 2000 },
);
const second = lineOf('S2', { poolFen: 500, personFen: 500 }, { poolFen: 500, medicalAidFen: 350, personFen: 150 });

describe('shareRows', () => {
  it('shows a settlement as settled, recomputed and the difference, named once', () => {
    expect(shareRows([first]).map(({ title, isFirst, shares }) => [title, isFirst, shares.personFen])).toEqual([
      ['已结算', true, 1900],
      ['重算', false, 2000],
      ['差额', false, 100],
    ]);
  });

  it('adds the differences up where there are several', () => {
    expect(shareRows([first, second]).at(-1)).toMatchObject({
      title: '差额合计',
      shares: { poolFen: 0, criticalIllnessFen: -100, medicalAidFen: 350, personFen: -250 },
    });
  });
});

describe('sharesInUse', () => {
  it('keeps who has a part in any line, also one that does not move', () => {
    expect(sharesInUse([first, second])).toEqual(['poolFen', 'criticalIllnessFen', 'medicalAidFen', 'personFen']);
  });
});
