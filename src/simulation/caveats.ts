/** What a report's figures do not say, in sentences: they stand under every report. Pure. */
import { SOURCE_GRADE_LABELS } from '../benefits/index.ts';
import { count, wanYuan } from './figure-words.ts';
import type { SimulationReport } from './report.ts';

export function caveats({ claims, scenarios, notComputed, settled }: SimulationReport): string[] {
  const grades = [...new Set(scenarios.flatMap(({ weakestSource }) => weakestSource ?? []))];
  const reforms = scenarios.slice(1);
  return [
    '只改变支付规则，就诊次数、去向和费用不变：没有计入参保人和医疗机构的反应，也没有计入人数、价格的变化。',
    ...(scenarios.some(({ accountFen }) => accountFen > 0)
      ? ['个人负担为个人账户与现金之和；个人账户每次可用额按当时的数额，不因方案而重算余额。']
      : []),
    ...(grades.length === 0
      ? []
      : [
          `所用政策数值的来源等级最弱为${grades.map((grade) => `“${SOURCE_GRADE_LABELS[grade]}”`).join('、')}；未注明“政府文件”的数值使用前须核实，方案自拟的数值按样例计。`,
        ]),
    ...(settled === null ? [] : [settledSentence(settled)]),
    ...(claims.compared === claims.claims
      ? []
      : [
          `有 ${count(claims.claims - claims.compared)} 次就诊在某一方案下不能计算（${reasonsOf(notComputed)}），各方案均未计入。`,
        ]),
    reforms.every(({ differenceFen }) => differenceFen === 0) && scenarios[0]?.differenceFen === 0
      ? '各方案均已核对：费用总额 = 基金支出 + 个人负担 + 医院负担，精确到分。'
      : '核对不符：费用总额与基金、个人、医院负担之和不等，结果不得使用。',
  ];
}

function settledSentence({
  claims,
  differing,
  settledFundFen,
  computedFundFen,
}: NonNullable<SimulationReport['settled']>): string {
  if (differing === 0) return `现行政策的测算结果与当时的结算逐笔核对，${count(claims)} 笔全部一致（精确到分）。`;
  return (
    `现行政策的测算结果与当时的结算逐笔核对，${count(claims)} 笔中有 ${count(differing)} 笔不一致，` +
    `基金支出相差 ${wanYuan(computedFundFen - settledFundFen)} 万元；多为结算后更正过身份、参保信息或撤销过同年的结算。`
  );
}

function reasonsOf(failures: SimulationReport['notComputed']): string {
  return [...new Set(failures.map(({ reason }) => reason))].join('、');
}
