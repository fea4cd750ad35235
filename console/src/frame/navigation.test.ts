import { describe, expect, it } from 'vitest';
import type { QueueGroup } from '../api/types.ts';
import { allowedNavigation, isCurrent, NAVIGATION, queueCounts } from './navigation.ts';

const item = (href: string) => {
  const found = NAVIGATION.flatMap((group) => group.items).find((candidate) => candidate.href === href);
  if (!found) throw new Error(`no such item: ${href}`);
  return found;
};

describe('allowedNavigation', () => {
  it('shows only what the role may open', () => {
    const titles = allowedNavigation(['fund.read']).flatMap((group) => group.items.map(({ title }) => title));
    expect(titles).toEqual(['我的待办', '基金总览', '收支表', '科目余额', '记账凭证', '账账核对']);
  });

  it('leaves out empty groups', () => {
    expect(allowedNavigation([]).map(({ title }) => title)).toEqual(['']);
  });
});

describe('isCurrent', () => {
  it('marks the list while one of its records is open', () => {
    expect(isCurrent(item('/people'), '/people/610326')).toBe(true);
    expect(isCurrent(item('/people'), '/peoples')).toBe(false);
  });

  it('tells the pages of the fund apart', () => {
    expect(isCurrent(item('/fund/statement'), '/fund/fund-390/statement')).toBe(true);
    expect(isCurrent(item('/fund/vouchers'), '/fund/fund-390/vouchers/12')).toBe(true);
    expect(isCurrent(item('/fund'), '/fund/fund-390/statement')).toBe(false);
    expect(isCurrent(item('/'), '/people')).toBe(false);
  });
});

describe('queueCounts', () => {
  it('sums by list page and over all', () => {
    const group = (link: string, count: number, overdue: number): QueueGroup => ({
      kind: link,
      title: '',
      count,
      overdue,
      link,
      items: [],
    });
    const counts = queueCounts([
      group('/declarations?state=pending', 3, 1),
      group('/declarations?state=returned', 2, 0),
      group('/batches', 1, 0),
      group('/audit', 0, 0),
    ]);
    expect(counts.get('/declarations')).toEqual({ count: 5, overdue: 1 });
    expect(counts.get('/')).toEqual({ count: 6, overdue: 1 });
    expect(counts.has('/audit')).toBe(false);
  });
});
