/** Sets sample tables out as text, in the layouts that published documents use. */
import type { SampleTable } from './sample-accounts.ts';

export type Layout = 'tabs' | 'pipes' | 'threeCodes' | 'columns';

export interface LayoutOptions {
  readonly layout?: Layout;
  readonly totalLast?: boolean;
  readonly grouped?: boolean;
  /** Repeats the header in the middle of the body, as a second page does. */
  readonly split?: boolean;
}

export interface SampleDocument {
  readonly text: string;
  /** Line (from 1) of a table's body row. */
  lineOf(table: number, row: number): number;
}

export function layOut(tables: readonly SampleTable[], options: LayoutOptions = {}): SampleDocument {
  const lines: string[] = [
    '青禾县医疗保障局',
    '2024年度部门决算',
    '',
    '第一部分 青禾县医疗保障局概况',
    '一、主要职责',
    '二、机构设置',
    '第二部分 2024年度部门决算表',
    ...tables.map((table, index) => `${index + 1}. ${table.title}`),
    '第三部分 名词解释',
    '财政拨款收入、其他收入、基本支出、项目支出、“三公”经费。',
    '',
  ];
  const places = tables.map((table) => {
    const prepared = prepare(table, options);
    lines.push(prepared.title, '编制部门：青禾县医疗保障局        金额单位：万元', '');
    const header = prepared.header.map((row) => setRow(row, options));
    lines.push(...header);
    if (options.layout === 'pipes') lines.push(`|${prepared.header[0]?.map(() => '---').join('|')}|`);
    const at: number[] = [];
    prepared.body.forEach((row, index) => {
      if (options.split && index === Math.floor(prepared.body.length / 2)) lines.push('', '- 12 -', '', ...header);
      lines.push(setRow(row, options));
      at[prepared.order[index] ?? index] = lines.length;
    });
    lines.push('', '注：本表金额因四舍五入可能存在尾差。', '');
    return at;
  });
  return { text: lines.join('\n'), lineOf: (table, row) => places[table]?.[row] ?? 0 };
}

interface Prepared extends SampleTable {
  /** For each printed row the index it has in the table. */
  readonly order: readonly number[];
}

function prepare(table: SampleTable, options: LayoutOptions): Prepared {
  const order = table.body.map((_, index) => index);
  const [first] = table.body;
  if (options.totalLast && first?.[0] === '合计') order.push(...order.splice(0, 1));
  const body = order.map((index) => table.body[index] ?? []).map((row) => row.map((text) => dress(text, options)));
  if (options.layout !== 'threeCodes' || !/科目编码/.test(table.header.flat().join())) return { ...table, body, order };
  return {
    title: table.title,
    header: [
      ...table.header.map((row) => widenHeader(row)),
      table.header[0]?.flatMap((_, index) => levels(table, index)) ?? [],
    ],
    body: body.map((row) => row.flatMap((text, index) => (isCodeColumn(table, index) ? splitCode(text) : [text]))),
    order,
  };

  function widenHeader(row: readonly string[]): string[] {
    return row.flatMap((text, index) => (isCodeColumn(table, index) ? [text, '', ''] : [text]));
  }
}

function isCodeColumn(table: SampleTable, index: number): boolean {
  return table.header.some((row) => /科目编码/.test(row[index] ?? ''));
}

function levels(table: SampleTable, index: number): string[] {
  return isCodeColumn(table, index) ? ['类', '款', '项'] : [''];
}

function splitCode(text: string): string[] {
  if (!/^\d+$/.test(text)) return [text, '', ''];
  return [text.slice(0, 3), text.slice(3, 5), text.slice(5, 7)];
}

function dress(text: string, options: LayoutOptions): string {
  return options.grouped && /^\d+\.\d+$/.test(text) ? text.replace(/\B(?=(\d{3})+\.)/g, ',') : text;
}

function setRow(row: readonly string[], options: LayoutOptions): string {
  if (options.layout === 'pipes') return `| ${row.join(' | ')} |`;
  if (options.layout === 'columns')
    return row
      .map((text) => text.padEnd(24))
      .join('')
      .trimEnd();
  return row.join('\t');
}
