/** The checks of packs: flawed ones as people write them, and the packs of this repository. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Flaw } from './check/flaw.ts';
import { checkPack, checkPolicies, type PackFolder } from './check-pack.ts';
import { MAIN_FILE, REGISTER_FILE } from './compile-pack.ts';
import type { PackFile } from './read-yaml.ts';

const FOLDER = '999901-sample-residents';

/** A pack of two layers without a flaw, as one would write it. Figures are samples (样例). */
const SOUND: Readonly<Record<string, string>> = {
  'pack.yaml': `# 样例县城乡居民医保（虚构）
pack: 999901-sample-residents
title: 样例县城乡居民医保待遇
area: "999901"
scheme: "390"
from: 2020-01-01
decidedBy: dischargedOn

identities:
  "2303": 低保救助对象
  "2304": 特困救助对象
personTypes: {}
tags:
  tcm: 中医医院

layers:
  - pool.yaml
  - critical-illness.yaml

accumulators:
  admissions: { title: 年内住院次数, counts: { care: [inpatient] } }
  poolPaid: { title: 统筹年内支付, adds: pool.paid }
  criticalIllnessBase: { title: 大病年内合规费用, adds: criticalIllness.base }

account:
  - from: 2020-01-01
    source: notice
    covers: none

sources:
  notice:
    register: 样例医保发〔2019〕1号
  page:
    document: 样例县居民医保待遇（汇编网页，虚构）
    grade: sample
`,
  'pool.yaml': `layer: pool
title: 基本医保统筹
pays: hifp_pay
fundPayType: "390100"
from: 2020-01-01
source: notice
when: { care: [inpatient] }
base: inScope
accumulator: encounter

rules:
  - when: { grade: [one] }
    from: 2020-01-01
    source: notice
    article: 第五条
    deductible: 400
    rate: 90 %
  - when: { grade: [two] }
    from: 2020-01-01
    to: 2022-09-01
    source: notice
    article: 第五条
    deductible: 800
    rate: 78 %
  - when: { grade: [two] }
    from: 2022-09-01
    source: notice
    article: 第五条
    deductible: 600
    rate: 80 %
  - when: { grade: [three] }
    from: 2020-01-01
    source: notice
    article: 第五条
    deductible: 2000
    rate: 62 %
  - from: 2020-01-01
    source: page
    deductible: 0
    rate: 0 %
    note: 其他机构不予支付

tilts:
  - title: 中医
    rows:
      - when: { tag: [tcm] }
        from: 2020-01-01
        source: page
        deductibleTimes: 50 %

ceilings:
  - on: poolPaid
    title: 统筹年度最高支付限额
    limits:
      - from: 2020-01-01
        source: notice
        amount: 130000
`,
  'critical-illness.yaml': `layer: criticalIllness
title: 大病保险
pays: hifmi_pay
fundPayType: "390200"
from: 2020-01-01
source: notice
when: { care: [inpatient] }
base: inScope - pool.paid
accumulator: criticalIllnessBase

rules:
  - from: 2020-01-01
    source: notice
    article: 第八条
    deductible: 10000
    bounds: absolute
    slices:
      - { upTo: 50000, rate: 60 % }
      - { upTo: 100000, rate: 70 % }
      - { rate: 80 % }

tilts:
  - title: 困难群众
    rows:
      - when: { identity: ["2303", "2304"] }
        from: 2020-01-01
        source: notice
        deductible: 5000
        ratePoints: +5 %

ceilings: []
`,
};

const REGISTER = `title: 规范性文件登记（样例，虚构）
documents:
  样例医保发〔2019〕1号:
    title: 样例县城乡居民医保办法
    number: 样例医保发〔2019〕1号
    level: county
    from: 2020-01-01
    status: inForce
    legalityReview: passed
    carriesOut: [样例省医保发〔2018〕9号]
    grade: sample
  样例省医保发〔2018〕9号:
    title: 样例省城乡居民医保意见
    level: province
    status: inForce
    legalityReview: notFound
    grade: sample
`;

type Change = readonly [file: string, found: string, written: string];

/** The sound pack with some of its text changed; `register.yaml` is one of the files. */
function changed(...changes: readonly Change[]): { readonly pack: PackFolder; readonly register: PackFile } {
  const texts = new Map([...Object.entries(SOUND), [REGISTER_FILE, REGISTER]]);
  for (const [file, found, written] of changes) {
    const text = texts.get(file) ?? '';
    expect(found === '' || text.includes(found), `${file}: ${found}`).toBe(true);
    texts.set(file, found === '' ? written : text.replace(found, written));
  }
  const register = { name: REGISTER_FILE, text: texts.get(REGISTER_FILE) ?? '' };
  texts.delete(REGISTER_FILE);
  const files = [...texts].map(([file, text]) => ({ name: `${FOLDER}/${file}`, text }));
  return { pack: { folder: FOLDER, files }, register };
}

function flawsOf(...changes: readonly Change[]): Flaw[] {
  const { pack, register } = changed(...changes);
  return checkPolicies([pack], register);
}

/** File and line, place, value, remedy: what somebody needs who has to mend the pack. */
function told({ file, line, place, value, remedy }: Flaw): readonly string[] {
  return [`${file.replace(`${FOLDER}/`, '')}:${line}`, place, value, remedy];
}

const errorsOf = (flaws: readonly Flaw[]) => flaws.filter(({ severity }) => severity === 'error');

it('finds nothing in a sound pack', () => {
  expect(flawsOf()).toEqual([]);
});

describe('a broken pack is refused with file, line, value and remedy:', () => {
  const broken: readonly (readonly [string, readonly Change[], readonly (readonly string[])[]])[] = [
    [
      'text that is no YAML',
      [['pool.yaml', 'when: { grade: [three] }', 'when: { grade: [three }']],
      [['pool.yaml:31', '', 'BAD_INDENT', '请按提示的行列改正缩进、冒号或引号后重新装载']],
    ],
    [
      'a misspelt field, and the field that is missing for it',
      [
        ['pool.yaml', 'title: 基本医保统筹', 'titel: 基本医保统筹'],
        ['pool.yaml', 'rate: 62 %', 'rate: 62'],
      ],
      [
        ['pool.yaml:1', '/title', '（空）', '应为：非空文字'],
        [
          'pool.yaml:2',
          '/titel',
          '"基本医保统筹"',
          '应为：layer、title、pays、fundPayType、from、to、source、article、note、when、base、floorBase、identities、accumulator、deductibleOn、mode、paidOn、guarantees、rules、tilts、ceilings',
        ],
        ['pool.yaml:36', '/rules/3/rate', '62', '应为：百分比，如 78 %'],
      ],
    ],
    [
      'a day that does not exist, and an interval that ends before it begins',
      [
        ['pool.yaml', 'to: 2022-09-01', 'to: 2022-09-31'],
        [
          'pool.yaml',
          'from: 2020-01-01\n        source: page',
          'from: 2020-01-01\n        to: 2019-01-01\n        source: page',
        ],
      ],
      [
        ['pool.yaml:20', '/rules/1/to', '2022-09-31', '应为：日期，如 2022-09-01'],
        ['pool.yaml:46', '/tilts/0/rows/0', '', '止期应晚于起期；仍有效的，请删去 to'],
      ],
    ],
    [
      'sources that nobody registered, one of them twice',
      [
        ['pool.yaml', 'source: page\n    deductible: 0', 'source: hearsay\n    deductible: 0'],
        ['critical-illness.yaml', 'source: notice\n    article: 第八条', 'source: hearsay\n    article: 第八条'],
      ],
      [
        [
          'critical-illness.yaml:13',
          '/rules/0/source',
          'hearsay',
          '请在 999901-sample-residents/pack.yaml 的 sources 中登记该依据（文件、来源等级、网址、检索日期），或改用：notice、page',
        ],
        [
          'pool.yaml:38',
          '/rules/4/source',
          'hearsay',
          '请在 999901-sample-residents/pack.yaml 的 sources 中登记该依据（文件、来源等级、网址、检索日期），或改用：notice、page',
        ],
      ],
    ],
    [
      'a source without a grade, and one that points to no registered document',
      [
        ['pack.yaml', '    grade: sample\n', ''],
        ['pack.yaml', 'register: 样例医保发〔2019〕1号', 'register: 样例医保发〔2019〕11号'],
      ],
      [
        [
          'pack.yaml:32',
          '/sources/notice/register',
          '样例医保发〔2019〕11号',
          '应为：policies/register.yaml 的 documents 之一，或先在其中登记',
        ],
        [
          'pack.yaml:33',
          '/sources/page',
          'page',
          '请写 document 与 grade（A、A-、B、C、D、sample），或 register（规范性文件登记号）',
        ],
      ],
    ],
    [
      'more than all of the cost',
      [['pool.yaml', 'rate: 90 %', 'rate: 190 %']],
      [['pool.yaml:17', '/rules/0/rate', '190 %', '应为：0 % 至 100 % 之间的比例']],
    ],
    [
      'two rows of one condition in force together',
      [['pool.yaml', '    to: 2022-09-01\n', '    to: 2022-12-01\n']],
      [['pool.yaml:25', '/rules/2', '自 2022-09-01', '请把前一条的止期 to 写作后一条的起期，或删去其一']],
    ],
    [
      'a row behind a wider one',
      [['pool.yaml', '  - when: { grade: [one] }\n', '  - when: { grade: [one, two] }\n']],
      [
        ['pool.yaml:18', '/rules/1', '2020-01-01 至 2022-09-01', '请把条件较窄的一条移到前面，或改正有效期与条件'],
        ['pool.yaml:25', '/rules/2', '自 2022-09-01', '请把条件较窄的一条移到前面，或改正有效期与条件'],
      ],
    ],
    [
      'months for which a condition has no rule',
      [
        ['pool.yaml', '    from: 2022-09-01\n', '    from: 2022-11-01\n'],
        [
          'pool.yaml',
          '  - from: 2020-01-01\n    source: page',
          '  - when: { grade: [village, none] }\n    from: 2020-01-01\n    source: page',
        ],
      ],
      [
        [
          'pool.yaml:20',
          '/rules/1/to',
          '2022-09-01 至 2022-10-31',
          '请补录该时段的规定及其依据，或改正前后的有效期；不予支付的写比例 0 %',
        ],
      ],
    ],
    [
      'a limit that ends without another',
      [
        [
          'pool.yaml',
          'from: 2020-01-01\n        source: notice\n        amount',
          'from: 2020-01-01\n        to: 2025-01-01\n        source: notice\n        amount',
        ],
      ],
      [
        [
          'pool.yaml:56',
          '/ceilings/0/limits/0/to',
          '2025-01-01 起',
          '请补录该时段的规定及其依据，或改正前后的有效期；不予支付的写比例 0 %',
        ],
      ],
    ],
    [
      'slices that do not rise',
      [['critical-illness.yaml', '{ upTo: 100000, rate: 70 % }', '{ upTo: 50000, rate: 70 % }']],
      [['critical-illness.yaml:19', '/rules/0/slices/1', '50000', '各段上限应高于起付标准并依次递增']],
    ],
    [
      'a layer that takes what a later one pays',
      [['pool.yaml', 'base: inScope', 'base: inScope - criticalIllness.paid']],
      [
        [
          'pool.yaml:8',
          '/base',
          'criticalIllness.paid',
          '可用的有：total、fullSelfPay、overLimit、priorShare、inScope、unpaid；一层只能用本层之前各层的结果',
        ],
      ],
    ],
    [
      'an accumulator that would never move',
      [['pack.yaml', 'adds: criticalIllness.base', 'adds: criticalIllness.deductible']],
      [
        [
          'critical-illness.yaml:9',
          '/accumulator',
          'criticalIllnessBase',
          '请改正 pack.yaml 中该累计的 adds 或 counts',
        ],
      ],
    ],
    [
      'names of nobody: an identity, a mark',
      [
        ['critical-illness.yaml', 'identity: ["2303", "2304"]', 'identity: ["2303", "2399"]'],
        ['pool.yaml', 'tag: [tcm]', 'tag: [tmc]'],
      ],
      [
        [
          'critical-illness.yaml:25',
          '/tilts/0/rows/0/when/identity',
          '2399',
          '请在 pack.yaml 的 identities（人员身份）、personTypes（人员类别）或 tags（就诊标记）中写明它的名称',
        ],
        [
          'pool.yaml:46',
          '/tilts/0/rows/0/when/tag',
          'tmc',
          '请在 pack.yaml 的 identities（人员身份）、personTypes（人员类别）或 tags（就诊标记）中写明它的名称',
        ],
      ],
    ],
    [
      'pooling into an area of which nothing is known',
      [
        [
          'pack.yaml',
          'decidedBy: dischargedOn\n',
          'to: 2021-01-01\ndecidedBy: dischargedOn\npoolsInto:\n  - area: "999900"\n    from: 2021-01-01\n    source: notice\n',
        ],
      ],
      [['pack.yaml:9', '/poolsInto/0/area', '999900', '请补录统筹区 999900 的政策包，或改正 area']],
    ],
    [
      'documents that carry out each other, and one that carries out nothing known',
      [
        [
          REGISTER_FILE,
          'level: province',
          'level: province\n    carriesOut: [样例医保发〔2019〕1号, 国样例〔2016〕1号]',
        ],
      ],
      [
        [
          'register.yaml:10',
          '/documents/样例医保发〔2019〕1号/carriesOut',
          '样例医保发〔2019〕1号 → 样例省医保发〔2018〕9号 → 样例医保发〔2019〕1号',
          '请核对原文，删去其中不成立的一项 carriesOut',
        ],
        [
          'register.yaml:15',
          '/documents/样例省医保发〔2018〕9号/carriesOut/1',
          '国样例〔2016〕1号',
          '请先在 documents 中登记该文件，或改正登记号',
        ],
      ],
    ],
  ];
  it.each(broken)('%s', (_, changes, expected) => {
    expect(errorsOf(flawsOf(...changes)).map(told)).toEqual(expected);
  });

  it('says of an overlap on which lines both rows stand, and for which days', () => {
    const [flaw] = flawsOf(['pool.yaml', '    to: 2022-09-01\n', '    to: 2022-12-01\n']);
    expect(flaw?.message).toBe(
      '政策文件 999901-sample-residents/pool.yaml 第 25 行的 /rules/2 与第 18 行的 /rules/1 条件相同，自 2022-09-01 起同时有效，至 2022-12-01（不含）止：后一条用不上',
    );
  });

  it('says of a gap what it leaves without a rule', () => {
    const [flaw] = errorsOf(
      flawsOf(
        ['pool.yaml', '    from: 2022-09-01\n', '    from: 2022-11-01\n'],
        [
          'pool.yaml',
          '  - from: 2020-01-01\n    source: page',
          '  - when: { grade: [village] }\n    from: 2020-01-01\n    source: page',
        ],
      ),
    );
    expect(flaw?.message).toBe(
      '政策文件 999901-sample-residents/pool.yaml 第 20 行的 /rules/1/to 之外有空档：2022-09-01 至 2022-10-31，“基本医保统筹：二级”没有规定',
    );
  });

  it('tells a file that is not there', () => {
    const { pack, register } = changed();
    const files = pack.files.filter(({ name }) => !name.endsWith('/critical-illness.yaml'));
    expect(checkPolicies([{ ...pack, files }], register)).toMatchObject([
      { severity: 'error', code: 'benefits.missingFile', value: '' },
    ]);
  });

  it('tells two packs of one area and scheme', () => {
    const { pack, register } = changed();
    const twin = `${FOLDER}-2`;
    const files = pack.files.map(({ name, text }) => ({
      name: name.replace(FOLDER, twin),
      text: text.replace('pack: 999901-sample-residents', `pack: ${twin}`),
    }));
    const [flaw, ...others] = checkPolicies([pack, { folder: twin, files }], register);
    expect(others).toEqual([]);
    expect(flaw).toMatchObject({ code: 'benefits.duplicatePack', file: `${twin}/pack.yaml`, line: 4, value: '999901' });
  });
});

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
      [['pool.yaml', '- when: { tag: [tcm] }', '- when: { care: [outpatient] }']],
      ['pool.yaml:46', '/tilts/0/rows/0/when', '普通门诊', '请改正条件，或移到它所属的层'],
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
    expect(flaws.map(({ severity, ...flaw }) => [severity, ...told(flaw as Flaw)])).toEqual([
      ['warning', 'pack.yaml:9', '/poolsInto/0/from', '999900', '请把本包的止期 to 写作 2021-01-01'],
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

describe('the packs of this repository', () => {
  const root = path.join(import.meta.dirname, '../../policies');
  const read = (name: string): PackFile => ({ name, text: fs.readFileSync(path.join(root, name), 'utf8') });
  const folders = fs
    .readdirSync(root)
    .filter((folder) => fs.existsSync(path.join(root, folder, MAIN_FILE)))
    .map((folder): PackFolder => {
      const names = fs.readdirSync(path.join(root, folder)).filter((file) => file.endsWith('.yaml'));
      return { folder, files: names.map((file) => read(`${folder}/${file}`)) };
    });

  it('have no errors', () => {
    expect(folders.length).toBeGreaterThan(20);
    expect(errorsOf(checkPolicies(folders, read(REGISTER_FILE))).map(({ message }) => message)).toEqual([]);
  });

  it('are checked alone as well as together', () => {
    const [first] = folders;
    if (first === undefined) throw new Error('there are packs');
    expect(errorsOf(checkPack(first.folder, [read(REGISTER_FILE), ...first.files]))).toEqual([]);
  });
});
