import { describe, expect, it } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

describe('rate limit', () => {
  it('allows so many in a window, for each key, and tells how long to wait', () => {
    let now = 0;
    const rate = createRateLimit({ limit: 2, windowSeconds: 60 }, () => now);
    expect([rate.take('a'), rate.take('a')]).toEqual([0, 0]);
    now = 15_500;
    expect(rate.take('a')).toBe(45);
    expect(rate.take('b')).toBe(0);
    now = 60_000;
    expect(rate.take('a')).toBe(0);
  });

  it('forgets the oldest keys under a flood', () => {
    const rate = createRateLimit({ limit: 1, windowSeconds: 60 }, () => 0);
    rate.take('first');
    for (let index = 0; index < 10_000; index += 1) rate.take(`flood ${index}`);
    expect(rate.take('first')).toBe(0);
    expect(rate.take('flood 9999')).toBeGreaterThan(0);
  });
});
