/** That every variant of policies found can be said as data: each is shown by cases worked by hand under a pack. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPolicies } from './load-policies.ts';
import type { BenefitResult } from './model.ts';
import { computeExample, expectationsOf, PolicyExample } from './policy-case.ts';
import { CASES_FOLDER, type ExpectedResult, POLICIES_FOLDER, readExamples, totalsOf, yuan } from './test-case.ts';

/** What must be sayable, by name. A case names what it shows; each name needs at least one case. */
const VARIANTS = [
  'order.priorFirst', // prior payment off first, then the threshold
  'order.thresholdOfTotal', // threshold as a slice of the total
  'order.thresholdFirst', // threshold first, then prior payment
  'bounds.absolute',
  'bounds.aboveDeductible',
  'ceiling.payment',
  'ceiling.cost',
  'criticalIllness.yearlyThreshold', // once a year, cumulative, settled with each visit
  'criticalIllness.thresholdCoPayOverCap', // base: threshold + co-pay + over cap
  'criticalIllness.withoutPrior',
  'criticalIllness.withPrior',
  'readmission.times', // × 0.75, × 0.5
  'readmission.timesWithFloor',
  'readmission.seventyFifty',
  'readmission.halfThenNone',
  'readmission.minusWithFloor',
  'readmission.halfFromSecond',
  'readmission.amounts', // an amount for each
  'readmission.onceAYear',
  'transfer.difference',
  'transfer.everyHospital',
  'outOfArea.firstTake',
  'outOfArea.points',
  'outOfArea.factor',
  'outOfArea.ownSchedule',
  'retired.points',
  'retired.coPayTimesEight',
  'retired.coPayTimesSix',
  'retired.deductibleMinus',
  'age',
  'child',
  'identity.halfThreshold',
  'identity.points',
  'identity.noCeiling',
  'identity.highest',
  'groups.proportional',
  'groups.listed',
  'quota.day',
  'quota.month',
  'quota.year',
  'quota.disease',
  'quota.severalDiseases',
  'quota.twoDiseases',
  'quota.monthsStepDown',
  'package.kept',
  'package.returned',
  'package.excessHospital',
  'package.maternity',
  'supplement.large',
  'supplement.selfPay',
  'supplement.civilServant',
  'supplement.deductibleReturn',
  'aid.withThreshold', // base with the pool's threshold
  'aid.withoutThreshold',
  'aid.ownThreshold',
  'aid.capsSplit', // caps for outpatient and inpatient apart
  'aid.second', // second assistance without cross-year costs
  'aid.tilt',
  'yearEnd.whole',
  'yearEnd.splitIdentity',
  'yearEnd.thresholdAgain',
  'yearEnd.noThresholdAgain',
  'yearEnd.notRenewed',
  'guarantee.leastRate',
  'guarantee.actualRate',
  'guarantee.most',
  'care.perDay',
  'care.perMonth',
  'lines.class',
  'lines.priceLimit',
  'lines.limitFirst',
  'lines.priorFirst',
  'lines.implant',
  'lines.notPayable',
  'lines.dated',
  'interim.carried',
  'interim.rise',
  'interim.segments',
  'pooling',
  'dated',
  'entitlement.midYear',
] as const;

const loaded = loadPolicies(POLICIES_FOLDER);
if (!loaded.ok) throw new Error(`${loaded.error.message}；${loaded.error.remedy}`);
const packs = loaded.value;

const files = readdirSync(path.join(CASES_FOLDER, 'variants')).map((name) => `variants/${name}`);
const examples = files.flatMap((file) => readExamples(file, PolicyExample));

function expectResult(result: BenefitResult | undefined, expected: ExpectedResult): void {
  if (result === undefined) throw new Error('an encounter has no result');
  const { policy, ratePer10k, components, after, error, ...amounts } = expected;
  expect(error, 'a failure is expected of the whole example').toBeUndefined();
  const wanted = Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, yuan(value as number)]));
  expect(result.amounts).toMatchObject(wanted);
  if (policy !== undefined) expect(result.policy).toBe(policy);
  if (ratePer10k !== undefined) expect(result.poolRatePer10k).toBe(ratePer10k);
  for (const [layer, parts] of Object.entries(components ?? {})) {
    const found = result.layers.find(({ id }) => id === layer);
    const fenParts = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, yuan(value)]));
    expect(found?.components, layer).toMatchObject(fenParts);
  }
  expect(result.totalsAfter).toMatchObject(totalsOf(after));
}

/** What holds of every result, whatever the policy. */
function expectSound({ amounts: a, layers, steps }: BenefitResult): void {
  expect(a.total).toBe(a.fullSelfPay + a.overLimit + a.priorShare + a.inScope);
  expect(a.total).toBe(a.fundTotal + a.personTotal + a.hospitalShare);
  expect(a.personTotal).toBe(a.account + a.cash);
  expect(a.fundTotal).toBe(layers.reduce((sum, layer) => sum + layer.paid, 0));
  for (const { id, base, paid, components } of layers) {
    expect(
      Object.values(components).reduce((sum: number, part) => sum + part, paid),
      id,
    ).toBe(base);
  }
  for (const [index, step] of steps.entries()) {
    expect(step.before, step.id).toBe(index === 0 ? a.total : steps[index - 1]?.after);
    expect(step.after, step.id).toBe(step.before - step.taken);
  }
  expect(steps.at(-1)?.after).toBe(0);
}

describe.each(files)('%s', (file) => {
  it.each(readExamples(file, PolicyExample))('$name', (example) => {
    const { results, error } = computeExample(packs, example);
    expect(error).toBe(example.error);
    if (error !== undefined) return;
    const expectations = expectationsOf(example);
    expect(results).toHaveLength(expectations.length);
    for (const [index, expected] of expectations.entries()) expectResult(results[index], expected);
    for (const result of results) expectSound(result);
    for (const [name, wanted] of Object.entries(example.sum ?? {})) {
      const found = results.reduce((sum, { amounts }) => sum + amounts[name as keyof typeof amounts], 0);
      expect(found, name).toBe(yuan(wanted));
    }
  });
});

describe('the variants', () => {
  it.each(VARIANTS)('%s is shown by a case', (variant) => {
    expect(examples.some(({ shows }) => shows.includes(variant))).toBe(true);
  });

  it('are all that cases name', () => {
    const named = new Set(examples.flatMap(({ shows }) => shows));
    for (const variant of VARIANTS) named.delete(variant);
    expect([...named]).toEqual([]);
  });

  it('use every pack of the repository', () => {
    const used = new Set(examples.map(({ pack }) => pack));
    expect(packs.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
  });
});
