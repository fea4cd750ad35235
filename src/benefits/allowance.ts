/**
 * Two payments that are no layers of a bill: 生育津贴 (maternity allowance: average monthly wage ÷ 30 × days) and the
 * monthly crediting of personal accounts (个人账户划入: base × rate, or a fixed sum). Pure; amounts fen, dated rules with
 * their clauses. Rounding is half up (四舍五入) to the fen, once on the result; with `round: day` on the daily wage as
 * well.
 */
import type { IsoDate } from '../kernel/dates.ts';
import { applyRate, divideRounded, type Fen, fen, formatYuan } from '../kernel/money.ts';
import { attempt, type Result, refuse } from '../kernel/result.ts';
import type { AccountCreditSource, AllowanceSource, AllowanceWhenSource } from './allowance-schema.ts';
import { caseErrors } from './case-errors.ts';
import {
  compileClause,
  compileInterval,
  compileRate,
  compileWhen,
  compileYuan,
  type Place,
  placeAt,
  refuseValue,
} from './compile-rules.ts';
import type { Condition, Range } from './compiled-policy.ts';
import { matchesAny } from './condition.ts';
import { formatRate } from './describe-rule.ts';
import type { Clause } from './model.ts';

interface DatedClause {
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly clause: Clause;
}

export interface AllowanceRule extends DatedClause {
  readonly when: AllowanceWhenSource;
  /** Days at the daily wage, or a fixed sum. */
  readonly days: number | undefined;
  readonly amount: Fen | undefined;
}

export interface AllowanceExtra extends DatedClause {
  readonly title: string;
  readonly when: AllowanceWhenSource;
  readonly days: number;
  readonly per: 'case' | 'furtherChild';
}

export interface AllowancePolicy {
  readonly title: string;
  /** What a month's wage is divided by. */
  readonly monthDays: number;
  readonly round: 'total' | 'day';
  readonly wageAtLeast: Fen | undefined;
  readonly wageAtMost: Fen | undefined;
  readonly rules: readonly AllowanceRule[];
  readonly extras: readonly AllowanceExtra[];
}

export interface AccountCreditRule extends DatedClause {
  readonly when: readonly Condition[];
  readonly ratePer10k: number | undefined;
  readonly baseAtLeast: Fen | undefined;
  readonly baseAtMost: Fen | undefined;
  readonly amount: Fen | undefined;
}

export interface AccountCreditPolicy {
  readonly title: string;
  readonly rules: readonly AccountCreditRule[];
}

export interface AllowanceCase {
  /** Day that chooses the rules: birth or operation. */
  readonly on: IsoDate;
  readonly event: 'birth' | 'loss';
  /** 用人单位上年度职工月平均工资. */
  readonly averageWage: Fen;
  /** Full months and weeks of pregnancy; undefined where not known. */
  readonly months: number | undefined;
  readonly weeks: number | undefined;
  readonly children: number;
  readonly dystocia: boolean;
}

export interface AccountCreditCase {
  readonly on: IsoDate;
  /** The month's contribution wage or pension (缴费基数、养老金). */
  readonly base: Fen;
  readonly months: number;
  readonly retired: boolean;
  readonly civilServant: boolean;
  readonly age: number;
  readonly identities: readonly string[];
  readonly personType: string | undefined;
}

/** One line of the working, in Chinese, with the clause behind it. */
export interface WorkingStep {
  readonly title: string;
  readonly formula: string;
  readonly clause: Clause | undefined;
}

export interface AllowanceResult {
  readonly wage: Fen;
  readonly days: number;
  readonly allowance: Fen;
  readonly steps: readonly WorkingStep[];
}

export interface AccountCreditResult {
  readonly base: Fen;
  readonly monthly: Fen;
  readonly total: Fen;
  readonly steps: readonly WorkingStep[];
}

/** What a row stands on where it does not say. */
export interface RowDefaults {
  readonly from: string;
  readonly source: string;
}

export function compileAllowance(source: AllowanceSource, place: Place, defaults: RowDefaults): AllowancePolicy {
  const section = placeAt(place, '/allowance');
  const yuan = (value: number | undefined, at: Place) => (value === undefined ? undefined : compileYuan(value, at));
  return {
    title: source.title ?? '生育津贴',
    monthDays: source.monthDays ?? 30,
    round: source.round ?? 'total',
    wageAtLeast: yuan(source.wageAtLeast, placeAt(section, '/wageAtLeast')),
    wageAtMost: yuan(source.wageAtMost, placeAt(section, '/wageAtMost')),
    rules: source.rules.map((rule, index) => {
      const at = placeAt(section, `/rules/${index}`);
      if ((rule.days === undefined) === (rule.amount === undefined)) {
        refuseValue(at, 'days 与 amount 应恰有一项', rule.days ?? '（空）', '按天计发写 days，定额写 amount');
      }
      const amount = yuan(rule.amount, placeAt(at, '/amount'));
      return { ...dated(rule, at, defaults), when: rule.when ?? {}, days: rule.days, amount };
    }),
    extras: (source.extras ?? []).map((extra, index) => ({
      ...dated(extra, placeAt(section, `/extras/${index}`), defaults),
      title: extra.title ?? '增加天数',
      when: extra.when ?? {},
      days: extra.days,
      per: extra.per ?? 'case',
    })),
  };
}

export function compileAccountCredit(
  source: AccountCreditSource,
  place: Place,
  defaults: RowDefaults,
): AccountCreditPolicy {
  return {
    title: source.title ?? '个人账户划入',
    rules: source.rules.map((rule, index) => {
      const at = placeAt(place, `/accountCredit/rules/${index}`);
      if ((rule.rate === undefined) === (rule.amount === undefined)) {
        refuseValue(at, 'rate 与 amount 应恰有一项', rule.rate ?? '（空）', '按比例划入写 rate，定额划入写 amount');
      }
      const yuan = (name: 'baseAtLeast' | 'baseAtMost' | 'amount') => {
        const value = rule[name];
        return value === undefined ? undefined : compileYuan(value, placeAt(at, `/${name}`));
      };
      return {
        ...dated(rule, at, defaults),
        when: compileWhen(rule.when, { ...at, names: namesOf(rule.when) }),
        ratePer10k: rule.rate === undefined ? undefined : compileRate(rule.rate, placeAt(at, '/rate')),
        baseAtLeast: yuan('baseAtLeast'),
        baseAtMost: yuan('baseAtMost'),
        amount: yuan('amount'),
      };
    }),
  };
}

type RowSource = AllowanceSource['rules'][number];

function dated(row: Pick<RowSource, 'from' | 'to' | 'source' | 'article' | 'note'>, at: Place, defaults: RowDefaults) {
  const citation = { ...row, from: row.from ?? defaults.from, source: row.source ?? defaults.source };
  return { ...compileInterval(citation, at), clause: compileClause(citation, at) };
}

/** Codes need no names here: nothing shows them. */
function namesOf(when: AccountCreditSource['rules'][number]['when']): Place['names'] {
  const named = (codes: readonly string[] = []) => Object.fromEntries(codes.map((code) => [code, code]));
  return { identities: named(when?.identity), personTypes: named(when?.personType), tags: {}, groups: [] };
}

/**
 * 生育津贴 of a case: the first rule in force that fits, plus every fitting extra. Fails with `cases.noAllowanceRule`;
 * nothing is ever assumed.
 */
export function computeAllowance(policy: AllowancePolicy, input: AllowanceCase): Result<AllowanceResult> {
  return attempt(() => {
    const rule = policy.rules.find((each) => isInForce(each, input.on) && fits(each.when, input));
    if (rule === undefined) {
      return refuse(caseErrors.noAllowanceRule({ path: 'event', policy: policy.title, facts: describe(input) }));
    }
    const wage = boundedWage(policy, input.averageWage);
    if (rule.amount !== undefined) {
      const step = { title: policy.title, formula: `定额 ${yuan(rule.amount)}`, clause: rule.clause };
      return { wage, days: 0, allowance: rule.amount, steps: [step] };
    }
    const extras = policy.extras.filter((extra) => isInForce(extra, input.on) && fits(extra.when, input));
    const parts = extras
      .map((extra) => ({ extra, count: extra.per === 'case' ? 1 : input.children - 1 }))
      .filter(({ count }) => count > 0);
    const basic = rule.days ?? 0;
    const days = parts.reduce((sum, { extra, count }) => sum + extra.days * count, basic);
    const allowance = wageForDays(policy, wage, days);
    return {
      wage,
      days,
      allowance,
      steps: [
        ...wageSteps(policy, input.averageWage, wage),
        { title: '天数', formula: `${basic} 天`, clause: rule.clause },
        ...parts.map(({ extra, count }) => ({
          title: extra.title,
          formula: count === 1 ? `＋ ${extra.days} 天` : `＋ ${extra.days} 天 × ${count}`,
          clause: extra.clause,
        })),
        {
          title: policy.title,
          formula: `${yuan(wage)} ÷ ${policy.monthDays} × ${days} = ${yuan(allowance)}`,
          clause: rule.clause,
        },
      ],
    };
  });
}

function wageForDays({ monthDays, round }: AllowancePolicy, wage: Fen, days: number): Fen {
  return round === 'day' ? fen(divideRounded(wage, monthDays) * days) : fen(divideRounded(wage * days, monthDays));
}

function boundedWage({ wageAtLeast, wageAtMost }: AllowancePolicy, wage: Fen): Fen {
  return bounded(wage, wageAtLeast, wageAtMost);
}

function bounded(amount: Fen, least: Fen | undefined, most: Fen | undefined): Fen {
  return fen(Math.min(Math.max(amount, least ?? amount), most ?? Number.MAX_SAFE_INTEGER));
}

function wageSteps(policy: AllowancePolicy, stated: Fen, used: Fen): WorkingStep[] {
  const clause = policy.rules[0]?.clause;
  return stated === used ? [] : [{ title: '月平均工资', formula: `${yuan(stated)}，按 ${yuan(used)} 计`, clause }];
}

function isInForce({ from, to }: DatedClause, on: IsoDate): boolean {
  return from <= on && (to === undefined || on < to);
}

/** A range that is asked for does not hold of a number that is not known. */
function fits(when: AllowanceWhenSource, input: AllowanceCase): boolean {
  const inRange = (range: Range | undefined, value: number | undefined) =>
    range === undefined ||
    (value !== undefined && value >= (range.from ?? 0) && value < (range.under ?? Number.POSITIVE_INFINITY));
  return (
    (when.event === undefined || when.event.includes(input.event)) &&
    (when.dystocia === undefined || when.dystocia === input.dystocia) &&
    inRange(when.months, input.months) &&
    inRange(when.weeks, input.weeks) &&
    inRange(when.children, input.children)
  );
}

function describe({ on, event, months, weeks, children, dystocia }: AllowanceCase): string {
  const words = [
    on,
    event === 'birth' ? '生育' : '流产',
    months === undefined ? '' : `怀孕满 ${months} 个月`,
    weeks === undefined ? '' : `怀孕满 ${weeks} 周`,
    children > 1 ? `${children} 个婴儿` : '',
    dystocia ? '难产' : '',
  ];
  return words.filter((word) => word !== '').join('、');
}

/** What a month credits to a personal account, and so many months. Fails with `cases.noCreditRule`. */
export function computeAccountCredit(
  policy: AccountCreditPolicy,
  input: AccountCreditCase,
): Result<AccountCreditResult> {
  return attempt(() => {
    const rule = policy.rules.find((each) => isInForce(each, input.on) && matchesAny(each.when, factsOf(input)));
    if (rule === undefined) {
      const facts = `${input.on}、${input.retired ? '退休' : '在职'}、${input.age} 周岁`;
      return refuse(caseErrors.noCreditRule({ path: 'person', policy: policy.title, facts }));
    }
    const base = bounded(input.base, rule.baseAtLeast, rule.baseAtMost);
    const rate = rule.ratePer10k ?? 0;
    const monthly = rule.amount ?? applyRate(base, rate);
    const total = fen(monthly * input.months);
    const { clause } = rule;
    const lifted =
      base === input.base ? [] : [{ title: '划入基数', formula: `${yuan(input.base)}，按 ${yuan(base)} 计`, clause }];
    const formula =
      rule.amount === undefined ? `${yuan(base)} × ${formatRate(rate)} = ${yuan(monthly)}` : `定额 ${yuan(monthly)}`;
    const months = { title: '合计', formula: `${yuan(monthly)} × ${input.months} 个月 = ${yuan(total)}`, clause };
    const steps = [...lifted, { title: `每月${policy.title}`, formula, clause }];
    return { base, monthly, total, steps: input.months === 1 ? steps : [...steps, months] };
  });
}

/** A person as conditions on cases see one; what a month's credit does not ask stays neutral. */
function factsOf(input: AccountCreditCase): Parameters<typeof matchesAny>[1] {
  return {
    care: 'outpatient',
    grade: 'none',
    place: 'local',
    age: input.age,
    visit: 1,
    days: 1,
    monthsSince: -1,
    identities: input.identities,
    personType: input.personType,
    disease: undefined,
    package: undefined,
    tags: [],
    certified: [],
    retired: input.retired,
    civilServant: input.civilServant,
    crossYear: false,
    continued: false,
  };
}

function yuan(amount: Fen): string {
  return formatYuan(amount, { grouped: true });
}
