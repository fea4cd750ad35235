import { describe, expect, it } from 'vitest';
import { findPlaces, insertRow, listPlaces, putAt, removeAll } from './overlay.ts';

const POOL = {
  layer: 'pool',
  source: 'notice',
  rules: [
    { when: { place: ['local'], grade: ['two'] }, from: '2020-01-01', source: 'notice', deductible: 800, rate: '78 %' },
    { when: { grade: ['two'], place: ['local'] }, from: '2022-09-01', source: 'notice', deductible: 600, rate: '80 %' },
    { from: '2020-01-01', source: 'notice', article: '第五条', deductible: 2000, rate: '62 %' },
  ],
  ceilings: [
    { on: 'poolPaid', title: '年度限额', limits: [{ from: '2020-01-01', source: 'notice', amount: 130_000 }] },
  ],
  tilts: [
    { title: '中医', rows: [{ when: { tag: ['tcm'] }, from: '2020-01-01', source: 'notice', ratePoints: '+5 %' }] },
  ],
};

describe('finding places', () => {
  it('takes a condition for what it says, in whatever order it is written', () => {
    const when = { grade: ['two'], place: ['local'] };
    expect(findPlaces(POOL, { file: 'pool.yaml', rule: { when } })).toEqual(['/rules/0', '/rules/1']);
    expect(findPlaces(POOL, { file: 'pool.yaml', rule: { when, from: '2022-09-01' } })).toEqual(['/rules/1']);
  });

  it('finds a row without a condition by an empty one, and no other', () => {
    expect(findPlaces(POOL, { file: 'pool.yaml', rule: { when: {} } })).toEqual(['/rules/2']);
    expect(findPlaces(POOL, { file: 'pool.yaml', rule: {} })).toEqual(['/rules/2']);
  });

  it('finds limits by their accumulator, tilts by their title, anything by its pointer', () => {
    expect(findPlaces(POOL, { file: 'pool.yaml', limit: { on: 'poolPaid' } })).toEqual(['/ceilings/0/limits/0']);
    expect(findPlaces(POOL, { file: 'pool.yaml', limit: { on: 'other' } })).toEqual([]);
    const tilt = { title: '中医', when: { tag: ['tcm'] } };
    expect(findPlaces(POOL, { file: 'pool.yaml', tilt })).toEqual(['/tilts/0/rows/0']);
    expect(findPlaces(POOL, { file: 'pool.yaml', at: '/rules/2/rate' })).toEqual(['/rules/2/rate']);
    expect(findPlaces(POOL, { file: 'pool.yaml', at: '/rules/9' })).toEqual([]);
  });

  it('does not take a narrower or a wider condition for the one that is named', () => {
    expect(findPlaces(POOL, { file: 'pool.yaml', rule: { when: { grade: ['two'] } } })).toEqual([]);
  });

  it('says what there is, when nothing was found', () => {
    const known = listPlaces(POOL, { file: 'pool.yaml', rule: { when: { grade: ['two'] } } });
    expect(known).toBe('该文件规定的条件有：{ place: [local], grade: [two] }；{ grade: [two], place: [local] }；{}');
    expect(listPlaces(POOL, { file: 'pool.yaml', at: '/rules/9/rate' })).toBe('/rules 之下有：0 至 2');
  });
});

describe('putting', () => {
  it('puts names into a row, keeps the others, and marks the row as the proposal’s', () => {
    const changed = putAt(POOL, '/rules/2', { deductible: 1500, rate: null, slices: [] });
    expect(changed.rules).toEqual([
      POOL.rules[0],
      POOL.rules[1],
      { from: '2020-01-01', deductible: 1500, slices: [], source: 'proposal' },
    ]);
    expect(POOL.rules[2]?.deductible).toBe(2000);
  });

  it('marks the row around a single value, but never the whole file', () => {
    const changed = putAt(POOL, '/rules/0/rate', '90 %') as typeof POOL;
    expect(changed.rules[0]).toMatchObject({ rate: '90 %', deductible: 800, source: 'proposal' });
    expect(putAt(POOL, '/layer', 'other')).toMatchObject({ layer: 'other', source: 'notice' });
  });

  it('leaves a source that the change itself names', () => {
    expect(putAt(POOL, '/rules/2', { rate: '65 %', source: 'draft' })).toMatchObject({
      rules: [{}, {}, { rate: '65 %', source: 'draft', article: '第五条' }],
    });
  });

  it('cannot reach behind the content', () => {
    const changed = putAt(POOL, '/rules/2', JSON.parse('{"__proto__": {"polluted": true}}'));
    expect((changed as { polluted?: boolean }).polluted).toBeUndefined();
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('inserting and removing', () => {
  it('puts a row first or last', () => {
    const row = { deductible: 0 };
    expect(insertRow(POOL, '/rules', 'first', row)?.rules).toEqual([row, ...POOL.rules]);
    expect(insertRow(POOL, '/ceilings/0/limits', 'last', row)).toMatchObject({ ceilings: [{ limits: [{}, row] }] });
    expect(insertRow(POOL, '/layer', 'last', row)).toBeUndefined();
  });

  it('removes several rows at once, each the right one', () => {
    expect(removeAll(POOL, ['/rules/0', '/rules/1']).rules).toEqual([POOL.rules[2]]);
    expect(removeAll(POOL, ['/rules/2/article'])).toMatchObject({ rules: [{}, {}, { deductible: 2000 }] });
  });
});
