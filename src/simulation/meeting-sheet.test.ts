import { beforeAll, describe, expect, it } from 'vitest';
import { type Block, cellText, type DocumentModel, type TableBlock, writeDocument } from '../documents/index.ts';
import { isoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { caveats } from './caveats.ts';
import { binName, meetingSheet } from './meeting-sheet.ts';
import type { SimulationReport } from './report.ts';
import { runHandWorked } from './testing.ts';

const madeOn = isoDate('2021-01-05');
let report: SimulationReport;
let sheet: DocumentModel;

beforeAll(async () => {
  report = await runHandWorked();
  sheet = meetingSheet(report, { madeOn });
});

const textOf = (block: Block): string => {
  if (block.kind === 'paragraph')
    return typeof block.text === 'string' ? block.text : block.text.map((run) => run.text).join('');
  return block.kind === 'list' ? block.items.map(String).join('\n') : '';
};
const words = () => sheet.blocks.map(textOf).join('\n');
const table = (model: DocumentModel, at: number) =>
  model.blocks.filter((block): block is TableBlock => block.kind === 'table')[at];
const rowOf = (block: TableBlock | undefined, first: string) =>
  block?.rows.map(({ cells }) => cells.map(cellText)).find(([title]) => title === first);

describe('the meeting sheet', () => {
  it('says what changes', () => {
    expect(sheet.title).toBe('待遇调整测算：提高二级、提高三级起付');
    expect(words()).toContain('基本医保统筹，二级：起付标准 500 元 → 300 元，支付比例 80 % → 85 %');
    expect(sheet.subtitles?.[1]).toBe('制表日期：2021-01-05');
  });

  it('sets the key figures side by side', () => {
    // 33,700 and 33,655 yuan; 52.41 % and 52.34 %; 5,100 and 5,107.50 a head; 7,100 and 21,000 over 5,000.
    expect(rowOf(table(sheet, 0), '基金支出（万元）')).toEqual(['基金支出（万元）', '3.37', '3.37', '0.00']);
    expect(rowOf(table(sheet, 0), '实际报销比例')).toEqual(['实际报销比例', '52.41%', '52.34%', '-0.07 个百分点']);
    expect(rowOf(table(sheet, 0), '人均个人负担（元）')).toEqual([
      '人均个人负担（元）',
      '5,100.00',
      '5,107.50',
      '7.50',
    ]);
    expect(rowOf(table(sheet, 0), '个人负担超过 5,000 元的人数')?.slice(1)).toEqual(['2', '2', '0']);
    expect(rowOf(table(sheet, 0), '个人账户')).toBeUndefined();
  });

  it('says who gains and who loses, leaving out groups in which nothing changes', () => {
    expect(words()).toContain(
      '2 人负担减轻，合计 0.03 万元，人均 127.50 元；1 人负担加重，合计 0.03 万元，人均 300.00 元',
    );
    expect(rowOf(table(sheet, 1), '60—69 岁')).toEqual(['60—69 岁', '1', '1', '0', '-135.00']);
    expect(rowOf(table(sheet, 1), '0—17 岁')).toBeUndefined();
    expect(words()).toContain('2 家机构的基金收入有变化，最大的是H3 -0.06、H2 +0.06（万元）');
  });

  it('says what the figures do not', () => {
    const said = caveats(report).join('\n');
    expect(said).toContain('没有计入参保人和医疗机构的反应');
    expect(said).toContain('来源等级最弱为“样例（虚构）”');
    expect(said).toContain('8 笔中有 2 笔不一致，基金支出相差 -0.02 万元');
    expect(said).toContain('有 1 次就诊在某一方案下不能计算（政策中没有适用的规定），各方案均未计入');
    expect(said).toContain('各方案均已核对：费用总额 = 基金支出 + 个人负担 + 医院负担');
    const broken = { ...report, scenarios: report.scenarios.map((each) => ({ ...each, differenceFen: 1 })) };
    expect(caveats(broken).at(-1)).toContain('结果不得使用');
  });

  it('carries all groups, the distribution and all hospitals in the annex', () => {
    const whole = meetingSheet(report, { madeOn, annex: true });
    expect(rowOf(table(whole, 2), '0—17 岁')).toEqual(['0—17 岁', '1', '0', '0', '0.00']);
    expect(rowOf(table(whole, 3), '100 至 200 元')?.slice(1)).toEqual(['2', '2']);
    expect(rowOf(table(whole, 4), 'H1')?.at(-1)).toBe('1,050.00');
  });

  it('can be written in every format', async () => {
    for (const format of ['docx', 'pdf', 'xlsx']) {
      expect(unwrap(await writeDocument(sheet, format)).length).toBeGreaterThan(1000);
    }
  });

  it('names the bins of the distribution', () => {
    expect([binName(0, 1), binName(1, 10_000), binName(10_000, 20_000), binName(10_000_000, null)]).toEqual([
      '没有负担',
      '不足 100 元',
      '100 至 200 元',
      '100,000 元及以上',
    ]);
  });
});
