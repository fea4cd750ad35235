/** `tongchou policy check` and `tongchou policy print`. */
import {
  findPolicy,
  loadPolicies,
  type PolicyPack,
  policySheet,
  type Scheme,
  type SheetRow,
  SOURCE_GRADE_LABELS,
} from '../benefits/index.ts';
import { addDays, isIsoDate } from '../kernel/dates.ts';
import { refuse, unwrap } from '../kernel/result.ts';
import { appErrors } from './errors.ts';
import { POLICIES } from './office.ts';
import { say } from './terminal.ts';

/**
 * Loads every pack of a folder (schema, dates, rows that can never apply, sources are all checked by loading) and says
 * of each which spans it covers and how well founded it is. The first flaw is refused with file, place and remedy.
 */
export async function checkPolicies(folder: string | undefined): Promise<number> {
  const packs = unwrap(loadPolicies(folder ?? POLICIES));
  if (packs.length === 0) refuse(appErrors.noPacks({ folder: folder ?? POLICIES }));
  for (const pack of packs) {
    say(`${pack.title}（${pack.id}，险种 ${pack.scheme}）`);
    for (const policy of pack.policies) {
      const sheet = policySheet(policy);
      const rules = sheet.layers.reduce((sum, layer) => sum + layer.rules.length, 0);
      const grade = sheet.weakest ? SOURCE_GRADE_LABELS[sheet.weakest] : '无';
      say(`  ${span(policy.from, policy.to)}：${sheet.layers.length} 层、${rules} 条规则；来源最弱为“${grade}”`);
    }
    for (const gap of gapsOf(pack)) say(`  缺口：${gap}`);
  }
  const gaps = packs.flatMap(gapsOf).length;
  say(gaps === 0 ? `${packs.length} 个政策包全部通过` : `${packs.length} 个政策包中有 ${gaps} 处日期缺口`);
  return gaps === 0 ? 0 : 1;
}

function span(from: string, to: string | undefined): string {
  return to === undefined ? `${from} 起` : `${from} 至 ${to}（不含）`;
}

/** Days between two versions on which no policy is in force. */
function gapsOf(pack: PolicyPack): string[] {
  return pack.policies.flatMap((policy, index) => {
    const next = pack.policies[index + 1];
    return next && policy.to !== undefined && policy.to < next.from
      ? [`${policy.to} 至 ${addDays(next.from, -1)} 没有有效的政策`]
      : [];
  });
}

export interface PrintOptions {
  readonly at: string;
  readonly scheme: Scheme;
}

/** Prints the policy of an area on a day as a sheet in Chinese. Refuses a date that is none, an area without policy. */
export async function printPolicy(area: string, options: PrintOptions): Promise<number> {
  if (!isIsoDate(options.at)) return refuse(appErrors.badDate({ value: options.at, path: 'at' }));
  const packs = unwrap(loadPolicies(POLICIES));
  const policy = unwrap(findPolicy(packs, { area, scheme: options.scheme, on: options.at }));
  const sheet = policySheet(policy);
  say(`# ${sheet.title}`);
  say(`有效期 ${span(sheet.from, sheet.to)}，按${sheet.decidedBy}执行。`);
  for (const layer of sheet.layers) {
    say(`\n## ${layer.title}`);
    say(`计算基数：${layer.base}；${layer.accumulated}。`);
    for (const row of layer.rules) say(`- ${row.text}${source(row)}`);
    for (const ceiling of layer.ceilings) {
      say(`${ceiling.title}：`);
      for (const row of ceiling.limits) say(`- ${row.text}${source(row)}`);
    }
  }
  if (sheet.weakest)
    say(`\n来源最弱的数值为“${SOURCE_GRADE_LABELS[sheet.weakest]}”；未注明“政府文件”的数值使用前须核实。`);
  return 0;
}

function source({ clause }: SheetRow): string {
  const article = clause.article ? `${clause.article}，` : '';
  const note = clause.note ? `；${clause.note}` : '';
  return `〔${clause.document}，${article}来源等级 ${clause.grade}：${SOURCE_GRADE_LABELS[clause.grade]}${note}〕`;
}
