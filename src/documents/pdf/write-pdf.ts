/** Documents as PDF, set by typst from one template. */
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { refuse } from '../../kernel/result.ts';
import { documentErrors } from '../errors.ts';
import type { DocumentModel } from '../model.ts';
import { mapStrings, prepareModel } from '../prepare-model.ts';
import { FONT_FILES, fontCoverage } from './fonts.ts';
import { printData } from './print-data.ts';
import { printable } from './print-text.ts';

const FOLDER = import.meta.dirname;
const TEMPLATE = path.join(FOLDER, 'template.typ');
/** Exists in the compiler's memory only. */
const DATA = path.join(FOLDER, 'document.json');
/** What was not used by this many documents in a row is forgotten; without it memory grows with every document. */
const FORGET_AFTER = 1;
/** Some 200 pages. Typst needs about 30 kB of memory for a table's cell until the document is written. */
const CELLS_AT_MOST = 40_000;

let compiler: NodeCompiler | undefined;

/**
 * Writes a PDF: A4, tagged, with bookmarks from the headings, a repeated header on tables that run over pages, page
 * numbers, and both fonts subset into it. The same model gives the same bytes.
 *
 * The work is done in one piece on the calling thread: some milliseconds for a sheet, about half a second for a table of
 * a thousand rows. Refuses (`documents.tooLongToPrint`) more cells than memory should hold; throws RangeError on a
 * malformed model.
 */
export async function writePdf(model: DocumentModel): Promise<Uint8Array> {
  // A turn of the event loop between documents: only then is the memory of earlier ones given back.
  await setImmediate();
  const font = fontCoverage();
  const prepared = mapStrings(prepareModel(model), (text) => printable(text, font));
  const cells = countCells(prepared);
  if (cells > CELLS_AT_MOST) refuse(documentErrors.tooLongToPrint({ cells, limit: CELLS_AT_MOST }));
  const data = printData(prepared);
  compiler ??= NodeCompiler.create({ workspace: FOLDER, fontArgs: [{ fontPaths: [...FONT_FILES] }] });
  compiler.mapShadow(DATA, Buffer.from(JSON.stringify(data)));
  try {
    const compiled = compiler.compile({ mainFilePath: TEMPLATE });
    const document = compiled.result;
    if (!document) throw new Error(`template.typ: ${JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics)}`);
    return new Uint8Array(compiler.pdf(document));
  } finally {
    compiler.unmapShadow(DATA);
    compiler.evictCache(FORGET_AFTER);
  }
}

function countCells(model: DocumentModel): number {
  let cells = 0;
  for (const block of model.blocks) if (block.kind === 'table') for (const row of block.rows) cells += row.cells.length;
  return cells;
}
