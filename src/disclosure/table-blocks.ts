/** Columns → blocks: subject code and name (or a label), then amounts. A two-sided table has two, 基本支出 may have three. */

import { parseDecimal } from './decimal.ts';
import { isBlankMark } from './labels.ts';
import type { GridRow } from './model.ts';
import { looksLikeCode } from './subject-code.ts';
import { type TableBody, textAt } from './table-body.ts';

export interface ColumnBlock {
  readonly codes: readonly number[];
  readonly name: number | null;
  readonly amounts: readonly number[];
}

type Role = 'code' | 'name' | 'amount' | 'ignored';

const CODE_HEADER = /(编码|代码)$|(^|\/)[类款项]{1,3}$/;
const NAME_HEADER = /名称$|(^|\/)((收入|支出)?项目|科目)(\(.*\))?$/;

/** Splits the columns into blocks; `ignored` columns (行次, 备注) belong to none. */
export function splitBlocks(body: TableBody, ignored: RegExp): ColumnBlock[] {
  const blocks: { codes: number[]; name: number | null; amounts: number[] }[] = [];
  body.paths.forEach((path, column) => {
    const role = roleOf(path, column, body, ignored);
    if (role === 'ignored') return;
    let block = blocks.at(-1);
    if (!block || (role !== 'amount' && (block.amounts.length > 0 || (role === 'name' && block.name !== null)))) {
      block = { codes: [], name: null, amounts: [] };
      blocks.push(block);
    }
    if (role === 'code') block.codes.push(column);
    else if (role === 'name') block.name = column;
    else block.amounts.push(column);
  });
  return blocks.filter((block) => block.amounts.length > 0);
}

function roleOf(path: string, column: number, body: TableBody, ignored: RegExp): Role {
  if (path !== '' && ignored.test(path)) return 'ignored';
  const header = CODE_HEADER.test(path) ? 'code' : NAME_HEADER.test(path) ? 'name' : undefined;
  const content = contentOf(column, body.rows);
  // A header merged over code and name leaves both without a name of their own: their content tells them apart.
  if (header === 'name' && content === 'code') return 'code';
  if (header === 'code' && content === 'name' && body.paths[column - 1] === path) return 'name';
  if (header) return header;
  if (path === '') return content === 'amount' ? 'amount' : (content ?? 'ignored');
  return 'amount';
}

function contentOf(column: number, rows: readonly GridRow[]): 'code' | 'name' | 'amount' | undefined {
  const texts = rows.map((row) => textAt(row, column)).filter((text) => !isBlankMark(text));
  if (texts.length === 0) return undefined;
  const codes = texts.filter((text) => looksLikeCode(text) || /^\d{1,2}$/.test(text.trim())).length;
  const labels = texts.filter((text) => parseDecimal(text) === undefined).length;
  if (codes > 0 && codes + labels === texts.length && codes >= labels) return 'code';
  return labels * 2 > texts.length ? 'name' : 'amount';
}
