import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { findPolicy, loadPolicies, policySheet } from './index.ts';

const packs = unwrap(loadPolicies(path.join(import.meta.dirname, '../../policies')));

function sheetOn(date: string) {
  return policySheet(unwrap(findPolicy(packs, { area: '610326', scheme: '390', on: isoDate(date) })));
}

describe('the sheet of a policy on a day', () => {
  // 宝鸡 residents: 二级 800 yuan and 78 % until 2022-08-31, 600 yuan and 80 % from 2022-09-01 (hospital page, grade B).
  it('shows the figures in force on that day, and the span they hold for', () => {
    const before = sheetOn('2022-08-31');
    const after = sheetOn('2022-09-01');
    const local = (sheet: typeof before) =>
      sheet.layers.find((layer) => layer.title === '基本医保统筹')?.rules.map((row) => row.text) ?? [];
    expect(before.to).toBe('2022-09-01');
    expect(after.from).toBe('2022-09-01');
    expect(local(before).some((text) => /二级、统筹区内.*800 元以上 78 %/.test(text))).toBe(true);
    expect(local(after).some((text) => /二级、统筹区内.*600 元以上 80 %/.test(text))).toBe(true);
    expect(local(after).some((text) => /二级、统筹区内.*78 %/.test(text))).toBe(false);
  });

  it('names the base, the accumulation, the limits, and the weakest source', () => {
    const sheet = sheetOn('2020-06-30');
    const critical = sheet.layers.find((layer) => layer.title === '大病保险');
    expect(critical?.base).toMatch(/^政策范围内费用 − 基本医保统筹支付/);
    expect(critical?.accumulated).toContain('累计');
    expect(critical?.ceilings[0]?.limits.map((row) => row.text)).toEqual(['不设限额', '300,000.00 元']);
    expect(sheet.weakest).toBe('sample');
  });
});
