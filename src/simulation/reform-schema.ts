/**
 * The reform file (改革方案): what it may contain, as TypeBox (JSON Schema) definitions. The same schema is published as
 * `policies/schema/reform.schema.json`, so that an editor completes and checks while one writes.
 *
 * A reform is a change to a policy pack's own files. Money and rates are written as there: yuan and per cent.
 */
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const Words = Type.String({ minLength: 1, description: '非空文字' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '日期，如 2022-09-01' });
const Name = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', description: '小写字母开头的英文名，如 poolPaid' });
const FileName = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]*\\.yaml$',
  description: '政策包中的文件名，如 pool.yaml',
});
const Pointer = Type.String({
  pattern: '^(/[^/]+)+$',
  description: '文件中的位置，如 /rules/3/deductible（序号自 0 起）',
});

const When = Type.Record(Type.String(), Type.Unknown(), {
  description: '条件，与政策文件中的写法相同，如 { place: [local], grade: [two] }；没有条件的写 {}',
});

const RowAddress = Type.Object(
  { when: Type.Optional(When), from: Type.Optional(Day) },
  { ...closed, description: '按条件找规定：when 与文件中的条件一致，from 只取该日起行的一条' },
);
const LimitAddress = Type.Object(
  { on: Name, when: Type.Optional(When), from: Type.Optional(Day) },
  { ...closed, description: '按条件找限额：on 为限额所据的累计，when、from 同 rule' },
);
const TiltAddress = Type.Object(
  { title: Words, when: Type.Optional(When), from: Type.Optional(Day) },
  { ...closed, description: '按条件找倾斜：title 为该类倾斜的名称，when、from 同 rule' },
);

/** Exactly one of these says where; that it is one is checked by the reader, which can say so in words. */
const address = {
  file: FileName,
  rule: Type.Optional(RowAddress),
  limit: Type.Optional(LimitAddress),
  tilt: Type.Optional(TiltAddress),
  at: Type.Optional(Pointer),
};

const Change = Type.Object(
  {
    ...address,
    put: Type.Unknown({ description: '要写入的值，如 { deductible: 600, rate: 80 % }；写 null 即删去该项' }),
  },
  { ...closed, description: '一处改动：file，rule、limit、tilt、at 之一，put' },
);
const Insertion = Type.Object(
  {
    file: FileName,
    into: Pointer,
    place: Type.Optional(Type.Enum(['first', 'last'], { description: 'first（最先适用）或 last' })),
    row: Type.Record(Type.String(), Type.Unknown(), { description: '要加入的一条，写法与政策文件相同' }),
  },
  { ...closed, description: '加入一条：file、into（列表的位置，如 /rules）、row' },
);
const Removal = Type.Object(address, { ...closed, description: '删去一条：file，rule、limit、tilt、at 之一' });

const Content = Type.Union([Words, Type.Record(Type.String(), Type.Unknown())], {
  description: '整个文件的内容，写法与政策文件相同',
});
const Replacement = Type.Object(
  { file: FileName, with: Content },
  { ...closed, description: '换掉整个文件：file、with' },
);
const Addition = Type.Object(
  { file: FileName, after: Type.Optional(FileName), with: Content },
  { ...closed, description: '增加一层：file、with，after 为排在哪一层之后（不写为最后）' },
);

const SourceOfReform = Type.Record(
  Type.String(),
  Type.Record(Type.String(), Type.Unknown(), { description: '依据：document、grade 等，写法与 pack.yaml 相同' }),
  { description: '新依据的登记：英文名与 document、grade' },
);

export const ReformFile = Type.Object(
  {
    reform: Type.String({ minLength: 1, maxLength: 60, description: '方案名称，不超过 60 字' }),
    question: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: '要回答的问题，不超过 300 字' })),
    pack: Type.String({ pattern: '^\\d{6}-[a-z0-9-]+$', description: '政策包，如 610300-baoji-residents' }),
    rulesOf: Type.Optional(Day),
    set: Type.Optional(Type.Array(Change, { minItems: 1 })),
    insert: Type.Optional(Type.Array(Insertion, { minItems: 1 })),
    remove: Type.Optional(Type.Array(Removal, { minItems: 1 })),
    replace: Type.Optional(Type.Array(Replacement, { minItems: 1 })),
    add: Type.Optional(Type.Array(Addition, { minItems: 1 })),
    sources: Type.Optional(SourceOfReform),
  },
  {
    ...closed,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: '改革方案',
    description: '改革方案：reform、pack，以及 rulesOf、set、insert、remove、replace、add 至少一项',
  },
);

export type ReformSource = Static<typeof ReformFile>;
export type AddressSource = Static<typeof Removal>;
