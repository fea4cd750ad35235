/** Names of worksheets by Excel's rules. Pure. */

const LONGEST = 31;
/** Not allowed anywhere in a name; the apostrophe would be allowed inside, but breaks references to the sheet. */
const FORBIDDEN = /[\\/?*[\]:'\n]/g;
/** Excel keeps this name for itself. */
const RESERVED = 'history';

/** Makes a function that turns titles into names: allowed, at most 31 characters, each only once (case apart). */
export function sheetNamer(): (title: string) => string {
  const taken = new Set([RESERVED]);
  return (title) => {
    const wanted = title.replace(FORBIDDEN, ' ').replace(/ +/g, ' ').trim() || '表';
    for (let turn = 1; ; turn += 1) {
      const suffix = turn === 1 ? '' : ` (${turn})`;
      const name = `${cut(wanted, LONGEST - suffix.length)}${suffix}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}

/** Cuts to a number of UTF-16 units, as Excel counts, without leaving half a character. */
function cut(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
