/** A policy on a day as a readable sheet (政策一览): what each layer pays, up to what, and how well founded it is. Pure. */
import { conditionKey } from './check/conditions.ts';
import type { CompiledLayer, CompiledPolicy, Condition, PackNames } from './compiled-policy.ts';
import { describeAlternatives, namesOf } from './describe-alternatives.ts';
import { type CodeNames, describeEffect } from './describe-rule.ts';
import type { Clause } from './model.ts';
import {
  fieldWords,
  type PolicySheet,
  type SheetField,
  type SheetLayer,
  type SheetList,
  type SheetRow,
} from './sheet-model.ts';
import { createSheetSources, type SheetSources } from './sheet-sources.ts';
import {
  ceilingNote,
  DECIDED_BY,
  feeLineWords,
  feeRuleFields,
  layerFields,
  limitWords,
  PAYERS,
  ruleFields,
  sumWords,
} from './sheet-words.ts';
import { weakestGrade } from './source-grade.ts';

/** Said of a row that asks for nothing: alone it holds for all, behind others for the rest. */
const ALL = '各种情形';
const REST = '其余情形';

interface SheetWork {
  readonly policy: CompiledPolicy;
  readonly names: CodeNames;
  readonly sources: SheetSources;
}

const NO_NAMES: PackNames = { identities: {}, personTypes: {}, tags: {} };

/** The sheet of a policy. `names` are its pack's, for the codes that its conditions ask for; without them codes stand. */
export function policySheet(policy: CompiledPolicy, names: PackNames = NO_NAMES): PolicySheet {
  const clauses = clausesOf(policy);
  const work: SheetWork = { policy, names: namesOf(policy, names), sources: createSheetSources(clauses) };
  const { covers } = policy.account;
  const { feeLines } = policy;
  return {
    policy: policy.id,
    title: policy.title,
    area: policy.area,
    scheme: policy.scheme,
    from: policy.from,
    to: policy.to,
    decidedBy: DECIDED_BY[policy.decidedBy],
    identityRank: policy.identityRank.map((code) => names.identities[code] ?? code),
    layers: policy.layers.map((layer) => sheetLayer(work, layer)),
    account: row(work, {
      when: [{}],
      fields: [{ name: '可支付', value: covers.length === 0 ? '无（不由个人账户支付）' : sumWords(policy, covers) }],
      clause: policy.account.clause,
      isAlone: true,
    }),
    yearEnd: rows(work, policy.yearEnd, ({ stay }) => [
      { name: '结算', value: stay === 'whole' ? '按决定日期一次结算' : '于 12 月 31 日分开结算' },
    ]),
    feeLines:
      feeLines.rules.length === 0
        ? undefined
        : {
            title: '费用明细',
            note:
              feeLines.order === 'limitFirst' ? '先扣超过支付限价的部分，再算先行自付' : '先算先行自付，再扣支付限价',
            rows: feeLines.rules.map((rule) => ({
              ...row(work, { when: [{}], fields: feeRuleFields(policy, rule), clause: rule.clause, isAlone: true }),
              key: JSON.stringify([rule.itemClass, rule.chargeType, rule.itemCode]),
              condition: feeLineWords(rule) || '各项费用',
            })),
          },
    sources: work.sources.list,
    weakest: weakestGrade(clauses),
  };
}

function clausesOf(policy: CompiledPolicy): Clause[] {
  return [
    ...policy.layers.flatMap(({ rules, tilts, ceilings }) => [
      ...rules.map((rule) => rule.clause),
      ...tilts.flatMap((group) => group.rows.map((tilt) => tilt.clause)),
      ...ceilings.flatMap(({ limits }) => limits.map((limit) => limit.clause)),
    ]),
    policy.account.clause,
    ...policy.yearEnd.map(({ clause }) => clause),
    ...policy.feeLines.rules.map(({ clause }) => clause),
  ];
}

function sheetLayer(work: SheetWork, layer: CompiledLayer): SheetLayer {
  const { policy, names } = work;
  const ownDeductible = layer.deductibleOn !== 'schedule';
  return {
    id: layer.id,
    title: layer.title,
    payer: PAYERS[layer.amount],
    fields: layerFields(policy, layer, names),
    rules: rows(work, layer.rules, (rule) => ruleFields(rule, ownDeductible, names)),
    tilts: layer.tilts
      .map(
        ({ title, rows: tilts }): SheetList => ({
          title,
          note: undefined,
          rows: rows(work, tilts, ({ effect }) => [{ name: '调整', value: describeEffect(effect) }]),
        }),
      )
      .filter((list) => list.rows.length > 0),
    ceilings: layer.ceilings.map((ceiling) => ({
      title: ceiling.title,
      note: ceilingNote(policy, ceiling),
      rows: rows(work, ceiling.limits, (limit) => [{ name: '限额', value: limitWords(policy, limit) }]),
    })),
  };
}

interface Decided {
  readonly when: readonly Condition[];
  readonly clause: Clause;
}

function rows<T extends Decided>(
  work: SheetWork,
  list: readonly T[],
  fieldsOf: (value: T) => readonly SheetField[],
): SheetRow[] {
  return list.map((value) =>
    row(work, { when: value.when, clause: value.clause, fields: fieldsOf(value), isAlone: list.length === 1 }),
  );
}

function row(
  { names, sources }: SheetWork,
  { when, clause, fields, isAlone }: Decided & { readonly fields: readonly SheetField[]; readonly isAlone: boolean },
): SheetRow {
  const isPlain = fields.length === 1;
  return {
    key: conditionKey(when),
    condition: describeAlternatives(when, names) || (isAlone ? ALL : REST),
    text: fields.map((field) => (isPlain ? field.value : fieldWords(field))).join('，'),
    fields,
    cited: sources.cite(clause),
  };
}
