import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../kernel/result.ts';
import { compilePack } from './compile-pack.ts';
import { computeBenefits } from './compute-benefits.ts';
import { readPolicyFile, type SinglePolicy } from './read-policy-file.ts';
import { caseOf } from './test-case.ts';

const NAME = 'policy.yaml';

function read(text: string): SinglePolicy {
  const policy = readPolicyFile({ name: NAME, text });
  if (!policy.ok) throw new Error(`${policy.error.message}；${policy.error.remedy}`);
  return policy.value;
}

function flawOf(text: string): Failure {
  const policy = readPolicyFile({ name: NAME, text });
  if (policy.ok) throw new Error('the file was accepted');
  return policy.error;
}

describe('a policy in one file', () => {
  const single = `
policy: 999900-demo
area: "999900"
layers:
  - layer: pool
    rules:
      - { when: { visit: { from: 2 } }, deductible: 400, rate: 80 % }
      - { deductible: 800, rate: 78 % }
    tilts:
      - { when: { identity: ["2303"] }, ratePoints: +5 % }
    ceilings:
      - { on: year, amount: 13000 }
  - layer: criticalIllness
    base: pool.deductible + pool.coPay + pool.overCap
    accumulator: year
    deductible: 1000
    bounds: absolute
    slices: [{ upTo: 5000, rate: 60 % }, { rate: 70 % }]
`;
  // The same policy as the files of a pack, written by hand.
  const cited = 'from: 1900-01-01, source: own';
  const files = [
    {
      name: '999900-demo/pack.yaml',
      text: `
pack: 999900-demo
title: 999900-demo
area: "999900"
scheme: "390"
from: 1900-01-01
decidedBy: dischargedOn
identities: { "2303": 低保 }
personTypes: {}
layers: [pool.yaml, criticalIllness.yaml]
accumulators:
  admissions: { title: 次数, counts: { care: [inpatient] } }
  poolPaid: { title: 统筹, adds: pool.paid }
  criticalIllnessBase: { title: 大病, adds: criticalIllness.base }
account: [{ ${cited}, covers: none }]
sources: { own: { document: 样例, grade: sample } }
`,
    },
    {
      name: '999900-demo/pool.yaml',
      text: `
layer: pool
title: 统筹
pays: hifp_pay
fundPayType: "390100"
from: 1900-01-01
source: own
base: inScope
accumulator: encounter
rules:
  - { when: { visit: { from: 2 } }, ${cited}, deductible: 400, rate: 80 % }
  - { ${cited}, deductible: 800, rate: 78 % }
tilts: [{ title: 倾斜, rows: [{ when: { identity: ["2303"] }, ${cited}, ratePoints: +5 % }] }]
ceilings: [{ on: poolPaid, title: 限额, limits: [{ ${cited}, amount: 13000 }] }]
`,
    },
    {
      name: '999900-demo/criticalIllness.yaml',
      text: `
layer: criticalIllness
title: 大病
pays: hifmi_pay
fundPayType: "390200"
from: 1900-01-01
source: own
base: pool.deductible + pool.coPay + pool.overCap
accumulator: criticalIllnessBase
rules:
  - { ${cited}, deductible: 1000, bounds: absolute, slices: [{ upTo: 5000, rate: 60 % }, { rate: 70 % }] }
ceilings: []
`,
    },
  ];

  it('pays what the same policy pays as a pack, to the fen', () => {
    const mine = read(single).pack?.policies[0];
    const pack = compilePack('999900-demo', files);
    if (!pack.ok) throw new Error(pack.error.message);
    const other = pack.value.policies[0];
    if (mine === undefined || other === undefined) throw new Error('no policy');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000_000 }), fc.boolean()), { minLength: 1, maxLength: 5 }),
        (visits) => {
          let [left, right] = [{}, {}];
          for (const [amount, isPoor] of visits) {
            const stay = caseOf({ case: { identities: isPoor ? ['2303'] : [] }, charges: { inScope: amount / 100 } });
            const results = [computeBenefits(mine, stay, left), computeBenefits(other, stay, right)] as const;
            if (!results[0].ok || !results[1].ok) throw new Error('not computed');
            expect(results[0].value.amounts).toEqual(results[1].value.amounts);
            expect(results[0].value.totalsAfter).toEqual(results[1].value.totalsAfter);
            [left, right] = [results[0].value.totalsAfter, results[1].value.totalsAfter];
          }
        },
      ),
    );
  });

  it('is always in force, from its own source, where it says nothing', () => {
    const [policy] = read('policy: plain\nlayers: [{ layer: pool, rate: 50 % }]').pack?.policies ?? [];
    expect(policy).toMatchObject({ id: '000000-plain@1900-01-01', from: '1900-01-01', to: undefined, scheme: '390' });
    expect(policy?.layers[0]?.rules[0]?.clause).toMatchObject({ document: 'plain（本文件）', grade: 'sample' });
    expect(policy?.layers[0]).toMatchObject({ title: '基本医保统筹', fundPayType: '390100', amount: 'pool' });
  });

  it('takes its one registered source, or the one it states, for everything', () => {
    const one = 'policy: a\nsources: { law: { document: 办法, grade: A } }\nlayers: [{ layer: pool, rate: 50 % }]';
    const own = 'policy: a\nsource: { document: 公报, grade: B }\nlayers: [{ layer: pool, rate: 50 % }]';
    const two = `policy: a
sources: { law: { document: 办法, grade: A }, page: { document: 网页, grade: C } }
layers: [{ layer: pool, rate: 50 % }]`;
    const grade = (text: string) => read(text).pack?.policies[0]?.layers[0]?.rules[0]?.clause.grade;
    expect([grade(one), grade(own), grade(two)]).toEqual(['A', 'B', 'sample']);
  });

  it('reads JSON with tabs as well', () => {
    expect(read('{\n\t"policy": "j",\n\t"layers": [\n\t\t{ "layer": "pool", "rate": "50 %" }\n\t]\n}').id).toBe('j');
  });

  it('registers the accumulators that it uses, and no others', () => {
    const text = `
policy: a
layers:
  - { layer: pool, rate: 50 %, ceilings: [{ on: month, amount: 100 }, { on: poolPaid, amount: 5 }] }
  - { layer: other, base: pool.coPay, rate: 50 %, deductibleOn: year, deductible: 10 }
`;
    const accumulators = read(text).pack?.policies[0]?.accumulators.map(({ id, scope }) => [id, scope]);
    expect(accumulators).toEqual([
      ['poolPaidPerMonth', 'month'],
      ['poolPaid', 'year'],
      ['otherDeductible', 'year'],
    ]);
  });
});

describe('a flaw is told at its line in the one file:', () => {
  const layer = (lines: string) => `policy: a\nlayers:\n  - layer: pool\n${lines}`;
  it.each([
    ['a rate as a fraction', layer('    rate: 0.8'), 4, '/layers/0/rate', 'benefits.invalidValue'],
    ['a rate above all', layer('    deductible: 5\n    rate: 180 %'), 5, '/layers/0/rate', 'benefits.invalidValue'],
    ['an unknown word', layer('    rate: 8 %\n    ratio: 3'), 5, '/layers/0/ratio', 'benefits.invalidValue'],
    ['no rule at all', layer('    title: 统筹'), 3, '/layers/0/rules', 'benefits.invalidValue'],
    [
      'a rule said twice',
      layer('    rate: 8 %\n    rules: [{ rate: 9 % }]'),
      4,
      '/layers/0/rate',
      'benefits.invalidValue',
    ],
    [
      'a limit with too many decimals',
      layer('    rate: 8 %\n    ceilings:\n      - { on: year, amount: 5.001 }'),
      6,
      '/layers/0/ceilings/0/amount',
      'benefits.invalidValue',
    ],
    [
      'a limit on nothing known',
      layer('    rate: 8 %\n    ceilings:\n      - { on: quarter, amount: 5 }'),
      6,
      '/layers/0/ceilings/0/on',
      'benefits.unknownAccumulator',
    ],
    [
      'a tilt that changes nothing',
      layer('    rate: 8 %\n    tilts:\n      - { when: { retired: true } }'),
      6,
      '/layers/0/tilts/0',
      'benefits.badSchedule',
    ],
    [
      'a hidden row',
      layer('    rules:\n      - { rate: 8 % }\n      - { when: { grade: [two] }, rate: 9 % }'),
      6,
      '/layers/0/rules/1',
      'benefits.unreachableRule',
    ],
    [
      'a later layer without a base',
      layer('    rate: 8 %\n  - { layer: medicalAid, rate: 9 % }'),
      5,
      '/layers/1/base',
      'benefits.invalidValue',
    ],
    [
      'an unknown quantity',
      layer('    rate: 8 %\n  - layer: medicalAid\n    base: pool.copay\n    rate: 9 %'),
      6,
      '/layers/1/base',
      'benefits.unknownQuantity',
    ],
    [
      'an unregistered source',
      layer('    rate: 8 %\n    source: law'),
      5,
      '/layers/0/source',
      'benefits.unknownSource',
    ],
    [
      'a layer named twice',
      layer('    rate: 8 %\n  - { layer: pool, rate: 9 % }'),
      5,
      '/layers/1/layer',
      'benefits.invalidValue',
    ],
    [
      'a layer that does not say what it pays',
      'policy: a\nlayers:\n  - layer: extra\n    rate: 8 %',
      3,
      '/layers/0/pays',
      'benefits.invalidValue',
    ],
    ['no content', 'policy: a', 1, '/layers', 'benefits.invalidValue'],
    [
      'what the account may pay',
      `${layer('    rate: 8 %')}\naccount: pool.copay`,
      5,
      '/account',
      'benefits.unknownQuantity',
    ],
    [
      'a fee rule',
      `${layer('    rate: 8 %')}\nfeeLines:\n  rules:\n    - { itemClass: ["02"], priorRate: 200 % }`,
      7,
      '/feeLines/rules/0/priorRate',
      'benefits.invalidValue',
    ],
    [
      'an allowance of both kinds',
      'policy: a\nallowance:\n  rules:\n    - { days: 98, amount: 3 }',
      4,
      '/allowance/rules/0',
      'benefits.invalidValue',
    ],
  ])('%s', (_, text, line, place, code) => {
    const failure = flawOf(text);
    expect(failure).toMatchObject({ code, path: `${NAME}#${place}` });
    expect(failure.message).toContain(`政策文件 ${NAME} 第 ${line} 行的 ${place}`);
    expect(failure.remedy).not.toContain('pack.yaml');
    expect(failure.remedy).not.toMatch(/\{\w+\}/);
  });

  it('tells of both rows of a hidden one by their places here', () => {
    const failure = flawOf(layer('    rules:\n      - { rate: 8 % }\n      - { when: { grade: [two] }, rate: 9 % }'));
    expect(failure.message).toContain('前面的 /layers/0/rules/0 已包含');
  });

  it('says that the text is no YAML', () => {
    expect(flawOf('policy: [a\nlayers:')).toMatchObject({ code: 'benefits.unreadableYaml' });
  });
});
