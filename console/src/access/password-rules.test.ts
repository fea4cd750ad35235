import { describe, expect, it } from 'vitest';
import { weakness } from './password-rules.ts';

describe('weakness', () => {
  it('names what is wrong', () => {
    expect(weakness('abc123', 'x')).toContain('6 位');
    expect(weakness('abcdefghijk', 'x')).toContain('字母和数字');
    expect(weakness('1234567890', 'x')).toContain('字母和数字');
    expect(weakness('abcdef12345', 'abcdef12345')).toContain('相同');
  });
  it('accepts a long mixed one', () => {
    expect(weakness('abcdef12345', 'old')).toBeUndefined();
  });
});
