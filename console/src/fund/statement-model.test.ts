import { describe, expect, it } from 'vitest';
import type { StatementLine, StatementResponse } from '../api/types.ts';
import { cellKey, findCell, signedSum } from './statement-model.ts';

const line = (patch: Partial<StatementLine>): StatementLine => ({
  key: 'inpatient',
  label: '住院费用',
  level: 1,
  kind: 'item',
  amountFen: 500,
  lastYearFen: 400,
  budgetFen: null,
  accounts: ['500101', '500102'],
  side: 'debit',
  ...patch,
});
const statement: StatementResponse = {
  book: { code: 'fund-390', name: '居民医保' },
  from: '2021-01',
  to: '2021-03',
  lastYear: { from: '2020-01', to: '2020-03' },
  lines: [
    line({}),
    line({ key: 'opening', accounts: ['3001'], side: 'credit', from: '2019-01', to: '2020-12' }),
    line({ key: 'surplus', accounts: [], amountFen: 7 }),
    line({ key: 'head', amountFen: null }),
  ],
};

describe('findCell', () => {
  it('asks for the accounts in the statement’s own periods', () => {
    expect(findCell(statement, 'inpatient')).toMatchObject({
      account: '500101,500102',
      from: '2021-01',
      to: '2021-03',
      amountFen: 500,
    });
  });

  it('goes to last year’s periods for last year’s cell', () => {
    const key = cellKey(line({}), 'before');
    expect(findCell(statement, key)).toMatchObject({ from: '2020-01', to: '2020-03', amountFen: 400 });
    expect(findCell({ ...statement, lastYear: null }, key)).toBeUndefined();
  });

  it('takes a line’s own periods where it has them', () => {
    expect(findCell(statement, 'opening')).toMatchObject({ from: '2019-01', to: '2020-12' });
  });

  it('has nothing behind derived lines, headings and unknown keys', () => {
    expect(findCell(statement, 'surplus')).toBeUndefined();
    expect(findCell(statement, 'head')).toBeUndefined();
    expect(findCell(statement, 'nonsense')).toBeUndefined();
    expect(findCell(statement, undefined)).toBeUndefined();
  });
});

describe('signedSum', () => {
  it('grows expenditure by debits and income by credits', () => {
    expect(signedSum('debit', { debitFen: 900, creditFen: 400 })).toBe(500);
    expect(signedSum('credit', { debitFen: 900, creditFen: 400 })).toBe(-500);
  });
});
