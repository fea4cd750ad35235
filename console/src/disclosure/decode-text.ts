/**
 * The text of a dropped file. Old office exports are GB 18030; a file that is neither that nor UTF-8 text (a PDF, a
 * Word file renamed) is refused in words. Answers undefined for such a file.
 */
export function decodeText(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  // A nought byte stands in no text file of these encodings, and in every binary office format.
  if (bytes.subarray(0, 4096).includes(0)) return undefined;
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next encoding.
    }
  }
  return undefined;
}
