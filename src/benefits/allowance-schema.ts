/** What a policy file may say of 生育津贴 (maternity allowance) and 个人账户划入 (crediting of personal accounts). */
import Type, { type Static } from 'typebox';
import { Code, closed, looseCitation, oneOf, Range, Rate, Words, YesNo, Yuan } from './pack-schema.ts';

const Days = Type.Integer({ minimum: 0, maximum: 1000, description: '天数，不小于零的整数' });

const AllowanceWhen = Type.Object(
  {
    event: Type.Optional(Type.Array(oneOf(['birth', 'loss']), { minItems: 1 })),
    months: Type.Optional(Range),
    weeks: Type.Optional(Range),
    children: Type.Optional(Range),
    dystocia: Type.Optional(YesNo),
  },
  { ...closed, description: '条件：event（birth 生育、loss 流产）、months、weeks、children、dystocia' },
);

const AllowanceRule = Type.Object(
  { when: Type.Optional(AllowanceWhen), ...looseCitation, days: Type.Optional(Days), amount: Type.Optional(Yuan) },
  { ...closed, description: '一条津贴规定：when，days（按天计发）或 amount（定额，元）' },
);

const AllowanceExtra = Type.Object(
  {
    title: Type.Optional(Words),
    when: Type.Optional(AllowanceWhen),
    ...looseCitation,
    days: Days,
    per: Type.Optional(oneOf(['case', 'furtherChild'])),
  },
  { ...closed, description: '一条增加天数：when、days，per 为 case（每例）或 furtherChild（每多一个婴儿）' },
);

export const AllowanceSection = Type.Object(
  {
    title: Type.Optional(Words),
    monthDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 31, description: '月工资除以的天数，不写为 30' })),
    round: Type.Optional(oneOf(['total', 'day'])),
    wageAtLeast: Type.Optional(Yuan),
    wageAtMost: Type.Optional(Yuan),
    rules: Type.Array(AllowanceRule, { minItems: 1 }),
    extras: Type.Optional(Type.Array(AllowanceExtra)),
  },
  { ...closed, description: '生育津贴：rules（先符合的一条定天数）、extras（符合的都加）' },
);

const CreditWhen = Type.Object(
  {
    retired: Type.Optional(YesNo),
    civilServant: Type.Optional(YesNo),
    age: Type.Optional(Range),
    identity: Type.Optional(Type.Array(Code, { minItems: 1 })),
    personType: Type.Optional(Type.Array(Code, { minItems: 1 })),
  },
  { ...closed, description: '条件：retired、civilServant、age、identity、personType' },
);

const CreditRule = Type.Object(
  {
    when: Type.Optional(CreditWhen),
    ...looseCitation,
    rate: Type.Optional(Rate),
    baseAtLeast: Type.Optional(Yuan),
    baseAtMost: Type.Optional(Yuan),
    amount: Type.Optional(Yuan),
  },
  { ...closed, description: '一条划入规定：when，rate（按基数的比例）或 amount（每月定额，元）' },
);

export const AccountCreditSection = Type.Object(
  { title: Type.Optional(Words), rules: Type.Array(CreditRule, { minItems: 1 }) },
  { ...closed, description: '个人账户划入：rules，取先符合的一条' },
);

export type AllowanceSource = Static<typeof AllowanceSection>;
export type AllowanceWhenSource = Static<typeof AllowanceWhen>;
export type AccountCreditSource = Static<typeof AccountCreditSection>;
