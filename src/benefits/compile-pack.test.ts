import { describe, expect, it } from 'vitest';
import type { Failure } from '../kernel/result.ts';
import { compilePack } from './compile-pack.ts';
import { type MiniLayer, miniFiles, miniPack } from './mini-pack.ts';

const FOLDER = '999900-mini';
const flat: MiniLayer = { rules: [{ deductible: 800, rate: '78 %' }] };

/** The failure of a mini pack after its files were changed as text. */
function failureOf(layers: readonly MiniLayer[], change?: (text: string) => string, folder = FOLDER): Failure {
  const files = miniFiles(layers).map(({ name, text }) => ({ name, text: change ? change(text) : text }));
  const pack = compilePack(folder, files);
  if (pack.ok) throw new Error('the pack compiled');
  return pack.error;
}

describe('compilePack', () => {
  it('compiles a rule to the plain numbers of a bracket schedule', () => {
    const rules = [
      { deductible: 10_000, bounds: 'absolute', slices: [{ upTo: 50_000, rate: '60 %' }, { rate: '62.5 %' }] },
    ];
    expect(miniPack([{ rules }]).policies[0]?.layers[0]?.rules[0]?.schedule).toEqual({
      cuts: [0, 1_000_000, 5_000_000],
      rates: [0, 6000, 6250],
      leaves: ['deductible', 'coPay', 'coPay'],
    });
  });

  it('counts bounds from the deductible where the pack says so', () => {
    const slices = [{ upTo: 50_000, rate: '60 %' }, { rate: '70 %' }];
    const pack = miniPack([{ rules: [{ deductible: 10_000, bounds: 'aboveDeductible', slices, costCap: 90_000 }] }]);
    expect(pack.policies[0]?.layers[0]?.rules[0]?.schedule).toEqual({
      cuts: [0, 1_000_000, 6_000_000, 10_000_000],
      rates: [0, 6000, 7000, 0],
      leaves: ['deductible', 'coPay', 'coPay', 'overCap'],
    });
  });

  it('makes one policy for each span in which no value changes', () => {
    const pack = miniPack([
      {
        rules: [
          { from: '2000-01-01', to: '2022-09-01', deductible: 800, rate: '78 %' },
          { from: '2022-09-01', deductible: 600, rate: '80 %' },
        ],
      },
    ]);
    expect(pack.policies.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['999900-mini@2000-01-01', '2000-01-01', '2022-09-01'],
      ['999900-mini@2022-09-01', '2022-09-01', undefined],
    ]);
    expect(pack.policies.map(({ layers }) => layers[0]?.rules.length)).toEqual([1, 1]);
  });

  it('is plain data: it survives being stored as JSON', () => {
    const pack = miniPack([flat]);
    expect(JSON.parse(JSON.stringify(pack))).toEqual(JSON.parse(JSON.stringify(structuredClone(pack))));
    expect(structuredClone(pack)).toEqual(pack);
  });
});

describe('a flawed pack is refused with file, place, value and remedy:', () => {
  it('a value of the wrong form', () => {
    expect(failureOf([{ rules: [{ rate: '78' }] }])).toMatchObject({
      code: 'benefits.invalidValue',
      path: '999900-mini/pool.yaml#/rules/0/rate',
      message: '政策文件 999900-mini/pool.yaml 第 1 行的 /rules/0/rate 不合格式：值不合要求，现值 "78"',
      remedy: '应为：百分比，如 78 %',
    });
  });

  it('a missing value, never a default', () => {
    expect(failureOf([flat], (text) => text.replace('"deductible":800,', ''))).toMatchObject({
      path: '999900-mini/pool.yaml#/rules/0/deductible',
      params: { problem: '缺少此项', value: '（空）' },
      remedy: '应为：金额（元），不小于零，至多两位小数',
    });
  });

  it('an unknown field', () => {
    const failure = failureOf([{ rules: [{ rate: '78 %', ratio: 3 }] }]);
    expect(failure).toMatchObject({
      path: '999900-mini/pool.yaml#/rules/0/ratio',
      params: { problem: '没有这一项', value: '3' },
    });
    expect(failure.remedy).toContain('rate');
  });

  it('an unknown word of a closed list', () => {
    const failure = failureOf([{ rules: [{ when: { grade: ['four'] }, rate: '78 %' }] }]);
    expect(failure).toMatchObject({
      path: '999900-mini/pool.yaml#/rules/0/when/grade/0',
      remedy: '应为：village、one、two、three、none 之一',
    });
  });

  it('text that is not YAML', () => {
    const files = [{ name: `${FOLDER}/pack.yaml`, text: 'pack: [1\ntitle: x' }];
    const pack = compilePack(FOLDER, files);
    expect(!pack.ok && pack.error).toMatchObject({ code: 'benefits.unreadableYaml' });
    expect(!pack.ok && pack.error.message).toMatch(/第 \d+ 行第 \d+ 列/);
  });

  const broken: readonly (readonly [string, readonly MiniLayer[], string, string])[] = [
    ['an impossible day', [{ rules: [{ from: '2022-02-30', rate: '1 %' }] }], 'benefits.invalidValue', '/rules/0/from'],
    [
      'an empty interval',
      [{ rules: [{ from: '2022-01-01', to: '2022-01-01', rate: '1 %' }] }],
      'benefits.badInterval',
      '/rules/0',
    ],
    [
      'a third decimal',
      [{ rules: [{ deductible: 1.005, rate: '1 %' }] }],
      'benefits.invalidValue',
      '/rules/0/deductible',
    ],
    ['more than all', [{ rules: [{ rate: '101 %' }] }], 'benefits.invalidValue', '/rules/0/rate'],
    [
      'an unknown source',
      [{ rules: [{ source: 'hearsay', rate: '1 %' }] }],
      'benefits.unknownSource',
      '/rules/0/source',
    ],
    ['no rate at all', [{ rules: [{ deductible: 5 }] }], 'benefits.badSchedule', '/rules/0'],
    [
      'slices without a stated origin',
      [{ rules: [{ deductible: 5, slices: [{ upTo: 9, rate: '1 %' }, { rate: '2 %' }] }] }],
      'benefits.badSchedule',
      '/rules/0',
    ],
    [
      'slices that do not rise',
      [{ rules: [{ slices: [{ upTo: 9, rate: '1 %' }, { upTo: 9, rate: '2 %' }, { rate: '3 %' }] }] }],
      'benefits.badSchedule',
      '/rules/0/slices/1',
    ],
    [
      'a last slice with an end',
      [
        {
          rules: [
            {
              slices: [
                { upTo: 9, rate: '1 %' },
                { upTo: 10, rate: '2 %' },
              ],
            },
          ],
        },
      ],
      'benefits.badSchedule',
      '/rules/0/slices/1',
    ],
    [
      'a cap below the slices',
      [{ rules: [{ deductible: 9, costCap: 8, rate: '1 %' }] }],
      'benefits.badSchedule',
      '/rules/0',
    ],
    ['a base that is no sum', [{ base: 'inScope * 2', rules: [{ rate: '1 %' }] }], 'benefits.badExpression', '/base'],
    [
      'a base of a later layer',
      [{ base: 'layer2.paid', rules: [{ rate: '1 %' }] }, flat],
      'benefits.unknownQuantity',
      '/base',
    ],
    [
      'an unnamed identity',
      [{ rules: [{ when: { identity: ['2399'] }, rate: '1 %' }] }],
      'benefits.unknownIdentity',
      '/rules/0/when/identity',
    ],
    [
      'a condition twice',
      [{ rules: [{ when: { age: { from: 1 }, anyOf: [{ age: { from: 2 } }, { retired: true }] }, rate: '1 %' }] }],
      'benefits.invalidValue',
      '/rules/0/when/anyOf/0/age',
    ],
    [
      'a row behind a wider one',
      [
        {
          rules: [
            { when: { grade: ['one', 'two'] }, rate: '1 %' },
            { when: { grade: ['two'], retired: true }, rate: '2 %' },
          ],
        },
      ],
      'benefits.unreachableRule',
      '/rules/1',
    ],
    ['two layers of one name', [flat, { ...flat, id: 'pool' }], 'benefits.invalidValue', '/layer'],
  ];
  it.each(broken)('%s', (_, layers, code, place) => {
    expect(failureOf(layers)).toMatchObject({ code, path: `${FOLDER}/pool.yaml#${place}` });
  });

  it('an accumulator that nobody declared', () => {
    const failure = failureOf([flat], (text) => text.replace('"accumulator":"encounter"', '"accumulator":"lifetime"'));
    expect(failure).toMatchObject({ code: 'benefits.unknownAccumulator', path: '999900-mini/pool.yaml#/accumulator' });
  });

  it('an accumulator that would never move', () => {
    const failure = failureOf([{ ...flat, yearly: true }], (text) =>
      text.replace('"adds":"pool.base"', '"adds":"inScope"'),
    );
    expect(failure).toMatchObject({
      code: 'benefits.badAccumulator',
      message: expect.stringContaining('没有累加 pool.base'),
    });
  });

  it('a visit number without a count of admissions', () => {
    const layers = [{ rules: [{ when: { visit: { from: 2 } }, rate: '1 %' }] }];
    expect(failureOf(layers, (text) => text.replace('"admissions"', '"stays"')).code).toBe(
      'benefits.unknownAccumulator',
    );
  });

  it('a folder that does not bear the pack’s name, or its area', () => {
    const renamed = (text: string) => text.replace('"area":"999900"', '"area":"999901"');
    expect(failureOf([flat], renamed)).toMatchObject({
      code: 'benefits.wrongFolder',
      path: '999900-mini/pack.yaml#/area',
    });
  });

  it('a listed file that is not there', () => {
    const pack = compilePack(FOLDER, miniFiles([flat]).slice(0, 1));
    expect(!pack.ok && pack.error).toMatchObject({ code: 'benefits.missingFile', path: '999900-mini/pool.yaml' });
  });

  it('a time without a rule for the personal account', () => {
    const failure = failureOf([flat], (text) => text.replace('"account":[{"from":"2000', '"account":[{"from":"2001'));
    expect(failure).toMatchObject({ code: 'benefits.invalidValue', path: '999900-mini/pack.yaml#/account' });
  });
});
