/**
 * The scalar evaluator: one case, one policy, the totals of the year so far → every amount of the settlement, with the
 * walk from the total to the cash. Pure and exact: amounts are fen, each slice is rounded half away from zero.
 */
import { ageAt } from '../kernel/dates.ts';
import { fen, formatYuan, ZERO_FEN } from '../kernel/money.ts';
import { attempt, type Result, refuse } from '../kernel/result.ts';
import { checkCase } from './check-case.ts';
import {
  CHARGE_QUANTITIES,
  type CompiledLayer,
  type CompiledPolicy,
  LAYER_OFFSET,
  PERSON_TOTAL_SLOT,
} from './compiled-policy.ts';
import { type CaseFacts, matchesAny } from './condition.ts';
import { describeFacts } from './describe-rule.ts';
import { benefitErrors } from './errors.ts';
import { explainWalk } from './explain.ts';
import { evaluateTerms } from './expression.ts';
import type { BenefitCase, BenefitResult, LayerResult, RunningTotals, SettlementAmounts } from './model.ts';
import { applySchedule, sliceGrowth } from './schedule.ts';
import type { CeilingRoom, LayerWorking } from './walk.ts';

export interface ComputeOptions {
  /** False leaves `steps` empty: for bulk work, where nobody reads them. */
  readonly explain?: boolean | undefined;
}

/**
 * What the funds, the personal account and the person pay for a case.
 *
 * `totals` are the person's sums of the insured year under this scheme before the case, as the previous case's
 * `totalsAfter` gave them. Identities that always hold: total = full self-pay + over-limit + prior + in-scope =
 * funds + person (+ hospital); person = account + cash; funds = sum of the layers.
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
  return attempt(() => {
    checkCase(policy, benefitCase, totals);
    const facts = factsOf(policy, benefitCase, totals);
    const quantities: number[] = CHARGE_QUANTITIES.map((name) => benefitCase.charges[name]);
    while (quantities.length < policy.quantities.length) quantities.push(0);
    const workings: LayerWorking[] = [];
    for (const layer of policy.layers) {
      if (matchesAny(layer.when, facts)) workings.push(workLayer(policy, layer, facts, quantities, totals));
    }
    const amounts = settle(policy, benefitCase, workings, quantities);
    return {
      policy: policy.id,
      amounts,
      poolRatePer10k: poolRate(workings),
      layers: workings.map(layerResult),
      steps: options.explain === false ? [] : explainWalk({ policy, benefitCase, workings, quantities, amounts }),
      totalsAfter: totalsAfter(policy, facts, quantities, totals),
    };
  });
}

function factsOf(policy: CompiledPolicy, benefitCase: BenefitCase, totals: RunningTotals): CaseFacts {
  const { person } = benefitCase;
  return {
    care: benefitCase.care,
    grade: benefitCase.grade,
    place: benefitCase.place,
    age: ageAt(person.birthDate, benefitCase[policy.decidedBy]),
    visit: (totals.admissions ?? 0) + 1,
    identities: person.identities,
    personType: person.personType,
    disease: benefitCase.diseaseCode,
    retired: person.retired,
    civilServant: person.civilServant,
  };
}

/** Works one layer and writes its quantities into their slots. */
function workLayer(
  policy: CompiledPolicy,
  layer: CompiledLayer,
  facts: CaseFacts,
  quantities: number[],
  totals: RunningTotals,
): LayerWorking {
  const rule = layer.rules.find((candidate) => matchesAny(candidate.when, facts));
  if (rule === undefined) return refuseNoRule(policy, layer, layer.title, 'rules', facts);
  const base = evaluateTerms(layer.base, quantities);
  if (base < 0) {
    refuse(benefitErrors.negativeBase({ policy: policy.id, layer: layer.title, base: formatYuan(fen(base)) }));
  }
  const before = layer.accumulator === undefined ? 0 : standing(policy, layer.accumulator, quantities, totals);
  const room = tightestRoom(policy, layer, facts, quantities, totals);
  const outcome = applySchedule(rule.schedule, before, base, room?.left ?? Number.POSITIVE_INFINITY);
  quantities[layer.slot + LAYER_OFFSET.base] = base;
  quantities[layer.slot + LAYER_OFFSET.deductible] = outcome.deductible;
  quantities[layer.slot + LAYER_OFFSET.coPay] = outcome.coPay;
  quantities[layer.slot + LAYER_OFFSET.overCap] = outcome.overCap;
  quantities[layer.slot + LAYER_OFFSET.paid] = outcome.paid;
  return { layer, rule, before, base, room, outcome };
}

function refuseNoRule(
  policy: CompiledPolicy,
  layer: CompiledLayer,
  title: string,
  list: string,
  facts: CaseFacts,
): never {
  return refuse(
    benefitErrors.noRule({ path: layer.id, policy: policy.id, layer: title, list, facts: describeFacts(facts) }),
  );
}

/** An accumulator's value at this point: the year before the case, and what earlier layers of the case added. */
function standing(policy: CompiledPolicy, index: number, quantities: readonly number[], totals: RunningTotals): number {
  const accumulator = policy.accumulators[index];
  if (accumulator === undefined) throw new RangeError(`policy ${policy.id} has no accumulator ${index}`);
  return (totals[accumulator.id] ?? 0) + evaluateTerms(accumulator.adds, quantities);
}

function tightestRoom(
  policy: CompiledPolicy,
  layer: CompiledLayer,
  facts: CaseFacts,
  quantities: readonly number[],
  totals: RunningTotals,
): CeilingRoom | undefined {
  let tightest: CeilingRoom | undefined;
  for (const ceiling of layer.ceilings) {
    const limit = ceiling.limits.find((candidate) => matchesAny(candidate.when, facts));
    if (limit === undefined) return refuseNoRule(policy, layer, ceiling.title, 'ceilings', facts);
    if (limit.amount === undefined) continue;
    const used = standing(policy, ceiling.accumulator, quantities, totals);
    const left = Math.max(limit.amount - used, 0);
    if (tightest === undefined || left < tightest.left) tightest = { ceiling, limit, amount: limit.amount, used, left };
  }
  return tightest;
}

/** Sums the layers by payer, then lets the account pay what it may of the person's part; cash is the rest. */
function settle(
  policy: CompiledPolicy,
  benefitCase: BenefitCase,
  workings: readonly LayerWorking[],
  quantities: number[],
): SettlementAmounts {
  const { charges } = benefitCase;
  const paid = { pool: 0, civilServant: 0, criticalIllness: 0, largeAmount: 0, medicalAid: 0 };
  let fundTotal = 0;
  let deductible = 0;
  for (const { layer, outcome } of workings) {
    paid[layer.amount] += outcome.paid;
    fundTotal += outcome.paid;
    if (layer.bearer === 'pool') deductible += outcome.deductible;
  }
  if (fundTotal > charges.total) {
    const total = formatYuan(charges.total);
    refuse(benefitErrors.overpaid({ policy: policy.id, paid: formatYuan(fen(fundTotal)), total }));
  }
  const personTotal = charges.total - fundTotal;
  quantities[PERSON_TOTAL_SLOT] = personTotal;
  const coverable = Math.min(Math.max(evaluateTerms(policy.account.covers, quantities), 0), personTotal);
  const account = Math.min(benefitCase.accountAvailable, coverable);
  return {
    total: charges.total,
    fullSelfPay: charges.fullSelfPay,
    overLimit: charges.overLimit,
    priorShare: charges.priorShare,
    inScope: charges.inScope,
    deductible: fen(deductible),
    pool: fen(paid.pool),
    civilServant: fen(paid.civilServant),
    enterprise: ZERO_FEN,
    criticalIllness: fen(paid.criticalIllness),
    largeAmount: fen(paid.largeAmount),
    medicalAid: fen(paid.medicalAid),
    other: ZERO_FEN,
    fundTotal: fen(fundTotal),
    personTotal: fen(personTotal),
    account: fen(account),
    cash: fen(personTotal - account),
    hospitalShare: ZERO_FEN,
  };
}

/** The pool's rate where one rate applied to this case; 0 where several or none did. */
function poolRate(workings: readonly LayerWorking[]): number {
  const known = new Set<number>();
  const applied = new Set<number>();
  for (const { layer, rule, before, base } of workings) {
    if (layer.bearer !== 'pool') continue;
    for (const [index, rate] of rule.schedule.rates.entries()) {
      if (rule.schedule.leaves[index] !== 'coPay') continue;
      known.add(rate);
      if (sliceGrowth(rule.schedule, index, before, base).cost > 0) applied.add(rate);
    }
  }
  const [rate, ...others] = applied.size > 0 ? applied : known;
  return rate === undefined || others.length > 0 ? 0 : rate;
}

function layerResult({ layer, base, outcome }: LayerWorking): LayerResult {
  return {
    id: layer.id,
    title: layer.title,
    bearer: layer.bearer,
    fundPayType: layer.fundPayType,
    base: fen(base),
    paid: fen(outcome.paid),
    components: {
      deductible: fen(outcome.deductible),
      coPay: fen(outcome.coPay),
      overCap: fen(outcome.overCap),
    },
  };
}

function totalsAfter(
  policy: CompiledPolicy,
  facts: CaseFacts,
  quantities: readonly number[],
  totals: RunningTotals,
): RunningTotals {
  const after: Record<string, number> = { ...totals };
  for (const [index, accumulator] of policy.accumulators.entries()) {
    const counted = accumulator.counts.length > 0 && matchesAny(accumulator.counts, facts) ? 1 : 0;
    after[accumulator.id] = standing(policy, index, quantities, totals) + counted;
  }
  return after;
}
