/** Sheets and comparisons as text and as documents, from a sound pack (样例) of the checks. */
import { describe, expect, it } from 'vitest';
import { compilePack, diffPolicies, policySheet } from '../../benefits/index.ts';
import { type DocumentModel, type TableBlock, writeDocument } from '../../documents/index.ts';
import { unwrap } from '../../kernel/result.ts';
import { diffDocument, diffLines } from './diff-view.ts';
import { sheetDocument } from './sheet-document.ts';
import { sheetLines } from './sheet-text.ts';
import { doubtWords } from './sheet-words.ts';

const PACK = `
pack: 610326-sample
title: 样例待遇
area: "610326"
scheme: "390"
from: 2021-01-01
decidedBy: dischargedOn
identities: { "2303": 低保救助对象 }
personTypes: {}
layers: [pool.yaml]
accumulators:
  poolPaid: { title: 统筹年内支付, adds: pool.paid }
account:
  - { from: 2021-01-01, source: notice, covers: none }
sources:
  notice: { document: 样例办法, grade: A, url: "https://example.org/1", retrievedOn: 2026-11-21 }
  page: { document: 汇编网页一种, grade: C }
  sample: { document: 样例（虚构）, grade: sample }
`;
const POOL = `
layer: pool
title: 基本医保统筹
pays: hifp_pay
fundPayType: "390100"
from: 2021-01-01
source: notice
when: { care: [inpatient] }
base: inScope
accumulator: encounter
rules:
  - { when: { grade: [two] }, from: 2021-01-01, to: 2022-01-01, source: notice, article: 第五条, deductible: 800, rate: 78 %, note: 始行日期未查到 }
  - { when: { grade: [two] }, from: 2022-01-01, source: notice, article: 第六条, deductible: 600, rate: 80 % }
  - { from: 2021-01-01, source: page, deductible: 1000, rate: 60 % }
tilts:
  - title: 困难群众
    rows:
      - { when: { identity: ["2303"] }, from: 2022-01-01, source: sample, deductibleTimes: 50 % }
ceilings:
  - on: poolPaid
    title: 年度限额
    limits:
      - { from: 2021-01-01, source: notice, amount: 130000 }
`;
const pack = unwrap(
  compilePack('610326-sample', [
    { name: '610326-sample/pack.yaml', text: PACK },
    { name: '610326-sample/pool.yaml', text: POOL },
  ]),
);
const [first, second] = pack.policies;
if (first === undefined || second === undefined) throw new Error('the pack has two versions');
const { names } = pack;

const tablesOf = ({ blocks }: DocumentModel) => blocks.filter((block): block is TableBlock => block.kind === 'table');

describe('a sheet on the terminal', () => {
  it('shows title, area, span, layers with their rules, and the documents', () => {
    expect(sheetLines(policySheet(first, names), '610326', 80)).toEqual([
      '样例待遇',
      '统筹区：610326 眉县',
      '险种：城乡居民基本医疗保险',
      '有效期：2021-01-01 至 2021-12-31，按出院（就诊）日期执行',
      '注意：本表 4 条规定中，1 条为汇编网页；未以政府文件为依据的数值，使用前须核实。',
      '',
      '一、基本医保统筹（统筹基金支付）',
      '适用：住院',
      '计算基数：政策范围内费用',
      '累计：每次就诊单独计算',
      '  条件      起付标准  支付比例  依据        等级',
      '  二级        800 元  78 %      [1] 第五条  A',
      '  其余情形  1,000 元  60 %      [2]         C 汇编网页',
      '  注　二级：始行日期未查到',
      '年度限额（限支付额，按“统筹年内支付”累计）',
      '  条件      限额        依据  等级',
      '  各种情形  130,000 元  [1]   A',
      '',
      '个人账户可支付的部分',
      '  条件      规定                    依据  等级',
      '  各种情形  无（不由个人账户支付）  [1]   A',
      '',
      '依据',
      '[1] 样例办法　A',
      '    https://example.org/1，检索于 2026-11-21',
      '[2] 汇编网页一种　C 汇编网页',
    ]);
  });

  it('names the area that pools with it, and says nothing of doubt where there is none', () => {
    const sheet = policySheet(first, names);
    expect(sheetLines({ ...sheet, area: '610300' }, '610326', 80)[1]).toBe(
      '统筹区：610326 眉县（随 610300 宝鸡市统筹）',
    );
    const vouched = sheet.layers.map((layer) => ({ ...layer, rules: layer.rules.slice(0, 1) }));
    expect(doubtWords({ ...sheet, layers: vouched })).toBeUndefined();
  });
});

describe('a sheet as a document', () => {
  const model = sheetDocument(policySheet(second, names), '610326');

  it('has a table for rules, tilts, limits, account and sources, and warns of weak sources', () => {
    expect(model.blocks[0]).toEqual({
      kind: 'callout',
      tone: 'warning',
      text: '本表 5 条规定中，1 条为汇编网页，1 条为样例（虚构）；未以政府文件为依据的数值，使用前须核实。',
    });
    const [rules, tilts, limits] = tablesOf(model);
    expect(rules?.rows[0]?.cells).toEqual([
      '二级',
      '600 元',
      '80 %',
      '[1] 第六条',
      { kind: 'text', text: 'A', bold: false },
    ]);
    expect(rules?.rows[1]?.cells.at(-1)).toEqual({ kind: 'text', text: 'C 汇编网页', bold: true });
    expect(tilts).toMatchObject({ caption: '倾斜：困难群众' });
    expect(tilts?.rows[0]?.cells.slice(0, 2)).toEqual(['低保救助对象', '起付标准减半']);
    expect(limits).toMatchObject({ caption: '年度限额', unit: '限支付额，按“统筹年内支付”累计' });
  });

  it('can be written in every format', async () => {
    for (const format of ['docx', 'pdf', 'xlsx']) {
      const written = await writeDocument(model, format);
      expect([format, written.ok]).toEqual([format, true]);
    }
  });
});

describe('a comparison', () => {
  const diff = diffPolicies({ policy: first, names }, { policy: second, names });

  it('says on the terminal what was changed and added, with both authorities where they differ', () => {
    expect(diffLines(diff, 80)).toEqual([
      '前　样例待遇（610326 眉县，城乡居民基本医疗保险，2021-01-01 至 2021-12-31）',
      '后　样例待遇（610326 眉县，城乡居民基本医疗保险，2022-01-01 起）',
      '',
      '基本医保统筹',
      '调整  规定　二级：起付标准 800 元 → 600 元，支付比例 78 % → 80 %',
      '      依据：样例办法 第六条（A）；原依据 样例办法 第五条（A）',
      '新增  倾斜（困难群众）　低保救助对象：起付标准减半',
      '      依据：样例（虚构）',
      '',
      '共 2 处不同：调整 1 处，新增 1 处',
    ]);
    expect(diffLines(diffPolicies({ policy: first, names }, { policy: first, names }), 80).at(-1)).toBe(
      '两份政策的规定相同。',
    );
  });

  it('stands in a document before beside after, authorities numbered', () => {
    const model = diffDocument(diff);
    expect(tablesOf(model)[0]?.rows.map(({ cells }) => cells)).toEqual([
      [
        { kind: 'text', text: '调整', bold: true },
        '二级',
        '起付标准 800 元\n支付比例 78 %',
        { kind: 'text', text: '起付标准 600 元\n支付比例 80 %', bold: true },
        '[1] A\n原 [2] A',
      ],
      [
        { kind: 'text', text: '新增', bold: true },
        '低保救助对象\n（倾斜（困难群众））',
        '—',
        { kind: 'text', text: '起付标准减半', bold: true },
        '[3] 样例（虚构）',
      ],
    ]);
    expect(model.blocks.at(-1)).toEqual({
      kind: 'list',
      items: ['[1] 样例办法 第六条（A）', '[2] 样例办法 第五条（A）', '[3] 样例（虚构）'],
    });
  });
});
