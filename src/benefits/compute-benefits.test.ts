import { describe, expect, it } from 'vitest';
import type { Result } from '../kernel/result.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { computeBenefits } from './compute-benefits.ts';
import { findPolicyForCase } from './find-policy.ts';
import { loadPolicies } from './load-policies.ts';
import { type MiniLayer, miniPolicy } from './mini-pack.ts';
import type { BenefitResult } from './model.ts';
import { BenefitExample, caseOf, POLICIES_FOLDER, readExamples, totalsOf, yuan } from './test-case.ts';

const loaded = loadPolicies(POLICIES_FOLDER);
if (!loaded.ok) throw new Error(`${loaded.error.message}；${loaded.error.remedy}`);
const packs = loaded.value;

function run(example: BenefitExample): Result<BenefitResult> {
  const benefitCase = caseOf(example);
  const policy: Result<CompiledPolicy> = example.layers
    ? { ok: true, value: miniPolicy(example.layers as MiniLayer[]) }
    : findPolicyForCase(packs, '610326', benefitCase);
  return policy.ok ? computeBenefits(policy.value, benefitCase, totalsOf(example.before)) : policy;
}

function expectResult(example: BenefitExample, result: BenefitResult): void {
  const { policy, ratePer10k, components, after, error, ...amounts } = example.expect;
  expect(error, 'the case was computed although a failure was expected').toBeUndefined();
  const wanted = Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, yuan(value as number)]));
  expect(result.amounts).toMatchObject(wanted);
  if (policy !== undefined) expect(result.policy).toBe(policy);
  if (ratePer10k !== undefined) expect(result.poolRatePer10k).toBe(ratePer10k);
  for (const [layer, parts] of Object.entries(components ?? {})) {
    const found = result.layers.find(({ id }) => id === layer);
    const fenParts = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, yuan(value)]));
    expect(found?.components).toMatchObject(fenParts);
  }
  expect(result.totalsAfter).toMatchObject(totalsOf(after));
}

describe.each(['baoji-residents.yaml', 'baoji-employees.yaml', 'worked-examples.yaml'])('%s', (file) => {
  it.each(readExamples(file, BenefitExample))('$name', (example) => {
    const result = run(example);
    if (result.ok) return expectResult(example, result.value);
    expect(result.error.code, result.error.message).toBe(example.expect.error);
  });
});

describe('a case that does not fit', () => {
  const benefitCase = caseOf({ charges: { inScope: 1000 } });
  const policy = miniPolicy([{ rules: [{ rate: '50 %' }] }]);

  it('is refused when its parts do not add up to the total', () => {
    const charges = { ...benefitCase.charges, total: yuan(1000.01) };
    const result = computeBenefits(policy, { ...benefitCase, charges }, {});
    expect(!result.ok && result.error).toMatchObject({
      code: 'benefits.unbalancedCharges',
      path: 'charges.total',
      params: { total: '1000.01', expected: '1000.00' },
    });
  });

  it.each([
    ['another scheme', { ...benefitCase, scheme: '310' as const }, 'benefits.schemeMismatch'],
    [
      'discharge before admission',
      { ...benefitCase, admittedOn: caseOf({ case: { admitted: '2020-05-07' }, charges: {} }).admittedOn },
      'benefits.dischargeBeforeAdmission',
    ],
    [
      'a negative amount',
      { ...benefitCase, accountAvailable: -1 as typeof benefitCase.accountAvailable },
      'benefits.invalidAmount',
    ],
  ])('is refused for %s', (_, wrong, code) => {
    const result = computeBenefits(policy, wrong, {});
    expect(!result.ok && result.error.code).toBe(code);
  });

  it('is refused by a version of the policy that is not in force on its date', () => {
    const found = packs.find(({ id }) => id === '610300-baoji-residents')?.policies[1];
    if (!found) throw new Error('no second version');
    const result = computeBenefits(found, caseOf({ case: { discharged: '2022-08-31' }, charges: {} }), {});
    expect(!result.ok && result.error).toMatchObject({ code: 'benefits.policyNotInForce', path: 'dischargedOn' });
  });

  it('names the case in the failure when no rule covers it', () => {
    const villageOnly = miniPolicy([{ rules: [{ when: { grade: ['village'] }, rate: '60 %' }] }]);
    const result = computeBenefits(villageOnly, benefitCase, {});
    expect(!result.ok && result.error.message).toContain('住院、三级、统筹区内、50 周岁');
  });
});

describe('the pool rate', () => {
  const slices = [{ upTo: 3000, rate: '88 %' }, { rate: '90 %' }];
  const policy = miniPolicy([{ rules: [{ slices }] }]);
  it.each([
    [2000, 8800],
    [5000, 0],
  ])('for %d yuan over two slices is %d', (inScope, rate) => {
    const result = computeBenefits(policy, caseOf({ charges: { inScope } }), {});
    expect(result.ok && result.value.poolRatePer10k).toBe(rate);
  });
});

describe('the personal account', () => {
  it('pays only the parts that the policy lets it cover', () => {
    const policy = miniPolicy([{ rules: [{ rate: '50 %' }] }], 'personTotal - fullSelfPay');
    const result = computeBenefits(
      policy,
      caseOf({ case: { account: 900 }, charges: { fullSelfPay: 300, inScope: 1000 } }),
      {},
    );
    // person 300 + 500; the account may pay the 500
    expect(result.ok && result.value.amounts).toMatchObject({ account: yuan(500), cash: yuan(300) });
  });
});
