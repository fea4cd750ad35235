/**
 * Whether a visit can be settled under a policy with what the office knows of it.
 *
 * A policy may ask for what no registration carries yet (a certification, a package, fee-line groups …). Such a visit
 * is refused and says what is missing; it is never computed as if the attribute were absent. Pure.
 */
import {
  type AskedFact,
  askedFacts,
  type BenefitCase,
  type CompiledPolicy,
  findYearEnd,
  type RunningTotals,
} from '../benefits/index.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { settlementErrors } from './errors.ts';

const FACT_TITLES: Readonly<Record<AskedFact, string>> = {
  tag: '就诊与机构标记',
  certified: '慢特病认定',
  monthsSince: '认定后月数',
  package: '定额病种',
  continued: '同次住院的分段结算',
  groups: '费用类别',
  feeLines: '本地明细规定',
  stay: '住院号累计',
  episode: '疗程累计',
};

const asked = new WeakMap<CompiledPolicy, Map<string, ReadonlySet<AskedFact>>>();

export function checkPolicyNeeds(
  policy: CompiledPolicy,
  benefitCase: BenefitCase,
  totals: RunningTotals,
): Result<void> {
  const missing = [...factsAsked(policy, benefitCase.care)].map((fact) => FACT_TITLES[fact]);
  if (missing.length > 0)
    return failed(settlementErrors.policyNeedsMore({ policy: policy.id, missing: missing.join('、') }));
  if (findYearEnd(policy, benefitCase, totals)?.stay === 'split')
    return failed(settlementErrors.mustSplit({ policy: policy.id, admitted: benefitCase.admittedOn }));
  return ok(undefined);
}

function factsAsked(policy: CompiledPolicy, care: BenefitCase['care']): ReadonlySet<AskedFact> {
  const byCare = asked.get(policy) ?? new Map<string, ReadonlySet<AskedFact>>();
  const facts = byCare.get(care) ?? askedFacts(policy, care);
  byCare.set(care, facts);
  asked.set(policy, byCare);
  return facts;
}
