/** How a year's cover is paid for in an area: the part that the per-head standards do not say, as data. */
import fs from 'node:fs';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import YAML from 'yaml';
import type { SubsidyLevel } from '../fund/index.ts';
import { type Fen, parseYuan } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { contributionErrors } from './errors.ts';

const Yuan = Type.String({ pattern: '^\\d+\\.\\d{2}$' });
const Rate = Type.Object({ value: Type.Integer({ minimum: 0, maximum: 10_000 }), source: Type.String() });

const FundingFile = Type.Object({
  area: Type.String({ pattern: '^\\d{6}$' }),
  sources: Type.Record(Type.String(), Type.Object({ document: Type.String(), grade: Type.String() })),
  residents: Type.Object({
    assisted: Type.Array(
      Type.Object({
        identity: Type.String(),
        name: Type.String(),
        mode: Type.Union([Type.Literal('full'), Type.Literal('fixed')]),
        yuan: Type.Optional(Yuan),
        source: Type.String(),
      }),
    ),
    subsidyPer10k: Type.Array(
      Type.Object({
        level: Type.Union([
          Type.Literal('central'),
          Type.Literal('province'),
          Type.Literal('city'),
          Type.Literal('county'),
        ]),
        per10k: Type.Integer({ minimum: 0 }),
        source: Type.String(),
      }),
    ),
    criticalIllnessPremium: Type.Object({ yuan: Yuan, source: Type.String() }),
  }),
  employees: Type.Object({
    unitPer10k: Rate,
    personalPer10k: Rate,
    accountFromUnitPer10k: Rate,
    retiredAccountCredit: Type.Object({ yuan: Yuan, source: Type.String() }),
  }),
});
type FundingFile = Static<typeof FundingFile>;

export interface AssistedEnrolment {
  readonly identity: string;
  readonly name: string;
  /** Fen that medical aid pays; `full` pays the whole personal contribution. */
  readonly pays: Fen | 'full';
}

export interface Funding {
  readonly area: string;
  readonly assisted: readonly AssistedEnrolment[];
  readonly subsidyShares: readonly { readonly level: SubsidyLevel; readonly per10k: number }[];
  readonly criticalIllnessPremium: Fen;
  readonly unitPer10k: number;
  readonly personalPer10k: number;
  readonly accountFromUnitPer10k: number;
  readonly retiredAccountCredit: Fen;
}

/** Reads an area's funding file. Refuses `contributions.badFunding`, naming the place. */
export function loadFunding(file: string): Result<Funding> {
  const source: unknown = YAML.parse(fs.readFileSync(file, 'utf8'));
  if (!Value.Check(FundingFile, source)) {
    const [flaw] = Value.Errors(FundingFile, source);
    return failed(
      contributionErrors.badFunding({ file, reason: flaw?.message ?? '结构不符', path: flaw?.instancePath ?? '' }),
    );
  }
  const shares = source.residents.subsidyPer10k;
  if (shares.reduce((sum, share) => sum + share.per10k, 0) !== 10_000)
    return failed(
      contributionErrors.badFunding({ file, reason: '各级财政分担比例之和不是 10000', path: 'subsidyPer10k' }),
    );
  return ok(toFunding(source));
}

function toFunding(source: FundingFile): Funding {
  return {
    area: source.area,
    assisted: source.residents.assisted.map((one) => ({
      identity: one.identity,
      name: one.name,
      pays: one.mode === 'full' ? 'full' : yuan(one.yuan ?? '0.00'),
    })),
    subsidyShares: source.residents.subsidyPer10k.map(({ level, per10k }) => ({ level, per10k })),
    criticalIllnessPremium: yuan(source.residents.criticalIllnessPremium.yuan),
    unitPer10k: source.employees.unitPer10k.value,
    personalPer10k: source.employees.personalPer10k.value,
    accountFromUnitPer10k: source.employees.accountFromUnitPer10k.value,
    retiredAccountCredit: yuan(source.employees.retiredAccountCredit.yuan),
  };
}

function yuan(text: string): Fen {
  const amount = parseYuan(text);
  if (amount === undefined) throw new RangeError(`not an amount: ${text}`);
  return amount;
}
