/** Reads a PDF back with pdf.js, for tests. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const PACKAGE = path.dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));

export interface TextPiece {
  readonly text: string;
  /** Points from the left and from the top. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

export interface ReadPdf {
  readonly pages: readonly { readonly text: string; readonly pieces: readonly TextPiece[]; readonly width: number }[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly bookmarks: readonly string[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${path.join(PACKAGE, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${path.join(PACKAGE, 'standard_fonts')}/`,
    verbosity: 0,
  });
  const pdf = await loading.promise;
  const pages: ReadPdf['pages'][number][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const { items } = await page.getTextContent({ disableNormalization: true });
    const pieces = items.flatMap((item) =>
      'str' in item
        ? [
            {
              text: item.str,
              left: Number(item.transform[4]),
              top: height - Number(item.transform[5]),
              width: item.width,
            },
          ]
        : [],
    );
    pages.push({ text: pieces.map((piece) => piece.text).join(''), pieces, width });
  }
  const { info } = await pdf.getMetadata();
  const outline = (await pdf.getOutline()) ?? [];
  const bookmarks = outline.flatMap(function titles(entry): string[] {
    return [entry.title, ...entry.items.flatMap(titles)];
  });
  await loading.destroy();
  return { pages, info: info as Readonly<Record<string, unknown>>, bookmarks };
}
