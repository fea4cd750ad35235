import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CompiledPolicy, findPolicy, loadPolicies } from '../../benefits/index.ts';
import { isoDate } from '../../kernel/dates.ts';
import { unwrap } from '../../kernel/result.ts';
import { type PersonFacts, presentChanges, presentTotals } from './running-totals.ts';

const packs = unwrap(loadPolicies(path.join(import.meta.dirname, '../../../policies')));
const policy = unwrap(findPolicy(packs, { area: '610326', scheme: '390', on: isoDate('2020-06-30') }));
const nobody: PersonFacts = { identities: [], personType: '15', civilServant: false, age: 40 };

const limits = (facts: PersonFacts, totals = {}) =>
  Object.fromEntries(
    presentTotals(policy, facts, totals).map((total) => [
      total.key,
      total.kind === 'money' ? total.limitFen : total.limit,
    ]),
  );

describe('ceilings of the year, from the policy of 2020', () => {
  it('are those of the person’s identities', () => {
    expect(limits(nobody)).toEqual({
      admissions: null,
      poolPaid: 13_000_000,
      outpatientPoolPaid: 8_000,
      chronicPoolPaid: 500_000,
      criticalIllnessBase: null,
      criticalIllnessPaid: 30_000_000,
    });
    expect(limits({ ...nobody, identities: ['2303'] })).toMatchObject({
      criticalIllnessPaid: null,
      medicalAidPaid: 3_000_000,
    });
    expect(limits({ ...nobody, identities: ['2304'] }).medicalAidPaid).toBe(5_000_000);
  });

  it('show what was drawn even where the person may no longer draw on it', () => {
    expect(limits(nobody, { medicalAidPaid: 100 })).toHaveProperty('medicalAidPaid', null);
  });

  it('are not told where they depend on the case', () => {
    const [layer] = policy.layers;
    const [ceiling] = layer?.ceilings ?? [];
    const [limit] = ceiling?.limits ?? [];
    if (!layer || !ceiling || !limit) throw new Error('the pool has a ceiling');
    const byGrade = { ...limit, when: [{ grade: ['three' as const] }] };
    const changed: CompiledPolicy = {
      ...policy,
      layers: [{ ...layer, ceilings: [{ ...ceiling, limits: [byGrade, limit] }] }],
    };
    const poolPaid = presentTotals(changed, nobody, {}).find(({ key }) => key === 'poolPaid');
    expect(poolPaid).toMatchObject({ limitFen: null });
  });
});

describe('what a settlement moved', () => {
  it('is told with count and money apart', () => {
    const moved = presentChanges(policy, nobody, { admissions: 1, poolPaid: 500 }, { admissions: 2, poolPaid: 900 });
    expect(moved).toContainEqual({
      kind: 'count',
      key: 'admissions',
      title: '年内住院次数',
      before: 1,
      after: 2,
      limit: null,
    });
    expect(moved.find(({ key }) => key === 'poolPaid')).toMatchObject({ beforeFen: 500, afterFen: 900 });
    expect(presentChanges(undefined, nobody, { x: 1 }, { x: 3 })).toEqual([
      { kind: 'money', key: 'x', title: 'x', beforeFen: 1, afterFen: 3, limitFen: null },
    ]);
  });
});
