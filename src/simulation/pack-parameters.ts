/**
 * What of a pack can be tried out by changing a number: thresholds, rates, slices and limits of a day, each with the
 * address under which a reform changes it. The console makes a form of them. Pure.
 */
import { parse } from 'yaml';
import { type CompiledLayer, compilePack, type PackFile } from '../benefits/index.ts';
import type { IsoDate } from '../kernel/dates.ts';
import { attempt, type Result, unwrap } from '../kernel/result.ts';
import { type Content, isMapping } from './overlay.ts';

export interface PackParameters {
  readonly pack: { readonly code: string; readonly name: string };
  readonly on: string;
  readonly layers: readonly LayerParameters[];
}

export interface LayerParameters {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly rules: readonly RuleParameters[];
  readonly limits: readonly LimitParameters[];
}

export interface RuleParameters {
  /** As `rule` of a reform's change. */
  readonly address: { readonly when: Content; readonly from: string };
  /** 二级、统筹区内; 其余情形 where nothing is asked. */
  readonly subject: string;
  /** Yuan; null where the rule has none (a package). */
  readonly deductible: number | null;
  /** Per cent; null where there are slices or a package. */
  readonly rate: number | null;
  readonly slices: readonly { readonly upTo: number | null; readonly rate: number }[];
  /** The whole value in words. */
  readonly words: string;
  readonly grade: string;
}

export interface LimitParameters {
  /** As `limit` of a reform's change. */
  readonly address: { readonly on: string; readonly when: Content; readonly from: string };
  readonly title: string;
  /** Empty where nothing is asked. */
  readonly subject: string;
  /** Yuan; null where there is no limit, or it is a share. */
  readonly amount: number | null;
  readonly grade: string;
}

/** Parameters of the version in force on a day. Fails as `compilePack`; no layers where no version is in force. */
export function packParameters(pack: string, files: readonly PackFile[], on: IsoDate): Result<PackParameters> {
  return attempt(() => {
    const compiled = unwrap(compilePack(pack, files));
    const policy = compiled.policies.find(({ from, to }) => from <= on && (to === undefined || on < to));
    const layers = policy === undefined ? [] : policy.layers.map((layer) => readLayer(pack, files, layer, on));
    return { pack: { code: compiled.id, name: compiled.title }, on, layers };
  });
}

function readLayer(pack: string, files: readonly PackFile[], layer: CompiledLayer, on: IsoDate): LayerParameters {
  const { file, content } = findLayerFile(pack, files, layer.id);
  // Rows in force keep their order in the compiled layer, so that the two lists run side by side.
  const rules = rowsOn(content.rules, on);
  return {
    id: layer.id,
    title: layer.title,
    file,
    rules: layer.rules.flatMap((rule, index): RuleParameters[] => {
      const row = rules[index];
      if (row === undefined) return [];
      const [subject, words] = splitPhrase(rule.phrase);
      return [
        {
          address: { when: mapping(row.when), from: String(row.from) },
          subject,
          words,
          deductible: numberOf(row.deductible),
          rate: row.slices === undefined ? percentOf(row.rate) : null,
          slices: slicesOf(row.slices),
          grade: rule.clause.grade,
        },
      ];
    }),
    limits: layer.ceilings.flatMap((ceiling, at) => {
      const source = mapping(listOf(content.ceilings)[at]);
      const rows = rowsOn(source.limits, on);
      return ceiling.limits.flatMap((limit, index): LimitParameters[] => {
        const row = rows[index];
        if (row === undefined) return [];
        return [
          {
            address: { on: String(source.on), when: mapping(row.when), from: String(row.from) },
            title: ceiling.title,
            subject: subjectOfLimit(limit.when, layer),
            amount: numberOf(row.amount),
            grade: limit.clause.grade,
          },
        ];
      });
    }),
  };
}

function findLayerFile(pack: string, files: readonly PackFile[], id: string): { file: string; content: Content } {
  for (const { name, text } of files) {
    const content: unknown = parse(text);
    if (!name.startsWith(`${pack}/`) || !isMapping(content) || content.layer !== id) continue;
    return { file: name.slice(pack.length + 1), content };
  }
  throw new RangeError(`no file of ${pack} holds the layer ${id}`);
}

function rowsOn(rows: unknown, on: IsoDate): Content[] {
  return listOf(rows)
    .map(mapping)
    .filter(({ from, to }) => String(from) <= on && (to === undefined || on < String(to)));
}

/** "二级、统筹区内：600 元以上 80 %" in two. */
function splitPhrase(phrase: string): readonly [string, string] {
  const colon = phrase.indexOf('：');
  return colon < 0 ? ['其余情形', phrase] : [phrase.slice(0, colon), phrase.slice(colon + 1)];
}

function subjectOfLimit(when: CompiledLayer['when'], layer: CompiledLayer): string {
  const key = JSON.stringify(when);
  if (key === '[{}]') return '';
  const like = layer.rules.find((rule) => JSON.stringify(rule.when) === key);
  return like === undefined ? key : splitPhrase(like.phrase)[0];
}

function slicesOf(slices: unknown): RuleParameters['slices'] {
  return listOf(slices)
    .map(mapping)
    .map(({ upTo, rate }) => ({ upTo: numberOf(upTo), rate: percentOf(rate) ?? 0 }));
}

function percentOf(rate: unknown): number | null {
  return typeof rate === 'string' ? Number(rate.replace('%', '').trim()) : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function mapping(value: unknown): Content {
  return isMapping(value) ? value : {};
}
