/** What changes between two policies: for the terminal, and as a document. */
import {
  CHANGE_LABELS,
  type ChangeSource,
  changeWords,
  type DiffHead,
  type DiffPart,
  fieldWords,
  type PolicyChange,
  type PolicyDiff,
} from '../../benefits/index.ts';
import { type Block, type Cell, type DocumentModel, textCell } from '../../documents/index.ts';
import { areaWords, gradeWords, schemeWords, spanWords } from './sheet-words.ts';
import { wrapText } from './text-table.ts';

const SAME = '两份政策的规定相同。';

/** The lines of a comparison; `width` is the terminal's, in columns. */
export function diffLines(diff: PolicyDiff, width: number): string[] {
  const most = Math.min(Math.max(width, 72), 120);
  return [
    `前　${headWords(diff.before)}`,
    `后　${headWords(diff.after)}`,
    ...(diff.parts.length === 0 ? ['', SAME] : []),
    ...diff.parts.flatMap((part) => [
      '',
      partTitle(part),
      ...part.changes.flatMap((change) => changeLines(change, most)),
    ]),
    ...(diff.parts.length === 0 ? [] : ['', countWords(diff)]),
  ];
}

function headWords(head: DiffHead): string {
  return `${head.title}（${areaWords(head.area, head)}，${schemeWords(head.scheme)}，${spanWords(head)}）`;
}

function partTitle({ title, state }: DiffPart): string {
  return state === 'changed' ? title : `${title}（${CHANGE_LABELS[state]}）`;
}

function changeLines(change: PolicyChange, most: number): string[] {
  const { state, list, condition } = change;
  const subject = [list, condition].filter((text) => text !== '').join('　');
  // Authorities stand on a line of their own.
  const fields = change.fields.filter(({ name }) => name !== '依据');
  const words = fields.length === 0 ? '数值不变，依据改变' : changeWords({ ...change, fields });
  const [first = '', ...others] = wrapText(`${subject}：${words}`, most - 6);
  const source = sourceWords(change);
  return [
    `${CHANGE_LABELS[state]}  ${first}`,
    ...others.map((line) => `      ${line}`),
    ...(source === undefined ? [] : wrapText(`依据：${source}`, most - 6).map((line) => `      ${line}`)),
  ];
}

/** The authority of the new value, and of the old one where it is another. */
function sourceWords({ before, after }: PolicyChange): string | undefined {
  if (after === undefined) return before && authorityWords(before);
  const isSame = before === undefined || authorityWords(before) === authorityWords(after);
  return isSame ? authorityWords(after) : `${authorityWords(after)}；原依据 ${authorityWords(before)}`;
}

function authorityWords({ document, article, grade }: ChangeSource): string {
  const words = gradeWords(grade);
  return `${document}${article === undefined ? '' : ` ${article}`}${document === words ? '' : `（${words}）`}`;
}

function countWords({ parts }: PolicyDiff): string {
  const changes = parts.flatMap((part) => part.changes);
  const words = (['changed', 'added', 'removed'] as const)
    .map((state) => ({ state, count: changes.filter((change) => change.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${CHANGE_LABELS[state]} ${count} 处`);
  return `共 ${changes.length} 处不同：${words.join('，')}`;
}

export function diffDocument(diff: PolicyDiff): DocumentModel {
  const { before, after, parts } = diff;
  const authorities = numberAuthorities(parts);
  return {
    title: before.area === after.area ? `${after.title}：调整前后` : '待遇政策比较',
    subtitles: [`前：${headWords(before)}`, `后：${headWords(after)}`],
    footer: `${before.policy} → ${after.policy}`,
    page: 'landscape',
    blocks: [
      { kind: 'paragraph', text: parts.length === 0 ? SAME : `${countWords(diff)}。` },
      ...parts.flatMap((part): Block[] => [
        { kind: 'heading', level: 1, text: partTitle(part) },
        {
          kind: 'table',
          columns: [
            { title: '变动', width: 4 },
            { title: '规定', width: 18 },
            { title: '前', width: 15 },
            { title: '后', width: 15 },
            { title: '依据', width: 9 },
          ],
          rows: part.changes.map((change) => ({ cells: changeCells(change, authorities) })),
        },
      ]),
      ...authorityBlocks(authorities),
    ],
  };
}

function changeCells(change: PolicyChange, authorities: ReadonlyMap<string, number>): Cell[] {
  const { state, list, condition, before, after } = change;
  // Authorities have a column of their own, unless nothing else changed.
  const values = change.fields.filter(({ name }) => name !== '依据');
  const fields = values.length === 0 ? change.fields : values;
  const side = (which: 'before' | 'after') => {
    const stated = fields.flatMap(({ name, [which]: value }) => (value === undefined ? [] : [{ name, value }]));
    if (stated.length === 0) return '—';
    return stated
      .map((value) => (stated.length === 1 && condition !== '' ? value.value : fieldWords(value)))
      .join('\n');
  };
  const cited = (source: ChangeSource) => `[${authorities.get(authorityWords(source))}] ${gradeWords(source.grade)}`;
  const isMoved = before !== undefined && after !== undefined && authorityWords(before) !== authorityWords(after);
  const current = after ?? before;
  return [
    textCell(CHANGE_LABELS[state], { bold: true }),
    condition === '' ? list : list === '规定' ? condition : `${condition}\n（${list}）`,
    side('before'),
    textCell(side('after'), { bold: after !== undefined }),
    [...(current ? [cited(current)] : []), ...(isMoved && before ? [`原 ${cited(before)}`] : [])].join('\n'),
  ];
}

/** Authorities by their words, numbered in the order of their first use. */
function numberAuthorities(parts: readonly DiffPart[]): Map<string, number> {
  const sources = parts.flatMap(({ changes }) => changes.flatMap(({ after, before }) => [after, before]));
  const words = sources.flatMap((source) => (source === undefined ? [] : [authorityWords(source)]));
  return new Map([...new Set(words)].map((word, index) => [word, index + 1]));
}

function authorityBlocks(authorities: ReadonlyMap<string, number>): Block[] {
  if (authorities.size === 0) return [];
  return [
    { kind: 'heading', level: 1, text: '依据' },
    { kind: 'list', items: [...authorities].map(([words, number]) => `[${number}] ${words}`) },
  ];
}
