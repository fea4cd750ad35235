/**
 * The policy language: what the files of a pack may contain, as TypeBox (JSON Schema) definitions whose descriptions
 * are shown to whoever wrote the file. Money is in yuan and rates in per cent here, as the documents print them.
 */
import Type, { type Static, type TEnum } from 'typebox';

const closed = { additionalProperties: false } as const;
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '日期，如 2022-09-01' });
const Yuan = Type.Number({ minimum: 0, description: '金额（元），不小于零，至多两位小数' });
const Rate = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,2})? ?%$', description: '百分比，如 78 %' });
const Count = Type.Integer({ minimum: 0, description: '不小于零的整数' });
const Words = Type.String({ minLength: 1, description: '非空文字' });
const Expression = Type.String({ minLength: 1, description: '以加减号相连的名称，如 inScope - pool.paid' });
const Name = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', description: '小写字母开头的英文名，如 criticalIllness' });
const Code = Type.String({ pattern: '^[0-9A-Z]{2,8}$', description: '国家代码，加引号，如 "2303"' });
const Range = Type.Object(
  { from: Type.Optional(Count), under: Type.Optional(Count) },
  { ...closed, minProperties: 1, description: '范围，如 { from: 60 } 或 { under: 18 }' },
);

const conditionFields = {
  care: Type.Optional(Type.Array(oneOf(['inpatient', 'outpatient', 'chronic']), { minItems: 1 })),
  grade: Type.Optional(Type.Array(oneOf(['village', 'one', 'two', 'three', 'none']), { minItems: 1 })),
  place: Type.Optional(Type.Array(oneOf(['local', 'resettled', 'referred', 'unreferred']), { minItems: 1 })),
  identity: Type.Optional(Type.Array(Code, { minItems: 1 })),
  personType: Type.Optional(Type.Array(Code, { minItems: 1 })),
  disease: Type.Optional(Type.Array(Code, { minItems: 1 })),
  age: Type.Optional(Range),
  visit: Type.Optional(Range),
  retired: Type.Optional(Type.Boolean({ description: 'true 或 false' })),
  civilServant: Type.Optional(Type.Boolean({ description: 'true 或 false' })),
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

const Slice = Type.Object(
  { upTo: Type.Optional(Yuan), rate: Rate },
  { ...closed, description: '一段，如 { upTo: 50000, rate: 60 % }' },
);

const Rule = Type.Object(
  {
    when: Type.Optional(When),
    ...citation,
    deductible: Yuan,
    rate: Type.Optional(Rate),
    slices: Type.Optional(Type.Array(Slice, { minItems: 2 })),
    bounds: Type.Optional(oneOf(['absolute', 'aboveDeductible'])),
    costCap: Type.Optional(Yuan),
  },
  { ...closed, description: '一条规定：条件、有效期、依据、起付标准、比例' },
);

const Limit = Type.Object(
  {
    when: Type.Optional(When),
    ...citation,
    amount: Type.Optional(Yuan),
    unlimited: Type.Optional(Type.Literal(true, { description: 'true' })),
  },
  { ...closed, description: '一条限额：条件、有效期、依据、金额（元）或 unlimited: true' },
);

const Ceiling = Type.Object(
  { on: Name, title: Words, limits: Type.Array(Limit, { minItems: 1 }) },
  { ...closed, description: '支付限额：所据累计、名称、各条金额' },
);

export const LayerFile = Type.Object(
  {
    layer: Name,
    title: Words,
    pays: oneOf(['hifp_pay', 'hifmi_pay', 'hifob_pay', 'cvlserv_pay', 'maf_pay']),
    fundPayType: Type.String({ pattern: '^\\d{6,8}$', description: 'fund_pay_type 代码，加引号，如 "390100"' }),
    ...citation,
    when: Type.Optional(When),
    base: Expression,
    accumulator: Name,
    rules: Type.Array(Rule, { minItems: 1 }),
    ceilings: Type.Array(Ceiling),
  },
  closed,
);

const SourceEntry = Type.Object(
  {
    document: Words,
    article: Type.Optional(Words),
    grade: oneOf(['A', 'A-', 'B', 'C', 'D', 'sample']),
    url: Type.Optional(Words),
    retrievedOn: Type.Optional(Day),
    note: Type.Optional(Words),
  },
  { ...closed, description: '依据：document、grade（A、A-、B、C、D、sample）等' },
);

export const Sources = Type.Record(Type.String(), SourceEntry, { description: '依据登记表' });

const Accumulator = Type.Object(
  { title: Words, adds: Type.Optional(Expression), counts: Type.Optional(When) },
  { ...closed, description: '累计：title 与 adds（累加的算式）或 counts（计次的条件）' },
);

const Account = Type.Object(
  { ...citation, covers: Expression },
  { ...closed, description: '个人账户可支付的部分：算式，或 none' },
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
    identities: Type.Record(Type.String(), Words, { description: '人员身份代码与名称' }),
    personTypes: Type.Record(Type.String(), Words, { description: '人员类别代码与名称' }),
    layers: Type.Array(Words, { minItems: 1, description: '各层文件名，按计算顺序' }),
    accumulators: Type.Record(Name, Accumulator, { ...closed, description: '各项累计：英文名与 adds 或 counts' }),
    account: Type.Array(Account, { minItems: 1 }),
    sources: Sources,
  },
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

export type WhenSource = Static<typeof When>;
export type RuleSource = Static<typeof Rule>;
export type LimitSource = Static<typeof Limit>;
export type LayerSource = Static<typeof LayerFile>;
export type MainSource = Static<typeof MainFile>;
export type SourceRegistry = Static<typeof Sources>;

function oneOf<const V extends string>(values: readonly V[]): TEnum<V[]> {
  return Type.Enum<V[]>(values, { description: `${values.join('、')} 之一` });
}
