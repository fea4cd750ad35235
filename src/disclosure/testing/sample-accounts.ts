/**
 * Consistent accounts of an invented bureau, for tests: amounts in fen by functional 项 and by economic 款, from which
 * every printed table follows. The tables are matrices of text, set out by the layouts of `sample-layouts.ts`.
 */
import { type Fen, fen, formatWanYuan, sumFen } from '../../kernel/money.ts';

export interface FunctionalLine {
  readonly code: string;
  readonly personnel: Fen;
  readonly operating: Fen;
  readonly project: Fen;
  /** Financed from other income. */
  readonly other: Fen;
}

export interface EconomicLine {
  readonly code: string;
  readonly amount: Fen;
}

export interface SampleAccounts {
  readonly functional: readonly FunctionalLine[];
  readonly economic: readonly EconomicLine[];
  readonly opening: Fen;
}

/** One table: title, header rows, body rows; blanks are empty texts. */
export interface SampleTable {
  readonly title: string;
  readonly header: readonly (readonly string[])[];
  readonly body: readonly (readonly string[])[];
}

export const SUBJECT_NAMES: Readonly<Record<string, string>> = {
  '208': '社会保障和就业支出',
  '20805': '行政事业单位养老支出',
  '2080501': '行政单位离退休',
  '2080505': '机关事业单位基本养老保险缴费支出',
  '2080506': '机关事业单位职业年金缴费支出',
  '210': '卫生健康支出',
  '21011': '行政事业单位医疗',
  '2101101': '行政单位医疗',
  '2101102': '事业单位医疗',
  '21013': '医疗救助',
  '2101301': '城乡医疗救助',
  '21015': '医疗保障管理事务',
  '2101501': '行政运行',
  '2101502': '一般行政管理事务',
  '2101506': '医疗保障经办事务',
  '2101550': '事业运行',
  '221': '住房保障支出',
  '22102': '住房改革支出',
  '2210201': '住房公积金',
  '301': '工资福利支出',
  '30101': '基本工资',
  '30102': '津贴补贴',
  '30103': '奖金',
  '30108': '机关事业单位基本养老保险缴费',
  '302': '商品和服务支出',
  '30201': '办公费',
  '30211': '差旅费',
  '30228': '工会经费',
  '303': '对个人和家庭的补助',
  '30302': '退休费',
  '30305': '生活补助',
  '310': '资本性支出',
  '31002': '办公设备购置',
};

export const FUNCTIONAL_ITEMS = Object.keys(SUBJECT_NAMES).filter((code) => code.length === 7);
export const ECONOMIC_ITEMS = Object.keys(SUBJECT_NAMES).filter((code) => code.length === 5 && code.startsWith('3'));

const CLASS_ROWS: readonly (readonly [code: string, name: string])[] = [
  ['201', '一般公共服务支出'],
  ['202', '外交支出'],
  ['208', '社会保障和就业支出'],
  ['210', '卫生健康支出'],
  ['213', '农林水支出'],
  ['221', '住房保障支出'],
  ['229', '其他支出'],
];
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八'];

const total = (amounts: readonly Fen[]) => sumFen(amounts);
const print = (amount: Fen) => formatWanYuan(amount);
const printOrBlank = (amount: Fen) => (amount === 0 ? '' : formatWanYuan(amount));

function basic(line: FunctionalLine): Fen {
  return total([line.personnel, line.operating]);
}

function spent(line: FunctionalLine): Fen {
  return total([basic(line), line.project]);
}

/** 合计 and every 类, 款, 项 that a line needs, with the figures that `cells` makes of the lines below it. */
function tree<T extends { readonly code: string }>(
  lines: readonly T[],
  cells: (below: readonly T[]) => readonly string[],
): string[][] {
  const codes = new Set(lines.flatMap(({ code }) => [3, 5, 7].map((length) => code.slice(0, length))));
  return [...codes].sort().map((code) => {
    const below = lines.filter((line) => line.code.startsWith(code));
    return [code, SUBJECT_NAMES[code] ?? '', ...cells(below)];
  });
}

function incomeOf(accounts: SampleAccounts): { readonly fiscal: Fen; readonly other: Fen; readonly spending: Fen } {
  const spending = total(accounts.functional.map(spent));
  const other = total(accounts.functional.map((line) => line.other));
  return { spending, other, fiscal: fen(spending - other) };
}

function zip(left: readonly string[][], right: readonly string[][]): string[][] {
  const width = left[0]?.length ?? 0;
  const blank = (count: number) => new Array<string>(count).fill('');
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
    ...(left[index] ?? blank(width)),
    ...(right[index] ?? blank(right[0]?.length ?? 0)),
  ]);
}

function numbered(names: readonly string[]): string[] {
  return names.map((name, index) => `${NUMERALS[index] ?? '九'}、${name}`);
}

/** 公开01, with the carry-over going out as it came in. */
export function summaryTable(accounts: SampleAccounts): SampleTable {
  const { fiscal, other, spending } = incomeOf(accounts);
  const { opening } = accounts;
  const sources = numbered([
    '一般公共预算财政拨款收入',
    '政府性基金预算财政拨款收入',
    '国有资本经营预算财政拨款收入',
    '上级补助收入',
    '事业收入',
    '经营收入',
    '附属单位上缴收入',
    '其他收入',
  ]).map((name, index) => [name, index === 0 ? print(fiscal) : index === 7 ? printOrBlank(other) : '']);
  const classes = numbered(CLASS_ROWS.map(([, name]) => name)).map((name, index) => {
    const code = CLASS_ROWS[index]?.[0] ?? '';
    return [name, printOrBlank(total(accounts.functional.filter((line) => line.code.startsWith(code)).map(spent)))];
  });
  const left = [
    ['本年收入合计', print(spending)],
    ['使用非财政拨款结余', ''],
    ['年初结转和结余', printOrBlank(opening)],
    ['总计', print(total([spending, opening]))],
  ];
  const right = [
    ['本年支出合计', print(spending)],
    ['结余分配', ''],
    ['年末结转和结余', printOrBlank(opening)],
    ['总计', print(total([spending, opening]))],
  ];
  return {
    title: '收入支出决算总表',
    header: [
      ['收入', '', '支出', ''],
      ['项目', '决算数', '项目', '决算数'],
    ],
    body: [...zip(sources, classes), ...zip(left, right)],
  };
}

/** 公开02: 财政拨款收入 and 其他收入. */
export function incomeTable(accounts: SampleAccounts): SampleTable {
  const cells = (below: readonly FunctionalLine[]) => {
    const all = total(below.map(spent));
    const other = total(below.map((line) => line.other));
    return [print(all), print(fen(all - other)), '', '', '', '', '', printOrBlank(other)];
  };
  return {
    title: '收入决算表',
    header: [
      [
        '项目',
        '',
        '本年收入合计',
        '财政拨款收入',
        '上级补助收入',
        '事业收入',
        '',
        '经营收入',
        '附属单位上缴收入',
        '其他收入',
      ],
      ['功能分类科目编码', '科目名称', '', '', '', '小计', '其中：教育收费', '', '', ''],
    ],
    body: [['合计', '', ...cells(accounts.functional)], ...tree(accounts.functional, cells)],
  };
}

/** 公开03. */
export function expenditureTable(accounts: SampleAccounts): SampleTable {
  const cells = (below: readonly FunctionalLine[]) => [
    print(total(below.map(spent))),
    printOrBlank(total(below.map(basic))),
    printOrBlank(total(below.map((line) => line.project))),
    '',
    '',
    '',
  ];
  return {
    title: '支出决算表',
    header: [
      ['项目', '', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
      ['功能分类科目编码', '科目名称', '', '', '', '', '', ''],
    ],
    body: [['合计', '', ...cells(accounts.functional)], ...tree(accounts.functional, cells)],
  };
}

/** 公开04: all fiscal money is 一般公共预算. */
export function fiscalTable(accounts: SampleAccounts): SampleTable {
  const { spending, fiscal } = {
    spending: total(accounts.functional.map(spent)),
    fiscal: total(accounts.functional.map(spent)),
  };
  const { opening } = accounts;
  const funds = numbered(['一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款']);
  const sources = funds.map((name, index) => [name, index === 0 ? print(fiscal) : '']);
  const classes = numbered(CLASS_ROWS.map(([, name]) => name)).map((name, index) => {
    const code = CLASS_ROWS[index]?.[0] ?? '';
    const amount = total(accounts.functional.filter((line) => line.code.startsWith(code)).map(spent));
    return [name, printOrBlank(amount), printOrBlank(amount), '', ''];
  });
  const left = [
    ['本年收入合计', print(fiscal)],
    ['年初财政拨款结转和结余', print(opening)],
    ...funds.map((name, index) => [name, index === 0 ? print(opening) : '']),
    ['总计', print(total([fiscal, opening]))],
  ];
  const closing = total([spending, opening]);
  const right = [
    ['本年支出合计', print(spending), print(spending), '', ''],
    ['年末财政拨款结转和结余', print(opening), print(opening), '', ''],
    ...funds.map(() => ['', '', '', '', '']),
    ['总计', print(closing), print(closing), '', ''],
  ];
  const body = [...zip(sources, classes), ...zip(left, right)];
  return {
    title: '财政拨款收入支出决算总表',
    header: [
      ['收入', '', '支出', '', '', '', ''],
      ['项目', '决算数', '项目', '合计', '一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款'],
    ],
    body,
  };
}

/** 公开05 in the Shaanxi form, with 人员经费 and 公用经费. */
export function publicBudgetTable(accounts: SampleAccounts): SampleTable {
  const cells = (below: readonly FunctionalLine[]) => [
    print(total(below.map(spent))),
    print(total(below.map(basic))),
    print(total(below.map((line) => line.personnel))),
    print(total(below.map((line) => line.operating))),
    print(total(below.map((line) => line.project))),
    '',
  ];
  return {
    title: '一般公共预算财政拨款支出决算表（按功能分类科目）',
    header: [
      ['项目', '', '本年支出合计', '基本支出', '', '', '项目支出', '备注'],
      ['功能分类科目编码', '科目名称', '', '小计', '人员经费', '公用经费', '', ''],
    ],
    body: [['合计', '', ...cells(accounts.functional)], ...tree(accounts.functional, cells)],
  };
}

function isPersonnel({ code }: EconomicLine): boolean {
  return code.startsWith('301') || code.startsWith('303');
}

/** 公开06 as one list with 人员经费 and 公用经费. */
export function basicListTable(accounts: SampleAccounts): SampleTable {
  const cells = (below: readonly EconomicLine[]) => [
    print(total(below.map((line) => line.amount))),
    print(total(below.filter(isPersonnel).map((line) => line.amount))),
    print(total(below.filter((line) => !isPersonnel(line)).map((line) => line.amount))),
    '',
  ];
  return {
    title: '一般公共预算财政拨款基本支出决算表（按经济分类科目）',
    header: [
      ['项目', '', '本年支出合计', '人员经费', '公用经费', '备注'],
      ['经济分类科目编码', '科目名称', '', '', '', ''],
    ],
    body: [['合计', '', ...cells(accounts.economic)], ...tree(accounts.economic, cells)],
  };
}

/** 公开06 as two blocks side by side that end in 人员经费合计 and 公用经费合计. */
export function basicBlocksTable(accounts: SampleAccounts): SampleTable {
  const cells = (below: readonly EconomicLine[]) => [print(total(below.map((line) => line.amount)))];
  const left = accounts.economic.filter(isPersonnel);
  const right = accounts.economic.filter((line) => !isPersonnel(line));
  const blocks = zip(
    left.length > 0 ? tree(left, cells) : [['', '', '']],
    right.length > 0 ? tree(right, cells) : [['', '', '']],
  );
  return {
    title: '一般公共预算财政拨款基本支出决算表',
    header: [['经济分类科目编码', '科目名称', '决算数', '经济分类科目编码', '科目名称', '决算数']],
    body: [...blocks, ['人员经费合计', '', cells(left)[0] ?? '', '公用经费合计', '', cells(right)[0] ?? '']],
  };
}

/** 公开07 in the Shaanxi form: two rows. Amounts in fen: 出国, 接待, 购置, 运行, for 预算数 then 决算数. */
export function publicExpenseTable(amounts: readonly (readonly [Fen, Fen, Fen, Fen])[]): SampleTable {
  const rows = amounts.map(([abroad, reception, purchase, running], index) => {
    const vehicles = total([purchase, running]);
    const all = total([abroad, reception, vehicles]);
    return [
      index === 0 ? '预算数' : '决算数',
      ...[all, abroad, reception, vehicles, purchase, running].map(print),
      '',
      '',
    ];
  });
  return {
    title: '一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表',
    header: [
      ['项目', '一般公共预算财政拨款安排的“三公”经费', '', '', '', '', '', '会议费', '培训费'],
      ['', '小计', '因公出国（境）费用', '公务接待费', '公务用车购置及运行维护费', '', '', '', ''],
      ['', '', '', '', '小计', '公务用车购置费', '公务用车运行维护费', '', ''],
      ['', '1', '2', '3', '4', '5', '6', '', ''],
    ],
    body: rows,
  };
}
