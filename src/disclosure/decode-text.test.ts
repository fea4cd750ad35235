import { describe, expect, it } from 'vitest';
import { decodeText, TEXT_LIMITS } from './decode-text.ts';
import { readText } from './read-text.ts';

const bytesOf = (...values: number[]) => Uint8Array.from(values);
const codeOf = (result: ReturnType<typeof decodeText>) => (result.ok ? result.value : result.error.code);

describe('decoding', () => {
  it('reads UTF-8 with a mark, UTF-16 with a mark, and GB 18030', () => {
    expect(codeOf(decodeText(new TextEncoder().encode('\ufeff决算')))).toBe('决算');
    expect(codeOf(decodeText(bytesOf(0xff, 0xfe, 0xb3, 0x51, 0x97, 0x7b)))).toBe('决算');
    // GB 2312: 决 BE F6, 算 CB E3.
    expect(codeOf(decodeText(bytesOf(0xbe, 0xf6, 0xcb, 0xe3)))).toBe('决算');
  });

  it('refuses what is no text and says what it is', () => {
    expect(codeOf(decodeText(new TextEncoder().encode('%PDF-1.7')))).toBe('disclosure.officeOrPdf');
    expect(codeOf(decodeText(bytesOf(0x50, 0x4b, 3, 4)))).toBe('disclosure.officeOrPdf');
    expect(codeOf(decodeText(bytesOf(65, 0, 66)))).toBe('disclosure.notText');
    expect(codeOf(decodeText(bytesOf(0xff, 0xff, 0xff)))).toBe('disclosure.badEncoding');
  });

  it('refuses sizes beyond the limits', () => {
    expect(codeOf(decodeText(new Uint8Array(TEXT_LIMITS.bytes + 1)))).toBe('disclosure.fileTooLarge');
    const codeOfText = (text: string) => {
      const result = readText('x', text);
      return result.ok ? 'ok' : result.error.code;
    };
    expect(codeOfText('9'.repeat(TEXT_LIMITS.lineCharacters + 1))).toBe('disclosure.lineTooLong');
    expect(codeOfText('\n'.repeat(TEXT_LIMITS.lines))).toBe('disclosure.tooManyLines');
    expect(codeOfText(`${'\t'.repeat(9_999)}\n`.repeat(101))).toBe('disclosure.tooManyCells');
  });
});
