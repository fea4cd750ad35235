import { describe, expect, it } from 'vitest';
import { createInitialPassword } from './initial-password.ts';
import { checkPassword } from './rules.ts';

describe('the initial password', () => {
  const passwords = Array.from({ length: 2000 }, () => createInitialPassword('lihua'));

  it('is four groups of four without letters and digits that look alike', () => {
    for (const password of passwords) {
      expect(password).toMatch(/^[A-Za-z2-9]{4}(-[A-Za-z2-9]{4}){3}$/);
      expect(password).not.toMatch(/[0O1lIio]/);
    }
  });

  it('is strong enough for the rule, and never the same', () => {
    expect(passwords.filter((password) => !checkPassword(password, 'lihua').ok)).toEqual([]);
    expect(new Set(passwords).size).toBe(passwords.length);
  });
});
