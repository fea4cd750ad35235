/** Compiles what a pack says of fee lines (费用明细): class, prior share, price limit, groups; all dated. */
import {
  compileClause,
  compileInterval,
  compileRate,
  compileYuan,
  type Dated,
  type Place,
  placeAt,
  refuseValue,
} from './compile-rules.ts';
import type { CompiledFeeLines, CompiledFeeRule } from './compiled-policy.ts';
import type { FeeLinesSource } from './pack-schema.ts';

export interface DatedFeeLines {
  readonly order: CompiledFeeLines['order'];
  readonly rows: readonly Dated<CompiledFeeRule>[];
}

export function compileFeeLines(source: FeeLinesSource, place: Place, groups: readonly string[]): DatedFeeLines {
  const rows = source.rules.map((rule, index) => {
    const at = placeAt(place, `/rules/${index}`);
    const group = rule.group === undefined ? undefined : groups.indexOf(rule.group);
    if (group === -1) {
      refuseValue(
        placeAt(at, '/group'),
        '没有这一费用类别',
        rule.group ?? '',
        `pack.yaml 的 groups 之一：${groups.join('、')}`,
      );
    }
    return {
      ...compileInterval(rule, at),
      place: at.path,
      value: {
        itemClass: rule.itemClass,
        chargeType: rule.chargeType,
        itemCode: rule.itemCode,
        priorPer10k: rule.priorRate === undefined ? undefined : compileRate(rule.priorRate, placeAt(at, '/priorRate')),
        priceLimit:
          rule.priceLimit === undefined ? undefined : compileYuan(rule.priceLimit, placeAt(at, '/priceLimit')),
        payable: rule.payable ?? true,
        group,
        clause: compileClause(rule, at),
      },
    };
  });
  return { order: source.order, rows };
}
