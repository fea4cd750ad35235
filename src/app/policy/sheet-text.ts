/** A policy sheet for the terminal. */
import { type PolicySheet, ruleColumns, type SheetLayer, type SheetList, type SheetRow } from '../../benefits/index.ts';
import { areaWords, citationWords, doubtWords, gradeWords, schemeWords, spanWords } from './sheet-words.ts';
import { textTable, wrapText } from './text-table.ts';

const NUMERALS = '一二三四五六七八九十';
const INDENT = '  ';

/** The sheet's lines. `width` is the terminal's, in columns; narrower than 72 is treated as 72. */
export function sheetLines(sheet: PolicySheet, area: string, width: number): string[] {
  const most = Math.min(Math.max(width, 72), 120);
  const doubt = doubtWords(sheet);
  const body = [
    sheet.title,
    `统筹区：${areaWords(area, sheet)}`,
    `险种：${schemeWords(sheet.scheme)}`,
    `有效期：${spanWords(sheet)}，按${sheet.decidedBy}执行`,
    ...(sheet.identityRank.length === 0 ? [] : [`身份由高到低：${sheet.identityRank.join('、')}`]),
    ...(doubt === undefined ? [] : [`注意：${doubt}`]),
    ...sheet.layers.flatMap((layer, index) => layerLines(layer, `${NUMERALS[index] ?? index + 1}、`, most)),
    ...otherLines(sheet, most),
    '',
    '依据',
    ...sheet.sources.flatMap((source) => [
      `[${source.number}] ${source.document}　${gradeWords(source.grade)}`,
      ...[addressWords(source), source.note ?? ''].filter((text) => text !== '').map((text) => `    ${text}`),
    ]),
  ];
  return body.flatMap((line) => (line.startsWith(INDENT) && !line.startsWith('    ') ? [line] : folded(line, most)));
}

/** Prose folded to the width, with the indent that it had. */
function folded(line: string, most: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? '';
  return wrapText(line.trimStart(), most - indent.length).map((part) => `${indent}${part}`);
}

function addressWords({ url, retrievedOn }: PolicySheet['sources'][number]): string {
  return [url, retrievedOn === undefined ? undefined : `检索于 ${retrievedOn}`]
    .filter((word) => word !== undefined)
    .join('，');
}

function layerLines(layer: SheetLayer, numeral: string, most: number): string[] {
  return [
    '',
    `${numeral}${layer.title}（${layer.payer}支付）`,
    ...layer.fields.map(({ name, value }) => `${name}：${value}`),
    ...rulesTable(layer.rules, most),
    ...layer.tilts.flatMap((list) => listTable(list, '倾斜', most)),
    ...layer.ceilings.flatMap((list) => listTable(list, '限额', most)),
  ];
}

function otherLines(sheet: PolicySheet, most: number): string[] {
  const list = (title: string, rows: readonly SheetRow[], note?: string): string[] =>
    rows.length === 0
      ? []
      : ['', `${title}${note === undefined ? '' : `（${note}）`}`, ...valuesTable(rows, '规定', most)];
  const { feeLines } = sheet;
  return [
    ...list('个人账户可支付的部分', [sheet.account]),
    ...list('跨年度住院', sheet.yearEnd),
    ...(feeLines === undefined ? [] : list(feeLines.title, feeLines.rows, feeLines.note)),
  ];
}

const CITED = [{ title: '依据' }, { title: '等级' }] as const;

function rulesTable(rules: readonly SheetRow[], most: number): string[] {
  const columns = [
    { title: '条件', flexible: true },
    { title: '起付标准', align: 'right' as const },
    { title: '支付比例', flexible: true },
    ...CITED,
  ];
  const rows = rules.map((row) => {
    const { deductible, rate } = ruleColumns(row);
    return [row.condition, deductible, rate, citationWords(row.cited), gradeWords(row.cited.grade)];
  });
  return indented([...textTable(columns, rows, most - INDENT.length), ...noteLines(rules, most)]);
}

function listTable({ title, note, rows }: SheetList, value: string, most: number): string[] {
  const heading = value === '倾斜' ? `倾斜：${title}` : title;
  return [`${heading}${note === undefined ? '' : `（${note}）`}`, ...valuesTable(rows, value, most)];
}

function valuesTable(rows: readonly SheetRow[], value: string, most: number): string[] {
  const columns = [{ title: '条件', flexible: true }, { title: value, flexible: true }, ...CITED];
  const cells = rows.map((row) => [row.condition, row.text, citationWords(row.cited), gradeWords(row.cited.grade)]);
  return indented([...textTable(columns, cells, most - INDENT.length), ...noteLines(rows, most)]);
}

function noteLines(rows: readonly SheetRow[], most: number): string[] {
  return rows
    .filter(({ cited }) => cited.note !== undefined)
    .flatMap(({ condition, cited }) => wrapText(`注　${condition}：${cited.note}`, most - INDENT.length));
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `${INDENT}${line}`);
}
