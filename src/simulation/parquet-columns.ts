/**
 * Columns of a claims file (就诊数据文件, Parquet): published in docs/claims-parquet.md, checked by `check-parquet.ts`.
 * One row a claim; nothing in it may name a person.
 */
export type ColumnKind = 'id' | 'integer' | 'text' | 'texts' | 'date' | 'flag';

export interface ParquetColumn {
  readonly name: string;
  readonly title: string;
  readonly kind: ColumnKind;
  readonly required: boolean;
  /** What it holds, and what is assumed where the column or the value is missing. */
  readonly expected: string;
  /** Values that it may have, where they are few. */
  readonly values?: readonly string[] | undefined;
  /** Whole numbers: the least and the largest. */
  readonly range?: readonly [number, number] | undefined;
}

export const MOST_FEN = 2_147_483_647;
const FEN: readonly [number, number] = [0, MOST_FEN];
const money = (name: string, title: string, required: boolean, missing = '没有的写 0'): ParquetColumn => ({
  name,
  title,
  kind: 'integer',
  required,
  range: FEN,
  expected: `金额，整数分，0 至 ${MOST_FEN}；${required ? '每行必填' : missing}`,
});

export const PARQUET_COLUMNS: readonly ParquetColumn[] = [
  {
    name: 'person',
    title: '人员',
    kind: 'id',
    required: true,
    expected: '任意编号（整数或文字），同一人相同；不得用姓名或证件号码',
  },
  { name: 'admitted', title: '入院（就诊）日期', kind: 'date', required: true, expected: '日期（DATE）' },
  {
    name: 'discharged',
    title: '出院日期',
    kind: 'date',
    required: false,
    expected: '日期（DATE），不早于入院日期；空即与入院日期相同',
  },
  {
    name: 'care',
    title: '医疗类别',
    kind: 'text',
    required: true,
    values: ['inpatient', 'outpatient', 'chronic', 'maternity', 'longTerm'],
    expected:
      'inpatient（住院）、outpatient（普通门诊）、chronic（门诊慢特病）、maternity（生育）、longTerm（长期护理）之一',
  },
  {
    name: 'grade',
    title: '机构级别',
    kind: 'text',
    required: true,
    values: ['village', 'one', 'two', 'three', 'none'],
    expected: 'village（村级）、one、two、three、none（未定级）之一',
  },
  {
    name: 'age',
    title: '年龄',
    kind: 'integer',
    required: true,
    range: [0, 150],
    expected: '待遇日期当天的周岁，0 至 150 的整数',
  },
  money('total_fen', '费用总额', true),
  money('full_self_pay_fen', '全自费', false),
  money('over_limit_fen', '超限价', false),
  money('prior_share_fen', '先行自付', false),
  {
    name: 'scheme',
    title: '险种',
    kind: 'text',
    required: false,
    values: ['310', '390'],
    expected: '310（职工）或 390（居民），全文件相同；没有此列的由命令行 --scheme 指定',
  },
  {
    name: 'seq',
    title: '结算次序',
    kind: 'integer',
    required: false,
    range: [0, Number.MAX_SAFE_INTEGER],
    expected: '同一人同一年度内结算先后的整数；没有此列的按日期排',
  },
  {
    name: 'place',
    title: '就医地',
    kind: 'text',
    required: false,
    values: ['local', 'resettled', 'referred', 'unreferred'],
    expected: 'local（统筹区内）、resettled（异地安置）、referred（转诊）、unreferred（未转诊异地）之一；空即 local',
  },
  { name: 'person_type', title: '人员类别', kind: 'text', required: false, expected: 'psn_type 代码' },
  {
    name: 'identities',
    title: '人员身份',
    kind: 'texts',
    required: false,
    expected: 'psn_idet_type 代码的列表（VARCHAR[]），没有的写空列表',
  },
  { name: 'retired', title: '退休', kind: 'flag', required: false, expected: 'true 或 false；空即 false' },
  { name: 'civil_servant', title: '公务员', kind: 'flag', required: false, expected: 'true 或 false；空即 false' },
  { name: 'disease', title: '门诊慢特病病种', kind: 'text', required: false, expected: '病种代码（M 码）' },
  { name: 'package', title: '定额病种', kind: 'text', required: false, expected: '定额结算的病种代码' },
  { name: 'tags', title: '就诊标记', kind: 'texts', required: false, expected: '政策包所登记标记的列表（VARCHAR[]）' },
  { name: 'certified', title: '已认定病种', kind: 'texts', required: false, expected: '病种代码的列表（VARCHAR[]）' },
  {
    name: 'months_since',
    title: '认定后月数',
    kind: 'integer',
    required: false,
    range: [0, 1200],
    expected: '认定至待遇日期的满月数；空即没有认定',
  },
  {
    name: 'days',
    title: '计费天数',
    kind: 'integer',
    required: false,
    range: [1, 3660],
    expected: '1 至 3660 的整数；空即按起止日期',
  },
  {
    name: 'continued',
    title: '同次住院的后续结算',
    kind: 'flag',
    required: false,
    expected: 'true 或 false；空即 false',
  },
  { name: 'stay', title: '住院序号', kind: 'id', required: false, expected: '分几次结算的同一次住院写同一编号' },
  { name: 'episode', title: '疗程序号', kind: 'id', required: false, expected: '转院连续治疗写同一编号' },
  money('account_available_fen', '个人账户可用额', false),
  {
    name: 'sex',
    title: '性别',
    kind: 'integer',
    required: false,
    range: [0, 9],
    expected: '1（男）、2（女），其余为未载',
  },
  { name: 'town', title: '乡镇', kind: 'text', required: false, expected: '九位区划代码' },
  { name: 'provider', title: '医疗机构', kind: 'text', required: false, expected: '机构编码' },
  { name: 'provider_name', title: '医疗机构名称', kind: 'text', required: false, expected: '机构名称' },
  money('settled_fund_fen', '当时基金支付', false, '没有此列即不与当时的结算核对'),
  money('settled_person_fen', '当时个人负担', false, '没有此列即不与当时的结算核对'),
];

/** In-scope cost by fee-line group: `in_scope_tcm_fen` for the pack's group `tcm`. */
const GROUP_COLUMN = /^in_scope_([a-z][A-Za-z0-9]*)_fen$/;

export function groupOfColumn(name: string): string | undefined {
  return GROUP_COLUMN.exec(name)?.[1];
}

export function findParquetColumn(name: string): ParquetColumn | undefined {
  const group = groupOfColumn(name);
  if (group !== undefined) return money(name, `费用类别 ${group} 的政策范围内费用`, false);
  return PARQUET_COLUMNS.find((column) => column.name === name);
}

const INTEGERS = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT'];
const TYPES: Readonly<Record<ColumnKind, readonly string[]>> = {
  id: [...INTEGERS, 'VARCHAR'],
  integer: INTEGERS,
  text: ['VARCHAR'],
  texts: ['VARCHAR[]'],
  date: ['DATE'],
  flag: ['BOOLEAN'],
};

/** Types of DuckDB in which a kind of column may come. */
export function typesOf(kind: ColumnKind): readonly string[] {
  return TYPES[kind];
}
