/**
 * What computing a case file gives, as published (`policies/schema/result.schema.json`): amounts are yuan as text with
 * two decimals, so that no reader loses a fen. `write-result.ts` makes it of the engine's results.
 */
import Type, { type Static } from 'typebox';
import { closed, oneOf } from './pack-schema.ts';

const Yuan = Type.String({ pattern: '^-?\\d+\\.\\d{2}$', description: '金额（元），两位小数' });
const Text = Type.String();
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Grade = oneOf(['A', 'A-', 'B', 'C', 'D', 'sample']);
const Notices = Type.Array(Text, { description: '按默认值计算的事项、未起作用的内容' });

const Clause = Type.Object(
  {
    document: Text,
    article: Type.Optional(Text),
    grade: Grade,
    url: Type.Optional(Text),
    retrievedOn: Type.Optional(Day),
    note: Type.Optional(Text),
    register: Type.Optional(Text),
  },
  { ...closed, description: '依据' },
);

/** National payment fields, in the order of the national settlement record. */
const National = Type.Object(
  {
    medfee_sumamt: Yuan,
    fulamt_ownpay_amt: Yuan,
    overlmt_selfpay: Yuan,
    preselfpay_amt: Yuan,
    inscp_scp_amt: Yuan,
    act_pay_dedc: Yuan,
    hifp_pay: Yuan,
    cvlserv_pay: Yuan,
    hifes_pay: Yuan,
    hifmi_pay: Yuan,
    hifob_pay: Yuan,
    maf_pay: Yuan,
    oth_pay: Yuan,
    fund_pay_sumamt: Yuan,
    psn_part_amt: Yuan,
    acct_pay: Yuan,
    psn_cash_pay: Yuan,
    hosp_part_amt: Yuan,
  },
  { ...closed, description: '国家结算字段' },
);

const LayerGroup = Type.Object({ group: Text, base: Yuan, paid: Yuan }, closed);

const Layer = Type.Object(
  {
    layer: Text,
    title: Text,
    pays: Text,
    fundPayType: Text,
    base: Yuan,
    firstTake: Yuan,
    deductible: Yuan,
    coPay: Yuan,
    overCap: Yuan,
    hospitalShare: Yuan,
    paid: Yuan,
    groups: Type.Optional(Type.Array(LayerGroup)),
  },
  {
    ...closed,
    description: '一层：base = firstTake + deductible + coPay + overCap + hospitalShare + paid',
  },
);

const Components = Type.Record(Type.String(), Yuan, {
  description: '政策语言中的各个名称（total、inScope、pool.deductible、pool.paid、personTotal …）与金额',
});

const Step = Type.Object(
  {
    id: Text,
    layer: Text,
    kind: Text,
    title: Text,
    rule: Text,
    formula: Text,
    before: Yuan,
    taken: Yuan,
    after: Yuan,
    bearer: Text,
    numbers: Type.Optional(Type.Record(Type.String(), Type.Union([Text, Type.Array(Type.Any())]))),
    schedule: Type.Optional(
      Type.Object({ cuts: Type.Array(Yuan), rates: Type.Array(Text), leaves: Type.Array(Text) }, closed),
    ),
    clause: Type.Optional(Clause),
  },
  { ...closed, description: '一级阶梯：after = before − taken' },
);

const PolicyRef = Type.Object(
  { id: Text, title: Text, area: Text, scheme: Text, from: Day, to: Type.Optional(Day) },
  { ...closed, description: '所用的政策版本' },
);

const Totals = Type.Record(Type.String(), Type.Union([Yuan, Type.Integer()]), {
  description: '本次之后的累计：金额（元）或次数',
});

const encounter = {
  name: Type.Optional(Text),
  part: Type.Optional(oneOf(['beforeYearEnd', 'afterYearEnd'])),
  policy: PolicyRef,
  care: Text,
  grade: Text,
  place: Text,
  admittedOn: Day,
  dischargedOn: Day,
  national: National,
  layers: Type.Array(Layer),
  components: Components,
  steps: Type.Array(Step),
  totalsAfter: Totals,
  prepaid: Type.Optional(Yuan),
  refund: Type.Optional(Type.String({ pattern: '^-?\\d+\\.\\d{2}$', description: '预交金减现金：应退；负数为应补' })),
  weakestGrade: Type.Optional(Grade),
  notices: Notices,
};

const EncounterResult = Type.Object(encounter, { ...closed, description: '一次就诊的结果' });
const SingleResult = Type.Object(
  { kind: Type.Literal('encounter'), ...encounter },
  { ...closed, description: '一次就诊的结果' },
);

const YearResult = Type.Object(
  {
    kind: Type.Literal('year'),
    name: Type.Optional(Text),
    encounters: Type.Array(EncounterResult),
    sums: Type.Object({ national: National, layers: Type.Array(Layer), components: Components }, closed),
    totalsAfter: Totals,
    weakestGrade: Type.Optional(Grade),
    notices: Notices,
  },
  { ...closed, description: '各次就诊的结果与合计' },
);

const Working = Type.Object({ title: Text, formula: Text, clause: Type.Optional(Clause) }, closed);
const SectionPolicy = Type.Object({ id: Text, title: Text }, closed);

const AllowanceResult = Type.Object(
  {
    kind: Type.Literal('maternityAllowance'),
    name: Type.Optional(Text),
    policy: SectionPolicy,
    date: Day,
    wage: Yuan,
    days: Type.Integer(),
    allowance: Yuan,
    steps: Type.Array(Working),
    weakestGrade: Type.Optional(Grade),
    notices: Notices,
  },
  { ...closed, description: '生育津贴' },
);

const CreditResult = Type.Object(
  {
    kind: Type.Literal('accountCredit'),
    name: Type.Optional(Text),
    policy: SectionPolicy,
    date: Day,
    base: Yuan,
    monthly: Yuan,
    months: Type.Integer(),
    total: Yuan,
    steps: Type.Array(Working),
    weakestGrade: Type.Optional(Grade),
    notices: Notices,
  },
  { ...closed, description: '个人账户划入' },
);

const Failed = Type.Object(
  {
    error: Type.Object(
      { code: Text, message: Text, remedy: Text, path: Type.Optional(Text) },
      { ...closed, description: '没有算成：原因与处理' },
    ),
  },
  closed,
);

/** Anything that `tongchou benefits compute --format json` prints. */
export const ResultFile = Type.Union([SingleResult, YearResult, AllowanceResult, CreditResult, Failed], {
  description: '待遇计算的结果',
});

export type EncounterResult = Static<typeof EncounterResult>;
export type YearSums = Static<typeof YearResult>['sums'];
export type CaseResult = Exclude<Static<typeof ResultFile>, Static<typeof Failed>>;
export type WrittenLayer = Static<typeof Layer>;
export type WrittenStep = Static<typeof Step>;
export type WrittenClause = Static<typeof Clause>;
export type National = Static<typeof National>;
