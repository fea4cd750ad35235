/**
 * Seals over rows that may only be added to (audit trail, ledger): rows are sealed in batches; each seal holds a
 * digest over its rows and is chained to the seal before it, so that a change, a removal or an insertion in what is
 * sealed shows. Pure: the hash function is a parameter (the office uses SM3, GB/T 32905).
 *
 * What a chain proves: nothing sealed was changed by somebody who did not also rewrite every later seal. Against one
 * who rewrites the seals too, compare the newest chain value with one noted elsewhere (`anchor`).
 */
export type HashText = (text: string) => string;

export interface ChainRow {
  /** Ascending, never reused. */
  readonly id: number;
  /** Everything of the row that must not change, as `canonicalText`. */
  readonly text: string;
}

export interface Seal {
  readonly seq: number;
  readonly firstId: number;
  readonly lastId: number;
  readonly count: number;
  /** Hash over the rows' full hashes. */
  readonly digest: string;
  /** Hash over the seal before and this seal's own content. */
  readonly chained: string;
  /** `id:first hexadecimal digits of the row's hash`, blank-separated: only to name the row that changed. */
  readonly leaves: string;
}

/** The newest seal as it was noted outside the database. */
export interface Anchor {
  readonly seq: number;
  readonly chained: string;
}

export type ChainFault =
  | { readonly kind: 'gap' | 'link' | 'digest' | 'anchor'; readonly seq: number }
  | { readonly kind: 'changed' | 'missing' | 'added'; readonly seq: number; readonly id: number };

export type CanonicalField = string | number | boolean | null;

const LEAF_DIGITS = 12;

/** Fields in a fixed order as JSON: unambiguous, whatever the values contain. */
export function canonicalText(fields: readonly (CanonicalField | readonly CanonicalField[])[]): string {
  return JSON.stringify(fields);
}

/**
 * Seals a batch of rows (at least one, ascending ids) after `previous`; `chain` names the chain, so that a seal of
 * one cannot stand in another.
 */
export function sealRows(
  hash: HashText,
  chain: string,
  previous: Pick<Seal, 'seq' | 'chained'> | undefined,
  rows: readonly ChainRow[],
): Seal {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) throw new RangeError('a seal needs at least one row');
  const hashes = rows.map((row) => hash(row.text));
  const body = {
    seq: (previous?.seq ?? 0) + 1,
    firstId: first.id,
    lastId: last.id,
    count: rows.length,
    digest: hash(hashes.join('\n')),
  };
  return {
    ...body,
    chained: computeLink(hash, chain, previous?.chained, body),
    leaves: rows.map((row, index) => `${row.id}:${hashes[index]?.slice(0, LEAF_DIGITS)}`).join(' '),
  };
}

function computeLink(
  hash: HashText,
  chain: string,
  before: string | undefined,
  body: Pick<Seal, 'seq' | 'firstId' | 'lastId' | 'count' | 'digest'>,
): string {
  return hash(
    canonicalText([chain, before ?? 'genesis', body.seq, body.firstId, body.lastId, body.count, body.digest]),
  );
}

/**
 * Checks one seal against the seal before it and the rows now found in `(previous.lastId, seal.lastId]`, ascending.
 * Returns the first thing that is wrong.
 */
export function findChainFault(
  hash: HashText,
  chain: string,
  previous: Pick<Seal, 'seq' | 'chained' | 'lastId'> | undefined,
  seal: Seal,
  rows: readonly ChainRow[],
): ChainFault | undefined {
  const { seq } = seal;
  if (seq !== (previous?.seq ?? 0) + 1 || seal.firstId <= (previous?.lastId ?? -Infinity))
    return { kind: 'gap', seq: (previous?.seq ?? 0) + 1 };
  if (computeLink(hash, chain, previous?.chained, seal) !== seal.chained) return { kind: 'link', seq };
  const hashes = rows.map((row) => hash(row.text));
  const intact = rows.length === seal.count && hash(hashes.join('\n')) === seal.digest;
  if (intact) return undefined;
  return findBrokenRow(seal, rows, hashes) ?? { kind: 'digest', seq };
}

function findBrokenRow(seal: Seal, rows: readonly ChainRow[], hashes: readonly string[]): ChainFault | undefined {
  const { seq } = seal;
  const leaves = seal.leaves.split(' ').map((leaf) => {
    const [id = '', digits = ''] = leaf.split(':');
    return { id: Number(id), digits };
  });
  for (let index = 0; ; index += 1) {
    const row = rows[index];
    const leaf = leaves[index];
    if (!row && !leaf) return undefined;
    if (leaf && (!row || leaf.id < row.id)) return { kind: 'missing', seq, id: leaf.id };
    if (row && (!leaf || row.id < leaf.id)) return { kind: 'added', seq, id: row.id };
    if (row && leaf?.digits !== hashes[index]?.slice(0, LEAF_DIGITS)) return { kind: 'changed', seq, id: row.id };
  }
}

/** Compares the seal noted elsewhere with the one that now bears its number (undefined when none does). */
export function findAnchorFault(anchor: Anchor, found: Anchor | undefined): ChainFault | undefined {
  return found?.seq === anchor.seq && found.chained === anchor.chained
    ? undefined
    : { kind: 'anchor', seq: anchor.seq };
}
