/**
 * A case file (案例文件): one visit, a person's visits in order, a maternity allowance or a month's account credit, as
 * people write them. Amounts are yuan, as numbers or text; what may be left out says its default in its description.
 * `build-case.ts` makes the engine's cases of it.
 */
import Type, { type Static } from 'typebox';
import { parse } from 'yaml';
import { refuse } from '../kernel/result.ts';
import { caseErrors } from './case-errors.ts';
import { Code, Count, closed, Day, Name, oneOf, Rate, Words, YesNo } from './pack-schema.ts';
import { Scheme } from './policy-file-schema.ts';
import { placeInCase, readCaseYaml } from './read-case-yaml.ts';
import type { PackFile } from './read-yaml.ts';

const AMOUNT = '^\\d{1,3}(,\\d{3})+(\\.\\d{1,2})?$|^\\d{1,13}(\\.\\d{1,2})?$';

/** Yuan: 12000, 12000.5, "12000.50" or "12,000.50". */
const Amount = Type.Unsafe<string | number>({
  type: ['number', 'string'],
  minimum: 0,
  pattern: AMOUNT,
  description: '金额（元），不小于零，至多两位小数，如 12000 或 "12,000.50"',
});
const Decimal = Type.Unsafe<string | number>({
  type: ['number', 'string'],
  minimum: 0,
  pattern: '^\\d{1,11}(\\.\\d{1,4})?$',
  description: '不小于零的数，至多四位小数',
});
const Codes = Type.Array(Code, { description: '代码列表，各加引号，如 ["2303"]' });

const Person = Type.Object(
  {
    birthDate: Type.Optional(Day),
    age: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 130, description: '周岁，不写为 40；已写 birthDate 的不写' }),
    ),
    retired: Type.Optional(Type.Boolean({ description: '是否退休，不写为 false' })),
    civilServant: Type.Optional(Type.Boolean({ description: '是否公务员，不写为 false' })),
    identities: Type.Optional(Codes),
    personType: Type.Optional(Code),
    certified: Type.Optional(Codes),
  },
  { ...closed, description: '参保人：birthDate 或 age、retired、civilServant、identities、personType、certified' },
);

const ChargeParts = Type.Object(
  {
    total: Type.Optional(Amount),
    fullSelfPay: Type.Optional(Amount),
    overLimit: Type.Optional(Amount),
    priorShare: Type.Optional(Amount),
    inScope: Type.Optional(Amount),
  },
  { ...closed, minProperties: 1 },
);

/** An amount alone or its parts, in one schema: keywords bind only values of their type, so flaws keep their place. */
const Charges = Type.Unsafe<string | number | Static<typeof ChargeParts>>({
  ...Amount,
  ...ChargeParts,
  type: ['number', 'string', 'object'],
  description:
    '费用（元）：一个金额（全部在政策范围内），或 { total, fullSelfPay, overLimit, priorShare, inScope }，推得出的可不写',
});

const Line = Type.Object(
  {
    name: Type.Optional(Words),
    date: Type.Optional(Day),
    itemClass: Type.Optional(
      Type.Enum(['01', '02', '03', '甲', '乙', '丙'], { description: '甲、乙、丙，或 "01"、"02"、"03"（加引号）' }),
    ),
    quantity: Type.Optional(Decimal),
    price: Decimal,
    total: Type.Optional(Amount),
    priorRate: Type.Optional(Rate),
    priceLimit: Type.Optional(Amount),
    restricted: Type.Optional(YesNo),
    approval: Type.Optional(Type.Enum(['0', '1', '2'], { description: '"0"、"1"、"2" 之一，加引号' })),
    chargeType: Type.Optional(Code),
    itemCode: Type.Optional(Words),
    group: Type.Optional(Name),
  },
  {
    ...closed,
    description:
      '一条明细：price（单价）、quantity（不写为 1）、itemClass（不写为甲）、priorRate、priceLimit、group、total（不写为数量乘单价）',
  },
);

const AmountByName = Type.Record(Type.String(), Amount, { description: '名称与金额（元）' });

const encounterFields = {
  name: Type.Optional(Words),
  care: Type.Optional(oneOf(['inpatient', 'outpatient', 'chronic', 'maternity', 'longTerm'])),
  grade: Type.Optional(oneOf(['village', 'one', 'two', 'three', 'none'])),
  place: Type.Optional(oneOf(['local', 'resettled', 'referred', 'unreferred'])),
  date: Type.Optional(Day),
  admittedOn: Type.Optional(Day),
  dischargedOn: Type.Optional(Day),
  person: Type.Optional(Person),
  disease: Type.Optional(Code),
  certifiedOn: Type.Optional(Day),
  package: Type.Optional(Code),
  tags: Type.Optional(Type.Array(Name, { description: '就诊标记列表，如 [tcm]' })),
  days: Type.Optional(Type.Integer({ minimum: 1, description: '住院（护理）天数，不写为入院至出院，至少 1' })),
  stay: Type.Optional(Words),
  episode: Type.Optional(Words),
  continued: Type.Optional(YesNo),
  charges: Type.Optional(Charges),
  lines: Type.Optional(Type.Array(Line, { minItems: 1, description: '费用明细' })),
  groups: Type.Optional(AmountByName),
  chargesBeforeYearEnd: Type.Optional(Charges),
  groupsBeforeYearEnd: Type.Optional(AmountByName),
  account: Type.Optional(Amount),
  prepaid: Type.Optional(Amount),
};

const Before = Type.Record(Type.String(), Amount, {
  description: '本年已有的累计：名称与金额（元），次数写整数',
});
const scheme = Type.Optional(Scheme);

const Encounter = Type.Object(encounterFields, {
  ...closed,
  description: '一次就诊：charges 或 lines、care、grade、place、date 等',
});

/** One visit written at the top of the file. */
const EncounterFile = Type.Object(
  { kind: Type.Optional(oneOf(['encounter'])), scheme, before: Type.Optional(Before), ...encounterFields },
  { ...closed, description: '一次就诊' },
);

/** A person's visits in order of their dates. */
const YearFile = Type.Object(
  {
    kind: Type.Optional(oneOf(['year'])),
    name: Type.Optional(Words),
    scheme,
    person: Type.Optional(Person),
    before: Type.Optional(Before),
    encounters: Type.Array(Encounter, { minItems: 1, description: '各次就诊，按日期先后' }),
  },
  { ...closed, description: '一个人的各次就诊：person、before、encounters' },
);

const AllowanceFile = Type.Object(
  {
    kind: oneOf(['maternityAllowance']),
    name: Type.Optional(Words),
    date: Type.Optional(Day),
    averageWage: Amount,
    event: Type.Optional(oneOf(['birth', 'loss'])),
    months: Type.Optional(Count),
    weeks: Type.Optional(Count),
    children: Type.Optional(Type.Integer({ minimum: 1, description: '婴儿数，不写为 1' })),
    dystocia: Type.Optional(YesNo),
  },
  { ...closed, description: '生育津贴：averageWage（用人单位月平均工资）、event、months、children、dystocia' },
);

const CreditFile = Type.Object(
  {
    kind: oneOf(['accountCredit']),
    name: Type.Optional(Words),
    date: Type.Optional(Day),
    base: Amount,
    months: Type.Optional(Type.Integer({ minimum: 1, description: '月数，不写为 1' })),
    person: Type.Optional(Person),
  },
  { ...closed, description: '个人账户划入：base（缴费基数或养老金）、months、person' },
);

/** Any case file, as published (`policies/schema/case.schema.json`). */
export const CaseFile = Type.Union([EncounterFile, YearFile, AllowanceFile, CreditFile], {
  description: '案例文件：一次就诊、一个人的各次就诊（encounters）、生育津贴或个人账户划入（kind）',
});

export type PersonSource = Static<typeof Person>;
export type EncounterSource = Static<typeof Encounter>;
export type LineSource = Static<typeof Line>;
export type ChargesSource = Static<typeof Charges>;
export type ChargePartsSource = Static<typeof ChargeParts>;
export type BeforeSource = Static<typeof Before>;
export type AllowanceFileSource = Static<typeof AllowanceFile>;
export type CreditFileSource = Static<typeof CreditFile>;

/** A person's visits, with the totals before the first. */
export interface VisitsSource {
  readonly kind: 'encounter' | 'year';
  readonly name: string | undefined;
  readonly scheme: '310' | '390' | undefined;
  readonly person: PersonSource;
  readonly before: BeforeSource;
  readonly encounters: readonly EncounterSource[];
  /** Where a visit stands in the file: `/encounters/1`, or the file itself. */
  readonly placeOf: (index: number) => string;
}

export type CaseSource = VisitsSource | AllowanceFileSource | CreditFileSource;

/** Reads a case file; refuses with file, line, place, value and what may stand there. */
export function readCaseFile(file: PackFile): CaseSource {
  switch (shapeOf(file)) {
    case 'maternityAllowance':
      return readCaseYaml(file, AllowanceFile);
    case 'accountCredit':
      return readCaseYaml(file, CreditFile);
    case 'year': {
      const { person = {}, before = {}, encounters, name, scheme } = readCaseYaml(file, YearFile);
      return { kind: 'year', name, scheme, person, before, encounters, placeOf: (index) => `/encounters/${index}` };
    }
    case 'encounter': {
      const { kind: _, before = {}, scheme, ...encounter } = readCaseYaml(file, EncounterFile);
      const { name } = encounter;
      return { kind: 'encounter', name, scheme, person: {}, before, encounters: [encounter], placeOf: () => '' };
    }
  }
}

const KINDS = ['encounter', 'year', 'maternityAllowance', 'accountCredit'] as const;

/** Which kind the file says it is; by `encounters` where it does not say. */
function shapeOf(file: PackFile): (typeof KINDS)[number] {
  const value: unknown = peek(file.text);
  const kind: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'kind') : undefined;
  if (kind === undefined) {
    return typeof value === 'object' && value !== null && 'encounters' in value ? 'year' : 'encounter';
  }
  const known = KINDS.find((each) => each === kind);
  if (known !== undefined) return known;
  const expected = `${KINDS.join('、')} 之一（一次就诊可不写）`;
  const values = { problem: '没有这一类', value: JSON.stringify(kind), expected };
  return refuse(caseErrors.invalidValue({ ...placeInCase(file, '/kind'), ...values }));
}

/** The value for a first look; what is not YAML is refused when it is read in earnest. */
function peek(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
