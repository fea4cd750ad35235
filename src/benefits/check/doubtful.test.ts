/** What the checks doubt in a pack that compiles: warnings, and hints. */
import { describe, expect, it } from 'vitest';
import { checkPolicies } from '../check-pack.ts';
import { REGISTER_FILE } from '../compile-pack.ts';
import type { Flaw } from './flaw.ts';
import { type Change, changed, FOLDER, flawsOf, told } from './testing.ts';

describe('what is probably a mistake is a warning, what may be right a hint:', () => {
  const doubtful: readonly (readonly [string, Flaw['severity'], readonly Change[], readonly string[]])[] = [
    [
      'days that fall to another row between two of one condition',
      'warning',
      [['pool.yaml', '    from: 2022-09-01\n', '    from: 2022-11-01\n']],
      ['pool.yaml:20', '/rules/1/to', '2022-09-01 至 2022-10-31', '确是如此的不必改；漏录的请补录该时段的一条及其依据'],
    ],
    [
      'a slice that the limit never leaves anything for: 40,000 × 60 % + 50,000 × 70 % = 59,000',
      'warning',
      [
        [
          'pack.yaml',
          '  criticalIllnessBase:',
          '  criticalPaid: { title: 大病年内支付, adds: criticalIllness.paid }\n  criticalIllnessBase:',
        ],
        [
          'critical-illness.yaml',
          'ceilings: []',
          'ceilings:\n  - on: criticalPaid\n    title: 大病年度限额\n    limits:\n      - from: 2020-01-01\n        source: notice\n        amount: 59000',
        ],
      ],
      [
        'critical-illness.yaml:20',
        '/rules/0/slices/2',
        '100,000',
        '请核对分段与限额；限额限的是费用的写 counts: cost，并核对金额',
      ],
    ],
    [
      'a slice beyond a limit on cost',
      'warning',
      [
        [
          'critical-illness.yaml',
          'ceilings: []',
          'ceilings:\n  - on: criticalIllnessBase\n    title: 大病年度费用限额\n    counts: cost\n    limits:\n      - from: 2020-01-01\n        source: notice\n        amount: 100000',
        ],
      ],
      [
        'critical-illness.yaml:20',
        '/rules/0/slices/2',
        '100,000',
        '请核对分段与限额；限额限的是费用的写 counts: cost，并核对金额',
      ],
    ],
    [
      'a tilted deductible above a slice',
      'warning',
      [['critical-illness.yaml', 'deductible: 5000', 'deductible: 50000']],
      [
        'critical-illness.yaml:25',
        '/tilts/0/rows/0',
        '50000',
        '请核对倾斜后的起付标准；界限随起付标准移动的写 bounds: aboveDeductible',
      ],
    ],
    [
      'a tilt that changes nothing',
      'warning',
      [['pool.yaml', 'deductibleTimes: 50 %', 'rateAtLeast: 50 %']],
      [
        'pool.yaml:46',
        '/tilts/0/rows/0',
        '中医医院：支付比例不低于 50 %',
        '请核对数值（比例为 0 % 的不因倾斜提高，定额不受倾斜），或删去这一条',
      ],
    ],
    [
      'a rate above 100 % after the tilts: 80 % + 25 %',
      'warning',
      [['critical-illness.yaml', 'ratePoints: +5 %', 'ratePoints: +25 %']],
      ['critical-illness.yaml:25', '/tilts/0/rows/0', '105 %', '请核对原文；确以 100 % 为限的，请写 rateAtMost: 100 %'],
    ],
    [
      'a condition that the layer excludes',
      'warning',
      [['pool.yaml', '- when: { tag: [tcm] }', '- when: { tag: [tcm], care: [outpatient] }']],
      ['pool.yaml:46', '/tilts/0/rows/0/when', '普通门诊、中医医院', '请改正条件，或移到它所属的层'],
    ],
    [
      'days outside the layer’s',
      'warning',
      [
        [
          'pool.yaml',
          '      - when: { tag: [tcm] }\n        from: 2020-01-01',
          '      - when: { tag: [tcm] }\n        from: 2018-01-01\n        to: 2019-01-01',
        ],
      ],
      ['pool.yaml:47', '/tilts/0/rows/0/from', '2018-01-01 至 2019-01-01（不含）', '请改正有效期，或删去这一条'],
    ],
    [
      'a source without use',
      'warning',
      [['pack.yaml', 'sources:\n', 'sources:\n  letter:\n    document: 来函（虚构）\n    grade: sample\n']],
      ['pack.yaml:31', '/sources/letter', 'letter', '请删去，或写明哪些数值以它为依据'],
    ],
    [
      'an accumulator without use',
      'warning',
      [['pack.yaml', '  poolPaid:', '  poolBase: { title: 统筹年内费用, adds: pool.base }\n  poolPaid:']],
      [
        'pack.yaml:22',
        '/accumulators/poolBase',
        '统筹年内费用',
        '请删去；应据以分段或限额的，请写在 accumulator、deductibleOn、paidOn 或 ceilings 的 on',
      ],
    ],
    [
      'an identity without use',
      'warning',
      [['pack.yaml', 'identities:\n', 'identities:\n  "2302": 返贫致贫人口\n']],
      ['pack.yaml:10', '/identities/2302', '返贫致贫人口', '请删去，或写入它所适用的条件'],
    ],
    [
      'a group without use',
      'warning',
      [['pack.yaml', 'personTypes: {}\n', 'personTypes: {}\ngroups: { specialDrug: 特殊药品 }\n']],
      ['pack.yaml:13', '/groups/specialDrug', '特殊药品', '请删去，或写入它所适用的条件'],
    ],
    [
      'a document repealed while values rest on it',
      'warning',
      [
        [
          REGISTER_FILE,
          'from: 2020-01-01\n    status: inForce',
          'from: 2020-01-01\n    to: 2023-01-01\n    status: repealed',
        ],
      ],
      [
        'pack.yaml:32',
        '/sources/notice/register',
        '样例医保发〔2019〕1号',
        '请核对现行文件，改用新的依据；数值随之终止的，写明止期 to',
      ],
    ],
    [
      'a file that nothing refers to',
      'warning',
      [['chronic-pool.yaml', '', 'layer: chronicPool\n']],
      [
        'chronic-pool.yaml:1',
        '',
        '999901-sample-residents/pack.yaml',
        '请在 999901-sample-residents/pack.yaml 的 layers 或 feeLines 中写上它，或删去该文件',
      ],
    ],
    [
      'a layer that begins after its pack',
      'hint',
      [
        ['critical-illness.yaml', 'from: 2020-01-01', 'from: 2021-01-01'],
        ['critical-illness.yaml', 'from: 2020-01-01', 'from: 2021-01-01'],
        ['critical-illness.yaml', 'from: 2020-01-01', 'from: 2021-01-01'],
      ],
      [
        'critical-illness.yaml:5',
        '/from',
        '2021-01-01 起',
        '确是后来设立或已经取消的不必改，否则请改正本层的 from、to',
      ],
    ],
    [
      'values older than their document',
      'hint',
      [[REGISTER_FILE, 'from: 2020-01-01', 'from: 2020-07-01']],
      [
        'pack.yaml:32',
        '/sources/notice/register',
        '样例医保发〔2019〕1号',
        '请核对：文件溯及既往的不必改，否则请改正起期或另写依据',
      ],
    ],
    [
      'a local document that carries out no higher one',
      'hint',
      [[REGISTER_FILE, '    carriesOut: [样例省医保发〔2018〕9号]\n', '']],
      [
        'register.yaml:3',
        '/documents/样例医保发〔2019〕1号',
        '样例医保发〔2019〕1号',
        '原文写明了的，请在 carriesOut 中写上其登记号',
      ],
    ],
  ];
  it.each(doubtful)('%s', (_, severity, changes, expected) => {
    const flaws = flawsOf(...changes);
    expect(flaws.map(told)).toEqual([expected]);
    expect(flaws[0]?.severity).toBe(severity);
  });

  it('values beyond the day from which another pack decides', () => {
    const { pack, register } = changed([
      'pack.yaml',
      'decidedBy: dischargedOn\n',
      'decidedBy: dischargedOn\npoolsInto:\n  - area: "999900"\n    from: 2021-01-01\n    source: notice\n',
    ]);
    const city = '999900-sample-residents';
    const files = changed().pack.files.map(({ name, text }) => ({
      name: name.replace(FOLDER, city),
      text: text.replaceAll('999901', '999900'),
    }));
    const flaws = checkPolicies([pack, { folder: city, files }], register);
    expect(flaws.map((flaw) => [flaw.severity, ...told(flaw)])).toEqual([
      ['warning', 'pack.yaml:10', '/poolsInto/0/from', '999900', '请把本包的止期 to 写作 2021-01-01'],
    ]);
  });

  it('a limit that anybody may be without makes no slice unreachable', () => {
    const limits = (rows: string) =>
      flawsOf(
        [
          'pack.yaml',
          '  criticalIllnessBase:',
          '  criticalPaid: { title: 大病年内支付, adds: criticalIllness.paid }\n  criticalIllnessBase:',
        ],
        [
          'critical-illness.yaml',
          'ceilings: []',
          `ceilings:\n  - on: criticalPaid\n    title: 大病年度限额\n    limits:\n${rows}`,
        ],
      );
    const poor =
      '      - when: { identity: ["2303", "2304"] }\n        from: 2020-01-01\n        source: notice\n        unlimited: true\n';
    const rest = '      - from: 2020-01-01\n        source: notice\n        amount: 59000\n';
    expect(limits(poor + rest)).toEqual([]);
    expect(limits(rest.replace('59000', '59000.01'))).toEqual([]);
    expect(limits(rest)).toHaveLength(1);
  });
});
