/** Linear expressions of the policy language: names joined by plus and minus signs. */
import type { Term } from './compiled-policy.ts';

const EXPRESSION = /^\s*-?\s*[A-Za-z][\w.]*(\s*[+-]\s*[A-Za-z][\w.]*)*\s*$/;
const TERM = /([+-]?)\s*([A-Za-z][\w.]*)/g;

/** Signed names of an expression such as `inScope - pool.paid`; undefined when it is not one. */
export function parseExpression(text: string): { readonly name: string; readonly sign: 1 | -1 }[] | undefined {
  if (!EXPRESSION.test(text)) return undefined;
  return [...text.matchAll(TERM)].map((match) => ({ name: match[2] ?? '', sign: match[1] === '-' ? -1 : 1 }));
}

/** The sum of the terms over the quantities by slot. */
export function evaluateTerms(terms: readonly Term[], quantities: readonly number[]): number {
  let sum = 0;
  for (const term of terms) sum += term.sign * (quantities[term.slot] ?? 0);
  return sum;
}
