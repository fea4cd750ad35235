/** Passwords as argon2id digests (RFC 9106), with the package's parameters: 19 MiB, two passes, one lane. */
import { hash, verify } from '@node-rs/argon2';

export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let stranger: Promise<string> | undefined;

/**
 * Whether the password belongs to the digest. Without a digest (no such account) the same work is done on another
 * one, so that the time of the answer does not tell which names exist.
 */
export async function verifyPassword(digest: string | undefined, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody');
  const matches = await verify(digest ?? (await stranger), password);
  return digest !== undefined && matches;
}
