/**
 * Running the year through the pure benefit engine, without a database: what the calibration measures. Bills are
 * priced and cases built by the same rules that settlement applies, so what comes out here is what settlement will pay.
 */
import {
  type BenefitCase,
  type BenefitResult,
  type Charges,
  type CompiledPolicy,
  computeBenefits,
  type FeeLineInput,
  findPolicyForCase,
  type PolicyPack,
  priceFeeLine,
  type RunningTotals,
} from '../benefits/index.ts';
import { employeeDue, type Funding } from '../contributions/index.ts';
import { fen } from '../kernel/money.ts';
import { type Result, unwrap } from '../kernel/result.ts';
import type { Bill } from './bill.ts';
import { Biller } from './billing.ts';
import type { DemoItem } from './demo-catalogue.ts';
import { PLACES } from './encounter-table.ts';
import { type ChargeFactors, KIND } from './model.ts';
import { casePersonOf } from './person-facts.ts';
import type { CountyPlan } from './plan.ts';
import { MINUTES_PER_DAY } from './year-calendar.ts';

/** Settles one case on the year's totals so far. */
export type Evaluator = (
  benefitCase: BenefitCase,
  totals: RunningTotals,
) => Pick<BenefitResult, 'amounts' | 'totalsAfter'>;

/** The engine with the packs in force, as settlement uses them. Explanations are left out. */
export function policyEvaluator(packs: readonly PolicyPack[], area: string): Evaluator {
  let last: CompiledPolicy | undefined;
  const suits = (policy: CompiledPolicy, benefitCase: BenefitCase): boolean => {
    const on = benefitCase[policy.decidedBy];
    return policy.scheme === benefitCase.scheme && policy.from <= on && (policy.to === undefined || on < policy.to);
  };
  return (benefitCase, totals) => {
    if (!last || !suits(last, benefitCase)) last = unwrap(findPolicyForCase(packs, area, benefitCase));
    return unwrap(computeBenefits(last, benefitCase, totals, { explain: false }));
  };
}

/** The line as the catalogue and settlement see it. */
function feeLineInput(item: DemoItem, quantity: number, price: number): FeeLineInput {
  return {
    quantityPer10k: quantity * 10_000,
    pricePer10k: price * 100,
    total: fen(quantity * price),
    itemClass: item.row.itemClass,
    priorRatePer10k: item.row.priorRatePer10k,
    priceLimit: item.row.priceLimit ?? null,
    restricted: item.row.restricted,
    approval: item.row.restricted ? '1' : '0',
  };
}

/** Sums of a bill's priced lines. */
export function chargesOf(plan: CountyPlan, bill: Bill): Charges {
  let [total, fullSelfPay, overLimit, priorShare, inScope] = [0, 0, 0, 0, 0];
  for (let line = 0; line < bill.count; line += 1) {
    const item = plan.catalogue.items[bill.item[line] ?? 0];
    if (!item) continue;
    const priced: Result<Charges> = priceFeeLine(feeLineInput(item, bill.quantity[line] ?? 0, bill.price[line] ?? 0));
    const parts = unwrap(priced);
    total += parts.total;
    fullSelfPay += parts.fullSelfPay;
    overLimit += parts.overLimit;
    priorShare += parts.priorShare;
    inScope += parts.inScope;
  }
  return {
    total: fen(total),
    fullSelfPay: fen(fullSelfPay),
    overLimit: fen(overLimit),
    priorShare: fen(priorShare),
    inScope: fen(inScope),
  };
}

/** Year's sums of one group of encounters at local providers, fen; `aided` counts settlements with assistance. */
export interface GroupSums {
  readonly encounters: number;
  readonly pool: number;
  readonly account: number;
  readonly medicalAid: number;
  readonly aided: number;
}

export interface Evaluation {
  /** Local encounters by group. */
  readonly residents: readonly GroupSums[];
  readonly employees: readonly GroupSums[];
}

type MutableSums = { -readonly [K in keyof GroupSums]: number };

const noSums = (): MutableSums => ({ encounters: 0, pool: 0, account: 0, medicalAid: 0, aided: 0 });

export interface EvaluationOptions {
  readonly factors: ChargeFactors;
  /** Which rows to run; all when absent. Rows left out must not move the totals of those that run. */
  readonly rows?: Uint32Array | undefined;
}

/** Runs the encounters in order of time, with each person's totals and account balance carried along. */
export function evaluateYear(
  plan: CountyPlan,
  funding: Funding,
  evaluate: Evaluator,
  { factors, rows }: EvaluationOptions,
): Evaluation {
  const { encounters } = plan;
  const biller = new Biller(plan, factors);
  const groups = factors.length;
  const residents = Array.from({ length: groups }, noSums);
  const employees = Array.from({ length: groups }, noSums);
  const totals = new Map<number, RunningTotals>();
  const accounts = new AccountBalances(plan, funding);
  const count = rows?.length ?? encounters.count;
  for (let index = 0; index < count; index += 1) {
    const row = rows?.[index] ?? index;
    const person = encounters.person[row] ?? 0;
    const benefitCase = caseOf(plan, row, chargesOf(plan, biller.draw(row)), accounts);
    const { amounts, totalsAfter } = evaluate(benefitCase, totals.get(person) ?? {});
    totals.set(person, totalsAfter);
    accounts.spend(person, amounts.account);
    if (!plan.providers.providers[encounters.provider[row] ?? 0]?.local) continue;
    const sums = (benefitCase.scheme === '310' ? employees : residents)[encounters.group[row] ?? 0];
    if (!sums) continue;
    sums.encounters += 1;
    sums.pool += amounts.pool;
    sums.account += amounts.account;
    sums.medicalAid += amounts.medicalAid;
    if (amounts.medicalAid > 0) sums.aided += 1;
  }
  return { residents, employees };
}

/** Whether the personal account is used: employees' ordinary outpatient visits and purchases. */
export function usesAccount(kind: number): boolean {
  return kind === KIND.employeeVisit || kind === KIND.pharmacy;
}

export const CARE_OF_KIND = [
  'outpatient',
  'outpatient',
  'chronic',
  'inpatient',
  'inpatient',
  'outpatient',
  'outpatient',
] as const;

function caseOf(plan: CountyPlan, row: number, charges: Charges, accounts: AccountBalances): BenefitCase {
  const { encounters, calendar } = plan;
  const person = encounters.person[row] ?? 0;
  const kind = encounters.kind[row] ?? 0;
  const day = Math.floor((encounters.minute[row] ?? 0) / MINUTES_PER_DAY);
  const discharged = calendar.dates[day];
  const admitted = calendar.dates[day - (encounters.stay[row] ?? 0)];
  if (!discharged || !admitted) throw new RangeError(`encounter ${row} lies outside the year`);
  return {
    scheme: plan.population.employment[person] === 0 ? '390' : '310',
    care: CARE_OF_KIND[kind] ?? 'outpatient',
    admittedOn: admitted,
    dischargedOn: discharged,
    grade: plan.providers.providers[encounters.provider[row] ?? 0]?.grade ?? 'none',
    place: PLACES[encounters.place[row] ?? 0] ?? 'local',
    person: casePersonOf(plan, person),
    diseaseCode: kind === KIND.chronic ? plan.catalogue.chronic[encounters.recipe[row] ?? 0]?.disease : undefined,
    charges,
    accountAvailable: fen(usesAccount(kind) ? accounts.balance(person, calendar.months[day] ?? 0) : 0),
  };
}

/** Personal accounts, credited month by month as contributions are collected. */
class AccountBalances {
  private readonly plan: CountyPlan;
  private readonly funding: Funding;
  private readonly spent = new Map<number, number>();

  constructor(plan: CountyPlan, funding: Funding) {
    this.plan = plan;
    this.funding = funding;
  }

  /** Balance in a month (0 … 11), whose credit has been made. */
  balance(person: number, month: number): number {
    const employment = this.plan.population.employment[person];
    if (employment === 0) return 0;
    const due = employeeDue(fen(this.plan.wages[person] ?? 0), employment === 2, this.funding);
    return Math.max(0, due.accountCredit * (month + 1) - (this.spent.get(person) ?? 0));
  }

  spend(person: number, amount: number): void {
    if (amount > 0) this.spent.set(person, (this.spent.get(person) ?? 0) + amount);
  }
}

/** Rows whose amounts no factor moves: ordinary outpatient visits and purchases. The others are care. */
function splitRows(plan: CountyPlan): { readonly visits: Uint32Array; readonly care: Uint32Array } {
  const { encounters } = plan;
  const rows = Array.from({ length: encounters.count }, (_, row) => row);
  const isVisit = (row: number): boolean => CARE_OF_KIND[encounters.kind[row] ?? 0] === 'outpatient';
  return {
    visits: Uint32Array.from(rows.filter(isVisit)),
    care: Uint32Array.from(rows.filter((row) => !isVisit(row))),
  };
}

/**
 * The evaluation that a calibration calls again and again: ordinary outpatient visits are run once, care on every call.
 * Outpatient pooling and personal accounts keep totals of their own, so the two do not touch; what is left of that
 * assumption under another policy shows in the target table after loading.
 */
export function yearEvaluation(
  plan: CountyPlan,
  funding: Funding,
  evaluate: Evaluator,
): (factors: ChargeFactors) => Evaluation {
  const { visits, care } = splitRows(plan);
  let constant: Evaluation | undefined;
  return (factors) => {
    constant ??= evaluateYear(plan, funding, evaluate, { factors, rows: visits });
    const moving = evaluateYear(plan, funding, evaluate, { factors, rows: care });
    return {
      residents: addSums(constant.residents, moving.residents),
      employees: addSums(constant.employees, moving.employees),
    };
  };
}

function addSums(left: readonly GroupSums[], right: readonly GroupSums[]): GroupSums[] {
  return left.map((sums, group) => ({
    encounters: sums.encounters + (right[group]?.encounters ?? 0),
    pool: sums.pool + (right[group]?.pool ?? 0),
    account: sums.account + (right[group]?.account ?? 0),
    medicalAid: sums.medicalAid + (right[group]?.medicalAid ?? 0),
    aided: sums.aided + (right[group]?.aided ?? 0),
  }));
}
