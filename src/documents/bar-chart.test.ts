import { describe, expect, it } from 'vitest';
import { fen } from '../kernel/money.ts';
import { scaleBars } from './bar-chart.ts';
import { amountCell, numberCell, percentCell } from './cells.ts';

describe('scaleBars', () => {
  it('goes to the left for a loss, on one scale', () => {
    // From −100 to 300: zero stands at a quarter.
    const scale = scaleBars([
      { label: '增', value: amountCell(fen(300)) },
      { label: '减', value: amountCell(fen(-100)) },
      { label: '平', value: amountCell(fen(0)) },
    ]);
    expect(scale.zero).toBe(0.25);
    expect(scale.bars).toEqual([
      { start: 0.25, length: 0.75, negative: false },
      { start: 0, length: 0.25, negative: true },
      { start: 0.25, length: 0, negative: false },
    ]);
  });

  it('takes counts and rates, and nothing but zeros', () => {
    expect(scaleBars([{ label: '', value: percentCell(5000) }]).bars).toEqual([
      { start: 0, length: 1, negative: false },
    ]);
    expect(scaleBars([{ label: '', value: numberCell(0) }])).toEqual({
      zero: 0,
      bars: [{ start: 0, length: 0, negative: false }],
    });
  });
});
