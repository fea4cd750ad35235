import { describe, expect, it } from 'vitest';
import { extendTrail } from './trail.ts';

const statement = { title: '收支表', href: '/fund/fund-390/statement?from=2021-01&cell=inpatient' };
const batch = { title: '拨付批次', href: '/batches/7' };
const settlement = { title: '结算单', href: '/settlements/9' };

describe('extendTrail', () => {
  it('adds the page one leaves', () => {
    expect(extendTrail([statement], batch, '/settlements/9')).toEqual([statement, batch]);
  });

  it('cuts back to a page that is already on the way', () => {
    expect(extendTrail([statement, batch], settlement, '/batches/7')).toEqual([statement]);
  });

  it('takes a page with another filter as the same page', () => {
    expect(extendTrail([statement], batch, '/fund/fund-390/statement?from=2020-01')).toEqual([]);
  });

  it('keeps the end of a very long way', () => {
    const way = Array.from({ length: 12 }, (_, index) => ({ title: `第${index}页`, href: `/p/${index}` }));
    const trail = extendTrail(way, { title: '末页', href: '/p/last' }, '/p/next');
    expect(trail).toHaveLength(8);
    expect(trail.at(-1)?.title).toBe('末页');
  });
});
