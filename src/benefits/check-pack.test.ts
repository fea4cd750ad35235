/** The checks of packs: flawed ones as people write them, and the packs of this repository. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Flaw } from './check/flaw.ts';
import { type Change, changed, FOLDER, flawsOf, SOUND, told } from './check/testing.ts';
import { checkPack, checkPolicies, type PackFolder } from './check-pack.ts';
import { compilePack, MAIN_FILE, REGISTER_FILE } from './compile-pack.ts';
import type { PackFile } from './read-yaml.ts';

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
      [['pack.yaml:10', '/poolsInto/0/area', '999900', '请补录统筹区 999900 的政策包，或改正 area']],
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

  it('whatever line is lost or doubled: told as a flaw or no harm, never a fault of the checks', () => {
    const texts = [...Object.entries(SOUND), [REGISTER_FILE, changed().register.text] as const];
    for (const [file, text] of texts) {
      const lines = text.split('\n');
      for (const [index, line] of lines.entries()) {
        for (const written of ['', `${line}\n${line}`]) {
          const spoilt = lines.map((each, number) => (number === index ? written : each)).join('\n');
          const { pack, register } = changed([file, text, spoilt]);
          const flaws = checkPolicies([pack], register);
          const compiled = compilePack(pack.folder, [register, ...pack.files]);
          // What does not compile is an error, on a line that there is.
          if (!compiled.ok) expect([file, index + 1, errorsOf(flaws).length > 0]).toEqual([file, index + 1, true]);
          for (const flaw of flaws) expect(flaw.line).toBeGreaterThan(0);
        }
      }
    }
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
