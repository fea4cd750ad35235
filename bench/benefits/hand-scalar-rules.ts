/** What the hand-written scalar evaluator's steps refer to: the rules and clauses of `policy/`, as constants. */
import type { Clause, StepRule } from '../../src/benefits/index.ts';

const SAMPLE = { document: '样例（虚构）', grade: 'sample', note: '为基准测试而设' } as const;

export const LAYER_CLAUSE: Clause = SAMPLE;

function clause(article: string): Clause {
  return { ...SAMPLE, article };
}

export const CLAUSES = {
  pool: clause('第一条'),
  poolLimit: clause('第三条'),
  outpatient: clause('第四条'),
  outpatientLimit: clause('第五条'),
  critical: clause('第六条'),
  criticalLimit: clause('第八条'),
  civil: clause('第九条'),
  aid: clause('第十条'),
  aidLimit: clause('第十一条'),
};

function rule(phrase: string, cuts: readonly number[], rates: readonly number[]): StepRule {
  const leaves = rates.map((rate) => (rate === 0 ? 'deductible' : 'coPay'));
  return { phrase, schedule: { cuts, rates, leaves }, firstTakePer10k: 0 };
}

/** A rule of the inpatient pool: its threshold, its rates and how steps cite it. */
export interface PoolRule {
  readonly deductible: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly step: StepRule;
}

function poolRule(title: string, deductible: number, first: number, second: number, third: number): PoolRule {
  const cuts = [0, deductible, deductible + 2_000_000, deductible + 6_000_000];
  return { deductible, first, second, third, step: rule(title, cuts, [0, first, second, third]) };
}

export const POOL_ONE = poolRule('一级：90 %、92 %、95 %', 40_000, 9000, 9200, 9500);
export const POOL_TWO = poolRule('二级：85 %、88 %、92 %', 80_000, 8500, 8800, 9200);
export const POOL_THREE = poolRule('三级：80 %、85 %、90 %', 160_000, 8000, 8500, 9000);
export const POOL_ONE_AGAIN = poolRule('一级，再次住院起付标准减半', 20_000, 9000, 9200, 9500);
export const POOL_TWO_AGAIN = poolRule('二级，再次住院起付标准减半', 40_000, 8500, 8800, 9200);
export const POOL_THREE_AGAIN = poolRule('三级，再次住院起付标准减半', 80_000, 8000, 8500, 9000);

export const OUTPATIENT_ONE = rule('一级：70 %', [0], [7000]);
export const OUTPATIENT_TWO = rule('二级：60 %', [0], [6000]);
export const OUTPATIENT_THREE = rule('三级：50 %', [0], [5000]);

const CRITICAL_CUTS = [5_000_000, 10_000_000, 20_000_000];
export const CRITICAL = rule('60 % 至 75 %', [0, 1_500_000, ...CRITICAL_CUTS], [0, 6000, 6500, 7000, 7500]);
export const CRITICAL_POOR = rule(
  '困难群众：65 % 至 80 %',
  [0, 750_000, ...CRITICAL_CUTS],
  [0, 6500, 7000, 7500, 8000],
);

export const CIVIL = rule('1000 元以上 60 %', [0, 100_000], [0, 6000]);

export const AID_2304 = rule('特困救助对象：100 %', [0], [10_000]);
export const AID_2303 = rule('低保救助对象：1500 元以上 70 %', [0, 150_000], [0, 7000]);
export const AID_2302 = rule('建档立卡贫困人员：3000 元以上 60 %', [0, 300_000], [0, 6000]);
