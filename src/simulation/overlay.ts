/**
 * Changes to the parsed content of a policy file: finding the places that a reform names, and writing there. Pure; the
 * content is never changed in place.
 */
import { follow, shorten } from './read-reform.ts';
import type { AddressSource } from './reform-schema.ts';

/** Content of a YAML file. */
export type Content = Readonly<Record<string, unknown>>;

/** Source under which what a reform puts stands: registered in the pack by `applyReform`. */
export const PROPOSAL = 'proposal';

/** JSON pointers of what an address names; empty when the file has no such place. */
export function findPlaces(content: Content, address: AddressSource): string[] {
  if (address.at !== undefined) return follow(content, address.at) === undefined ? [] : [address.at];
  if (address.rule !== undefined) return matching(content, '/rules', address.rule);
  const { limit, tilt } = address;
  if (limit !== undefined) {
    return listAt(content, '/ceilings').flatMap((ceiling, index) =>
      ceiling.on === limit.on ? matching(content, `/ceilings/${index}/limits`, limit) : [],
    );
  }
  if (tilt !== undefined) {
    return listAt(content, '/tilts').flatMap((group, index) =>
      group.title === tilt.title ? matching(content, `/tilts/${index}/rows`, tilt) : [],
    );
  }
  return [];
}

/** An address in words, for messages: 条件为 { grade: [two] } 的规定. */
export function describeAddress({ rule, limit, tilt, at }: AddressSource): string {
  if (at !== undefined) return `位置 ${at}`;
  const row = rule ?? limit ?? tilt;
  const since = row?.from === undefined ? '' : `、自 ${row.from} 起行`;
  const when = `条件为 ${flowText(row?.when ?? {})}${since}`;
  if (limit !== undefined) return `累计 ${limit.on} 下${when} 的限额`;
  return tilt === undefined ? `${when} 的规定` : `“${tilt.title}”下${when} 的倾斜`;
}

/** What the file has where an address looked, for the remedy of one that found nothing. */
export function listPlaces(content: Content, address: AddressSource): string {
  if (address.at !== undefined) return `${deepest(content, address.at)} 之下有：${keysAt(content, address.at)}`;
  if (address.limit !== undefined) {
    const rows = listAt(content, '/ceilings').flatMap((ceiling, index) =>
      listAt(content, `/ceilings/${index}/limits`).map((row) => `${String(ceiling.on)} ${conditionOf(row)}`),
    );
    return listing('限额', rows);
  }
  if (address.tilt !== undefined) {
    return listing(
      '倾斜',
      listAt(content, '/tilts').map((group) => `“${String(group.title)}”`),
    );
  }
  return listing('规定', listAt(content, '/rules').map(conditionOf));
}

function listing(what: string, items: readonly string[]): string {
  if (items.length === 0) return `该文件没有${what}，请核对 file`;
  const shown = [...new Set(items)];
  const more = shown.length > SHOWN ? `；等 ${shown.length} 种` : '';
  return `该文件${what}的条件有：${shown.slice(0, SHOWN).join('；')}${more}`;
}

const SHOWN = 8;

function conditionOf(row: Content): string {
  return flowText(row.when ?? {});
}

/** A value as one would write it in a policy file, on one line: { place: [local], identity: ["2303"] }. */
function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (isMapping(value)) {
    const pairs = Object.entries(value).map(([key, each]) => `${key}: ${flowText(each)}`);
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
  }
  return typeof value === 'string' && /^[A-Za-z]+$/.test(value) ? value : JSON.stringify(value);
}

function matching(
  content: Content,
  list: string,
  wanted: { readonly when?: unknown; readonly from?: string | undefined },
): string[] {
  const condition = canonical(wanted.when ?? {});
  return listAt(content, list).flatMap((row, index) => {
    const holds = canonical(row.when ?? {}) === condition && (wanted.from === undefined || row.from === wanted.from);
    return holds ? [`${list}/${index}`] : [];
  });
}

/** A condition as text, alike for conditions that mean the same: the order of names and of lists says nothing. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`;
  if (!isMapping(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`);
  return `{${pairs.sort().join(',')}}`;
}

/**
 * The content with a value at a pointer: a mapping is put into a mapping name by name (`null` takes a name away),
 * anything else replaces what stood there. The row that it belongs to is marked as the reform's own.
 */
export function putAt(content: Content, pointer: string, value: unknown): Content {
  const before = follow(content, pointer);
  const after = isMapping(value) && isMapping(before) ? merge(before, value) : value;
  const own = isMapping(value) && 'source' in value;
  return markProposal(replaceAt(content, pointer, after) as Content, pointer, own);
}

/** The content with a row at the beginning or the end of a list; undefined where there is no list. */
export function insertRow(content: Content, list: string, place: 'first' | 'last', row: Content): Content | undefined {
  const before = follow(content, list);
  if (!Array.isArray(before)) return undefined;
  return replaceAt(content, list, place === 'first' ? [row, ...before] : [...before, row]) as Content;
}

/** The content without what stands at these pointers. */
export function removeAll(content: Content, pointers: readonly string[]): Content {
  // From the end, so that the numbers of those before stay right.
  return [...pointers]
    .sort((left, right) => indexOf(right) - indexOf(left))
    .reduce((rest, pointer) => removeAt(rest, pointer) as Content, content);
}

function indexOf(pointer: string): number {
  return Number(segmentsOf(pointer).at(-1) ?? 0) || 0;
}

function merge(before: Content, changes: Content): Content {
  const rest = Object.entries(before).filter(([key]) => !(key in changes));
  const put = Object.entries(changes).filter(([, value]) => value !== null);
  return Object.fromEntries([...rest, ...put]);
}

/** A row that a reform has changed no longer says what its document said. */
function markProposal(content: Content, pointer: string, hasOwnSource: boolean): Content {
  if (hasOwnSource) return content;
  const segments = segmentsOf(pointer);
  for (let length = segments.length; length > 0; length--) {
    const place = pointerOf(segments.slice(0, length));
    const row = follow(content, place);
    if (!isMapping(row) || typeof row.source !== 'string') continue;
    return replaceAt(content, place, merge(row, { source: PROPOSAL, article: null, note: null })) as Content;
  }
  return content;
}

function replaceAt(root: unknown, pointer: string, value: unknown): unknown {
  const [first, ...rest] = segmentsOf(pointer);
  if (first === undefined) return value;
  const child = (inner: unknown) => (rest.length === 0 ? value : replaceAt(inner, pointerOf(rest), value));
  if (Array.isArray(root)) return root.map((each, index) => (String(index) === first ? child(each) : each));
  if (!isMapping(root)) throw new RangeError(`nothing stands at ${pointer}`);
  return Object.fromEntries(Object.entries(root).map(([key, each]) => [key, key === first ? child(each) : each]));
}

function removeAt(root: unknown, pointer: string): unknown {
  const [first, ...rest] = segmentsOf(pointer);
  const inner = (each: unknown) => (rest.length === 0 ? each : removeAt(each, pointerOf(rest)));
  const isGone = (key: string) => rest.length === 0 && key === first;
  if (Array.isArray(root)) {
    return root
      .filter((_, index) => !isGone(String(index)))
      .map((each, index) => (String(index) === first ? inner(each) : each));
  }
  if (!isMapping(root)) throw new RangeError(`nothing stands at ${pointer}`);
  const entries = Object.entries(root).filter(([key]) => !isGone(key));
  return Object.fromEntries(entries.map(([key, each]) => [key, key === first ? inner(each) : each]));
}

function segmentsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function pointerOf(segments: readonly string[]): string {
  return segments.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function deepest(content: Content, pointer: string): string {
  const segments = segmentsOf(pointer);
  while (segments.length > 0 && follow(content, pointerOf(segments)) === undefined) segments.pop();
  return segments.length === 0 ? '首层' : pointerOf(segments);
}

function keysAt(content: Content, pointer: string): string {
  const place = deepest(content, pointer);
  const value = place === '首层' ? content : follow(content, place);
  if (Array.isArray(value)) return value.length === 0 ? '（空列表）' : `0 至 ${value.length - 1}`;
  return isMapping(value) ? Object.keys(value).join('、') : shorten(value);
}

function listAt(content: Content, pointer: string): Content[] {
  const list = follow(content, pointer);
  return Array.isArray(list) ? list.filter(isMapping) : [];
}

export function isMapping(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
