/**
 * The report of a run (测算报告), as data: what the command line prints, the console shows and the meeting sheet is made
 * of. Amounts are fen in fields ending in `Fen`, rates are per 10,000. Pure.
 */
import { CLAIM_STATUS, type Clause, type CompiledPolicy, type SourceGrade, weakestGrade } from '../benefits/index.ts';
import { coded, codedDivision } from '../catalogues/code-lists.ts';
import { fromDayNumber } from '../kernel/dates.ts';
import { divideRounded, fen } from '../kernel/money.ts';
import { countedAmounts, type FailureSums, type ScenarioSums, type SettledCheck } from './aggregate.ts';
import type { ScenarioPolicy } from './apply-reform.ts';
import { type ClaimsOrigin, daysOf, type NamedCode, type SimulationClaims } from './claims.ts';
import { compareAll, compareBy, countOver, type Standing } from './compare.ts';
import { describeChanges, type ReformChange } from './describe-changes.ts';
import { distributionOf, type HistogramBin } from './distribution.ts';
import { type Dimension, type DimensionId, LEVELS } from './groups.ts';

export interface SimulationReport {
  readonly claims: ClaimsReport;
  /** A year's own part above this counts as a heavy burden; a parameter of the run. */
  readonly burdenLineFen: number;
  /** The baseline first, then the reforms in the order asked for. */
  readonly scenarios: readonly ScenarioReport[];
  readonly groups: readonly GroupReport[];
  readonly levels: readonly LevelReport[];
  readonly providers: readonly ProviderReport[];
  readonly notComputed: readonly FailureReport[];
  /** Null where it is not known what was settled. */
  readonly settled: SettledReport | null;
  readonly timing: TimingReport;
}

export interface ClaimsReport {
  readonly origin: ClaimsOrigin;
  /** 眉县 2020 年城乡居民基本医疗保险; the file's name for a file. */
  readonly title: string;
  readonly scheme: NamedCode;
  readonly claims: number;
  readonly persons: number;
  readonly providers: number;
  /** Claims of the comparison: those that every scenario could compute. */
  readonly compared: number;
  readonly totalFen: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

export interface ScenarioReport {
  readonly name: string;
  readonly question: string | null;
  readonly pack: NamedCode;
  /** Day whose rules apply to all claims; null where each claim follows the rules of its own day. */
  readonly rulesOf: string | null;
  /** Empty for the baseline. */
  readonly changes: readonly ReformChange[];
  /** Weakest grade among the sources of the rules in use. */
  readonly weakestSource: SourceGrade | null;
  readonly totalFen: number;
  readonly inScopeFen: number;
  readonly fundFen: number;
  readonly personFen: number;
  /** Of it from personal accounts. */
  readonly accountFen: number;
  readonly hospitalFen: number;
  /** total − fund − person − hospital: 0, or the run is wrong. */
  readonly differenceFen: number;
  /** Fund ÷ total, and fund ÷ in scope; null where there is nothing to divide by. */
  readonly actualRatePer10k: number | null;
  readonly inScopeRatePer10k: number | null;
  readonly layers: readonly { readonly id: string; readonly title: string; readonly paidFen: number }[];
  readonly payers: readonly { readonly id: string; readonly title: string; readonly paidFen: number }[];
  readonly meanPersonFen: number;
  readonly percentiles: readonly { readonly percent: number; readonly amountFen: number }[];
  readonly histogram: readonly HistogramBin[];
  readonly overBurdenLine: number;
  readonly standing: StandingReport;
}

/** Against the baseline. */
export interface StandingReport {
  readonly persons: number;
  readonly personFen: number;
  readonly fundFen: number;
  readonly winners: number;
  readonly losers: number;
  readonly unchanged: number;
  readonly gainedFen: number;
  readonly lostFen: number;
  /** Change of a person's own part, mean over all persons of the group; negative is less to pay. */
  readonly meanChangeFen: number;
}

export interface GroupReport {
  readonly id: DimensionId;
  readonly title: string;
  readonly rows: readonly {
    readonly value: NamedCode;
    readonly persons: number;
    /** One for each scenario. */
    readonly scenarios: readonly StandingReport[];
  }[];
}

export interface LevelReport {
  readonly value: NamedCode;
  readonly claims: number;
  readonly totalFen: number;
  readonly scenarios: readonly { readonly fundFen: number; readonly personFen: number }[];
}

export interface ProviderReport {
  readonly value: NamedCode;
  readonly level: NamedCode;
  /** What the funds pay the provider, one for each scenario. */
  readonly fundFen: readonly number[];
}

export interface FailureReport {
  readonly scenario: string;
  readonly reason: string;
  /** 住院、三级、统筹区内. */
  readonly circumstances: string;
  readonly claims: number;
  readonly totalFen: number;
}

export interface SettledReport {
  readonly claims: number;
  readonly differing: number;
  readonly settledFundFen: number;
  readonly computedFundFen: number;
}

/** Milliseconds. */
export interface TimingReport {
  readonly loadMs: number;
  readonly workers: number;
  readonly scenarios: readonly { readonly name: string; readonly evaluateMs: number; readonly sumMs: number }[];
}

export interface ScenarioOutcome {
  readonly policy: ScenarioPolicy;
  readonly sums: ScenarioSums;
  readonly failures: readonly FailureSums[];
}

export interface ReportInput {
  readonly claims: SimulationClaims;
  readonly dimensions: readonly Dimension[];
  readonly outcomes: readonly ScenarioOutcome[];
  readonly settled: SettledCheck | undefined;
  readonly burdenLineFen: number;
  readonly timing: TimingReport;
}

export const PAYER_TITLES: Readonly<Record<string, string>> = {
  pool: '统筹基金',
  criticalIllness: '大病保险',
  largeAmount: '大额医疗费用补助',
  civilServant: '公务员医疗补助',
  enterprise: '企业补充保险',
  medicalAid: '医疗救助',
  other: '其他补充保障',
};

const REASONS: Readonly<Record<number, string>> = {
  [CLAIM_STATUS.noRule]: '政策中没有适用的规定',
  [CLAIM_STATUS.negativeBase]: '某一层的计算基数为负',
  [CLAIM_STATUS.overpaid]: '各层支付之和超过费用总额',
  [CLAIM_STATUS.noPolicy]: '就诊当日没有有效的政策',
};

export function buildReport(input: ReportInput): SimulationReport {
  const { claims, dimensions, outcomes } = input;
  const [baseline] = outcomes;
  if (baseline === undefined) throw new RangeError('a report needs a baseline');
  const days = daysOf(claims.columns);
  return {
    claims: reportClaims(claims, baseline.sums, days),
    burdenLineFen: input.burdenLineFen,
    scenarios: outcomes.map((outcome) => reportScenario(outcome, baseline, days, input.burdenLineFen)),
    groups: dimensions.map((dimension) => reportGroup(dimension, outcomes, baseline.sums)),
    levels: reportLevels(outcomes),
    providers: reportProviders(claims, outcomes),
    notComputed: outcomes.flatMap((outcome) => reportFailures(claims, outcome)),
    settled: input.settled === undefined ? null : reportSettled(input.settled),
    timing: input.timing,
  };
}

function reportClaims(
  { origin, scheme, columns, persons, providers }: SimulationClaims,
  sums: ScenarioSums,
  days: { readonly first: number; readonly last: number },
): ClaimsReport {
  const insurance = coded('insutype', scheme);
  const isEmpty = columns.length === 0;
  return {
    origin,
    title: titleOf(origin, insurance),
    scheme: insurance,
    claims: columns.length,
    persons: persons.count,
    providers: providers.length,
    compared: sums.claims,
    totalFen: fen(sums.total),
    firstDay: isEmpty ? null : fromDayNumber(days.first),
    lastDay: isEmpty ? null : fromDayNumber(days.last),
  };
}

function titleOf(origin: ClaimsOrigin, scheme: NamedCode): string {
  if (origin.kind === 'file') return `${origin.file}，${scheme.name}`;
  return `${codedDivision(origin.area).name}${origin.year}年${scheme.name}`;
}

function reportScenario(
  { policy, sums }: ScenarioOutcome,
  baseline: ScenarioOutcome,
  days: { readonly first: number; readonly last: number },
  burdenLineFen: number,
): ScenarioReport {
  const amounts = countedAmounts(sums);
  const distribution = distributionOf(amounts);
  const persons = amounts.length;
  const payers = new Map<string, number>();
  for (const [index, { amount }] of sums.layers.entries()) {
    payers.set(amount, (payers.get(amount) ?? 0) + (sums.layerPaid[index] ?? 0));
  }
  return {
    name: policy.name,
    question: policy.question ?? null,
    pack: { code: policy.pack.id, name: policy.pack.title },
    rulesOf: policy.rulesOf ?? null,
    changes: policy === baseline.policy ? [] : describeChanges(baseline.policy, policy, days),
    weakestSource: weakestOf(policy.policies, days) ?? null,
    totalFen: fen(sums.total),
    inScopeFen: fen(sums.inScope),
    fundFen: fen(sums.fund),
    personFen: fen(sums.person),
    accountFen: fen(sums.account),
    hospitalFen: fen(sums.hospital),
    differenceFen: fen(sums.total - sums.fund - sums.person - sums.hospital),
    actualRatePer10k: rateOf(sums.fund, sums.total),
    inScopeRatePer10k: rateOf(sums.fund, sums.inScope),
    layers: sums.layers.map(({ id, title }, index) => ({ id, title, paidFen: fen(sums.layerPaid[index] ?? 0) })),
    payers: [...payers].map(([id, paid]) => ({ id, title: PAYER_TITLES[id] ?? id, paidFen: fen(paid) })),
    meanPersonFen: persons === 0 ? 0 : divideRounded(sums.person, persons),
    percentiles: distribution.percentiles.map(({ percent, amount }) => ({ percent, amountFen: amount })),
    histogram: distribution.histogram,
    overBurdenLine: countOver(amounts, burdenLineFen),
    standing: withMean(compareAll(baseline.sums, sums), baseline.sums.person),
  };
}

/** The weakest source among the versions that claims of these days are worked by. */
function weakestOf(
  policies: readonly CompiledPolicy[],
  days: { readonly first: number; readonly last: number },
): SourceGrade | undefined {
  const [first, last] = [fromDayNumber(days.first), fromDayNumber(days.last)];
  const used =
    policies.length === 1 ? policies : policies.filter(({ from, to }) => from <= last && !(to && to <= first));
  return weakestGrade(used.flatMap(({ layers }) => layers.flatMap(clausesOf)));
}

function clausesOf({ rules, tilts, ceilings }: CompiledPolicy['layers'][number]): Clause[] {
  const rows = [...rules, ...tilts.flatMap((group) => group.rows), ...ceilings.flatMap(({ limits }) => limits)];
  return rows.map(({ clause }) => clause);
}

/** Per 10,000, rounded half away from zero; the product with a sum of fen would leave the safe integers. */
function rateOf(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const doubled = (BigInt(part) * 20_000n) / BigInt(whole);
  return Number((doubled + 1n) / 2n);
}

/** `before` is the group's own part under the baseline. */
function withMean(standing: Standing, before: number): StandingReport {
  const { persons, person, fund, winners, losers, unchanged, gained, lost } = standing;
  return {
    persons,
    personFen: fen(person),
    fundFen: fen(fund),
    winners,
    losers,
    unchanged,
    gainedFen: fen(gained),
    lostFen: fen(lost),
    meanChangeFen: persons === 0 ? 0 : divideRounded(person - before, persons),
  };
}

function reportGroup(dimension: Dimension, outcomes: readonly ScenarioOutcome[], baseline: ScenarioSums): GroupReport {
  const standings = outcomes.map(({ sums }) => compareBy(dimension, baseline, sums));
  return {
    id: dimension.id,
    title: dimension.title,
    rows: dimension.values.map((value, index) => {
      const before = standings[0]?.[index];
      const scenarios = standings
        .flatMap((each) => each[index] ?? [])
        .map((each) => withMean(each, before?.person ?? 0));
      return { value, persons: before?.persons ?? 0, scenarios };
    }),
  };
}

function reportLevels(outcomes: readonly ScenarioOutcome[]): LevelReport[] {
  return LEVELS.flatMap((value, index) => {
    const first = outcomes[0]?.sums.levels[index];
    if (first === undefined || first.claims === 0) return [];
    return {
      value,
      claims: first.claims,
      totalFen: fen(first.total),
      scenarios: outcomes.map(({ sums }) => ({
        fundFen: fen(sums.levels[index]?.fund ?? 0),
        personFen: fen(sums.levels[index]?.person ?? 0),
      })),
    };
  });
}

/** Providers with payments under any scenario, the largest under the baseline first. */
function reportProviders(claims: SimulationClaims, outcomes: readonly ScenarioOutcome[]): ProviderReport[] {
  const rows = claims.providers.map(
    ({ code, name, grade }, index): ProviderReport => ({
      value: { code, name },
      level: LEVELS.find((level) => level.code === grade) ?? { code: grade, name: grade },
      fundFen: outcomes.map(({ sums }) => fen(sums.providerFund[index] ?? 0)),
    }),
  );
  return rows
    .filter(({ fundFen }) => fundFen.some((amount) => amount !== 0))
    .sort(
      (left, right) =>
        (right.fundFen[0] ?? 0) - (left.fundFen[0] ?? 0) || (left.value.code < right.value.code ? -1 : 1),
    );
}

const MOST_FAILURES = 20;

/** Circumstances that read alike are one line, though the policy may tell them apart. */
function reportFailures({ columns }: SimulationClaims, { policy, failures }: ScenarioOutcome): FailureReport[] {
  const lines = new Map<string, FailureReport>();
  for (const { status, profile, claims, total } of failures) {
    const reason = REASONS[status] ?? `状态 ${status}`;
    const circumstances = describeProfile(columns.profiles[profile]);
    const before = lines.get(`${reason} ${circumstances}`);
    lines.set(`${reason} ${circumstances}`, {
      scenario: policy.name,
      reason,
      circumstances,
      claims: (before?.claims ?? 0) + claims,
      totalFen: fen((before?.totalFen ?? 0) + total),
    });
  }
  return [...lines.values()].sort((left, right) => right.claims - left.claims).slice(0, MOST_FAILURES);
}

function describeProfile(profile: SimulationClaims['columns']['profiles'][number] | undefined): string {
  if (profile === undefined) return '';
  const { care, grade, place, disease, identities } = profile;
  const parts = [
    CARE_NAMES[care] ?? care,
    coded('providerGrade', grade).name,
    coded('carePlace', place).name,
    disease === undefined ? '' : coded('chronicDisease', disease).name,
    ...identities.map((code) => coded('psn_idet_type', code).name),
  ];
  return parts.filter((part) => part !== '').join('、');
}

const CARE_NAMES: Readonly<Record<string, string>> = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  maternity: '生育',
  longTerm: '长期护理',
};

function reportSettled({ claims, differing, settledFund, computedFund }: SettledCheck): SettledReport {
  return { claims, differing, settledFundFen: fen(settledFund), computedFundFen: fen(computedFund) };
}
