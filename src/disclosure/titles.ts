/** Recognises table titles, and the furniture between a title and its table. Never by number: numbers move by province. */
import { FORMS } from './forms/index.ts';
import { plainLabel } from './labels.ts';

/** A longer line is a sentence. */
const MAX_TITLE = 80;
const MAX_RAW_TITLE = 300;

/** Words that turn the tail of a general title into another table: 项目支出决算表 is not 支出决算表. */
const NARROWING = /财政拨款|基金|资本|基本|项目|经营|三公|专户|明细|部分|资金/;
const GENERAL = new Set(['FA01', 'FA02', 'FA03']);

const LIST_NUMBER =
  /^(?:[-•·]|附[件表]?[\d一二三四五六七八九十-]*[:.、]?|公开\d{1,2}表|表[\d一二三四五六七八九十]{1,3}[:.、]?|\(?[一二三四五六七八九十\d]{1,3}[)、.])+/;
const BRACKETED_TAIL = /\([^()]*\)$/;

export interface Title {
  /** Null for a table that no rule knows; it still ends the table before it. */
  readonly form: string | null;
  readonly text: string;
  readonly continued: boolean;
}

/** The title a line states, or undefined when the line is no title. */
export function readTitle(line: string): Title | undefined {
  if (line.length > MAX_RAW_TITLE) return undefined;
  const text = plainLabel(line);
  if (text.length > MAX_TITLE || /[。;!?]/.test(text)) return undefined;
  const continued = /续表|\(续.{0,3}\)/.test(text);
  const bare = stripTails(text.replace(LIST_NUMBER, '').replace(/^续表[:]?/, ''));
  if (!/表$/.test(bare) || bare.length < 3 || /^(本|下|上|见|附|续)表$/.test(bare)) return undefined;
  const form = FORMS.find(({ id, titles }) => titles.some((pattern) => fits(bare, pattern, GENERAL.has(id))));
  return { form: form?.id ?? null, text: bare, continued };
}

function fits(title: string, pattern: RegExp, general: boolean): boolean {
  const match = pattern.exec(title);
  if (!match) return false;
  return !general || !NARROWING.test(title.slice(0, match.index));
}

function stripTails(text: string): string {
  let bare = text;
  for (let next = bare.replace(BRACKETED_TAIL, ''); next !== bare; next = bare.replace(BRACKETED_TAIL, '')) bare = next;
  return bare.replace(/公开\d{1,2}表$/, '');
}

const UNIT = /单位[:](亿元|万元|千元|百元|元)/;

/** The unit printed on a line: 金额单位：万元. */
export function readUnit(line: string): string | undefined {
  return line.length > MAX_RAW_TITLE ? undefined : UNIT.exec(plainLabel(line))?.[1];
}

/** A chapter or section heading: whatever title stood before it was a line of the contents. */
export function isHeading(line: string): boolean {
  if (line.length > MAX_RAW_TITLE) return false;
  const text = plainLabel(line);
  return /^第[一二三四五六七八九十]{1,2}(部分|章)/.test(text) || /(情况|总体|具体)说明[。.]?$/.test(text);
}

/** Lines that may stand between a title and its table, or between two pages of one table. */
export function isFurniture(line: string): boolean {
  const text = plainLabel(line);
  return (
    text === '' ||
    /^[-—第]*\d{1,4}[-—页]*$/.test(text) ||
    /^(公开)?\d{0,2}表$|^续表$|^公开\d{1,2}表/.test(text) ||
    /^(编制|填报|填制)?(部门|单位)(名称)?[:]/.test(text) ||
    UNIT.test(text) ||
    /^\d{4}年度?$/.test(text)
  );
}

/** The note under a table, which ends it. */
export function isTableNote(line: string): boolean {
  return /^(注|备注|说明)[:]/.test(plainLabel(line));
}
