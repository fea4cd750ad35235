import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

describe('decodeText', () => {
  it('reads UTF-8, with or without a mark', () => {
    expect(decodeText(new TextEncoder().encode('收入总计'))).toBe('收入总计');
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x41]))).toBe('A');
  });

  it('reads GB 18030', () => {
    // 合计 in GBK.
    expect(decodeText(new Uint8Array([0xba, 0xcf, 0xbc, 0xc6]))).toBe('合计');
  });

  it('refuses what is no text', () => {
    expect(decodeText(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]))).toBeUndefined();
    expect(decodeText(new Uint8Array([0xff, 0xff, 0xff]))).toBeUndefined();
  });
});
