/** Accumulators that a single-file policy uses without declaring them: `year`, `month` …, or `poolPaid` and the like. */
import { refuse } from '../kernel/result.ts';
import { ENCOUNTER } from './compile-layer.ts';
import type { AccumulatorScope } from './compiled-policy.ts';
import { benefitErrors } from './errors.ts';
import { LAYER_DEFAULTS, QUANTITY_WORDS } from './policy-file-defaults.ts';
import type { FileLayerSource, PolicyFileSource } from './policy-file-schema.ts';
import { SCOPE_TITLES } from './scope.ts';

export interface ImpliedAccumulator {
  readonly title: string;
  readonly adds?: string;
  readonly counts?: object;
  readonly per?: AccumulatorScope;
}

type Quantity = keyof typeof QUANTITY_WORDS;

/** The accumulator's name for a word of the file; refuses a word that means none. */
export type NameReader = (word: string, quantity: Quantity, place: string) => string;

interface Implying {
  readonly file: string;
  readonly source: PolicyFileSource;
  readonly implied: Map<string, ImpliedAccumulator>;
}

/**
 * Reads the word for what a schedule, threshold or limit runs on: `encounter`, a period (the layer's own quantity over
 * it), or an accumulator. `poolPaid` and the like need no declaration.
 */
export function nameReader(work: Implying, layer: FileLayerSource, title: string): NameReader {
  return (word, quantity, place) => {
    if (word === ENCOUNTER || word in (work.source.accumulators ?? {})) return word;
    if (isScope(word)) {
      const name = `${layer.layer}${capital(quantity)}${word === 'year' ? '' : `Per${capital(word)}`}`;
      const words = `${SCOPE_TITLES[word]}${title}${QUANTITY_WORDS[quantity]}`;
      work.implied.set(name, { title: words, adds: sumOf(layer, quantity), per: word });
      return name;
    }
    if (imply(work, word)) return word;
    const { file } = work;
    const known = [ENCOUNTER, ...Object.keys(SCOPE_TITLES), ...Object.keys(work.source.accumulators ?? {})].join('、');
    return refuse(benefitErrors.unknownAccumulator({ path: `${file}#${place}`, file, place, value: word, known }));
  };
}

/**
 * What a layer's slices run on: its base, or what of it enters them where a threshold is charged apart or something is
 * taken first, so that the visits of a year join without a gap.
 */
export function runsOn(layer: FileLayerSource): Quantity {
  return layer.deductibleOn !== undefined || takesFirst(layer) ? 'entered' : 'base';
}

function sumOf(layer: FileLayerSource, quantity: Quantity): string {
  const { layer: name } = layer;
  if (quantity !== 'entered') return `${name}.${quantity}`;
  return layer.deductibleOn === undefined ? `${name}.base - ${name}.firstTake` : `${name}.paid + ${name}.coPay`;
}

function takesFirst({ firstTake, rules = [], tilts = [] }: FileLayerSource): boolean {
  const rows = [...rules, ...tilts, ...tilts.flatMap((group) => group.rows ?? [])];
  return firstTake !== undefined || rows.some((row) => row.firstTake !== undefined);
}

/** Declares `<layer><Quantity>` over the year, where the file has such a layer; false where it has none. */
function imply(work: Implying, name: string): boolean {
  for (const layer of work.source.layers ?? []) {
    for (const quantity of Object.keys(QUANTITY_WORDS) as Quantity[]) {
      if (name !== `${layer.layer}${capital(quantity)}`) continue;
      const title = layer.title ?? LAYER_DEFAULTS[layer.layer]?.title ?? layer.layer;
      work.implied.set(name, { title: `年内${title}${QUANTITY_WORDS[quantity]}`, adds: sumOf(layer, quantity) });
      return true;
    }
  }
  return false;
}

const LIMIT_WORDS: Readonly<Record<AccumulatorScope | typeof ENCOUNTER, string>> = {
  encounter: '单次限额',
  year: '年度限额',
  month: '月度限额',
  day: '日限额',
  disease: '病种年度限额',
  stay: '单次住院限额',
  episode: '疗程限额',
  lifetime: '终身限额',
};

/** What a limit is called that names itself nothing. */
export function limitWord(on: string): string {
  return isScope(on) || on === ENCOUNTER ? LIMIT_WORDS[on] : '限额';
}

function isScope(word: string): word is AccumulatorScope {
  return word in SCOPE_TITLES;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
