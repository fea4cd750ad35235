import { createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/testing.ts';
import { asResult } from '../kernel/result.ts';
import { checkVaultKey, openVault } from './vault.ts';

const KEY = '0123456789abcdeffedcba98765432100123456789abcdeffedcba9876543210';
const NOWHERE = path.join(os.tmpdir(), 'tongchou-no-such-folder', 'key');
const open = (key: string) => openVault({ keyFile: NOWHERE, key });

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-vault-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function failureOf(work: () => unknown): Promise<string | undefined> {
  const result = await asResult(async () => work());
  return result.ok ? undefined : result.error.code;
}

describe('cipher text', () => {
  it('gives the text back, whatever the text', () => {
    const vault = open(KEY);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => vault.decrypt(vault.encrypt(text)) === text));
  });

  it('is another one each time, and gives nothing of the text away', () => {
    const vault = open(KEY);
    const ciphers = new Set(Array.from({ length: 3000 }, () => vault.encrypt('610326199001011234')));
    expect(ciphers.size).toBe(3000);
    for (const cipher of ciphers) expect(cipher).not.toContain('610326');
  });

  it('is what SM4 in counter mode gives (checked with the cipher of Node itself)', () => {
    const text = '眉县人民医院 610326199001011234 long enough for several blocks';
    const sealed = Buffer.from(open(KEY).encrypt(text).slice(2), 'base64url');
    const secret = Buffer.from(KEY, 'hex');
    const key = Buffer.from(hkdfSync('sm3', secret, Buffer.alloc(0), 'tongchou vault 1 cipher', 16));
    const counter = Buffer.concat([sealed.subarray(0, 12), Buffer.alloc(4)]);
    const plain = createDecipheriv('sm4-ctr', key, counter).update(sealed.subarray(12, -16));
    expect(plain.toString('utf8')).toBe(text);
  });

  it('is refused when any character of it was changed', async () => {
    const vault = open(KEY);
    const cipher = vault.encrypt('610326199001011234');
    for (let index = 0; index < cipher.length; index += 1) {
      const other = cipher[index] === 'A' ? 'B' : 'A';
      const changed = cipher.slice(0, index) + other + cipher.slice(index + 1);
      // The last character of base64url may carry bits that mean nothing.
      if (Buffer.from(changed.slice(2), 'base64url').equals(Buffer.from(cipher.slice(2), 'base64url')) && index > 1)
        continue;
      expect(await failureOf(() => vault.decrypt(changed)), `character ${index}`).toBe('vault.undecipherable');
    }
    expect(await failureOf(() => vault.decrypt(''))).toBe('vault.undecipherable');
    expect(await failureOf(() => vault.decrypt('610326199001011234'))).toBe('vault.undecipherable');
  });

  it('is refused under another key, in words that say so', async () => {
    const cipher = open(KEY).encrypt('610326199001011234');
    const result = await asResult(async () => open(randomBytes(32).toString('base64')).decrypt(cipher));
    expect(result).toMatchObject({ ok: false, error: { code: 'vault.undecipherable' } });
    expect(!result.ok && result.error.message).toContain('密钥不符');
  });
});

describe('blind index', () => {
  it('is the same for the same text and key, and another for either changed', () => {
    const vault = open(KEY);
    expect(vault.blindIndex('01:610326199001011234')).toBe(open(KEY).blindIndex('01:610326199001011234'));
    expect(vault.blindIndex('01:610326199001011234')).not.toBe(vault.blindIndex('01:610326199001011235'));
    expect(vault.blindIndex('x')).not.toBe(open(randomBytes(32).toString('hex')).blindIndex('x'));
    expect(vault.blindIndex('x')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe('the key', () => {
  it('is made on first use, for its owner alone, and read afterwards', () => {
    const keyFile = path.join(folder, 'new', 'vault.key');
    const cipher = openVault({ keyFile }).encrypt('text');
    expect(fs.statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(openVault({ keyFile }).decrypt(cipher)).toBe('text');
    expect(fs.readdirSync(path.dirname(keyFile))).toEqual(['vault.key']);
  });

  it('from the environment goes before the file, in hexadecimal or base64', () => {
    const cipher = open(KEY).encrypt('text');
    const base64 = Buffer.from(KEY, 'hex').toString('base64');
    expect(openVault({ keyFile: NOWHERE, key: ` ${base64}\n` }).decrypt(cipher)).toBe('text');
    expect(fs.existsSync(NOWHERE)).toBe(false);
  });

  it.each(['short', KEY.slice(1), `${KEY}00`, '密钥'])('is refused when it is no 32 bytes: %s', async (key) => {
    expect(await failureOf(() => open(key))).toBe('vault.keyShape');
  });

  it('is refused when others may read its file', async () => {
    const keyFile = path.join(folder, 'open.key');
    fs.writeFileSync(keyFile, KEY, { mode: 0o644 });
    expect(await failureOf(() => openVault({ keyFile }))).toBe('vault.keyFileOpen');
  });
});

describe('the key and the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.close());

  it('belong together from first use on', async () => {
    await checkVaultKey(database.db, open(KEY));
    await checkVaultKey(database.db, open(KEY));
    const other = open(randomBytes(32).toString('hex'));
    const result = await asResult(() => checkVaultKey(database.db, other));
    expect(result).toMatchObject({ ok: false, error: { code: 'vault.keyMismatch' } });
  });
});
