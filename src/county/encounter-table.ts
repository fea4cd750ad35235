/**
 * The year's encounters in columns, 23 bytes each: a few hundred thousand fit in a few megabytes, and what an
 * encounter was billed is worked out when it is asked for.
 */
import type { Group, Kind } from './model.ts';

export const PLACES = ['local', 'referred', 'unreferred'] as const;

export interface NewEncounter {
  /** Minute of the year at which it is settled. */
  readonly minute: number;
  readonly person: number;
  readonly kind: Kind;
  readonly group: Group;
  readonly provider: number;
  /** Index into the recipes of its kind. */
  readonly recipe: number;
  /** Days in hospital; 0 for outpatient care. */
  readonly stay: number;
  /** Index of PLACES. */
  readonly place: number;
  /** Bill aimed at before the group's factor, fen. */
  readonly bill: number;
}

export interface Encounters {
  readonly count: number;
  readonly minute: Uint32Array;
  /** Second within the minute, so that times follow the order of the rows. */
  readonly second: Uint8Array;
  readonly person: Uint32Array;
  readonly kind: Uint8Array;
  readonly group: Uint8Array;
  readonly provider: Uint16Array;
  readonly recipe: Uint8Array;
  readonly stay: Uint8Array;
  readonly place: Uint8Array;
  readonly bill: Uint32Array;
  /** Index of PLANTED_KINDS plus one; 0 for an ordinary encounter. */
  readonly planted: Uint8Array;
  /** Row whose random stream the bill is drawn from: its own, or that of the visit it copies. */
  readonly likeRow: Uint32Array;
}

const INDEX_RANGE = 2 ** 24;

/** Collects encounters in any order; `seal` puts them in order of time. */
export class EncounterDraft {
  readonly rows: NewEncounter[] = [];
  readonly planted: number[] = [];
  private readonly copies = new Map<number, number>();

  add(row: NewEncounter): number {
    this.rows.push(row);
    this.planted.push(0);
    return this.rows.length - 1;
  }

  /** The row's bill will be drawn exactly as the other's. */
  billLike(row: number, other: number): void {
    this.copies.set(row, other);
  }

  /** Encounters by time, and where each collected row went. */
  seal(): { readonly encounters: Encounters; readonly positionOf: Uint32Array } {
    const count = this.rows.length;
    const keys = new Float64Array(count);
    for (const [index, row] of this.rows.entries()) keys[index] = row.minute * INDEX_RANGE + index;
    keys.sort();
    const encounters = emptyEncounters(count);
    const positionOf = new Uint32Array(count);
    for (let position = 0; position < count; position += 1) {
      const index = (keys[position] ?? 0) % INDEX_RANGE;
      positionOf[index] = position;
      this.place(encounters, position, index);
    }
    for (const [index, other] of this.copies) encounters.likeRow[positionOf[index] ?? 0] = positionOf[other] ?? 0;
    spreadSeconds(encounters);
    return { encounters, positionOf };
  }

  private place(encounters: Encounters, position: number, index: number): void {
    const row = this.rows[index];
    if (!row) throw new RangeError(`no encounter ${index}`);
    encounters.minute[position] = row.minute;
    encounters.person[position] = row.person;
    encounters.kind[position] = row.kind;
    encounters.group[position] = row.group;
    encounters.provider[position] = row.provider;
    encounters.recipe[position] = row.recipe;
    encounters.stay[position] = row.stay;
    encounters.place[position] = row.place;
    encounters.bill[position] = row.bill;
    encounters.planted[position] = this.planted[index] ?? 0;
    encounters.likeRow[position] = position;
  }
}

function emptyEncounters(count: number): Encounters {
  return {
    count,
    minute: new Uint32Array(count),
    second: new Uint8Array(count),
    person: new Uint32Array(count),
    kind: new Uint8Array(count),
    group: new Uint8Array(count),
    provider: new Uint16Array(count),
    recipe: new Uint8Array(count),
    stay: new Uint8Array(count),
    place: new Uint8Array(count),
    bill: new Uint32Array(count),
    planted: new Uint8Array(count),
    likeRow: new Uint32Array(count),
  };
}

function spreadSeconds(encounters: Encounters): void {
  for (let from = 0; from < encounters.count; ) {
    let to = from + 1;
    while (to < encounters.count && encounters.minute[to] === encounters.minute[from]) to += 1;
    for (let row = from; row < to; row += 1) encounters.second[row] = Math.floor((60 * (row - from)) / (to - from));
    from = to;
  }
}
