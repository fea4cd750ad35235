/**
 * Shape of the YAML cases under `cases/variants/`: a person's encounters in order under one pack, with what each must
 * give. Used by tests only.
 */
import Type, { type Static } from 'typebox';
import { type Fen, fen } from '../kernel/money.ts';
import type { PolicyPack } from './compiled-policy.ts';
import { computeYear, type YearCase } from './compute-year.ts';
import { applyFeeRules, type FeeLineInput, parseTenThousandths, priceFeeLine, sumCharges } from './fee-line.ts';
import { findPolicyForCase } from './find-policy.ts';
import type { BenefitCase, BenefitResult, Charges, ItemClass } from './model.ts';
import { CaseInput, ChargesInput, caseOf, chargesOf, ExpectedResult, totalsOf, yuan } from './test-case.ts';

const closed = { additionalProperties: false } as const;
const Yuan = Type.Number({ minimum: 0 });
const YuanByName = Type.Record(Type.String(), Yuan);

const Line = Type.Object(
  {
    quantity: Type.Optional(Type.Number()),
    price: Yuan,
    itemClass: Type.Enum(['01', '02', '03']),
    priorRate: Type.Optional(Type.String()),
    limit: Type.Optional(Yuan),
    chargeType: Type.Optional(Type.String()),
    itemCode: Type.Optional(Type.String()),
  },
  closed,
);

const Encounter = Type.Object(
  {
    case: CaseInput,
    charges: Type.Optional(ChargesInput),
    /** Instead of charges: fee lines as the catalogue has them, priced under the pack's own rules. */
    lines: Type.Optional(Type.Array(Line)),
    /** Of the charges, those up to 31 December of a stay that crosses the year's end. */
    untilYearEnd: Type.Optional(ChargesInput),
    /** Two results where the policy splits the stay at the year's end. */
    expect: Type.Union([ExpectedResult, Type.Array(ExpectedResult)]),
  },
  closed,
);

export const PolicyExample = Type.Object(
  {
    name: Type.String(),
    /** What it proves can be said: names of `VARIANTS`. */
    shows: Type.Array(Type.String()),
    pack: Type.String(),
    /** What all encounters have in common. */
    person: Type.Optional(CaseInput),
    before: Type.Optional(YuanByName),
    encounters: Type.Array(Encounter, { minItems: 1 }),
    /** Sums over all encounters. */
    sum: Type.Optional(YuanByName),
    /** Code of the failure that stops the computation. */
    error: Type.Optional(Type.String()),
  },
  closed,
);

export type PolicyExample = Static<typeof PolicyExample>;
type Encounter = Static<typeof Encounter>;

/** One computed case with the policy's part in it left out of sight: the case itself and its result. */
export interface ComputedExample {
  readonly results: readonly BenefitResult[];
  readonly error: string | undefined;
}

/** What each result must be, in order; a split stay counts twice. */
export function expectationsOf(example: PolicyExample): ExpectedResult[] {
  return example.encounters.flatMap((encounter) => encounter.expect);
}

export function computeExample(packs: readonly PolicyPack[], example: PolicyExample): ComputedExample {
  const pack = packs.find(({ id }) => id === example.pack);
  if (pack === undefined) throw new Error(`no pack ${example.pack}`);
  const cases = example.encounters.map((encounter) => yearCaseOf(packs, pack, example, encounter));
  const year = computeYear(packs, pack.area, cases, { totals: totalsOf(example.before) });
  return year.ok ? { results: year.value.results, error: undefined } : { results: [], error: year.error.code };
}

function yearCaseOf(
  packs: readonly PolicyPack[],
  { area, scheme }: PolicyPack,
  example: PolicyExample,
  encounter: Encounter,
): YearCase {
  const input = { ...example.person, ...encounter.case };
  const benefitCase = caseOf({ scheme, case: input, charges: encounter.charges ?? {} });
  const priced = encounter.lines === undefined ? {} : priceLines(packs, area, benefitCase, encounter.lines);
  const until = encounter.untilYearEnd;
  return { ...benefitCase, ...priced, ...(until && { chargesBeforeYearEnd: chargesOf(until) }) };
}

/** Charges and groups of fee lines under the pack's own rules, in the order of deductions that the pack says. */
function priceLines(
  packs: readonly PolicyPack[],
  area: string,
  benefitCase: BenefitCase,
  lines: NonNullable<Encounter['lines']>,
): { readonly charges: Charges; readonly groups: Readonly<Record<string, Fen>> } {
  const policy = findPolicyForCase(packs, area, benefitCase);
  if (!policy.ok) throw new Error(policy.error.message);
  const { feeLines, groups } = policy.value;
  const sums: Record<string, Fen> = {};
  const priced = lines.map((line) => {
    const applied = applyFeeRules(feeLines, lineOf(line), line);
    const result = priceFeeLine(applied.line, feeLines.order);
    if (!result.ok) throw new Error(result.error.message);
    const group = applied.group === undefined ? undefined : groups[applied.group]?.id;
    if (group !== undefined) sums[group] = fen((sums[group] ?? 0) + result.value.inScope);
    return result.value;
  });
  return { charges: sumCharges(priced), groups: sums };
}

function lineOf(line: Static<typeof Line>): FeeLineInput {
  const quantity = line.quantity ?? 1;
  const rate = line.priorRate === undefined ? 0 : (parseTenThousandths(line.priorRate.replace('%', '').trim()) ?? 0);
  return {
    quantityPer10k: Math.round(quantity * 10_000),
    pricePer10k: Math.round(line.price * 10_000),
    total: yuan(quantity * line.price),
    itemClass: line.itemClass as ItemClass,
    priorRatePer10k: rate / 100,
    priceLimit: line.limit === undefined ? null : yuan(line.limit),
    restricted: false,
    approval: '0',
  };
}
