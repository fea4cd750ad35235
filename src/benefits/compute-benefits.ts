/**
 * The scalar evaluator: one case, one policy, the totals of the year so far → every amount of the settlement, with the
 * walk from the total to the cash. Pure and exact: amounts are fen, each slice is rounded half away from zero.
 */
import { ageAt, daysBetween, type IsoDate, monthsBetween, yearOf } from '../kernel/dates.ts';
import { type Fen, fen, formatYuan } from '../kernel/money.ts';
import { failedBy, ok, type Result, refuse } from '../kernel/result.ts';
import { checkAmount, checkCase } from './check-case.ts';
import { type CompiledPolicy, FIRST_GROUP_SLOT, PERSON_TOTAL_SLOT, UNPAID_SLOT } from './compiled-policy.ts';
import type { CaseFacts } from './condition.ts';
import { benefitErrors } from './errors.ts';
import { evaluateTerms } from './expression.ts';
import type { BenefitCase, BenefitResult, LayerResult, RunningTotals, SettlementAmounts, Step } from './model.ts';
import { type NumbersAsked, type Planner, planFor, plannerOf, type TotalsName, totalsKeys } from './plan.ts';
import { stepsOf } from './steps.ts';
import type { LayerWorking } from './walk.ts';
import { standing, type Workbench, workLayer } from './work-layer.ts';

export interface ComputeOptions {
  /** False leaves `steps` empty: for bulk work, where nobody reads them. */
  readonly explain?: boolean | undefined;
}

const NO_STEPS: readonly Step[] = [];

/**
 * What the funds, the personal account and the person pay for a case.
 *
 * `totals` are the person's sums of the insured year under this scheme before the case, as the previous case's
 * `totalsAfter` gave them. Identities that always hold: total = full self-pay + over-limit + prior + in-scope =
 * funds + person + hospital; person = account + cash; funds = sum of the layers.
 *
 * Fails with a coded error when the case does not fit the policy (scheme, date), its charges do not add up, or the
 * policy has no rule for it.
 */
export function computeBenefits(
  policy: CompiledPolicy,
  benefitCase: BenefitCase,
  totals: RunningTotals,
  options: ComputeOptions = {},
): Result<BenefitResult> {
  try {
    return ok(compute(policy, benefitCase, totals, options.explain !== false));
  } catch (error) {
    return failedBy(error);
  }
}

function compute(
  policy: CompiledPolicy,
  benefitCase: BenefitCase,
  totals: RunningTotals,
  explains: boolean,
): BenefitResult {
  checkCase(policy, benefitCase);
  const planner = plannerOf(policy);
  const facts = factsOf(policy, benefitCase, totals, planner.asks);
  const keys = totalsKeys(planner, benefitCase);
  const quantities = firstQuantities(planner, benefitCase);
  const plan = planFor(planner, facts);
  const before = readTotals(keys, totals);
  const bench: Workbench = { policy, benefitCase, facts, plan, totals, keys, before, quantities };
  const workings: LayerWorking[] = [];
  const layers: LayerResult[] = [];
  for (const planned of plan.layers) {
    const working = workLayer(bench, planned);
    workings.push(working);
    layers.push(layerResult(policy, working));
  }
  const amounts = settle(policy, benefitCase, workings, quantities);
  return {
    policy: policy.id,
    amounts,
    poolRatePer10k: poolRate(workings),
    layers,
    steps: explains ? stepsOf({ policy, benefitCase, workings, quantities, amounts }) : NO_STEPS,
    totalsAfter: totalsAfter(bench),
  };
}

const ASKS_ALL: NumbersAsked = { age: true, days: true, monthsSince: true };

/** The case as conditions see it. Ages, days and months that no condition asks for need not be worked out: `asks`. */
export function factsOf(
  policy: CompiledPolicy,
  benefitCase: BenefitCase,
  totals: RunningTotals,
  asks: NumbersAsked = ASKS_ALL,
): CaseFacts {
  const { person, admittedOn, dischargedOn } = benefitCase;
  const on = benefitCase[policy.decidedBy];
  const continued = benefitCase.continued ?? false;
  return {
    care: benefitCase.care,
    grade: benefitCase.grade,
    place: benefitCase.place,
    age: asks.age ? ageAt(person.birthDate, on) : 0,
    // A later part of a stay belongs to the admission that was counted with its first part.
    visit: Math.max((totals.admissions ?? 0) + (continued ? 0 : 1), 1),
    days: benefitCase.days ?? (asks.days ? Math.max(daysBetween(admittedOn, dischargedOn), 1) : 1),
    monthsSince: asks.monthsSince ? monthsSince(benefitCase.certifiedOn, on) : -1,
    identities: person.identities,
    personType: person.personType,
    disease: benefitCase.diseaseCode,
    package: benefitCase.packageCode,
    tags: benefitCase.tags ?? [],
    certified: person.certified ?? [],
    retired: person.retired,
    civilServant: person.civilServant,
    crossYear: yearOf(admittedOn) !== yearOf(dischargedOn),
    continued,
  };
}

/** Full months since certification; −1 where there is none by the day. */
export function monthsSince(certifiedOn: IsoDate | undefined, on: IsoDate): number {
  return certifiedOn === undefined ? -1 : Math.max(monthsBetween(certifiedOn, on), -1);
}

function firstQuantities({ policy, zeros }: Planner, { charges, groups }: BenefitCase): number[] {
  const quantities = zeros.slice();
  quantities[0] = charges.total;
  quantities[1] = charges.fullSelfPay;
  quantities[2] = charges.overLimit;
  quantities[3] = charges.priorShare;
  quantities[4] = charges.inScope;
  quantities[UNPAID_SLOT] = charges.total;
  if (groups !== undefined) {
    for (const [index, group] of policy.groups.entries()) quantities[FIRST_GROUP_SLOT + index] = groups[group.id] ?? 0;
  }
  return quantities;
}

/** Sums the layers by payer, then lets the account pay what it may of the person's part; cash is the rest. */
function settle(
  policy: CompiledPolicy,
  benefitCase: BenefitCase,
  workings: readonly LayerWorking[],
  quantities: number[],
): SettlementAmounts {
  const { charges } = benefitCase;
  const paid = { pool: 0, civilServant: 0, enterprise: 0, criticalIllness: 0, largeAmount: 0, medicalAid: 0, other: 0 };
  let fundTotal = 0;
  let deductible = 0;
  let hospitalShare = 0;
  for (const working of workings) {
    switch (working.layer.amount) {
      case 'pool':
        paid.pool += working.paid;
        break;
      case 'civilServant':
        paid.civilServant += working.paid;
        break;
      case 'enterprise':
        paid.enterprise += working.paid;
        break;
      case 'criticalIllness':
        paid.criticalIllness += working.paid;
        break;
      case 'largeAmount':
        paid.largeAmount += working.paid;
        break;
      case 'medicalAid':
        paid.medicalAid += working.paid;
        break;
      case 'other':
        paid.other += working.paid;
    }
    fundTotal += working.paid;
    hospitalShare += working.hospitalShare;
    if (working.layer.bearer === 'pool') deductible += working.deductible;
  }
  const personTotal = charges.total - fundTotal - hospitalShare;
  if (personTotal < 0) {
    const total = formatYuan(charges.total);
    refuse(benefitErrors.overpaid({ policy: policy.id, paid: formatYuan(fen(fundTotal)), total }));
  }
  quantities[PERSON_TOTAL_SLOT] = personTotal;
  const coverable = Math.min(Math.max(evaluateTerms(policy.account.covers, quantities), 0), personTotal);
  const account = Math.min(benefitCase.accountAvailable, coverable);
  // Sums and differences of amounts that were checked to be whole: no second check here, nor of a layer's parts below.
  return {
    total: charges.total,
    fullSelfPay: charges.fullSelfPay,
    overLimit: charges.overLimit,
    priorShare: charges.priorShare,
    inScope: charges.inScope,
    deductible: deductible as Fen,
    pool: paid.pool as Fen,
    civilServant: paid.civilServant as Fen,
    enterprise: paid.enterprise as Fen,
    criticalIllness: paid.criticalIllness as Fen,
    largeAmount: paid.largeAmount as Fen,
    medicalAid: paid.medicalAid as Fen,
    other: paid.other as Fen,
    fundTotal: fundTotal as Fen,
    personTotal: personTotal as Fen,
    account: account as Fen,
    cash: (personTotal - account) as Fen,
    hospitalShare: hospitalShare as Fen,
  };
}

/** The pool's rate where one rate applied to this case; 0 where several or none did. */
function poolRate(workings: readonly LayerWorking[]): number {
  let known: number | undefined;
  let applied: number | undefined;
  for (const working of workings) {
    const { layer, rule, parts } = working;
    if (layer.bearer !== 'pool') continue;
    if (parts !== undefined) return 0;
    const rate = rule.onlyRate ?? appliedRate(working);
    known = known === undefined || known === rate ? rate : 0;
    if (working.paid + working.coPay + working.overCap === 0) continue;
    applied = applied === undefined || applied === rate ? rate : 0;
  }
  return applied ?? known ?? 0;
}

/** The rate of the only slice that the case fell into; 0 where there were several. */
function appliedRate({ rule, before, entering }: LayerWorking): number {
  const { cuts, rates, leaves } = rule.schedule;
  const after = before + entering;
  let only: number | undefined;
  for (let index = 0; index < cuts.length; index++) {
    const isReached = after > (cuts[index] ?? 0) && before < (cuts[index + 1] ?? Number.POSITIVE_INFINITY);
    if (leaves[index] !== 'coPay' || !isReached || entering === 0) continue;
    if (only !== undefined && only !== rates[index]) return 0;
    only = rates[index];
  }
  return only ?? 0;
}

function layerResult(policy: CompiledPolicy, working: LayerWorking): LayerResult {
  const { layer, parts } = working;
  const result: LayerResult = {
    id: layer.id,
    title: layer.title,
    bearer: layer.bearer,
    fundPayType: layer.fundPayType,
    base: working.base as Fen,
    paid: working.paid as Fen,
    components: {
      firstTake: working.firstTake as Fen,
      deductible: working.deductible as Fen,
      coPay: working.coPay as Fen,
      overCap: working.overCap as Fen,
      hospitalShare: working.hospitalShare as Fen,
    },
  };
  if (parts === undefined) return result;
  return {
    ...result,
    parts: parts.map(({ group, base, paid }) => ({
      group: policy.groups[group]?.id ?? 'rest',
      base: fen(base),
      paid: fen(paid),
    })),
  };
}

/** What the accumulators stood at before the case. Refuses a value that is no sum of amounts. */
function readTotals(keys: readonly TotalsName[], totals: RunningTotals): number[] {
  const before: number[] = [];
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index];
    const value = key === undefined ? 0 : (totals[key] ?? 0);
    if (key !== undefined && value !== 0) checkAmount('totals.', key, value);
    before.push(value);
  }
  return before;
}

function totalsAfter(bench: Workbench): RunningTotals {
  const { keys, plan, totals, before } = bench;
  // What the policy does not add up goes on as it stood: days and months gone by, accumulators of another version.
  // Only what a case of its class can move is worked out; a first case gives every accumulator its name.
  const isFirst = !((keys[0] ?? '') in totals);
  const after: Record<string, number> = { ...totals };
  if (isFirst) for (const key of keys) if (key !== undefined) after[key] = totals[key] ?? 0;
  for (let at = 0; at < plan.moved.length; at++) {
    const index = plan.moved[at] ?? 0;
    const key = keys[index];
    if (key === undefined) continue;
    const value = standing(bench, index) + (plan.counts[index] ?? 0);
    if (value !== before[index]) after[key] = value;
  }
  return after;
}
