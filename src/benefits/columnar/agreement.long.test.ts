import { describe, expect, it } from 'vitest';
import { runAgreement } from './testing.ts';

describe('the scalar and the columnar evaluator', () => {
  it('agree to the fen on a million random claims over five hundred random policies', () => {
    const { disagreement, policies, claims } = runAgreement({ seed: 1, policies: 500, claimsPerPolicy: 2_000 });
    expect(disagreement).toBeUndefined();
    expect(policies).toBe(500);
    expect(claims).toBe(1_000_000);
  });
});
