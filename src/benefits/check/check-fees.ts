/** Rules on fee lines that never decide: an earlier one of the same lines says the same property on the same days. */
import type { FeeLinesSource } from '../pack-schema.ts';
import type { Flaw, FlawMaker } from './flaw.ts';
import { flawErrors } from './flaw-errors.ts';
import { intersection, type PackSource } from './pack-source.ts';

type FeeRule = FeeLinesSource['rules'][number];

const PROPERTIES = ['priorRate', 'priceLimit', 'group'] as const;
const LISTS = ['itemClass', 'chargeType', 'itemCode'] as const;

export function feeFlaws({ feeLines }: PackSource, maker: FlawMaker): Flaw[] {
  if (feeLines === undefined) return [];
  const { file, source } = feeLines;
  return source.rules.flatMap((rule, index) => {
    const hiding = source.rules.slice(0, index).findIndex((earlier) => hides(earlier, rule));
    const earlier = source.rules[hiding];
    const shared = earlier && intersection(span(earlier), span(rule));
    if (shared === undefined) return [];
    const place = `/rules/${index}`;
    const failure = flawErrors.hidden({
      ...{ path: `${file}#${place}`, file, place, from: shared.from },
      until: shared.to === undefined ? '' : `，至 ${shared.to}（不含）止`,
      earlier: `/rules/${hiding}`,
      earlierLine: maker.lineOf(file, `/rules/${hiding}`),
      value: `自 ${rule.from}`,
    });
    return [maker.flaw('error', failure)];
  });
}

function span({ from, to }: FeeRule) {
  return { from, to };
}

/** Whether the earlier rule speaks of all lines of the later one and says all that it says. */
function hides(earlier: FeeRule, later: FeeRule): boolean {
  if (intersection(span(earlier), span(later)) === undefined) return false;
  const isWider = LISTS.every((name) => {
    const wide: readonly string[] | undefined = earlier[name];
    const narrow: readonly string[] | undefined = later[name];
    return wide === undefined || (narrow?.every((value) => wide.includes(value)) ?? false);
  });
  // What is not payable stays so, whichever rule says it.
  return (
    isWider &&
    later.payable !== false &&
    PROPERTIES.every((name) => later[name] === undefined || earlier[name] !== undefined)
  );
}
