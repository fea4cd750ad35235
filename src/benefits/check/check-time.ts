/** Time: days for which a list of rows says nothing, rows that lie outside their layer's time, conditions never met. */
import { addDays, isoDate } from '../../kernel/dates.ts';
import { type CodeNames, describeCondition } from '../describe-rule.ts';
import { areApart, conditionKey, coverTogether } from './conditions.ts';
import type { Flaw, FlawMaker } from './flaw.ts';
import { flawErrors } from './flaw-errors.ts';
import {
  describeSpan,
  intersection,
  type PackSource,
  type RowList,
  rowListsOf,
  type SourceRow,
  type Span,
} from './pack-source.ts';

export function timeFlaws(pack: PackSource, names: CodeNames, maker: FlawMaker): Flaw[] {
  const lists = rowListsOf(pack);
  return [
    ...layerTimes(pack, maker),
    ...lists.flatMap((list) => list.rows.flatMap((row) => idleRow(list, row, names, maker))),
    ...lists.flatMap((list) => gapsOf(list, names, maker)),
  ];
}

/** A layer that does not fill the pack's time: often so, and worth a word. */
function layerTimes({ main, layers }: PackSource, maker: FlawMaker): Flaw[] {
  const packSpan: Span = { from: main.from, to: main.to };
  return layers.flatMap(({ file, source }) => {
    const own: Span = { from: source.from, to: source.to };
    const shared = intersection(own, packSpan);
    const value = describeSpan(own);
    const params = { path: `${file}#/from`, file, place: '/from', value, span: describeSpan(packSpan) };
    if (shared === undefined) return [maker.flaw('warning', flawErrors.outsideTime({ ...params, outer: '本包' }))];
    const isWhole = shared.from === packSpan.from && shared.to === packSpan.to;
    return isWhole ? [] : [maker.flaw('hint', flawErrors.layerTime(params))];
  });
}

/** A row whose days or condition have nothing in common with what it belongs to. */
function idleRow(list: RowList, row: SourceRow, names: CodeNames, maker: FlawMaker): Flaw[] {
  // Pooling begins where the pack ends.
  if (list.kind === 'poolsInto') return [];
  const { file, outer } = list;
  const at = (place: string) => ({ path: `${file}#${place}`, file, place });
  if (intersection(row, outer.span) === undefined) {
    const params = { outer: outer.title, span: describeSpan(outer.span), value: describeSpan(row) };
    return [maker.flaw('warning', flawErrors.outsideTime({ ...at(`${row.place}/from`), ...params }))];
  }
  if (!areApart(row.when, outer.when)) return [];
  const params = { outer: `${outer.title}的条件`, value: wordsOf(row, names) };
  return [maker.flaw('warning', flawErrors.neverApplies({ ...at(`${row.place}/when`), ...params }))];
}

function wordsOf({ when }: SourceRow, names: CodeNames): string {
  const words = when.map((condition) => describeCondition(condition, names)).filter((text) => text !== '');
  return words.length === 0 ? '各种情形' : words.join('或');
}

/** Days of the layer's time that rows of one condition leave out. */
function gapsOf(list: RowList, names: CodeNames, maker: FlawMaker): Flaw[] {
  if (list.kind === 'account' || list.kind === 'poolsInto') return [];
  const byCondition = Map.groupBy(list.rows, (row) => conditionKey(row.when));
  return [...byCondition.values()].flatMap((rows) => gapsOfCondition(list, rows, names, maker));
}

interface Gap extends Span {
  /** Between two rows, not before the first or after the last. */
  readonly isInner: boolean;
  readonly place: string;
}

function gapsOfCondition(list: RowList, rows: readonly SourceRow[], names: CodeNames, maker: FlawMaker): Flaw[] {
  return gapsAmong(rows, list.span).flatMap((gap) => {
    const [first] = rows;
    if (first === undefined) return [];
    const open = openDays(list, first, gap);
    // Tilts and the year's end may say nothing of a case; rules and limits may not.
    const isNeeded = list.kind === 'rules' || list.kind === 'limits';
    if (!isNeeded && !gap.isInner) return [];
    if (open === undefined && !gap.isInner) return [];
    const subject = `${list.title}：${wordsOf(first, names)}`;
    const params = { path: `${list.file}#${gap.place}`, file: list.file, place: gap.place, subject };
    if (isNeeded && open !== undefined) {
      return [maker.flaw('error', flawErrors.gap({ ...params, gap: daysOf(open), value: daysOf(open) }))];
    }
    const instead = isNeeded ? '改按其他各条' : '没有规定';
    return [
      maker.flaw('warning', flawErrors.interrupted({ ...params, gap: daysOf(gap), value: daysOf(gap), instead })),
    ];
  });
}

/** First and last day, both included; the last is left out when there is none. */
function daysOf({ from, to }: Span): string {
  return to === undefined ? `${from} 起` : `${from} 至 ${addDays(isoDate(to), -1)}`;
}

function gapsAmong(rows: readonly SourceRow[], span: Span): Gap[] {
  const sorted = rows
    .filter((row) => intersection(row, span) !== undefined)
    .sort((left, right) => (left.from < right.from ? -1 : 1));
  const gaps: Gap[] = [];
  let covered: { readonly to: string | undefined; readonly place: string } | undefined;
  for (const row of sorted) {
    const reached = covered === undefined ? span.from : covered.to;
    if (reached !== undefined && reached < row.from) {
      const place = covered === undefined ? `${row.place}/from` : `${covered.place}/to`;
      gaps.push({ from: reached, to: row.from, isInner: covered !== undefined, place });
    }
    const isFurther =
      covered === undefined || (covered.to !== undefined && (row.to === undefined || row.to > covered.to));
    if (isFurther) covered = { to: row.to, place: row.place };
  }
  if (covered?.to !== undefined && (span.to === undefined || covered.to < span.to)) {
    gaps.push({ from: covered.to, to: span.to, isInner: false, place: `${covered.place}/to` });
  }
  return gaps;
}

/** The first days of a gap on which no other row, nor several together, speaks of the condition. */
function openDays(list: RowList, row: SourceRow, gap: Span): Span | undefined {
  const others = list.rows.filter((other) => intersection(other, gap) !== undefined);
  const isWithin = (day: string) => gap.from < day && (gap.to === undefined || day < gap.to);
  const days = others.flatMap(({ from, to }) => [from, to ?? '']).filter(isWithin);
  const starts = [...new Set([gap.from, ...days])].sort();
  for (const [index, from] of starts.entries()) {
    const part: Span = { from, to: starts[index + 1] ?? gap.to };
    const inForce = others.filter((other) => intersection(other, part) !== undefined);
    if (
      !coverTogether(
        inForce.flatMap(({ when }) => when),
        row.when,
      )
    )
      return part;
  }
  return undefined;
}
