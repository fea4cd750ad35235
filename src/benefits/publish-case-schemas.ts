/**
 * The files of `tongchou benefits compute` as JSON Schema (draft 2020-12): single-file policy, case and result, with a
 * title for every field. Pure; written to `policies/schema/` by `scripts/publish-schemas.ts`.
 */
import type { TSchema } from 'typebox';
import { CaseFile } from './case-schema.ts';
import { PolicyFile } from './policy-file-schema.ts';
import type { PublishedSchema } from './publish-schemas.ts';
import { ResultFile } from './result-schema.ts';
import { FIELD_TITLES } from './schema-words.ts';

/** Titles of what packs do not have, or call otherwise; by `parent.field` where a name has two meanings here. */
const TITLES: Readonly<Record<string, string>> = {
  // A policy in one file
  policy: '政策名称',
  source: '依据',
  layers: '各层，按计算顺序',
  feeLines: '费用明细的规定',
  on: '限额按什么累计',
  allowance: '生育津贴',
  accountCredit: '个人账户划入',
  monthDays: '月工资除以的天数',
  round: '四舍五入：total 最后一次，day 日工资先入',
  wageAtLeast: '月工资下限（元）',
  wageAtMost: '月工资上限（元）',
  extras: '增加的天数，符合的都加',
  baseAtLeast: '基数下限（元）',
  baseAtMost: '基数上限（元）',
  'package.person': '个人负担的比例',
  'yearEnd.stay': '跨年度住院：whole 一次结算，split 分开结算',
  'ceilings.counts': '限支付额还是限费用',
  'source.grade': '来源等级',
  'sources.grade': '来源等级',
  'clause.grade': '来源等级',
  under: '小于',
  // A case
  kind: '案例的种类',
  name: '给人看的名称',
  person: '参保人',
  before: '本次以前的累计',
  encounters: '各次就诊，按日期先后',
  date: '就诊日期',
  admittedOn: '入院日期',
  dischargedOn: '出院日期',
  birthDate: '出生日期',
  charges: '费用',
  total: '总额（元）',
  fullSelfPay: '全自费（元）',
  overLimit: '超限价（元）',
  priorShare: '先行自付（元）',
  inScope: '政策范围内（元）',
  lines: '费用明细',
  quantity: '数量',
  restricted: '是否限制用药',
  approval: '审批：0 无须、1 获准、2 未获准',
  stay: '同一次住院的编号',
  episode: '同一疗程的编号',
  certifiedOn: '认定或手术日期',
  prepaid: '预交金（元）',
  chargesBeforeYearEnd: '12 月 31 日以前的费用',
  groupsBeforeYearEnd: '12 月 31 日以前各类别的费用',
  averageWage: '用人单位月平均工资（元）',
  event: '生育或流产',
  months: '月数',
  weeks: '怀孕周数',
  children: '婴儿数',
  dystocia: '是否难产',
  // A result
  id: '编号',
  part: '年底分开结算的哪一段',
  national: '国家结算字段',
  components: '政策语言中各名称的金额',
  steps: '阶梯',
  totalsAfter: '本次之后的累计',
  refund: '应退（负数为应补，元）',
  weakestGrade: '最弱的来源等级',
  notices: '提示',
  sums: '合计',
  wage: '计发所用的月工资（元）',
  monthly: '每月划入（元）',
  formula: '算式',
  rule: '规定',
  taken: '本级所减（元）',
  after: '本级之后（元）',
  bearer: '谁负担',
  numbers: '算式中的各数',
  schedule: '分段：cuts 界限、rates 比例、leaves 未付部分的名称',
  cuts: '各段下限（元）',
  rates: '各段比例',
  leaves: '各段未付部分的名称',
  clause: '依据',
  paid: '支付（元）',
  coPay: '段内自付（元）',
  overCap: '超限额（元）',
  hospitalShare: '医院负担（元）',
  error: '没有算成的原因',
  code: '错误代码',
  message: '原因',
  remedy: '处理',
  path: '位置',
  medfee_sumamt: '医疗费总额',
  fulamt_ownpay_amt: '全自费金额',
  overlmt_selfpay: '超限价自付费用',
  preselfpay_amt: '先行自付金额',
  inscp_scp_amt: '符合政策范围金额',
  act_pay_dedc: '实际支付起付线',
  hifp_pay: '基本医疗保险统筹基金支出',
  cvlserv_pay: '公务员医疗补助支出',
  hifes_pay: '企业补充医疗保险基金支出',
  hifmi_pay: '居民大病保险资金支出',
  hifob_pay: '职工大额医疗费用补助支出',
  maf_pay: '医疗救助基金支出',
  oth_pay: '其他支出',
  fund_pay_sumamt: '基金支付总额',
  psn_part_amt: '个人负担总金额',
  acct_pay: '个人账户支出',
  psn_cash_pay: '个人现金支出',
  hosp_part_amt: '医院负担金额',
};

const PUBLICATIONS: readonly (readonly [name: string, title: string, schema: TSchema])[] = [
  ['policy', '单文件政策', PolicyFile],
  ['case', '案例文件', CaseFile],
  ['result', '待遇计算的结果', ResultFile],
];

/** The three schemas. The same input gives the same bytes. */
export function publishCaseSchemas(): PublishedSchema[] {
  return PUBLICATIONS.map(([name, title, schema]) => {
    const shared: Shared = new Map();
    const content = titled(shared, schema, '') as object;
    const published = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: `urn:tongchou:benefits:${name}`,
      title,
      ...content,
      ...(shared.size > 0 && {
        $defs: Object.fromEntries([...shared].sort(([left], [right]) => (left < right ? -1 : 1))),
      }),
    };
    return { file: `${name}.schema.json`, text: `${JSON.stringify(published, undefined, 2)}\n` };
  });
}

/** What stands in many places, by name: written once. */
type Shared = Map<string, unknown>;

/** A copy in which every property has a title. `field` is the property that the node belongs to. */
function titled(shared: Shared, node: unknown, field: string): unknown {
  if (Array.isArray(node)) return node.map((each) => titled(shared, each, field));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'properties' ? titledFields(shared, value, field) : titled(shared, value, field),
    ]),
  );
  const name = sharedName(node);
  if (name === undefined) return copy;
  shared.set(name, copy);
  return { $ref: `#/$defs/${name}` };
}

function sharedName(node: object): string | undefined {
  const properties = 'properties' in node ? (node.properties as object) : {};
  if ('under' in properties) return 'range';
  if (!('withoutTag' in properties)) return undefined;
  return 'anyOf' in properties ? 'when' : 'condition';
}

function titledFields(shared: Shared, properties: object, parent: string): object {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      {
        title: TITLES[`${parent}.${name}`] ?? TITLES[name] ?? FIELD_TITLES[name],
        ...(titled(shared, schema, name) as object),
      },
    ]),
  );
}
