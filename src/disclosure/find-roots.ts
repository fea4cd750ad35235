/**
 * One cause, one finding. A cause is a cell (or a missing detail row) whose one correction settles several failed
 * relations at once; they become one root and its dependants. The greediest explanation goes first, so that a wrong
 * cell in a row takes with it the totals above and below that it spoils.
 */
import {
  absoluteDecimal,
  addDecimals,
  compareDecimals,
  type Decimal,
  negateDecimal,
  subtractDecimals,
} from './decimal.ts';
import type { Judgement } from './judgement.ts';
import { factKey } from './model.ts';

/** Beyond this many failures or terms in one table every failure stands for itself. */
const MAX_FAILURES = 500;
const MAX_TERMS = 50_000;

interface Explanation {
  readonly key: string;
  /** The failures that one correction by `change` settles. */
  readonly members: Judgement[];
  readonly change: Decimal;
}

/** For each failed judgement of one table the judgement that is its root (itself when it is one). */
export function findRoots(failures: readonly Judgement[]): Map<Judgement, Judgement> {
  const roots = new Map<Judgement, Judgement>();
  const terms = failures.reduce((sum, { left, right }) => sum + left.length + right.length, 0);
  if (failures.length > MAX_FAILURES || terms > MAX_TERMS) {
    for (const failure of failures) roots.set(failure, failure);
    return roots;
  }
  const left = new Set(failures);
  while (left.size > 0) {
    const best = bestExplanation([...left]);
    if (!best || best.members.length === 1) break;
    const root = preferred(best);
    for (const member of best.members) {
      roots.set(member, root);
      left.delete(member);
    }
  }
  for (const single of left) roots.set(single, single);
  return roots;
}

function bestExplanation(failures: readonly Judgement[]): Explanation | undefined {
  const explanations = new Map<string, Explanation[]>();
  for (const failure of failures) {
    for (const { key, change } of candidates(failure)) {
      const known = explanations.get(key) ?? [];
      const fitting = known.find((explanation) => agrees(explanation, failure, change));
      if (fitting) fitting.members.push(failure);
      else explanations.set(key, [...known, { key, members: [failure], change }]);
    }
  }
  return [...explanations.values()]
    .flat()
    .reduce<Explanation | undefined>(
      (top, next) => (next.members.length > (top?.members.length ?? 0) ? next : top),
      undefined,
    );
}

/** Every cell of the relation with the change that would settle it; for a rollup also "a detail row is missing". */
function candidates(failure: Judgement): { readonly key: string; readonly change: Decimal }[] {
  const { difference } = failure;
  const opposite = negateDecimal(difference);
  const cells = [
    ...failure.left.map(({ fact, sign }) => ({ fact, up: sign === 1 })),
    ...failure.right.map(({ fact, sign }) => ({ fact, up: sign === -1 })),
  ].map(({ fact, up }) => ({ key: factKey(fact.row, fact.column), change: up ? opposite : difference }));
  // The missing row may differ in every column, so its change is not compared.
  const row =
    failure.parent === null ? [] : [{ key: `detail of ${failure.parent}`, change: { units: 0n, decimals: 0 } }];
  return [...cells, ...row];
}

function agrees(explanation: Explanation, failure: Judgement, change: Decimal): boolean {
  const [first] = explanation.members;
  if (!first) return false;
  const slack = addDecimals(first.tolerance, failure.tolerance);
  return compareDecimals(absoluteDecimal(subtractDecimals(explanation.change, change)), slack) <= 0;
}

const SCOPES = ['row', 'rollup', 'column', 'table'] as const;

/** A row by itself first, then the relation that judges the wrong cell as its total, then the lower rule. */
function preferred({ key, members }: Explanation): Judgement {
  const rank = (judgement: Judgement) => {
    const head = judgement.left[0]?.fact;
    const isHead = head !== undefined && factKey(head.row, head.column) === key;
    return SCOPES.indexOf(judgement.scope) * 2 + (isHead ? 0 : 1);
  };
  return members.reduce((best, next) => {
    const difference = rank(next) - rank(best);
    if (difference !== 0) return difference < 0 ? next : best;
    return next.rule.id < best.rule.id ? next : best;
  });
}
