/** The ladder as it is drawn: bars, checks, what the source of a rule is worth. Pure. */
import type { AmountsView, Bearer, SettlementDetail, StepView } from '../api/types.ts';

/** A rung's bar in fractions of the total: what is left after the rung, and the part it takes (or brings back). */
export interface RungBar {
  readonly left: number;
  readonly start: number;
  readonly width: number;
  /** True where the rung brings back what an earlier one had set aside. */
  readonly returns: boolean;
}

/**
 * The walk shrinks from the total on the right to zero on the left. Reversals are drawn by their size: their signs
 * are in the figures.
 */
export function rungBar(step: StepView, totalFen: number): RungBar {
  const whole = Math.abs(totalFen);
  if (whole === 0) return { left: 0, start: 0, width: 0, returns: false };
  const before = clamp(Math.abs(step.beforeFen) / whole);
  const after = clamp(Math.abs(step.afterFen) / whole);
  return {
    left: Math.min(before, after),
    start: Math.min(before, after),
    width: Math.abs(before - after),
    returns: after > before,
  };
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export interface SumCheck {
  readonly title: string;
  readonly leftFen: number;
  readonly rightFen: number;
  readonly holds: boolean;
}

/** The sums that must hold on every slip, worked out again on the screen from what the server sent. */
export function sumChecks(settlement: Pick<SettlementDetail, 'amounts' | 'steps'>): SumCheck[] {
  const { amounts, steps } = settlement;
  const checks = [
    check(
      '总费用 = 全自费 + 超限价自付 + 先行自付 + 政策范围内',
      amounts.totalFen,
      amounts.fullSelfPayFen + amounts.overLimitFen + amounts.priorShareFen + amounts.inScopeFen,
    ),
    check(
      '总费用 = 基金支付 + 个人负担 + 医疗机构负担',
      amounts.totalFen,
      amounts.fundTotalFen + amounts.personTotalFen + amounts.hospitalShareFen,
    ),
    check('个人负担 = 个人账户 + 个人现金', amounts.personTotalFen, amounts.accountFen + amounts.cashFen),
  ];
  if (steps.length > 0)
    checks.push(
      check(
        '各步扣减之和 = 总费用',
        steps.reduce((sum, step) => sum + step.takenFen, 0),
        amounts.totalFen,
      ),
    );
  return checks;
}

/** Rungs whose arithmetic does not meet the next one, or whose bearer's sum is not what the slip says. */
export function brokenRungs(steps: readonly StepView[]): StepView[] {
  return steps.filter((step, index) => {
    const next = steps[index + 1];
    return step.beforeFen - step.takenFen !== step.afterFen || (next !== undefined && next.beforeFen !== step.afterFen);
  });
}

/** What a bearer's rungs add up to. The person's are net of what later layers brought back. */
export function takenBy(steps: readonly StepView[], bearer: Bearer): number {
  return steps.reduce((sum, step) => (step.bearer === bearer ? sum + step.takenFen : sum), 0);
}

function check(title: string, leftFen: number, rightFen: number): SumCheck {
  return { title, leftFen, rightFen, holds: leftFen === rightFen };
}

const GRADES: Readonly<Record<string, string>> = {
  A: '政府文件原文',
  'A-': '政府文件的转载',
  B: '医疗机构、保险机构或新闻的引述',
  C: '汇编网页，未见原文',
  D: '未经核实的数据',
  sample: '样例数据，为演示编造',
};

/** Grade of a rule's source in words. */
export function gradeName(grade: string): string {
  return GRADES[grade] ?? grade;
}

/** Sources whose weakness is said beside the rung itself. */
export function isDoubtful(grade: string): boolean {
  return grade === 'C' || grade === 'D' || grade === 'sample';
}

/** Share of the total that the funds pay, and of the costs within the policy: the two rates everybody asks for. */
export function paymentRates(amounts: AmountsView): {
  readonly ofTotal: number | null;
  readonly ofInScope: number | null;
} {
  return {
    ofTotal: amounts.totalFen === 0 ? null : amounts.fundTotalFen / amounts.totalFen,
    ofInScope: amounts.inScopeFen === 0 ? null : amounts.fundTotalFen / amounts.inScopeFen,
  };
}
