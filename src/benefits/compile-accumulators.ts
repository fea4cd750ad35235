/** Compiles what a pack adds up over the year, and every expression over a case's quantities. */
import { refuse } from '../kernel/result.ts';
import type { Place } from './compile-rules.ts';
import { compileWhen, placeAt } from './compile-rules.ts';
import type { CompiledAccumulator, Term } from './compiled-policy.ts';
import { benefitErrors } from './errors.ts';
import { parseExpression } from './expression.ts';
import type { MainSource } from './pack-schema.ts';

/** What the expressions and references of a pack may name. */
export interface Symbols {
  /** Names of the quantities, by slot. */
  readonly quantities: readonly string[];
  readonly accumulators: readonly string[];
}

/** The terms of an expression; refuses names that are not among `allowed`. */
export function compileTerms(text: string, symbols: Symbols, allowed: readonly string[], place: Place): Term[] {
  const terms = parseExpression(text);
  const where = { path: `${place.file}#${place.path}`, file: place.file, place: place.path };
  if (terms === undefined) return refuse(benefitErrors.badExpression({ ...where, value: text }));
  return terms.map(({ name, sign }) => {
    if (!allowed.includes(name)) {
      refuse(benefitErrors.unknownQuantity({ ...where, value: name, known: allowed.join('、') }));
    }
    return { slot: symbols.quantities.indexOf(name), sign };
  });
}

export function compileAccumulators(main: MainSource, symbols: Symbols, place: Place): CompiledAccumulator[] {
  return Object.entries(main.accumulators).map(([id, source]) => {
    const at = placeAt(place, `/accumulators/${id}`);
    if ((source.adds === undefined) === (source.counts === undefined)) {
      refuseAccumulator(at, id, 'adds 与 counts 应恰有一项');
    }
    if (source.when !== undefined && source.adds === undefined) {
      refuseAccumulator(at, id, '计次的条件写在 counts 中，不另写 when');
    }
    return {
      id,
      title: source.title,
      scope: source.per ?? 'year',
      when: compileWhen(source.when, placeAt(at, '/when')),
      counts: source.counts === undefined ? [] : compileWhen(source.counts, placeAt(at, '/counts')),
      adds:
        source.adds === undefined ? [] : compileTerms(source.adds, symbols, symbols.quantities, placeAt(at, '/adds')),
    };
  });
}

/**
 * Index of the accumulator that a place refers to. With `needed`, the accumulator must add up one of those quantities,
 * or the schedule or ceiling that runs on it would never move.
 */
export function readAccumulatorIndex(
  id: string,
  main: MainSource,
  symbols: Symbols,
  place: Place,
  needed?: readonly string[],
): number {
  const index = symbols.accumulators.indexOf(id);
  const where = { path: `${place.file}#${place.path}`, file: place.file, place: place.path };
  if (index < 0) {
    refuse(benefitErrors.unknownAccumulator({ ...where, value: id, known: symbols.accumulators.join('、') }));
  }
  const source = main.accumulators[id];
  const added = source?.adds === undefined ? [] : (parseExpression(source.adds) ?? []);
  if (needed === undefined && source?.counts === undefined)
    refuseAccumulator(place, id, '这里要用计次的累计（counts）');
  if (needed !== undefined && !added.some((term) => needed.includes(term.name) && term.sign === 1)) {
    refuseAccumulator(place, id, `没有累加 ${needed.join(' 或 ')}`);
  }
  return index;
}

function refuseAccumulator(place: Place, id: string, problem: string): never {
  return refuse(
    benefitErrors.badAccumulator({
      path: `${place.file}#${place.path}`,
      file: place.file,
      place: place.path,
      value: id,
      problem,
    }),
  );
}
