/** What the document is: final or budget, whose, of which year. Read from its opening, not from its file name. */
import { plainLabel } from './labels.ts';
import type { DocumentKind, SourceDocument } from './model.ts';

export interface Identity {
  readonly kind: DocumentKind;
  readonly body: string | null;
  readonly year: number | null;
}

/** How much of the opening is looked at. */
const OPENING_LINES = 400;
const OPENING_CHARACTERS = 12_000;

const SUBJECT_WORDS = [
  '收入',
  '支出',
  '三公',
  '财政拨款',
  '一般公共预算',
  '机构设置',
  '主要职责',
  '主要职能',
  '名词解释',
  '公务接待费',
  '公务用车',
  '因公出国',
];

/** 2020年部门决算, 2024年度部门决算, 2024年区级部门预算, 2020年部门“三公”经费预算 */
const DATED_TITLE = /(?<year>20\d{2})年度?(?<between>[^。；;，,]{0,24}?)(?<kind>决算|预算)/;

export function identify(document: SourceDocument): Identity {
  const opening = openingOf(document);
  const text = opening.map(plainLabel).join('\n');
  const joined = text.replaceAll('\n', '');
  const title = findTitle(text) ?? findTitle(joined);
  const words = SUBJECT_WORDS.filter((word) => joined.includes(word)).length;
  if (!title || words < 3) return { kind: 'unknown', body: null, year: null };
  return { kind: title.kind, body: findBody(opening, title.before), year: title.year };
}

function openingOf(document: SourceDocument): string[] {
  const lines: string[] = [];
  let characters = 0;
  for (const block of document.blocks) {
    const texts = block.kind === 'line' ? [block.text] : block.rows.map((row) => row.quote);
    for (const text of texts) {
      if (lines.length >= OPENING_LINES || characters > OPENING_CHARACTERS) return lines;
      const shown = text.slice(0, 600);
      if (shown.trim() === '') continue;
      lines.push(shown);
      characters += shown.length;
    }
  }
  return lines;
}

interface DatedTitle {
  readonly kind: 'final' | 'budget';
  readonly year: number;
  readonly before: string;
}

/** The first "… 年度 部门 决算/预算"; the words between must name a department's account, not an execution report. */
function findTitle(text: string): DatedTitle | undefined {
  let offset = 0;
  for (let match = DATED_TITLE.exec(text); match; match = DATED_TITLE.exec(text.slice(offset))) {
    const { year, between = '', kind } = match.groups ?? {};
    const start = offset + match.index;
    const before = text.slice(Math.max(0, start - 120), start);
    const names = /部门|单位|三公|局|委|办|中心|院|校/.test(between) || (between === '' && BODY_TAIL.test(before));
    if (names && !/执行/.test(between)) {
      return { kind: kind === '决算' ? 'final' : 'budget', year: Number(year), before };
    }
    offset = start + match[0].length;
  }
  return undefined;
}

const BODY_FIELD =
  /^(?:预算主管部门|编制部门|填报部门|部门名称|单位名称|编制单位|填报单位|公开部门)[:]([^\s:]{3,40}?)(?:单位[:].*|金额单位.*)?$/;
const CHAPTER = /^第一部分(.{3,40}?)(?:概况|基本情况|部门概况)$/;
const BODY_TAIL = /(局|委员会|委|办公室|办事处|办|厅|院|中心|处|站|所|队|会|部|馆|校|学校|政府|管委会|管理委员会)$/;

function findBody(opening: readonly string[], before: string): string | null {
  const lines = opening.map(plainLabel);
  const stated = lines
    .map((line) => BODY_FIELD.exec(line)?.[1])
    .find((name) => name !== undefined && BODY_TAIL.test(name));
  if (stated) return stated;
  const chapter = lines
    .map((line) => CHAPTER.exec(line)?.[1])
    .find((name) => name !== undefined && !/^(本?部门|本?单位)$/.test(name));
  if (chapter) return chapter;
  return bodyBefore(before);
}

/** The name that stands before the year, over at most three lines of a cover. */
function bodyBefore(before: string): string | null {
  const lines = before.split('\n').filter((line) => line !== '');
  for (let count = 1; count <= Math.min(3, lines.length); count += 1) {
    const name = lines
      .slice(-count)
      .join('')
      .replace(/^(附件\d*[:]?|关于)/, '');
    if (BODY_TAIL.test(name) && name.length >= 4 && !/[。:]/.test(name) && !isTailOnly(name, lines, count)) return name;
  }
  return null;
}

/** "资源局" under "上海市…规划和自然" is the second half of one name: a cover line that ends without a body's tail goes with it. */
function isTailOnly(name: string, lines: readonly string[], count: number): boolean {
  const above = lines.at(-count - 1);
  return above !== undefined && name.length < 6 && !BODY_TAIL.test(above) && !/目录|决算|预算/.test(above);
}
