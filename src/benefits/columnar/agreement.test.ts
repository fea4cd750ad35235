import { describe, expect, it } from 'vitest';
import { runAgreement } from './testing.ts';

describe('the scalar and the columnar evaluator', () => {
  it('agree to the fen on random claims over random policies', { timeout: 120_000 }, () => {
    const { disagreement, policies, claims } = runAgreement({ seed: 20_200_101, policies: 100, claimsPerPolicy: 500 });
    expect(disagreement).toBeUndefined();
    expect(policies).toBe(100);
    expect(claims).toBe(50_000);
  });
});
