import { describe, expect, it } from 'vitest';
import { ApiError, asSentence, errorStatus, errorText, toQueryString } from './client.ts';

describe('errors in words', () => {
  it('ends each part as a sentence', () => {
    const error = new ApiError(409, { code: 'x.y', message: '2020-12 没有尚未申报的结算', remedy: '请核对月份' });
    expect(errorText(error)).toBe('2020-12 没有尚未申报的结算。请核对月份。');
    expect(asSentence('已结账。')).toBe('已结账。');
    expect(asSentence('')).toBe('');
  });

  it('says something for a fault of the page, without its inner text', () => {
    expect(errorText(new TypeError('x is undefined'))).not.toContain('undefined');
    expect(errorStatus(new TypeError('x'))).toBe(-1);
  });
});

describe('toQueryString', () => {
  it('leaves out what is not set and escapes the rest', () => {
    expect(toQueryString({ q: '张 三', page: 2, village: undefined, care: '' })).toBe('?q=%E5%BC%A0+%E4%B8%89&page=2');
    expect(toQueryString({})).toBe('');
  });
});
