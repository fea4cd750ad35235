/** What must be true of a case before it is computed. Each refusal names the field, its value and the remedy. */
import { fen, formatYuan } from '../kernel/money.ts';
import { refuse } from '../kernel/result.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { benefitErrors } from './errors.ts';
import type { BenefitCase } from './model.ts';

/** 4 billion yuan: twice this times a rate per 10,000 stays below 2^53. */
const AMOUNT_LIMIT = 400_000_000_000;

const DECISIVE_DATE_NAMES = { admittedOn: '入院日期', dischargedOn: '出院（就诊）日期' } as const;

/** Refuses a case that the policy does not govern, or whose charges are not sound. */
export function checkCase(policy: CompiledPolicy, benefitCase: BenefitCase): void {
  const { charges, admittedOn, dischargedOn } = benefitCase;
  checkAmount('charges.', 'total', charges.total);
  checkAmount('charges.', 'fullSelfPay', charges.fullSelfPay);
  checkAmount('charges.', 'overLimit', charges.overLimit);
  checkAmount('charges.', 'priorShare', charges.priorShare);
  checkAmount('charges.', 'inScope', charges.inScope);
  checkAmount('', 'accountAvailable', benefitCase.accountAvailable);
  const expected = fen(charges.fullSelfPay + charges.overLimit + charges.priorShare + charges.inScope);
  if (charges.total !== expected) {
    const total = formatYuan(charges.total);
    refuse(benefitErrors.unbalancedCharges({ path: 'charges.total', total, expected: formatYuan(expected) }));
  }
  checkGroups(policy, benefitCase);
  if (dischargedOn < admittedOn) {
    refuse(benefitErrors.dischargeBeforeAdmission({ path: 'dischargedOn', admittedOn, dischargedOn }));
  }
  if (benefitCase.scheme !== policy.scheme) {
    const { scheme } = benefitCase;
    refuse(benefitErrors.schemeMismatch({ path: 'scheme', scheme, policy: policy.id, expected: policy.scheme }));
  }
  const on = benefitCase[policy.decidedBy];
  if (on < policy.from || (policy.to !== undefined && on >= policy.to)) {
    refuse(
      benefitErrors.policyNotInForce({
        path: policy.decidedBy,
        policy: policy.id,
        on,
        from: policy.from,
        to: policy.to ?? '今后',
        decidedBy: DECISIVE_DATE_NAMES[policy.decidedBy],
      }),
    );
  }
}

function checkGroups(policy: CompiledPolicy, { groups, charges }: BenefitCase): void {
  if (groups === undefined) return;
  let sum = 0;
  for (const [name, amount] of Object.entries(groups)) {
    if (!policy.groups.some(({ id }) => id === name)) {
      const known = policy.groups.map(({ id }) => id).join('、') || '（无）';
      refuse(benefitErrors.unknownGroup({ path: `groups.${name}`, value: name, policy: policy.id, known }));
    }
    checkAmount('groups.', name, amount);
    sum += amount;
  }
  if (sum > charges.inScope) {
    const values = { sum: formatYuan(fen(sum)), inScope: formatYuan(charges.inScope) };
    refuse(benefitErrors.groupsOverScope({ path: 'groups', ...values }));
  }
}

/** Refuses an amount that is no whole, non-negative number of fen below the limit. */
export function checkAmount(prefix: string, name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0 && value <= AMOUNT_LIMIT) return;
  const field = `${prefix}${name}`;
  refuse(benefitErrors.invalidAmount({ path: field, field, value, limit: fen(AMOUNT_LIMIT) }));
}
