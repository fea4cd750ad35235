/** The documents behind a sheet, numbered in the order of their first use; remarks are said once. */
import type { Clause } from './model.ts';
import type { SheetCitation, SheetSource } from './sheet-model.ts';

export interface SheetSources {
  readonly list: readonly SheetSource[];
  cite(clause: Clause): SheetCitation;
}

/**
 * A compiled clause carries the row's remark and the document's in one text, the document's last. Remarks that all
 * clauses of a document end with are the document's.
 */
export function createSheetSources(clauses: readonly Clause[]): SheetSources {
  const documents = new Map<string, Clause[]>();
  for (const clause of clauses) {
    const key = keyOf(clause);
    const known = documents.get(key);
    if (known === undefined) documents.set(key, [clause]);
    else known.push(clause);
  }
  const shared = new Map([...documents].map(([key, found]) => [key, sharedRemarks(found)]));
  const numbers = new Map([...documents.keys()].map((key, index) => [key, index + 1]));
  return {
    list: [...documents].map(([key, [clause]], index) => ({
      number: index + 1,
      document: clause?.document ?? '',
      grade: clause?.grade ?? 'sample',
      register: clause?.register,
      url: clause?.url,
      retrievedOn: clause?.retrievedOn,
      note: joined(shared.get(key) ?? []),
    })),
    cite: (clause) => {
      const key = keyOf(clause);
      const own = remarksOf(clause);
      return {
        source: numbers.get(key) ?? 0,
        article: clause.article,
        grade: clause.grade,
        note: joined(own.slice(0, own.length - (shared.get(key)?.length ?? 0))),
      };
    },
  };
}

const MARK = '；';

function keyOf({ document, grade, url, retrievedOn, register }: Clause): string {
  return JSON.stringify([document, grade, url, retrievedOn, register]);
}

function remarksOf({ note }: Clause): string[] {
  return note === undefined ? [] : note.split(MARK);
}

function joined(remarks: readonly string[]): string | undefined {
  return remarks.length === 0 ? undefined : remarks.join(MARK);
}

/** The longest run of remarks that all clauses end with. */
function sharedRemarks([first, ...others]: readonly Clause[]): string[] {
  let shared = first === undefined ? [] : remarksOf(first);
  for (const other of others) {
    const remarks = remarksOf(other);
    let length = 0;
    while (length < Math.min(shared.length, remarks.length) && shared.at(-1 - length) === remarks.at(-1 - length)) {
      length += 1;
    }
    shared = length === 0 ? [] : shared.slice(-length);
  }
  return shared;
}
