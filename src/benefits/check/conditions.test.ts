/** Conditions held against each other, against cases drawn at random: what is claimed of them must hold of each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../compiled-policy.ts';
import { type CaseFacts, matchesAny } from '../condition.ts';
import { areApart, conditionKey, coverTogether } from './conditions.ts';

const subset = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
const range = fc
  .tuple(fc.option(fc.nat(4), { nil: undefined }), fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }))
  .map(([from, under]) => ({ ...(from !== undefined && { from }), ...(under !== undefined && { under }) }));
const GRADES = ['village', 'one', 'two', 'three', 'none'] as const;
const CARES = ['inpatient', 'outpatient', 'chronic', 'maternity', 'longTerm'] as const;

const condition: fc.Arbitrary<Condition> = fc.record(
  {
    grade: subset(GRADES),
    care: subset(CARES),
    identity: subset(['2302', '2303']),
    tag: subset(['tcm', 'provincial']),
    withoutTag: subset(['tcm', 'provincial']),
    personType: subset(['1401', '1402']),
    age: range,
    visit: range,
    monthsSince: range,
    retired: fc.boolean(),
  },
  { requiredKeys: [] },
);
const alternatives = fc.array(condition, { minLength: 1, maxLength: 4 });

const facts: fc.Arbitrary<CaseFacts> = fc.record({
  care: fc.constantFrom(...CARES),
  grade: fc.constantFrom(...GRADES),
  place: fc.constantFrom('local', 'resettled', 'referred', 'unreferred'),
  age: fc.nat(6),
  visit: fc.nat(6),
  days: fc.nat(6),
  monthsSince: fc.integer({ min: -1, max: 6 }),
  identities: fc.subarray(['2302', '2303', '2304']),
  personType: fc.constantFrom(undefined, '1401', '1402', '1403'),
  disease: fc.constant(undefined),
  package: fc.constant(undefined),
  tags: fc.subarray(['tcm', 'provincial', 'other']),
  certified: fc.constant([]),
  retired: fc.boolean(),
  civilServant: fc.boolean(),
  crossYear: fc.boolean(),
  continued: fc.boolean(),
});

describe('areApart', () => {
  it('is never said of conditions that a case can meet together', () => {
    fc.assert(
      fc.property(alternatives, alternatives, facts, (left, right, one) => {
        if (areApart(left, right)) expect(matchesAny(left, one) && matchesAny(right, one)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it.each<readonly [string, Condition, Condition, boolean]>([
    ['grades', { grade: ['one'] }, { grade: ['two', 'three'] }, true],
    ['grades that share one', { grade: ['one', 'two'] }, { grade: ['two', 'three'] }, false],
    ['ages that meet at a birthday', { age: { under: 18 } }, { age: { from: 18 } }, true],
    ['identities, of which one may have two', { identity: ['2302'] }, { identity: ['2303'] }, false],
    ['a mark and its absence', { tag: ['tcm'] }, { withoutTag: ['tcm'] }, true],
    ['in work and retired', { retired: false }, { retired: true }, true],
    ['what the other does not ask', { grade: ['one'] }, { retired: true }, false],
  ])('%s', (_, left, right, expected) => {
    expect([areApart([left], [right]), areApart([right], [left])]).toEqual([expected, expected]);
  });
});

describe('coverTogether', () => {
  it('is never said where a case is left out', () => {
    fc.assert(
      fc.property(alternatives, alternatives, facts, (outer, inner, one) => {
        if (coverTogether(outer, inner) && matchesAny(inner, one)) expect(matchesAny(outer, one)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each<readonly [string, Condition[], Condition, boolean]>([
    ['two grades by one each', [{ grade: ['one'] }, { grade: ['two'] }], { grade: ['one', 'two'] }, true],
    ['two grades by one alone', [{ grade: ['one'] }], { grade: ['one', 'two'] }, false],
    ['everybody by those in work and the retired', [{ retired: true }, { retired: false }], {}, true],
    ['everybody by those in work', [{ retired: false }], {}, false],
    ['all ages by two spans', [{ age: { under: 18 } }, { age: { from: 18 } }], { grade: ['one'] }, true],
    ['all ages with a year left out', [{ age: { under: 18 } }, { age: { from: 19 } }], {}, false],
    ['every grade', GRADES.map((grade) => ({ grade: [grade] })), {}, true],
    ['months, which some have none of', [{ monthsSince: { from: 0 } }], {}, false],
  ])('%s', (_, outer, inner, expected) => {
    expect(coverTogether(outer, [inner])).toBe(expected);
  });
});

it('conditions that differ in order alone have one key', () => {
  expect(conditionKey([{ grade: ['one', 'two'], retired: true }])).toBe(
    conditionKey([{ retired: true, grade: ['two', 'one'] }]),
  );
  expect(conditionKey([{ grade: ['one'] }])).not.toBe(conditionKey([{ grade: ['two'] }]));
});
