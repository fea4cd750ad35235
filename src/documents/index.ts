export {
  amountCell,
  cellText,
  EMPTY_CELL,
  numberCell,
  percentCell,
  textCell,
} from './cells.ts';
export { writeDocx } from './docx/write-docx.ts';
export { documentErrors } from './errors.ts';
export type * from './model.ts';
export { writePdf } from './pdf/write-pdf.ts';
export { type DocumentFormat, documentFormat, writeDocument, writeDocumentFile } from './write-document.ts';
export { writeXlsx } from './xlsx/write-xlsx.ts';
