/** A policy sheet as a document: for Word, print and Excel. */
import { type PolicySheet, ruleColumns, type SheetLayer, type SheetList, type SheetRow } from '../../benefits/index.ts';
import { type Block, type Cell, type DocumentModel, textCell } from '../../documents/index.ts';
import { areaWords, citationWords, doubtWords, gradeWords, isDoubtful, schemeWords, spanWords } from './sheet-words.ts';

/** `area` is the division that was asked for, which may pool with the sheet's. */
export function sheetDocument(sheet: PolicySheet, area: string): DocumentModel {
  const doubt = doubtWords(sheet);
  return {
    title: sheet.title,
    subtitles: [`${areaWords(area, sheet)}　${schemeWords(sheet.scheme)}`, `有效期 ${spanWords(sheet)}`],
    footer: doubt === undefined ? sheet.policy : `${sheet.policy}　含未核实或样例数值，使用前须核实`,
    blocks: [
      ...(doubt === undefined ? [] : [{ kind: 'callout', tone: 'warning', text: doubt } as const]),
      {
        kind: 'keyValues',
        items: [
          { label: '适用日期', value: `按${sheet.decidedBy}` },
          ...(sheet.identityRank.length === 0 ? [] : [{ label: '身份由高到低', value: sheet.identityRank.join('、') }]),
          { label: '读法', value: '各表自上而下，取先符合的一条；倾斜各类依次适用' },
        ],
      },
      ...sheet.layers.flatMap(layerBlocks),
      { kind: 'heading', level: 1, text: '其他规定' },
      valuesTable('个人账户可支付的部分', '规定', [sheet.account]),
      ...(sheet.yearEnd.length === 0 ? [] : [valuesTable('跨年度住院', '规定', sheet.yearEnd)]),
      ...(sheet.feeLines === undefined ? [] : [listTable(sheet.feeLines, '规定')]),
      { kind: 'heading', level: 1, text: '依据' },
      sourcesTable(sheet),
    ],
  };
}

function layerBlocks({ title, payer, fields, rules, tilts, ceilings }: SheetLayer): Block[] {
  return [
    { kind: 'heading', level: 1, text: `${title}（${payer}支付）` },
    { kind: 'keyValues', items: fields.map(({ name, value }) => ({ label: name, value })) },
    rulesTable(rules),
    ...tilts.map((list) => listTable(list, '调整', '倾斜：')),
    ...ceilings.map((list) => listTable(list, '限额')),
  ];
}

function rulesTable(rules: readonly SheetRow[]): Block {
  return {
    kind: 'table',
    columns: [{ title: '条件' }, { title: '起付标准', align: 'right' }, { title: '支付比例' }, ...CITED],
    rows: rules.map((row) => {
      const { deductible, rate } = ruleColumns(row);
      return { cells: [conditionCell(row), deductible, rate, ...citedCells(row)] };
    }),
  };
}

function listTable({ title, note, rows }: SheetList, value: string, prefix = ''): Block {
  return valuesTable(`${prefix}${title}`, value, rows, note);
}

const CITED = [{ title: '依据' }, { title: '等级' }] as const;

/** `note` says over what the values count; it stands where other tables have their unit. */
function valuesTable(caption: string, value: string, rows: readonly SheetRow[], note?: string): Block {
  return {
    kind: 'table',
    caption,
    unit: note,
    columns: [{ title: '条件' }, { title: value }, ...CITED],
    rows: rows.map((row) => ({ cells: [conditionCell(row), row.text, ...citedCells(row)] })),
  };
}

/** The condition, and under it what the row remarks. */
function conditionCell({ condition, cited }: SheetRow): Cell {
  return cited.note === undefined ? condition : `${condition}\n（${cited.note}）`;
}

function citedCells({ cited }: SheetRow): Cell[] {
  return [citationWords(cited), textCell(gradeWords(cited.grade), { bold: isDoubtful(cited.grade) })];
}

function sourcesTable({ sources }: PolicySheet): Block {
  return {
    kind: 'table',
    columns: [
      { title: '序号', align: 'center', width: 3 },
      { title: '文件' },
      { title: '等级' },
      { title: '网址与检索日期' },
    ],
    rows: sources.map(({ number, document, grade, url, retrievedOn, note }) => ({
      cells: [
        `[${number}]`,
        note === undefined ? document : `${document}\n（${note}）`,
        textCell(gradeWords(grade), { bold: isDoubtful(grade) }),
        [url ?? '', retrievedOn ?? ''].filter((text) => text !== '').join('\n'),
      ],
    })),
  };
}
