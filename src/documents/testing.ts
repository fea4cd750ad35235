/** A sample document with everything in it, for tests. All its figures are invented. */
import { inflateRawSync } from 'node:zlib';
import { fen } from '../kernel/money.ts';
import { amountCell, EMPTY_CELL, numberCell, percentCell, textCell } from './cells.ts';
import type { DocumentModel, TableBlock, TableRow } from './model.ts';

/** Nested header, amounts, counts, percentages, a subtotal and a total; as many rows as asked for. */
export function sampleTable(rowCount: number): TableBlock {
  const rows: TableRow[] = Array.from({ length: rowCount }, (_, index) => ({
    cells: [
      `样例医院第${index + 1}院区`,
      numberCell(1200 + index),
      amountCell(fen(1_234_567_00 + index)),
      amountCell(fen(-987_65 - index)),
      percentCell(7_812),
    ],
  }));
  return {
    kind: 'table',
    caption: '表一 住院费用结算情况（样例）',
    unit: '单位：元',
    columns: [
      { title: '医疗机构' },
      { title: '人次', align: 'right' },
      { title: '费用', columns: [{ title: '医疗费总额' }, { title: '扣减' }] },
      { title: '支付比例' },
    ],
    rows: [
      ...rows,
      {
        kind: 'subtotal',
        cells: ['小计', numberCell(45_678), amountCell(fen(99_999_99)), EMPTY_CELL, percentCell(50)],
      },
      {
        kind: 'total',
        cells: ['合计', numberCell(1_000_000), amountCell(fen(123_456_789_012_34)), EMPTY_CELL, percentCell(10_000)],
      },
    ],
  };
}

export function sampleDocument(rowCount = 6): DocumentModel {
  return {
    title: '示例县居民医保待遇调整比较报告',
    subtitles: ['统筹区：示例县（999900）', '测算期间：2020年1月1日至2020年12月31日'],
    author: '示例县医疗保障局',
    footer: '样例（虚构），不作为待遇依据',
    blocks: [
      {
        kind: 'callout',
        tone: 'warning',
        text: [
          { text: '样例（虚构）。', bold: true },
          { text: '本文件的数字均为编造，仅供演示；D级来源的数值使用前须核实。' },
        ],
      },
      { kind: 'heading', level: 1, text: '一、基本情况' },
      {
        kind: 'paragraph',
        indent: 'firstLine',
        text: [
          { text: '按照现行政策，一级、二级、三级医疗机构住院的起付标准分别为200元、600元、1200元，' },
          { text: '政策范围内费用', bold: true },
          { text: '超过起付标准的部分，由统筹基金按比例支付；年度最高支付限额为13万元。' },
          { text: '（依据：《示例县居民医保办法》第五条，来源等级：样例）', muted: true },
        ],
      },
      {
        kind: 'keyValues',
        perLine: 2,
        items: [
          { label: '参保人数', value: numberCell(271_185) },
          { label: '基金支出', value: amountCell(fen(12_714_930_000), 'wanYuan') },
          { label: '实际报销比例', value: percentCell(6_340) },
          { label: '结算编号', value: '999900G0000061000202012310000123' },
          { label: '备注', value: '跨年度住院按出院日期执行当年政策，零星报销于次年3月31日前办结。' },
        ],
      },
      { kind: 'heading', level: 2, text: '（一）分机构情况' },
      sampleTable(rowCount),
      { kind: 'heading', level: 2, text: '（二）各方案比较' },
      {
        kind: 'barChart',
        caption: '图一 基金支出变化（样例）',
        unit: '单位：万元',
        bars: [
          { label: '起付标准降低100元', value: amountCell(fen(31_250_000_00), 'wanYuan') },
          { label: '三级医院支付比例提高5个百分点', value: amountCell(fen(58_120_000_00), 'wanYuan') },
          { label: '取消儿童起付标准', value: amountCell(fen(4_600_000_00), 'wanYuan') },
          { label: '提高大病起付线', value: amountCell(fen(-12_300_000_00), 'wanYuan') },
        ],
      },
      { kind: 'heading', level: 3, text: '1．需要注意的问题' },
      {
        kind: 'list',
        items: [
          '门诊慢特病不设起付标准的假设尚未核实。',
          [
            { text: '贫困人口', bold: true },
            {
              text: '倾斜支付按照身份认定日期执行，身份中断的期间不享受倾斜；跨年度的按照出院日期所在年度计算，以经办机构核定结果为准。',
            },
          ],
        ],
      },
      { kind: 'list', ordered: true, items: ['先核实来源。', '再提交会议讨论。'] },
      { kind: 'callout', tone: 'note', text: '计算方法：逐人逐次重新结算，全年累计；金额精确到分。' },
      {
        kind: 'table',
        caption: '表二 按长文字换行（样例）',
        columns: [{ title: '项目', width: 10 }, { title: '说明' }, { title: '编号' }],
        rows: [
          {
            cells: [
              '药品',
              '对照目录核对名称、剂型与限定支付范围，凡与说明书适应症不符的不予支付。',
              'XB05BAF500E002010104794',
            ],
          },
          {
            cells: [
              textCell('其中：谈判药品', { indent: 1 }),
              textCell('单独支付', { muted: true }),
              'https://example.invalid/very/long/path/without/any/break/at/all?query=0123456789',
            ],
          },
          { kind: 'total', cells: [textCell('以上项目均为样例', { span: 3, bold: true })] },
        ],
      },
      { kind: 'paragraph', align: 'right', text: '示例县医疗保障局\n2021年1月5日' },
    ],
  };
}

/** The text of one part of a docx or xlsx file, which are zip archives. Throws where there is none of that name. */
export function zipPart(bytes: Uint8Array, name: string): string {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
      return (zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8');
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`no part ${name}`);
}

/** Text without any blanks: readers put them in and leave them out as they see gaps. */
export function withoutBlanks(text: string): string {
  return text.replace(/\s/g, '');
}
