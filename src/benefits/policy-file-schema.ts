/**
 * A policy in one file (单文件政策): the policy language of a pack, with what a pack must state made optional where it
 * has one plain meaning. `desugar-policy.ts` writes it out as the files of a pack; there is one compiler.
 */
import Type, { type Static } from 'typebox';
import { AccountCreditSection, AllowanceSection } from './allowance-schema.ts';
import {
  Accumulator,
  closed,
  Day,
  Expression,
  FeeRule,
  Limit,
  looseCitation,
  Name,
  oneOf,
  Rule,
  Tilt,
  Words,
  YearEnd,
  YesNo,
} from './pack-schema.ts';

const FileRule = Type.Object(
  { ...Rule.properties, ...looseCitation },
  { ...closed, description: '一条规定：when（条件）、deductible（不写为 0）、rate 或 slices 等' },
);

const FileTilt = Type.Object(
  { ...Tilt.properties, ...looseCitation },
  { ...closed, description: '一条倾斜：when 与对起付标准、比例的调整' },
);

/** Either a group of rows, or one row written directly. */
const FileTiltGroup = Type.Object(
  { ...FileTilt.properties, title: Type.Optional(Words), rows: Type.Optional(Type.Array(FileTilt, { minItems: 1 })) },
  { ...closed, description: '一类倾斜：直接写一条，或写 rows（取先符合的一条）' },
);

const FileLimit = Type.Object(
  { ...Limit.properties, ...looseCitation },
  { ...closed, description: '一条限额：when、amount（元）、share 或 unlimited: true' },
);

/** Either several limits, or one written directly. */
const FileCeiling = Type.Object(
  {
    ...FileLimit.properties,
    on: Type.String({
      minLength: 1,
      description: '限额按什么累计：encounter、year、month、day、disease、stay、episode、lifetime，或累计的名称',
    }),
    title: Type.Optional(Words),
    counts: Type.Optional(oneOf(['payment', 'cost'])),
    limits: Type.Optional(Type.Array(FileLimit, { minItems: 1 })),
  },
  { ...closed, description: '限额：on、amount（元），或 on、limits' },
);

const FileLayer = Type.Object(
  {
    layer: Name,
    title: Type.Optional(Words),
    pays: Type.Optional(
      oneOf(['hifp_pay', 'hifmi_pay', 'hifob_pay', 'cvlserv_pay', 'hifes_pay', 'maf_pay', 'oth_pay']),
    ),
    fundPayType: Type.Optional(
      Type.String({ pattern: '^\\d{6,8}$', description: 'fund_pay_type 代码，加引号，如 "390100"' }),
    ),
    ...looseCitation,
    when: Rule.properties.when,
    base: Type.Optional(Expression),
    floorBase: Type.Optional(YesNo),
    identities: Type.Optional(oneOf(['all', 'highest'])),
    accumulator: Type.Optional(Words),
    deductibleOn: Type.Optional(Words),
    mode: Type.Optional(oneOf(['growth', 'entitlement', 'guarantee'])),
    paidOn: Type.Optional(Words),
    guarantees: Type.Optional(Type.Array(Name, { minItems: 1 })),
    deductible: Rule.properties.deductible,
    rate: Rule.properties.rate,
    slices: Rule.properties.slices,
    bounds: Rule.properties.bounds,
    costCap: Rule.properties.costCap,
    firstTake: Rule.properties.firstTake,
    groups: Rule.properties.groups,
    groupShare: Rule.properties.groupShare,
    package: Rule.properties.package,
    rules: Type.Optional(Type.Array(FileRule, { minItems: 1 })),
    tilts: Type.Optional(Type.Array(FileTiltGroup)),
    ceilings: Type.Optional(Type.Array(FileCeiling)),
  },
  { ...closed, description: '一层：layer（名称）、base、rules（或直接写 deductible、rate）、tilts、ceilings' },
);

const FileAccumulator = Type.Object(
  { ...Accumulator.properties, title: Type.Optional(Words) },
  { ...closed, description: '累计：adds（累加的算式）或 counts（计次的条件），per 为累计期间' },
);

const FileFeeRule = Type.Object(
  {
    ...FeeRule.properties,
    ...looseCitation,
    itemClass: Type.Optional(
      Type.Array(Type.Enum(['01', '02', '03'], { description: '"01"、"02"、"03" 之一，加引号' }), { minItems: 1 }),
    ),
  },
  { ...closed, description: '一条明细规定：项目等级、收费类别或编码，先行自付比例、支付限价、类别' },
);

const FileFeeLines = Type.Object(
  { order: Type.Optional(oneOf(['limitFirst', 'priorFirst'])), rules: Type.Array(FileFeeRule) },
  { ...closed, description: '费用明细的规定：order 与 rules' },
);

const FileYearEnd = Type.Object(
  { ...YearEnd.properties, ...looseCitation },
  { ...closed, description: '跨年度住院：stay 为 whole 或 split' },
);

/** YAML reads bare digits as a number: what is refused for that must say so. */
export const Scheme = Type.Enum(['310', '390'], { description: '"310"（职工）或 "390"（居民），加引号' });

/** As in a pack, but complete in itself: one file has no register of documents to point to. */
const FileSource = Type.Object(
  {
    document: Words,
    article: Type.Optional(Words),
    grade: oneOf(['A', 'A-', 'B', 'C', 'D', 'sample']),
    url: Type.Optional(Words),
    retrievedOn: Type.Optional(Day),
    note: Type.Optional(Words),
  },
  { ...closed, description: '依据：document（文件名）、grade（A、A-、B、C、D、sample）、url、retrievedOn 等' },
);

const named = (description: string) =>
  Type.Optional(Type.Record(Type.String(), Words, { description: `${description}：代码或英文名与中文名称` }));

/** A whole policy in one YAML or JSON file. Money in yuan, rates in per cent, intervals `[from, to)`. */
export const PolicyFile = Type.Object(
  {
    policy: Type.String({ pattern: '^[^/#@\\s]+$', description: '政策名称，不含空格与 / # @' }),
    title: Type.Optional(Words),
    area: Type.Optional(Type.String({ pattern: '^\\d{6}$', description: '六位区划代码，加引号，如 "610300"' })),
    scheme: Type.Optional(Scheme),
    from: Type.Optional(Day),
    to: Type.Optional(Day),
    decidedBy: Type.Optional(oneOf(['admittedOn', 'dischargedOn'])),
    source: Type.Optional(FileSource),
    sources: Type.Optional(Type.Record(Type.String(), FileSource, { description: '依据登记表' })),
    identities: named('人员身份'),
    identityRank: Type.Optional(Type.Array(Words)),
    personTypes: named('人员类别'),
    tags: named('就诊标记'),
    groups: named('费用类别'),
    accumulators: Type.Optional(Type.Record(Type.String(), FileAccumulator, { description: '各项累计' })),
    account: Type.Optional(Expression),
    feeLines: Type.Optional(FileFeeLines),
    yearEnd: Type.Optional(Type.Array(FileYearEnd, { minItems: 1 })),
    layers: Type.Optional(Type.Array(FileLayer, { minItems: 1, description: '各层，按计算顺序' })),
    allowance: Type.Optional(AllowanceSection),
    accountCredit: Type.Optional(AccountCreditSection),
  },
  { ...closed, description: '单文件政策：policy、layers 等' },
);

export type PolicyFileSource = Static<typeof PolicyFile>;
export type FileLayerSource = Static<typeof FileLayer>;
export type FileRuleSource = Static<typeof FileRule>;
export type FileTiltGroupSource = Static<typeof FileTiltGroup>;
export type FileCeilingSource = Static<typeof FileCeiling>;
