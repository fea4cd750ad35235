import { describe, expect, it } from 'vitest';
import { parseEquation } from './equation.ts';
import { findForm } from './forms/index.ts';
import { RULES } from './rules/index.ts';

describe('equations', () => {
  it('reads cells, groups, options, signs and bounds', () => {
    expect(parseEquation('c = b + y - x?')).toEqual({
      left: [{ sign: 1, kind: 'cell', name: 'c', optional: false }],
      right: [
        { sign: 1, kind: 'cell', name: 'b', optional: false },
        { sign: 1, kind: 'cell', name: 'y', optional: false },
        { sign: -1, kind: 'cell', name: 'x', optional: true },
      ],
      bound: false,
    });
    expect(parseEquation('eS = sum(class)').right).toEqual([
      { sign: 1, kind: 'group', name: 'class', optional: false },
    ]);
    expect(parseEquation('301.c3 = 0').right[0]?.kind).toBe('nought');
    expect(parseEquation('c4 >= c4e').bound).toBe(true);
  });

  it.each(['c1', 'c1 = ', 'c1 = c2 * 3', 'c1 = c2 = c3', 'c1 = sum()'])('refuses %s', (text) => {
    expect(() => parseEquation(text)).toThrow(RangeError);
  });
});

describe('the rules', () => {
  const equations = RULES.flatMap((rule) =>
    rule.relations.flatMap((relation) => (relation.kind === 'equation' ? [{ rule: rule.id, relation }] : [])),
  );

  it('have ids of their own and a sentence with a source', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    for (const { sentence, sources, relations } of RULES) {
      expect(sentence.endsWith('。')).toBe(true);
      expect(sources.length).toBeGreaterThan(0);
      expect(relations.length).toBeGreaterThan(0);
    }
  });

  it.each(equations)('$rule: $relation.equation names only what its table has', ({ relation }) => {
    const form = findForm(relation.table);
    if (!form) throw new Error(`no table ${relation.table}`);
    const columns =
      form.shape === 'items'
        ? form.items.map(({ key }) => key)
        : form.shape === 'codes'
          ? form.columns.map(({ key }) => key)
          : form.sides.flatMap((side) => side.columns.map(({ key }) => key));
    const rows =
      form.shape === 'sides'
        ? form.sides.flatMap((side) => side.rows.map(({ key }) => key))
        : form.shape === 'codes'
          ? form.totals.map(({ key }) => key)
          : form.periods.map(({ key }) => key);
    const groups = form.shape === 'sides' ? form.sides.flatMap((side) => side.rows.map(({ group }) => group)) : [];
    const { left, right } = parseEquation(relation.equation);
    const isRow = (name: string) => rows.includes(name) || /^\d{3}$/.test(name);
    for (const term of [...left, ...right]) {
      const [first = '', second = ''] = term.name.split('.');
      if (term.kind === 'group') expect(groups).toContain(term.name);
      else if (term.kind === 'cell' && relation.each === 'row') expect(columns).toContain(first);
      else if (term.kind === 'cell') expect(isRow(first)).toBe(true);
      if (term.kind === 'cell' && relation.each === 'table') expect(columns).toContain(second);
    }
    for (const column of relation.columns ?? []) expect(columns).toContain(column);
  });
});
