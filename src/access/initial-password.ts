/** A first password that one person can read to another: no letter or digit that is taken for another. */
import { randomInt } from 'node:crypto';
import { checkPassword } from './rules.ts';

const CHARACTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Four groups of four, such as `mK7x-2pRt-hW9b-Vn4c`: 92 random bits, and never refused by `checkPassword`. */
export function createInitialPassword(accountId: string): string {
  for (;;) {
    const password = Array.from({ length: GROUPS }, createGroup).join('-');
    if (checkPassword(password, accountId).ok) return password;
  }
}

function createGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
}
