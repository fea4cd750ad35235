/** The language of equations: `eT = eS + eD? + eC?`, `eS = sum(class)`, `iT.amount = eT.t`, `302.c2 = 0`, `c4 >= c4e`. */
export interface EquationTerm {
  readonly sign: 1 | -1;
  readonly kind: 'cell' | 'group' | 'nought';
  /** Row key, column key, `row.column` or group name. */
  readonly name: string;
  readonly optional: boolean;
}

export interface Equation {
  readonly left: readonly EquationTerm[];
  readonly right: readonly EquationTerm[];
  readonly bound: boolean;
}

const TERM = /^(?:sum\((?<group>\w+)\)|(?<nought>0)|(?<cell>\w+(?:\.\w+)?))(?<optional>\?)?$/;

/** Throws on a malformed equation: rules are part of the program. */
export function parseEquation(text: string): Equation {
  const [left, operator, right, ...rest] = text.split(/\s*(>=|=)\s*/);
  if (!left || !right || rest.length > 0) throw new RangeError(`not an equation: ${text}`);
  return { left: parseSide(left), right: parseSide(right), bound: operator === '>=' };
}

function parseSide(text: string): EquationTerm[] {
  return text.split(/\s+(?=[+-]\s)/).map((piece) => {
    const [, operator, body = ''] = /^([+-]\s+)?(.*)$/.exec(piece.trim()) ?? [];
    const groups = TERM.exec(body)?.groups;
    if (!groups) throw new RangeError(`not a term of an equation: "${body}"`);
    const sign = operator?.startsWith('-') ? (-1 as const) : (1 as const);
    const optional = groups.optional !== undefined;
    if (groups.group) return { sign, kind: 'group' as const, name: groups.group, optional };
    if (groups.nought) return { sign, kind: 'nought' as const, name: '0', optional };
    return { sign, kind: 'cell' as const, name: groups.cell ?? '', optional };
  });
}
