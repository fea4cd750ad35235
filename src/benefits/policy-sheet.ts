/** A policy on a day as a readable sheet (政策一览): what each layer pays, up to what, and how well founded it is. Pure. */
import { fen, formatYuan } from '../kernel/money.ts';
import type { CompiledCeiling, CompiledLayer, CompiledPolicy } from './compiled-policy.ts';
import type { Clause } from './model.ts';
import { quantityTitle } from './render-steps.ts';
import { weakestGrade } from './source-grade.ts';

export interface SheetRow {
  /** The rule in a phrase, or the limit. */
  readonly text: string;
  readonly clause: Clause;
}

export interface SheetLayer {
  readonly title: string;
  /** What the layer is computed on: "政策范围内费用 − 基本医保统筹支付". */
  readonly base: string;
  /** Over what the base is accumulated: 每次就诊 or the accumulator's title. */
  readonly accumulated: string;
  readonly rules: readonly SheetRow[];
  readonly ceilings: readonly { readonly title: string; readonly limits: readonly SheetRow[] }[];
}

export interface PolicySheet {
  readonly policy: string;
  readonly title: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly decidedBy: string;
  readonly layers: readonly SheetLayer[];
  /** The weakest source of all: no result is better founded. */
  readonly weakest: Clause['grade'] | undefined;
}

const DECIDED_BY = { admittedOn: '入院日期', dischargedOn: '出院（就诊）日期' } as const;

export function policySheet(policy: CompiledPolicy): PolicySheet {
  const layers = policy.layers.map((layer) => sheetLayer(policy, layer));
  const clauses = layers.flatMap((layer) => [
    ...layer.rules.map((row) => row.clause),
    ...layer.ceilings.flatMap((ceiling) => ceiling.limits.map((row) => row.clause)),
  ]);
  return {
    policy: policy.id,
    title: policy.title,
    from: policy.from,
    to: policy.to,
    decidedBy: DECIDED_BY[policy.decidedBy],
    layers,
    weakest: weakestGrade(clauses),
  };
}

function sheetLayer(policy: CompiledPolicy, layer: CompiledLayer): SheetLayer {
  const accumulator = layer.accumulator === undefined ? undefined : policy.accumulators[layer.accumulator];
  return {
    title: layer.title,
    base: layer.base
      .map((term, index) => `${term.sign < 0 ? '− ' : index === 0 ? '' : '＋ '}${quantityTitle(policy, term.slot)}`)
      .join(' '),
    accumulated: accumulator ? `按“${accumulator.title}”累计` : '每次就诊单独计算',
    rules: layer.rules.map((rule) => ({ text: rule.phrase, clause: rule.clause })),
    ceilings: layer.ceilings.map(sheetCeiling),
  };
}

function sheetCeiling(ceiling: CompiledCeiling): SheetLayer['ceilings'][number] {
  return {
    title: ceiling.title,
    limits: ceiling.limits.map((limit) => ({
      text: limit.amount === undefined ? '不设限额' : `${formatYuan(fen(limit.amount), { grouped: true })} 元`,
      clause: limit.clause,
    })),
  };
}
