/**
 * The policy language: what the files of a pack may contain, as TypeBox (JSON Schema) definitions whose descriptions
 * are shown to whoever wrote the file. Money is in yuan and rates in per cent here, as the documents print them.
 */
import Type, { type Static, type TEnum } from 'typebox';

export const closed = { additionalProperties: false } as const;
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '日期，如 2022-09-01' });
export const Yuan = Type.Number({ minimum: 0, description: '金额（元），不小于零，至多两位小数' });
export const Rate = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,2})? ?%$', description: '百分比，如 78 %' });
const Times = Type.String({ pattern: '^\\d{1,4}(\\.\\d{1,2})? ?%$', description: '乘以的百分比，如 50 %' });
const Points = Type.String({
  pattern: '^[+-]\\d{1,3}(\\.\\d{1,2})? ?%$',
  description: '加减的百分点，带符号，如 +5 % 或 -10 %',
});
export const Count = Type.Integer({ minimum: 0, description: '不小于零的整数' });
export const Words = Type.String({ minLength: 1, description: '非空文字' });
export const Expression = Type.String({ minLength: 1, description: '以加减号相连的名称，如 inScope - pool.paid' });
export const Name = Type.String({
  pattern: '^[a-z][A-Za-z0-9]*$',
  description: '小写字母开头的英文名，如 criticalIllness',
});
export const Code = Type.String({ pattern: '^[0-9A-Z]{2,8}$', description: '国家代码，加引号，如 "2303"' });
export const Range = Type.Object(
  { from: Type.Optional(Count), under: Type.Optional(Count) },
  { ...closed, minProperties: 1, description: '范围，如 { from: 60 } 或 { under: 18 }' },
);

export const YesNo = Type.Boolean({ description: 'true 或 false' });

const conditionFields = {
  care: Type.Optional(
    Type.Array(oneOf(['inpatient', 'outpatient', 'chronic', 'maternity', 'longTerm']), { minItems: 1 }),
  ),
  grade: Type.Optional(Type.Array(oneOf(['village', 'one', 'two', 'three', 'none']), { minItems: 1 })),
  place: Type.Optional(Type.Array(oneOf(['local', 'resettled', 'referred', 'unreferred']), { minItems: 1 })),
  identity: Type.Optional(Type.Array(Code, { minItems: 1 })),
  personType: Type.Optional(Type.Array(Code, { minItems: 1 })),
  disease: Type.Optional(Type.Array(Code, { minItems: 1 })),
  package: Type.Optional(Type.Array(Code, { minItems: 1 })),
  tag: Type.Optional(Type.Array(Name, { minItems: 1 })),
  withoutTag: Type.Optional(Type.Array(Name, { minItems: 1 })),
  certified: Type.Optional(Type.Array(Code, { minItems: 1 })),
  certifiedCount: Type.Optional(Range),
  age: Type.Optional(Range),
  visit: Type.Optional(Range),
  days: Type.Optional(Range),
  monthsSince: Type.Optional(Range),
  retired: Type.Optional(YesNo),
  civilServant: Type.Optional(YesNo),
  crossYear: Type.Optional(YesNo),
  continued: Type.Optional(YesNo),
};
const ConditionSource = Type.Object(conditionFields, { ...closed, description: '条件' });

/** Attributes that must all hold; with `anyOf`, one of the alternatives besides. */
const When = Type.Object(
  { ...conditionFields, anyOf: Type.Optional(Type.Array(ConditionSource, { minItems: 2 })) },
  { ...closed, description: '条件，如 { care: [inpatient], grade: [two] }' },
);

/** Every value's time and authority. */
const citation = {
  from: Day,
  to: Type.Optional(Day),
  source: Words,
  article: Type.Optional(Words),
  note: Type.Optional(Words),
};

/** The same where a file of one policy may leave it out: always in force, from the file's own source. */
export const looseCitation = { ...citation, from: Type.Optional(Day), source: Type.Optional(Words) };

const Slice = Type.Object(
  { upTo: Type.Optional(Yuan), rate: Rate },
  { ...closed, description: '一段，如 { upTo: 50000, rate: 60 % }' },
);

const GroupRate = Type.Object(
  { group: Type.Array(Name, { minItems: 1 }), rate: Rate },
  { ...closed, description: '某些费用类别的比例，如 { group: [tcm], rate: 90 % }' },
);

const Package = Type.Object(
  {
    price: Yuan,
    person: Rate,
    excess: oneOf(['hospital', 'person']),
    surplus: oneOf(['kept', 'returned']),
  },
  { ...closed, description: '定额：price、person（个人负担比例）、excess（超额由谁负担）、surplus（结余归谁）' },
);

export const Rule = Type.Object(
  {
    when: Type.Optional(When),
    ...citation,
    deductible: Type.Optional(Yuan),
    rate: Type.Optional(Rate),
    slices: Type.Optional(Type.Array(Slice, { minItems: 2 })),
    bounds: Type.Optional(oneOf(['absolute', 'aboveDeductible'])),
    costCap: Type.Optional(Yuan),
    firstTake: Type.Optional(Rate),
    groups: Type.Optional(Type.Array(GroupRate, { minItems: 1 })),
    groupShare: Type.Optional(oneOf(['proportional', 'listed'])),
    package: Type.Optional(Package),
  },
  { ...closed, description: '一条规定：条件、有效期、依据、起付标准、比例' },
);

export const Tilt = Type.Object(
  {
    when: Type.Optional(When),
    ...citation,
    deductible: Type.Optional(Yuan),
    deductibleTimes: Type.Optional(Times),
    deductibleMinus: Type.Optional(Yuan),
    deductibleAtLeast: Type.Optional(Yuan),
    rateTimes: Type.Optional(Times),
    ratePoints: Type.Optional(Points),
    coPayTimes: Type.Optional(Times),
    rateAtMost: Type.Optional(Rate),
    rateAtLeast: Type.Optional(Rate),
    firstTake: Type.Optional(Rate),
  },
  { ...closed, description: '一条倾斜：条件、有效期、依据与对起付标准、比例的调整' },
);

const TiltGroup = Type.Object(
  { title: Words, rows: Type.Array(Tilt, { minItems: 1 }) },
  { ...closed, description: '一类倾斜：title 与 rows，取先符合的一条' },
);

export const Limit = Type.Object(
  {
    when: Type.Optional(When),
    ...citation,
    amount: Type.Optional(Yuan),
    perDay: Type.Optional(YesNo),
    unlimited: Type.Optional(Type.Literal(true, { description: 'true' })),
    share: Type.Optional(
      Type.Object(
        { rate: Rate, of: Expression },
        { ...closed, description: '某项金额的百分比，如 { rate: 85 %, of: total }' },
      ),
    ),
  },
  { ...closed, description: '一条限额：条件、有效期、依据、amount（元）、share 或 unlimited: true' },
);

const Ceiling = Type.Object(
  {
    on: Name,
    title: Words,
    counts: Type.Optional(oneOf(['payment', 'cost'])),
    limits: Type.Array(Limit, { minItems: 1 }),
  },
  { ...closed, description: '限额：所据累计（或 encounter）、名称、按支付还是按费用、各条金额' },
);

export const LayerFile = Type.Object(
  {
    layer: Name,
    title: Words,
    pays: oneOf(['hifp_pay', 'hifmi_pay', 'hifob_pay', 'cvlserv_pay', 'hifes_pay', 'maf_pay', 'oth_pay']),
    fundPayType: Type.String({ pattern: '^\\d{6,8}$', description: 'fund_pay_type 代码，加引号，如 "390100"' }),
    ...citation,
    when: Type.Optional(When),
    base: Expression,
    floorBase: Type.Optional(YesNo),
    identities: Type.Optional(oneOf(['all', 'highest'])),
    accumulator: Name,
    deductibleOn: Type.Optional(Name),
    mode: Type.Optional(oneOf(['growth', 'entitlement', 'guarantee'])),
    paidOn: Type.Optional(Name),
    guarantees: Type.Optional(Type.Array(Name, { minItems: 1 })),
    rules: Type.Array(Rule, { minItems: 1 }),
    tilts: Type.Optional(Type.Array(TiltGroup)),
    ceilings: Type.Array(Ceiling),
  },
  closed,
);

const Grade = oneOf(['A', 'A-', 'B', 'C', 'D', 'sample']);

const SourceEntry = Type.Object(
  {
    register: Type.Optional(Words),
    document: Type.Optional(Words),
    article: Type.Optional(Words),
    grade: Type.Optional(Grade),
    url: Type.Optional(Words),
    retrievedOn: Type.Optional(Day),
    note: Type.Optional(Words),
  },
  { ...closed, description: '依据：document 与 grade（A、A-、B、C、D、sample），或 register（规范性文件登记号）' },
);

export const Sources = Type.Record(Type.String(), SourceEntry, { description: '依据登记表' });

export const Accumulator = Type.Object(
  {
    title: Words,
    adds: Type.Optional(Expression),
    when: Type.Optional(When),
    counts: Type.Optional(When),
    per: Type.Optional(oneOf(['year', 'month', 'day', 'disease', 'stay', 'episode', 'lifetime'])),
  },
  { ...closed, description: '累计：title 与 adds（累加的算式）或 counts（计次的条件），per 为累计期间' },
);

const Account = Type.Object(
  { ...citation, covers: Expression },
  { ...closed, description: '个人账户可支付的部分：算式，或 none' },
);

const PoolsIntoRow = Type.Object(
  { area: Type.String({ pattern: '^\\d{6}$', description: '六位区划代码，加引号' }), ...citation },
  { ...closed, description: '统筹层次：自何日起随哪个统筹区' },
);

export const YearEnd = Type.Object(
  { when: Type.Optional(When), ...citation, stay: oneOf(['whole', 'split']) },
  { ...closed, description: '跨年度住院：whole 按决定日期一次结算，split 于 12 月 31 日分开结算' },
);

export const MainFile = Type.Object(
  {
    pack: Words,
    title: Words,
    area: Type.String({ pattern: '^\\d{6}$', description: '六位区划代码，加引号，如 "610300"' }),
    scheme: oneOf(['310', '390']),
    from: Day,
    to: Type.Optional(Day),
    decidedBy: oneOf(['admittedOn', 'dischargedOn']),
    poolsInto: Type.Optional(Type.Array(PoolsIntoRow)),
    identities: Type.Record(Type.String(), Words, { description: '人员身份代码与名称' }),
    identityRank: Type.Optional(Type.Array(Code)),
    personTypes: Type.Record(Type.String(), Words, { description: '人员类别代码与名称' }),
    tags: Type.Optional(Type.Record(Name, Words, { ...closed, description: '就诊标记与名称，如 tcm: 中医医院' })),
    groups: Type.Optional(Type.Record(Name, Words, { ...closed, description: '费用类别与名称，如 tcm: 中医药' })),
    feeLines: Type.Optional(Words),
    layers: Type.Array(Words, { minItems: 1, description: '各层文件名，按计算顺序' }),
    accumulators: Type.Record(Name, Accumulator, { ...closed, description: '各项累计：英文名与 adds 或 counts' }),
    account: Type.Array(Account, { minItems: 1 }),
    yearEnd: Type.Optional(Type.Array(YearEnd, { minItems: 1 })),
    sources: Sources,
  },
  closed,
);

export const FeeRule = Type.Object(
  {
    ...citation,
    itemClass: Type.Optional(Type.Array(oneOf(['01', '02', '03']), { minItems: 1 })),
    chargeType: Type.Optional(Type.Array(Code, { minItems: 1 })),
    itemCode: Type.Optional(Type.Array(Words, { minItems: 1 })),
    priorRate: Type.Optional(Rate),
    priceLimit: Type.Optional(Yuan),
    payable: Type.Optional(YesNo),
    group: Type.Optional(Name),
  },
  { ...closed, description: '一条明细规定：项目等级、收费类别或编码，先行自付比例、支付限价、类别' },
);

export const FeeLinesFile = Type.Object(
  { order: oneOf(['limitFirst', 'priorFirst']), rules: Type.Array(FeeRule) },
  closed,
);

const NormativeDocument = Type.Object(
  {
    title: Words,
    number: Type.Optional(Words),
    issuer: Type.Optional(Words),
    level: oneOf(['national', 'province', 'city', 'county', 'other']),
    issuedOn: Type.Optional(Day),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    status: oneOf(['inForce', 'amended', 'repealed', 'expired', 'unknown']),
    legalityReview: oneOf(['passed', 'failed', 'notFound']),
    carriesOut: Type.Optional(Type.Array(Words, { minItems: 1 })),
    grade: Grade,
    url: Type.Optional(Words),
    retrievedOn: Type.Optional(Day),
    note: Type.Optional(Words),
  },
  { ...closed, description: '一件规范性文件：title、level、status、legalityReview、grade 等' },
);

/** The register of normative documents (规范性文件登记): its numbers are what a pack's sources may point to. */
export const RegisterFile = Type.Object(
  { title: Words, documents: Type.Record(Words, NormativeDocument, { description: '文件登记表' }) },
  closed,
);

const Standard = Type.Object(
  {
    area: Type.Optional(Type.String({ pattern: '^\\d{6}$', description: '六位区划代码，加引号；全国标准不写' })),
    year: Type.Integer({ minimum: 2003, description: '年度，如 2020' }),
    fiscal: Yuan,
    personal: Yuan,
    source: Words,
    article: Type.Optional(Words),
    note: Type.Optional(Words),
  },
  { ...closed, description: '一年的筹资标准：year、fiscal、personal（元/人）、source' },
);

export const ContributionFile = Type.Object(
  { title: Words, scheme: oneOf(['390']), standards: Type.Array(Standard, { minItems: 1 }), sources: Sources },
  closed,
);

export type TiltSource = Static<typeof Tilt>;
export type FeeLinesSource = Static<typeof FeeLinesFile>;
export type RegisterSource = Static<typeof RegisterFile>;
export type WhenSource = Static<typeof When>;
export type RuleSource = Static<typeof Rule>;
export type LimitSource = Static<typeof Limit>;
export type LayerSource = Static<typeof LayerFile>;
export type MainSource = Static<typeof MainFile>;
export type SourceRegistry = Static<typeof Sources>;

export function oneOf<const V extends string>(values: readonly V[]): TEnum<V[]> {
  return Type.Enum<V[]>(values, { description: `${values.join('、')} 之一` });
}
