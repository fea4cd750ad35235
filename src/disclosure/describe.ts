/** The Chinese sentence of a finding. */
import { absoluteDecimal, compareDecimals, formatDecimal, isZero, subtractDecimals } from './decimal.ts';
import { amountOf, type JudgedTerm, type Judgement } from './judgement.ts';
import { plainLabel } from './labels.ts';

const MAX_TERMS = 6;

export function describeFailure(judgement: Judgement): string {
  const { table, left, right, difference, bound } = judgement;
  const [head, ...others] = left;
  if (!head) return judgement.rule.sentence;
  const place = judgement.scope === 'row' ? `${table.name}“${rowOf(judgement)}”行：` : `${table.name}：`;
  const unit = table.unit ?? '';
  const stated = `${head.label} ${shown(head)}`;
  if (bound) return `${place}${stated}，不应小于 ${sumText(right)}。`;
  const parts = [
    ...right,
    ...others.map((term) => ({ ...term, sign: term.sign === 1 ? (-1 as const) : (1 as const) })),
  ];
  const sum = parts.length === 0 ? '0' : sumText(parts);
  const expected = formatDecimal(judgement.expected, table.decimals);
  const total = parts.filter(isFilled).length > 1 ? ` ＝ ${expected}` : '';
  const gap = `，相差 ${formatDecimal(difference, table.decimals)} ${unit}`.trimEnd();
  return `${place}${stated}，应等于 ${sum}${total}${gap}。${hint(judgement)}`;
}

/** The right side in figures: "455.67 + 135.26 = 590.93". */
export function formulaOf({ right, left, expected, table }: Judgement): string {
  const others = left.slice(1).map((term) => ({ ...term, sign: term.sign === 1 ? (-1 as const) : (1 as const) }));
  const filled = [...right, ...others].filter(isFilled);
  const sum = filled
    .map((term, index) => `${index === 0 && term.sign === 1 ? '' : term.sign === 1 ? '+ ' : '- '}${term.fact.stated}`)
    .join(' ');
  return `${sum === '' ? '0' : sum} = ${formatDecimal(expected, table.decimals)}`;
}

/** One line for all rounding differences of a table. */
export function describeRounding(judgements: readonly Judgement[]): string {
  const [first] = judgements;
  if (!first) return '';
  const { table } = first;
  const largest = judgements
    .map(({ difference }) => absoluteDecimal(difference))
    .reduce((most, next) => (compareDecimals(next, most) > 0 ? next : most));
  const lines = [...new Set(judgements.map((judgement) => judgement.left[0]?.fact.place.line))].join('、');
  const amount = `${formatDecimal(largest, table.decimals)} ${table.unit ?? ''}`.trimEnd();
  return `${table.name}有 ${judgements.length} 处尾差，最大 ${amount}，在四舍五入允许的范围内（第 ${lines} 行）。`;
}

export function rowOf(judgement: Judgement): string {
  const key = judgement.left[0]?.fact.row;
  const row = judgement.table.rows.find((candidate) => candidate.key === key);
  return row ? `${row.code ?? ''} ${plainLabel(row.label)}`.trim() : (key ?? '');
}

function isFilled({ fact }: JudgedTerm): boolean {
  return !isZero(amountOf(fact));
}

function shown({ fact }: JudgedTerm): string {
  return fact.value.kind === 'blank' ? '空白' : fact.stated;
}

function sumText(terms: readonly JudgedTerm[]): string {
  const filled = terms.filter(isFilled);
  if (filled.length === 0) {
    const names = terms.slice(0, MAX_TERMS).map(({ label }) => label);
    const state = terms.every(({ fact }) => fact.value.kind === 'blank') ? '都是空白' : '都是 0 或空白';
    return `${names.join('、')}${terms.length > MAX_TERMS ? '等' : ''}之和（${state}）`;
  }
  const texts = filled.slice(0, MAX_TERMS).map((term) => `${term.label} ${shown(term)}`);
  const signs = filled.map(({ sign }) => (sign === 1 ? ' ＋ ' : ' － '));
  const listed = texts.reduce((text, part, index) => (index === 0 ? part : `${text}${signs[index]}${part}`), '');
  return filled.length > MAX_TERMS ? `${listed} 等 ${filled.length} 项` : listed;
}

/** A part that repeats the total, without which the sum would be right, is most likely a total in the wrong row. */
function hint({ left, right, stated, expected, tolerance }: Judgement): string {
  if (left.length !== 1 || right.length < 2 || isZero(stated)) return '';
  const candidates = right.filter(({ fact, sign }) => {
    const amount = amountOf(fact);
    const without = subtractDecimals(subtractDecimals(expected, amount), stated);
    return (
      sign === 1 &&
      compareDecimals(amount, stated) === 0 &&
      compareDecimals(absoluteDecimal(without), tolerance) <= 0 &&
      right.some((other) => other.fact !== fact && !isZero(amountOf(other.fact)))
    );
  });
  const [misplaced] = candidates;
  if (!misplaced || candidates.length > 1) return '';
  return `“${misplaced.label}”所填 ${misplaced.fact.stated} 恰为合计数，疑把合计填进了该处。`;
}
