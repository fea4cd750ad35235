import { describe, expect, it } from 'vitest';
import { coded, codedDivision, listCodes } from './code-lists.ts';

describe('names of codes', () => {
  it('come from the national lists, with values that the edition leaves out, and from the office’s own', () => {
    expect(coded('insutype', '390')).toEqual({ code: '390', name: '城乡居民基本医疗保险' });
    expect(coded('med_type', '21')).toEqual({ code: '21', name: '普通住院' });
    expect(coded('care', 'chronic')).toEqual({ code: 'chronic', name: '门诊慢特病' });
    expect(codedDivision('610326102')).toEqual({ code: '610326102', name: '槐芽镇' });
  });

  it('say so where a code has none, and know every list by its key', () => {
    expect(coded('insutype', '777').name).toBe('未载名称（777）');
    expect(codedDivision('999999').name).toBe('未载名称（999999）');
    expect(() => coded('insurtype', '390')).toThrow('insurtype');
    expect(listCodes('care').map(({ code }) => code)).toEqual(['inpatient', 'outpatient', 'chronic']);
  });
});
