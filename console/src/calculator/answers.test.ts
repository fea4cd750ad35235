import { describe, expect, it } from 'vitest';
import { type Answers, answersToHash, blankAnswers, hashToAnswers } from './answers.ts';

const blank = blankAnswers('2020-06-30');
const filled: Answers = {
  ...blank,
  ...{ scheme: '310', retired: true, care: 'chronic', grade: 'three', place: 'referred', date: '2020-03-01' },
  ...{ age: '70', identities: ['2303', '2304'], disease: 'M03900', tags: ['tcm'], days: '7', personType: '1404' },
  ...{ total: '12,000.50 元', fullSelfPay: '100', priorShare: '20', account: '300', civilServant: true },
  totals: { poolPaid: '1000', admissions: '2' },
};

describe('the form in the address', () => {
  it('comes back as it went, whatever was typed', () => {
    expect(hashToAnswers(`#${answersToHash(filled, blank)}`, blank)).toEqual(filled);
    expect(hashToAnswers(answersToHash(blank, blank), blank)).toEqual(blank);
  });

  it('holds only what was changed', () => {
    expect(answersToHash(blank, blank)).toBe('');
    expect(answersToHash({ ...blank, grade: 'two', total: '12000', totals: { poolPaid: '' } }, blank)).toBe(
      'grade=two&total=12000',
    );
  });

  it('takes nothing that the form could not have written', () => {
    expect(hashToAnswers('#scheme=999&grade=none&care=&place=moon&retired=yes&unknown=1', blank)).toEqual(blank);
    expect(hashToAnswers(`#total=${'9'.repeat(50)}`, blank).total).toHaveLength(20);
  });
});
