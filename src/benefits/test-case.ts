/** Shape of the YAML cases under `cases/`, and how they become cases of the engine. Used by tests only. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Type, { type Static, type TSchema } from 'typebox';
import Value from 'typebox/value';
import { parse } from 'yaml';
import { isoDate } from '../kernel/dates.ts';
import { addFen, type Fen, parseYuan, ZERO_FEN } from '../kernel/money.ts';
import type { BenefitCase, Charges, RunningTotals } from './model.ts';

const closed = { additionalProperties: false } as const;
const Yuan = Type.Number({ minimum: 0 });
const YuanByName = Type.Record(Type.String(), Yuan);

export const ChargesInput = Type.Object(
  {
    fullSelfPay: Type.Optional(Yuan),
    overLimit: Type.Optional(Yuan),
    priorShare: Type.Optional(Yuan),
    inScope: Type.Optional(Yuan),
  },
  closed,
);

export const CaseInput = Type.Object(
  {
    care: Type.Optional(Type.Enum(['inpatient', 'outpatient', 'chronic', 'maternity', 'longTerm'])),
    grade: Type.Optional(Type.Enum(['village', 'one', 'two', 'three', 'none'])),
    place: Type.Optional(Type.Enum(['local', 'resettled', 'referred', 'unreferred'])),
    admitted: Type.Optional(Type.String()),
    discharged: Type.Optional(Type.String()),
    birth: Type.Optional(Type.String()),
    retired: Type.Optional(Type.Boolean()),
    civilServant: Type.Optional(Type.Boolean()),
    identities: Type.Optional(Type.Array(Type.String())),
    personType: Type.Optional(Type.String()),
    disease: Type.Optional(Type.String()),
    certified: Type.Optional(Type.Array(Type.String())),
    certifiedOn: Type.Optional(Type.String()),
    package: Type.Optional(Type.String()),
    tags: Type.Optional(Type.Array(Type.String())),
    days: Type.Optional(Type.Integer()),
    stay: Type.Optional(Type.String()),
    episode: Type.Optional(Type.String()),
    continued: Type.Optional(Type.Boolean()),
    account: Type.Optional(Yuan),
  },
  closed,
);

const chargeNames = ['total', 'fullSelfPay', 'overLimit', 'priorShare', 'inScope'];
const amountNames = ['deductible', 'pool', 'criticalIllness', 'largeAmount', 'civilServant', 'medicalAid', 'other'];
const sumNames = ['fundTotal', 'personTotal', 'account', 'cash'];
const ExpectedAmounts = {
  ...Object.fromEntries([...chargeNames, ...amountNames, ...sumNames].map((name) => [name, Type.Optional(Yuan)])),
  /** Below zero where the hospital keeps what a package costs less. */
  hospitalShare: Type.Optional(Type.Number()),
};

export const ExpectedResult = Type.Object(
  {
    ...ExpectedAmounts,
    policy: Type.Optional(Type.String()),
    ratePer10k: Type.Optional(Type.Integer()),
    components: Type.Optional(Type.Record(Type.String(), YuanByName)),
    after: Type.Optional(YuanByName),
    error: Type.Optional(Type.String()),
  },
  closed,
);

export const BenefitExample = Type.Object(
  {
    name: Type.String(),
    scheme: Type.Optional(Type.Enum(['310', '390'])),
    layers: Type.Optional(Type.Array(Type.Any())),
    case: Type.Optional(CaseInput),
    charges: ChargesInput,
    before: Type.Optional(YuanByName),
    expect: ExpectedResult,
  },
  closed,
);

export const FeeLineExample = Type.Object(
  {
    name: Type.String(),
    line: Type.Object(
      {
        quantity: Type.Number(),
        price: Type.Number(),
        total: Yuan,
        itemClass: Type.Enum(['01', '02', '03']),
        priorRate: Type.Optional(Type.String()),
        limit: Type.Optional(Yuan),
        restricted: Type.Optional(Type.Boolean()),
        approval: Type.Optional(Type.Enum(['0', '1', '2'])),
      },
      closed,
    ),
    expect: Type.Object(
      {
        fullSelfPay: Type.Optional(Yuan),
        overLimit: Type.Optional(Yuan),
        priorShare: Type.Optional(Yuan),
        inScope: Type.Optional(Yuan),
        error: Type.Optional(Type.String()),
        message: Type.Optional(Type.String()),
      },
      closed,
    ),
  },
  closed,
);

export type BenefitExample = Static<typeof BenefitExample>;
export type ExpectedResult = Static<typeof ExpectedResult>;
export type FeeLineExample = Static<typeof FeeLineExample>;

export const CASES_FOLDER = path.join(import.meta.dirname, 'cases');
export const POLICIES_FOLDER = path.join(import.meta.dirname, '../../policies');

/** The examples of a file; a misspelt field is an error, so that no expectation is silently skipped. */
export function readExamples<S extends TSchema>(file: string, schema: S): Static<S>[] {
  const value: unknown = parse(readFileSync(path.join(CASES_FOLDER, file), 'utf8'));
  const list = Type.Array(schema);
  if (Value.Check(list, value)) return value as Static<S>[];
  const [flaw] = Value.Errors(list, value);
  throw new Error(`${file} ${flaw?.instancePath}: ${flaw?.message}`);
}

export function yuan(amount: number): Fen {
  const parsed = parseYuan(amount);
  if (parsed === undefined) throw new Error(`not an amount in yuan: ${amount}`);
  return parsed;
}

export function chargesOf(parts: BenefitExample['charges']): Charges {
  const fullSelfPay = yuan(parts.fullSelfPay ?? 0);
  const overLimit = yuan(parts.overLimit ?? 0);
  const priorShare = yuan(parts.priorShare ?? 0);
  const inScope = yuan(parts.inScope ?? 0);
  return { total: addFen(fullSelfPay, overLimit, priorShare, inScope), fullSelfPay, overLimit, priorShare, inScope };
}

/** An adult resident at a level-three hospital of the area in 2020, where the example says nothing else. */
export function caseOf(example: Pick<BenefitExample, 'scheme' | 'case' | 'charges'>): BenefitCase {
  const input = example.case ?? {};
  const dischargedOn = isoDate(input.discharged ?? '2020-05-06');
  return {
    scheme: example.scheme ?? '390',
    care: input.care ?? 'inpatient',
    admittedOn: isoDate(input.admitted ?? dischargedOn),
    dischargedOn,
    grade: input.grade ?? 'three',
    place: input.place ?? 'local',
    person: {
      birthDate: isoDate(input.birth ?? '1970-01-01'),
      retired: input.retired ?? false,
      civilServant: input.civilServant ?? false,
      identities: input.identities ?? [],
      personType: input.personType,
      certified: input.certified,
    },
    diseaseCode: input.disease,
    certifiedOn: input.certifiedOn === undefined ? undefined : isoDate(input.certifiedOn),
    packageCode: input.package,
    tags: input.tags,
    days: input.days,
    stayId: input.stay,
    episodeId: input.episode,
    continued: input.continued,
    charges: chargesOf(example.charges),
    accountAvailable: input.account === undefined ? ZERO_FEN : yuan(input.account),
  };
}

/** Totals from yuan; `admissions` is a count. */
export function totalsOf(input: Readonly<Record<string, number>> = {}): RunningTotals {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, name === 'admissions' ? value : yuan(value)]),
  );
}
