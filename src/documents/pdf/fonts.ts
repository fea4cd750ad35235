/** The two fonts of printed documents, and which characters they can draw. */
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Static TrueType files of 思源黑体 (Noto Sans SC): typst reads neither woff nor variable fonts. */
const REGULAR = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const BOLD = '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf';

export const FONT_FILES: readonly string[] = [REGULAR, BOLD].map((name) => fileURLToPath(import.meta.resolve(name)));

/** Code points from the first to the last, both included, in rising order. */
type CodeRange = readonly [first: number, last: number];

export interface FontCoverage {
  has(codePoint: number): boolean;
}

let known: FontCoverage | undefined;

/** What the regular weight can draw; the bold one has the same characters (a test proves it). Read once. */
export function fontCoverage(): FontCoverage {
  known ??= readCoverage(FONT_FILES[0] ?? '');
  return known;
}

/** Reads a font's character map (`cmap`, format 12 of the OpenType specification). Throws where there is none. */
export function readCoverage(file: string): FontCoverage {
  const ranges = characterRanges(readTable(file, 'cmap'));
  return { has: (codePoint) => isCovered(ranges, codePoint) };
}

function readTable(file: string, tag: string): Buffer {
  const handle = fs.openSync(file, 'r');
  try {
    const head = readBytes(handle, 0, 12);
    const directory = readBytes(handle, 12, head.readUInt16BE(4) * 16);
    for (let at = 0; at < directory.length; at += 16)
      if (directory.toString('latin1', at, at + 4) === tag)
        return readBytes(handle, directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12));
  } finally {
    fs.closeSync(handle);
  }
  throw new Error(`${file} has no table ${tag}`);
}

function readBytes(handle: number, start: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  fs.readSync(handle, bytes, 0, length, start);
  return bytes;
}

function characterRanges(cmap: Buffer): CodeRange[] {
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const start = cmap.readUInt32BE(4 + index * 8 + 4);
    if (cmap.readUInt16BE(start) !== 12) continue;
    const groups = cmap.readUInt32BE(start + 12);
    return Array.from({ length: groups }, (_, group) => {
      const at = start + 16 + group * 12;
      return [cmap.readUInt32BE(at), cmap.readUInt32BE(at + 4)] as const;
    });
  }
  throw new Error('the font has no character map of format 12');
}

function isCovered(ranges: readonly CodeRange[], codePoint: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] ?? [0, -1];
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}
