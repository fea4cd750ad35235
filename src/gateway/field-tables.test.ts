import { describe, expect, it } from 'vitest';
import { listCodes } from '../catalogues/code-lists.ts';
import {
  findTransactionOfPath,
  findTransactionTable,
  listServicePaths,
  parseFieldType,
  TRANSACTION_NUMBERS,
} from './field-tables.ts';
import { TRANSACTIONS } from './transactions/index.ts';

function fieldOf(infno: string, node: string, key: string, side: 'input' | 'output' = 'input') {
  return findTransactionTable(infno)
    ?.[side].find(({ name }) => name === node)
    ?.fields.find((field) => field.key === key);
}

describe('field tables', () => {
  it('are there for exactly the transactions that are served', () => {
    expect([...TRANSACTIONS.keys()].toSorted()).toEqual([...TRANSACTION_NUMBERS].toSorted());
    expect(TRANSACTIONS.size).toBe(24);
  });

  it('name only code lists that exist', () => {
    const lists = TRANSACTION_NUMBERS.flatMap((infno) => {
      const table = findTransactionTable(infno);
      return [...(table?.input ?? []), ...(table?.output ?? [])].flatMap(({ fields }) =>
        fields.flatMap((field) => field.codeList ?? []),
      );
    });
    expect(lists.length).toBeGreaterThan(50);
    for (const list of new Set(lists)) expect(listCodes(list).length).toBeGreaterThan(0);
  });

  it('carry what the specification prints', () => {
    expect(fieldOf('2207', 'data', 'medfee_sumamt')).toEqual({
      key: 'medfee_sumamt',
      name: '医疗费总额',
      type: { kind: 'N', digits: 16, decimals: 2 },
      codeList: undefined,
      required: true,
    });
    expect(fieldOf('2204', 'feedetail', 'pric')?.type).toEqual({ kind: 'N', digits: 16, decimals: 6 });
    expect(fieldOf('2304', 'data', 'invono')).toMatchObject({ type: { kind: 'S', length: 20 }, required: false });
    expect(fieldOf('2401', 'mdtrtinfo', 'begntime')).toMatchObject({ type: { kind: 'DT' }, required: true });
    expect(fieldOf('2303', 'data', 'dscgTime')?.type).toEqual({ kind: 'D' });
    expect(fieldOf('2208', 'setlinfo', 'pdn_cash_pay', 'output')?.required).toBe(true);
  });

  it('relax what only one province demands', () => {
    for (const key of ['psn_cert_type', 'certno', 'psn_type', 'psn_name'])
      expect(fieldOf('2201', 'data', key)?.required).toBe(false);
    expect(fieldOf('2304', 'data', 'certno')?.required).toBe(false);
    expect(fieldOf('2301', 'feedetail', 'feedetl_sn')).toMatchObject({
      type: { kind: 'S', length: 30 },
      required: true,
    });
    expect(listCodes('med_type')).toContainEqual({ code: '21', name: '普通住院' });
  });

  it('know the types of the specification and no other', () => {
    expect(parseFieldType('N(4,2)')).toEqual({ kind: 'N', digits: 4, decimals: 2 });
    expect(parseFieldType('N(2)')).toEqual({ kind: 'N', digits: 2, decimals: 0 });
    expect(() => parseFieldType('B')).toThrow('not a field type');
  });
});

describe('addresses', () => {
  it.each([
    ['/fsi/api/2207', '2207'],
    ['/fsi/api/2203A', '2203A'],
    ['/fsi/api/hospSettService/settV2', '2304'],
    ['/fsi/api/outpatientSettleService/saveSettletment', '2207'],
    ['/fsi/api/rsfComIfsService/callService', undefined],
    ['/fsi/api/someService/unknown', undefined],
  ])('%s names %s', (path, infno) => {
    expect(findTransactionOfPath(path)).toBe(infno);
  });

  it('include one for every transaction that is served', () => {
    const reached = new Set(listServicePaths().map(findTransactionOfPath));
    expect([...TRANSACTIONS.keys()].filter((infno) => !reached.has(infno))).toEqual([]);
  });
});
