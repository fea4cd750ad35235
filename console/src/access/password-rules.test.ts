import { describe, expect, it } from 'vitest';
import { weakness } from './password-rules.ts';

// The server's own rule: eight characters, three of four kinds.
describe('weakness', () => {
  it('names what is wrong', () => {
    expect(weakness('Abc123', 'x')).toContain('6 位');
    expect(weakness('abcdefghijk', 'x')).toContain('三类');
    expect(weakness('abcdef12345', 'x')).toContain('三类');
    expect(weakness('Abcdef12345', 'Abcdef12345')).toContain('相同');
  });
  it('accepts three kinds', () => {
    expect(weakness('Abcdef12', 'old')).toBeUndefined();
    expect(weakness('abc-1234', 'old')).toBeUndefined();
  });
});
