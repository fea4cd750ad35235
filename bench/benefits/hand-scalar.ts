/**
 * The rival of the scalar evaluator: the policy of `policy/` written by hand for one case, with the same explanation.
 *
 * It takes the same case and totals and gives the same amounts, components, steps and new totals (compared field by
 * field before anything is timed; only the words of rules and clauses are its own). Rules are chosen by `switch`, schedules are
 * branches with literals, and each step is made as its layer is worked, in one pass. It knows no other policy, and of
 * the checks it makes those that a careful author would: whole amounts that add up, dates in order, the scheme.
 */
import type {
  Bearer,
  BenefitCase,
  BenefitResult,
  Clause,
  LayerResult,
  RunningTotals,
  Step,
  StepKind,
  StepNumbers,
  StepRule,
} from '../../src/benefits/index.ts';
import type { Fen } from '../../src/kernel/money.ts';
import {
  AID_2302,
  AID_2303,
  AID_2304,
  CIVIL,
  CLAUSES,
  CRITICAL,
  CRITICAL_POOR,
  LAYER_CLAUSE,
  OUTPATIENT_ONE,
  OUTPATIENT_THREE,
  OUTPATIENT_TWO,
  POOL_ONE,
  POOL_ONE_AGAIN,
  POOL_THREE,
  POOL_THREE_AGAIN,
  POOL_TWO,
  POOL_TWO_AGAIN,
  type PoolRule,
} from './hand-scalar-rules.ts';
import {
  aidLimitOf,
  criticalLimitOf,
  type Limit,
  limited,
  outpatientLimitOf,
  poolLimitOf,
  rated,
  type Work,
  workAid,
  workCivil,
  workCritical,
  workPool,
} from './hand-scalar-work.ts';

/** Places of the quantities that bases are made of, as steps number them. */
const IN_SCOPE = 4;
const POOL = 13;
const OUTPATIENT = 20;
const CRITICAL_PAID = 27;
const CIVIL_PAID = 34;

interface LayerNames {
  readonly id: string;
  readonly title: string;
  readonly bearer: Bearer;
  readonly fundPayType: string;
  readonly baseId: string;
  readonly deductibleId: string;
  readonly overCapId: string;
  readonly paidId: string;
}

function names(id: string, title: string, bearer: Bearer, fundPayType: string): LayerNames {
  const [baseId, deductibleId] = [`${id}.base`, `${id}.deductible`];
  return { id, title, bearer, fundPayType, baseId, deductibleId, overCapId: `${id}.overCap`, paidId: `${id}.paid` };
}

const POOL_NAMES = names('pool', '基本医保统筹', 'pool', '310100');
const OUTPATIENT_NAMES = names('outpatientPool', '门诊统筹', 'pool', '310102');
const CRITICAL_NAMES = names('criticalIllness', '大病保险', 'criticalIllness', '310200');
const CIVIL_NAMES = names('civilServant', '公务员补助', 'civilServant', '320100');
const AID_NAMES = names('medicalAid', '医疗救助', 'medicalAid', '610100');

class Ladder {
  left: number;
  readonly steps: Step[] = [];

  constructor(total: number) {
    this.left = total;
  }

  add(
    id: string,
    layer: string,
    kind: StepKind,
    taken: number,
    bearer: Bearer,
    rule: StepRule | undefined,
    numbers: StepNumbers | undefined,
    clause: Clause | undefined,
  ): void {
    const before = this.left;
    const after = before - taken;
    this.left = after;
    this.steps.push({
      id,
      layer,
      kind,
      before: before as Fen,
      taken: taken as Fen,
      after: after as Fen,
      bearer,
      rule,
      numbers,
      clause,
    });
  }
}

/** What a case costs and what is paid for it. Throws on a case that is not sound. */
export function settleByHand(benefitCase: BenefitCase, totals: RunningTotals): BenefitResult {
  check(benefitCase);
  const { charges, care, person } = benefitCase;
  const { inScope } = charges;
  const ladder = new Ladder(charges.total);
  const layers: LayerResult[] = [];
  if (charges.fullSelfPay !== 0) addCharge(ladder, 'charges.fullSelfPay', 'fullSelfPay', charges.fullSelfPay);
  if (charges.overLimit !== 0) addCharge(ladder, 'charges.overLimit', 'overLimit', charges.overLimit);
  if (charges.priorShare !== 0) addCharge(ladder, 'charges.priorShare', 'priorShare', charges.priorShare);

  let pool = 0;
  let outpatient = 0;
  let deductible = 0;
  let rate = 0;
  const admissions = totals.admissions ?? 0;
  const poolPaid = totals.poolPaid ?? 0;
  const outpatientPoolPaid = totals.outpatientPoolPaid ?? 0;
  if (care === 'inpatient') {
    const rule = poolRuleOf(benefitCase.grade, admissions > 0);
    const limit = poolLimitOf(poolPaid);
    const work = workPool(rule, inScope, limit);
    pool = work.paid;
    deductible = work.deductible;
    rate = inScope > rule.deductible && inScope <= rule.deductible + 2_000_000 ? rule.first : 0;
    const deductibleNumbers = { before: 0, charged: 0, deductible: rule.deductible };
    const terms = [[IN_SCOPE, 1, inScope]] as const;
    addLayer(ladder, layers, POOL_NAMES, work, rule.step, deductibleNumbers, terms, limit, CLAUSES.pool);
  } else {
    const rule = outpatientRuleOf(benefitCase.grade);
    rate = rule === OUTPATIENT_ONE ? 7000 : rule === OUTPATIENT_TWO ? 6000 : 5000;
    const limit = outpatientLimitOf(outpatientPoolPaid);
    const work = limited(rule, inScope, 0, 0, rated(inScope, rate), limit);
    outpatient = work.paid;
    const terms = [[IN_SCOPE, 1, inScope]] as const;
    addLayer(ladder, layers, OUTPATIENT_NAMES, work, rule, undefined, terms, limit, CLAUSES.outpatient);
  }

  const { identities } = person;
  const isPoor = identities.includes('2302') || identities.includes('2303') || identities.includes('2304');
  const criticalCost = totals.criticalIllnessBase ?? 0;
  const criticalPaid = totals.criticalIllnessPaid ?? 0;
  const afterPool = inScope - pool - outpatient;
  const critical = workCritical(isPoor, afterPool, criticalCost, criticalPaid);
  const criticalRule = isPoor ? CRITICAL_POOR : CRITICAL;
  const poolTerms = [
    [IN_SCOPE, 1, inScope],
    [POOL, -1, pool],
    [OUTPATIENT, -1, outpatient],
  ] as const;
  const criticalNumbers = { before: criticalCost, charged: 0, deductible: isPoor ? 750_000 : 1_500_000 };
  const criticalLimit = isPoor ? undefined : criticalLimitOf(criticalPaid);
  addLayer(
    ladder,
    layers,
    CRITICAL_NAMES,
    critical,
    criticalRule,
    criticalNumbers,
    poolTerms,
    criticalLimit,
    CLAUSES.critical,
  );

  const civilCost = totals.civilServantBase ?? 0;
  const afterCritical = afterPool - critical.paid;
  let civil = 0;
  if (person.civilServant) {
    const work = workCivil(afterCritical, civilCost);
    civil = work.paid;
    const numbers = { before: civilCost, charged: 0, deductible: 100_000 };
    const terms = [...poolTerms, [CRITICAL_PAID, -1, critical.paid]] as const;
    addLayer(ladder, layers, CIVIL_NAMES, work, CIVIL, numbers, terms, undefined, CLAUSES.civil);
  }

  const aidCost = totals.medicalAidBase ?? 0;
  const aidPaid = totals.medicalAidPaid ?? 0;
  const afterCivil = afterCritical - civil;
  let aid = 0;
  if (isPoor) {
    const rule = identities.includes('2304') ? AID_2304 : identities.includes('2303') ? AID_2303 : AID_2302;
    const limit = aidLimitOf(rule, aidPaid);
    const work = workAid(rule, afterCivil, aidCost, limit);
    aid = work.paid;
    const numbers = { before: aidCost, charged: 0, deductible: rule.schedule.cuts[1] ?? 0 };
    const terms = [...poolTerms, [CRITICAL_PAID, -1, critical.paid], [CIVIL_PAID, -1, civil]] as const;
    addLayer(ladder, layers, AID_NAMES, work, rule, numbers, terms, limit, CLAUSES.aid);
  }

  const fundTotal = pool + outpatient + critical.paid + civil + aid;
  const personTotal = charges.total - fundTotal;
  const covered = Math.max(personTotal - charges.fullSelfPay, 0);
  const account = Math.min(benefitCase.accountAvailable, covered);
  addPayment(ladder, benefitCase, fundTotal, personTotal, account);
  return {
    policy: '999909-sample-employees@2022-01-01',
    amounts: {
      total: charges.total,
      fullSelfPay: charges.fullSelfPay,
      overLimit: charges.overLimit,
      priorShare: charges.priorShare,
      inScope,
      deductible: deductible as Fen,
      pool: (pool + outpatient) as Fen,
      civilServant: civil as Fen,
      enterprise: 0 as Fen,
      criticalIllness: critical.paid as Fen,
      largeAmount: 0 as Fen,
      medicalAid: aid as Fen,
      other: 0 as Fen,
      fundTotal: fundTotal as Fen,
      personTotal: personTotal as Fen,
      account: account as Fen,
      cash: (personTotal - account) as Fen,
      hospitalShare: 0 as Fen,
    },
    poolRatePer10k: rate,
    layers,
    steps: ladder.steps,
    totalsAfter: {
      admissions: care === 'inpatient' ? admissions + 1 : admissions,
      poolPaid: poolPaid + pool,
      outpatientPoolPaid: outpatientPoolPaid + outpatient,
      criticalIllnessBase: criticalCost + afterPool,
      criticalIllnessPaid: criticalPaid + critical.paid,
      civilServantBase: person.civilServant ? civilCost + afterCritical : civilCost,
      medicalAidBase: isPoor ? aidCost + afterCivil : aidCost,
      medicalAidPaid: aidPaid + aid,
    },
  };
}

function check({ charges, admittedOn, dischargedOn, scheme, accountAvailable }: BenefitCase): void {
  const { total, fullSelfPay, overLimit, priorShare, inScope } = charges;
  const isWhole =
    Number.isSafeInteger(total) &&
    Number.isSafeInteger(accountAvailable) &&
    fullSelfPay >= 0 &&
    overLimit >= 0 &&
    priorShare >= 0 &&
    inScope >= 0 &&
    accountAvailable >= 0;
  if (!isWhole || fullSelfPay + overLimit + priorShare + inScope !== total)
    throw new RangeError('charges do not add up');
  if (dischargedOn < admittedOn || dischargedOn < '2022-01-01') throw new RangeError(`no policy on ${dischargedOn}`);
  if (scheme !== '310') throw new RangeError(`scheme ${scheme}`);
}

function poolRuleOf(grade: BenefitCase['grade'], isReadmission: boolean): PoolRule {
  switch (grade) {
    case 'one':
      return isReadmission ? POOL_ONE_AGAIN : POOL_ONE;
    case 'two':
      return isReadmission ? POOL_TWO_AGAIN : POOL_TWO;
    case 'three':
      return isReadmission ? POOL_THREE_AGAIN : POOL_THREE;
    default:
      throw new RangeError(`no rule for grade ${grade}`);
  }
}

function outpatientRuleOf(grade: BenefitCase['grade']): StepRule {
  switch (grade) {
    case 'one':
      return OUTPATIENT_ONE;
    case 'two':
      return OUTPATIENT_TWO;
    case 'three':
      return OUTPATIENT_THREE;
    default:
      throw new RangeError(`no rule for grade ${grade}`);
  }
}

function addCharge(ladder: Ladder, id: string, kind: StepKind, taken: number): void {
  ladder.add(id, 'charges', kind, taken, 'person', undefined, undefined, undefined);
}

type Terms = NonNullable<StepNumbers['terms']>;

/** The layer's part of the ladder and of the result. */
function addLayer(
  ladder: Ladder,
  layers: LayerResult[],
  layer: LayerNames,
  work: Work,
  rule: StepRule,
  deductible: StepNumbers | undefined,
  terms: Terms,
  limit: Limit | undefined,
  clause: Clause,
): void {
  const { id } = layer;
  const { base, paid } = work;
  layers.push({
    id,
    title: layer.title,
    bearer: layer.bearer,
    fundPayType: layer.fundPayType,
    base: base as Fen,
    paid: paid as Fen,
    components: {
      firstTake: 0 as Fen,
      deductible: work.deductible as Fen,
      coPay: work.coPay as Fen,
      overCap: work.overCap as Fen,
      hospitalShare: 0 as Fen,
    },
  });
  if (base === 0) return;
  const isCut = paid < work.scheduled;
  if (paid > 0) {
    const taken = ladder.left - base;
    if (taken !== 0) {
      ladder.add(layer.baseId, id, 'base', taken, 'person', undefined, { base, terms }, LAYER_CLAUSE);
    }
    if (work.deductible > 0) {
      ladder.add(layer.deductibleId, id, 'deductible', work.deductible, 'person', rule, deductible, clause);
    }
    if (work.overCap > 0) {
      const above = base - work.deductible;
      const numbers = { base: above, left: above - work.overCap, limitTitle: limit?.title ?? '' };
      ladder.add(layer.overCapId, id, 'overCap', work.overCap, 'person', rule, numbers, limit?.clause ?? clause);
    }
  }
  const numbers = {
    base,
    entering: base,
    before: work.before,
    deductible: work.deductible,
    scheduled: work.scheduled,
  };
  if (!isCut || limit === undefined) {
    ladder.add(layer.paidId, id, 'paid', paid, layer.bearer, rule, numbers, clause);
    return;
  }
  const { accumulator, amount, used, title } = limit;
  const left = Math.max(amount - used, 0);
  const cut = { ...numbers, limit: amount, used, left, limitAccumulator: accumulator, limitTitle: title };
  ladder.add(layer.paidId, id, 'paid', paid, layer.bearer, rule, cut, limit.clause);
}

function addPayment(
  ladder: Ladder,
  { charges, accountAvailable }: BenefitCase,
  fundTotal: number,
  personTotal: number,
  account: number,
): void {
  const returned = ladder.left - personTotal;
  if (returned !== 0) {
    const numbers = { base: charges.total, already: fundTotal };
    ladder.add('payment.personTotal', 'payment', 'personTotal', returned, 'person', undefined, numbers, undefined);
  }
  if (account > 0) {
    const numbers = { left: accountAvailable };
    ladder.add('payment.account', 'payment', 'account', account, 'account', undefined, numbers, LAYER_CLAUSE);
  }
  const numbers = { base: personTotal, already: account };
  ladder.add('payment.cash', 'payment', 'cash', personTotal - account, 'person', undefined, numbers, undefined);
}
