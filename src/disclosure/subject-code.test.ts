import { describe, expect, it } from 'vitest';
import { joinCode, splitCodedName } from './subject-code.ts';

describe('subject codes', () => {
  it.each([
    [['201', '06', '01'], '2010601'],
    [['201', '20106', '2010601'], '2010601'],
    [['301', '2', ''], '30102'],
    [['210', '', ''], '210'],
    [['2101501'], '2101501'],
    [['', '', ''], undefined],
    [['合计', '', ''], undefined],
    [['201', '', '01'], undefined],
  ])('%j is %s', (parts, code) => {
    expect(joinCode(parts)).toBe(code);
  });

  it('separates a code from the name run together with it', () => {
    expect(splitCodedName('20801人力资源和社会保障管理事务')).toEqual({
      code: '20801',
      name: '人力资源和社会保障管理事务',
    });
    expect(splitCodedName('30207 邮电费')).toEqual({ code: '30207', name: '邮电费' });
    expect(splitCodedName('2020年支出')).toBeUndefined();
    expect(splitCodedName('合计')).toBeUndefined();
  });
});
