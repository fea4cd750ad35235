/**
 * Encryption of identity numbers at rest, with the national algorithms that Node's OpenSSL carries: SM4 (GB/T 32907)
 * in counter mode, authenticated by HMAC-SM3 (GB/T 32905) over version, nonce and cipher text (encrypt, then MAC).
 *
 * Cipher text is `1.` + base64url(nonce 12 bytes ‖ cipher text ‖ tag 16 bytes); the leading number names scheme and
 * key, so that another may follow. The three keys in use are derived from one 32-byte secret by HKDF-SM3.
 *
 * A cipher object per value costs 40 µs in OpenSSL 3, ten times the cipher itself. Counter mode needs only the block
 * cipher, so one ECB object is kept and fed the counter blocks; a test holds it to Node's own `sm4-ctr`.
 */
import {
  type Cipheriv,
  createCipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../database/index.ts';
import { refuse } from '../kernel/result.ts';
import { vaultErrors } from './errors.ts';
import { readOrCreateKeyFile } from './key-file.ts';

export interface Vault {
  /** Authenticated cipher text; the same text gives another one each time. */
  encrypt(text: string): string;
  /** The text again. Throws `Refused` `vault.undecipherable` when the key is another or the cipher text was changed. */
  decrypt(cipher: string): string;
  /** A keyed digest (43 characters, base64url) by which equal texts are found without being decrypted. */
  blindIndex(text: string): string;
}

export interface VaultSource {
  /** Read, or created with mode 0600 when it does not exist; not touched when `key` is given. */
  readonly keyFile: string;
  /** The key itself (environment variable TONGCHOU_KEY): 64 hexadecimal digits or base64 of 32 bytes. */
  readonly key?: string | undefined;
}

const SCHEME = '1.';
const BLOCK = 16;
const NONCE = 12;
const TAG = 16;
const KEY_BYTES = 32;
/** Nonces are drawn from the system in lots: one call for each costs more than the cipher. */
const NONCES_PER_DRAW = 1024;

/** Opens the vault. Refuses `vault.keyShape` or `vault.keyFileOpen`. */
export function openVault(source: VaultSource): Vault {
  const given = source.key?.trim();
  const text = given || readOrCreateKeyFile(source.keyFile, () => randomBytes(KEY_BYTES).toString('base64'));
  const secret = parseKey(text, given ? '环境变量 TONGCHOU_KEY' : `密钥文件 ${source.keyFile}`);
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sm3', secret, Buffer.alloc(0), `tongchou vault 1 ${purpose}`, length));
  const keystream = createKeystream(derive('cipher', BLOCK));
  const tagKey = createSecretKey(derive('tag', KEY_BYTES));
  const indexKey = createSecretKey(derive('index', KEY_BYTES));
  const drawNonce = createNonceSource();
  return {
    encrypt: (text) => encrypt(text, drawNonce(), keystream, tagKey),
    decrypt: (cipher) => decrypt(cipher, keystream, tagKey),
    blindIndex: (text) => createHmac('sm3', indexKey).update(text, 'utf8').digest('base64url'),
  };
}

function parseKey(text: string, source: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  const bytes = /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  return bytes.length === KEY_BYTES ? bytes : refuse(vaultErrors.keyShape({ source }));
}

type Keystream = (nonce: Buffer, length: number) => Buffer;

/** SM4-CTR's key stream: the counter block is the nonce and a 32-bit block number from 0. */
function createKeystream(key: Buffer): Keystream {
  const blockCipher: Cipheriv = createCipheriv('sm4-ecb', key, null);
  blockCipher.setAutoPadding(false);
  return (nonce, length) => {
    const blocks = Math.ceil(length / BLOCK);
    const counters = Buffer.allocUnsafe(blocks * BLOCK);
    for (let index = 0; index < blocks; index += 1) {
      counters.set(nonce, index * BLOCK);
      counters.writeUInt32BE(index, index * BLOCK + NONCE);
    }
    return blockCipher.update(counters);
  };
}

function createNonceSource(): () => Buffer {
  let drawn = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used === drawn.length) {
      drawn = randomBytes(NONCE * NONCES_PER_DRAW);
      used = 0;
    }
    used += NONCE;
    return drawn.subarray(used - NONCE, used);
  };
}

function encrypt(text: string, nonce: Buffer, keystream: Keystream, tagKey: KeyObject): string {
  const plain = Buffer.from(text, 'utf8');
  const sealed = Buffer.allocUnsafe(NONCE + plain.length + TAG);
  sealed.set(nonce);
  applyKeystream(plain, keystream(nonce, plain.length), sealed, NONCE);
  computeTag(sealed.subarray(0, NONCE + plain.length), tagKey).copy(sealed, NONCE + plain.length);
  return SCHEME + sealed.toString('base64url');
}

function decrypt(cipher: string, keystream: Keystream, tagKey: KeyObject): string {
  const sealed = Buffer.from(cipher.slice(SCHEME.length), 'base64url');
  if (!cipher.startsWith(SCHEME) || sealed.length < NONCE + TAG) return refuse(vaultErrors.undecipherable());
  const body = sealed.subarray(0, sealed.length - TAG);
  if (!timingSafeEqual(computeTag(body, tagKey), sealed.subarray(body.length)))
    return refuse(vaultErrors.undecipherable());
  const hidden = body.subarray(NONCE);
  const plain = Buffer.allocUnsafe(hidden.length);
  applyKeystream(hidden, keystream(body.subarray(0, NONCE), hidden.length), plain, 0);
  return plain.toString('utf8');
}

function applyKeystream(from: Buffer, stream: Buffer, to: Buffer, at: number): void {
  for (let index = 0; index < from.length; index += 1) to[at + index] = (from[index] ?? 0) ^ (stream[index] ?? 0);
}

/** HMAC-SM3 over the scheme and the bytes, cut to its first half (RFC 2104 section 5 allows that). */
function computeTag(bytes: Buffer, tagKey: KeyObject): Buffer {
  return createHmac('sm3', tagKey).update(SCHEME).update(bytes).digest().subarray(0, TAG);
}

const CHECK_TEXT = 'tongchou key check';

/**
 * Ties the database to the key on first use and compares ever after, so that a lost or mistaken key file is noticed
 * when the server starts and not when the first identity number is read. Refuses `vault.keyMismatch`.
 */
export async function checkVaultKey(db: Db, vault: Vault): Promise<void> {
  const value = vault.blindIndex(CHECK_TEXT);
  await sql`insert into vault_key (check_value) values (${value}) on conflict do nothing`.execute(db);
  const row = await sql<{ check_value: string }>`select check_value from vault_key`.execute(db);
  if (row.rows[0]?.check_value !== value) refuse(vaultErrors.keyMismatch());
}
