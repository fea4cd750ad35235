/** Subject codes as printed: in one cell, in three cells 类 款 项, or run together with the name. */

/** 201, 20101, 2010101, 301, 30101; six digits are accepted as an attempt at a code, to be reported as such. */
export function looksLikeCode(text: string): boolean {
  return /^\s*\d{3,8}\s*$/.test(text) && /^\s*[235]/.test(text);
}

/** "20801人力资源…" or "20801 人力资源…" → code and name; undefined when the text does not begin with a code. */
export function splitCodedName(text: string): { readonly code: string; readonly name: string } | undefined {
  const match = /^\s*([23]\d{2}(?:\d{2}){0,2})\s*(\p{Script=Han}.*)$/u.exec(text);
  return match?.[1] && match[2] ? { code: match[1], name: match[2] } : undefined;
}

/**
 * Joins the cells of 类, 款 and 项: `201 | 06 | 01` and `201 | 20106 | 2010601` both give 2010601. A lone digit of a
 * lower level lost its leading zero. Undefined when a level is missing above one that is filled, or a cell is no digits.
 */
export function joinCode(parts: readonly string[]): string | undefined {
  let code = '';
  let ended = false;
  for (const part of parts.map((text) => text.replace(/\s/g, ''))) {
    if (part === '') {
      ended = true;
      continue;
    }
    if (ended || !/^\d+$/.test(part)) return undefined;
    if (code !== '' && part.startsWith(code)) code = part;
    else code += code === '' ? part : part.padStart(2, '0');
  }
  return code === '' ? undefined : code;
}
