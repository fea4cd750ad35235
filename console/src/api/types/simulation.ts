/** The reform laboratory: /api/simulation. */
import type { Coded } from './common.ts';

/** GET /api/simulation/options */
export interface SimulationOptionsResponse {
  area: Coded;
  schemes: { scheme: Coded; years: number[] }[];
  mostReforms: number;
  burdenLineFen: number;
  /** Reform files to begin with. */
  examples: { name: string; text: string }[];
}

export interface SimulationClaimsQuery {
  scheme: string;
  year: number;
}

type Condition = Readonly<Record<string, unknown>>;

export interface RuleParameters {
  /** As `rule` of a reform's change. */
  address: { when: Condition; from: string };
  subject: string;
  /** Yuan. */
  deductible: number | null;
  /** Per cent; null where there are slices or a package. */
  rate: number | null;
  slices: readonly { upTo: number | null; rate: number }[];
  words: string;
  grade: string;
}
export interface LimitParameters {
  /** As `limit` of a reform's change. */
  address: { on: string; when: Condition; from: string };
  title: string;
  subject: string;
  /** Yuan; null where there is none, or it is a share. */
  amount: number | null;
  grade: string;
}
export interface LayerParameters {
  id: string;
  title: string;
  file: string;
  rules: readonly RuleParameters[];
  limits: readonly LimitParameters[];
}
/** GET /api/simulation/parameters?scheme&year */
export interface PackParametersResponse {
  pack: Coded;
  on: string;
  layers: readonly LayerParameters[];
}

/** POST /api/simulation/check */
export interface CheckReformRequest extends SimulationClaimsQuery {
  /** The reform file's text: YAML, or JSON. */
  text: string;
}
export interface CheckReformResponse {
  name: string;
  question: string | null;
  /** In words, one for each value. */
  changes: string[];
}

/** POST /api/simulation/jobs */
export interface RunSimulationRequest extends SimulationClaimsQuery {
  burdenLineFen: number;
  /** Reform files' texts, one to four. A refusal names which in its path: `reforms/1`. */
  reforms: string[];
}

export interface SimulationJob {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  startedBy: string;
  startedAt: string;
  scheme: Coded;
  year: number;
  reforms: string[];
  /** What is being done, and how much of it. */
  phase: string;
  done: number;
  total: number;
  mayCancel: boolean;
  failure: { code: string; message: string; remedy: string } | null;
  /** Null until it is done, and in lists. */
  report: SimulationReport | null;
}
/** GET /api/simulation/jobs: newest first */
export interface SimulationJobsResponse {
  jobs: SimulationJob[];
}

/** Persons' own part under a scenario, against the baseline. */
export interface SimulationStanding {
  persons: number;
  personFen: number;
  fundFen: number;
  winners: number;
  losers: number;
  unchanged: number;
  gainedFen: number;
  lostFen: number;
  /** Negative is less to pay. */
  meanChangeFen: number;
}

export interface SimulationScenario {
  name: string;
  question: string | null;
  pack: Coded;
  /** Day whose rules apply to all claims; null where each claim follows those of its own day. */
  rulesOf: string | null;
  /** Empty for the baseline. */
  changes: readonly { layer: string; subject: string; words: string }[];
  weakestSource: string | null;
  totalFen: number;
  inScopeFen: number;
  fundFen: number;
  personFen: number;
  accountFen: number;
  hospitalFen: number;
  /** total − fund − person − hospital. */
  differenceFen: number;
  actualRatePer10k: number | null;
  inScopeRatePer10k: number | null;
  layers: readonly { id: string; title: string; paidFen: number }[];
  payers: readonly { id: string; title: string; paidFen: number }[];
  meanPersonFen: number;
  percentiles: readonly { percent: number; amountFen: number }[];
  /** The first bin is nothing at all, the last has no end. */
  histogram: readonly { fromFen: number; underFen: number | null; persons: number }[];
  overBurdenLine: number;
  standing: SimulationStanding;
}

export interface SimulationGroup {
  id: string;
  title: string;
  /** One standing for each scenario. */
  rows: readonly { value: Coded; persons: number; scenarios: readonly SimulationStanding[] }[];
}

export interface SimulationReport {
  claims: {
    title: string;
    scheme: Coded;
    claims: number;
    persons: number;
    providers: number;
    /** Claims that every scenario could compute. */
    compared: number;
    totalFen: number;
    firstDay: string | null;
    lastDay: string | null;
  };
  burdenLineFen: number;
  /** The baseline first. */
  scenarios: readonly SimulationScenario[];
  groups: readonly SimulationGroup[];
  levels: readonly {
    value: Coded;
    claims: number;
    totalFen: number;
    scenarios: readonly { fundFen: number; personFen: number }[];
  }[];
  providers: readonly { value: Coded; level: Coded; fundFen: readonly number[] }[];
  notComputed: readonly {
    scenario: string;
    reason: string;
    circumstances: string;
    claims: number;
    totalFen: number;
  }[];
  settled: { claims: number; differing: number; settledFundFen: number; computedFundFen: number } | null;
  timing: {
    loadMs: number;
    workers: number;
    scenarios: readonly { name: string; evaluateMs: number; sumMs: number }[];
  };
  /** What the figures do not say, in sentences. */
  caveats: string[];
}
