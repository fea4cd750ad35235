/** Bytes → text: UTF-8 (with or without mark), UTF-16 with mark, else GB 18030; refuses what is no text. */
import { failed, ok, type Result } from '../kernel/result.ts';
import { disclosureErrors } from './errors.ts';

/** Sizes above which a file is refused unread. A department's whole disclosure is some tens of kilobytes of text. */
export const TEXT_LIMITS = {
  bytes: 16 * 1024 * 1024,
  lineCharacters: 100_000,
  lines: 200_000,
  cells: 1_000_000,
} as const;

const SIGNATURES: readonly { readonly format: string; readonly bytes: readonly number[] }[] = [
  { format: 'PDF', bytes: [0x25, 0x50, 0x44, 0x46] },
  { format: 'Office 或压缩', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { format: '旧版 Office', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
];

/** Control bytes that no text holds (tab, line feed, form feed, carriage return and escape are left out). */
function findBinaryByte(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27 && byte !== 26));
}

export function decodeText(bytes: Uint8Array): Result<string> {
  if (bytes.length > TEXT_LIMITS.bytes) {
    return failed(disclosureErrors.fileTooLarge({ size: bytes.length, limit: TEXT_LIMITS.bytes }));
  }
  const signature = SIGNATURES.find(({ bytes: start }) => start.every((byte, index) => bytes[index] === byte));
  if (signature) return failed(disclosureErrors.officeOrPdf({ format: signature.format }));
  const marked = decodeMarked16(bytes);
  if (marked !== undefined) return ok(marked);
  const binaryAt = findBinaryByte(bytes);
  if (binaryAt >= 0) return failed(disclosureErrors.notText({ offset: binaryAt + 1 }));
  for (const encoding of ['utf-8', 'gb18030']) {
    const text = decodeStrictly(bytes, encoding);
    if (text !== undefined) return ok(text);
  }
  return failed(disclosureErrors.badEncoding());
}

function decodeMarked16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeStrictly(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeStrictly(bytes, 'utf-16be');
  return undefined;
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
