/**
 * Budget subjects (政府收支分类科目) as dated look-ups. The loader takes the text of the three files in
 * `catalogues/subjects`, so that a browser can fetch what a server reads from disk.
 */
export type Classification = 'functional' | 'economic';
export type Confidence = 'high' | 'medium' | 'low';

export interface SubjectName {
  readonly code: string;
  readonly name: string;
  /** First and last budget year of the name, both included; null is open. */
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  readonly confidence: Confidence;
}

export interface SubjectTexts {
  readonly functional: string;
  readonly economic: string;
  readonly coverage: string;
}

export interface Subjects {
  /** Every dated name of a code, in file order; empty when the code is not listed. */
  namesOf(classification: Classification, code: string): readonly SubjectName[];
  /** Codes that bear this very name in a year. */
  codesNamed(classification: Classification, name: string, year: number): readonly string[];
  /** Whether the list of the direct children of a parent ('' for the 类 level) is complete in a year. */
  isComplete(classification: Classification, parent: string, year: number): boolean;
}

/** The years that the files describe; outside them nothing is asserted. */
export const SUBJECT_YEARS = { first: 2019, last: 2025 } as const;

/** Digits of a code by level: 类, 款[, 项]. */
export const CODE_LENGTHS: Readonly<Record<Classification, readonly number[]>> = {
  functional: [3, 5, 7],
  economic: [3, 5],
};

export function isNameOfYear(subject: SubjectName, year: number): boolean {
  return (subject.firstYear ?? year) <= year && year <= (subject.lastYear ?? year);
}

/** Reads the three files. Throws on a malformed one: the catalogue is part of the program. */
export function loadSubjects(texts: SubjectTexts): Subjects {
  const names: Readonly<Record<Classification, Map<string, SubjectName[]>>> = {
    functional: indexNames(texts.functional),
    economic: indexNames(texts.economic),
  };
  const completeFrom = new Map(
    readCsv(texts.coverage).map((row) => [`${row.classification}:${row.parent}`, Number(row.complete_from)]),
  );
  return {
    namesOf: (classification, code) => names[classification].get(code) ?? [],
    codesNamed: (classification, name, year) =>
      [...names[classification].values()]
        .flat()
        .filter((subject) => subject.name === name && isNameOfYear(subject, year))
        .map((subject) => subject.code),
    isComplete: (classification, parent, year) =>
      year >= (completeFrom.get(`${classification}:${parent}`) ?? Number.POSITIVE_INFINITY),
  };
}

function indexNames(text: string): Map<string, SubjectName[]> {
  const index = new Map<string, SubjectName[]>();
  for (const row of readCsv(text)) {
    // Departments publish by the department classification; the government one has other codes and another use.
    if (row.scheme === 'government') continue;
    const subject = subjectOf(row);
    index.set(subject.code, [...(index.get(subject.code) ?? []), subject]);
  }
  return index;
}

function subjectOf(row: Readonly<Record<string, string>>): SubjectName {
  const { code = '', name = '', first_year: first = '', last_year: last = '', confidence = '' } = row;
  if (!/^\d{3,7}$/.test(code) || name === '') throw new RangeError(`subject without code or name: ${code} ${name}`);
  if (confidence !== 'high' && confidence !== 'medium' && confidence !== 'low') {
    throw new RangeError(`subject ${code}: unknown confidence "${confidence}"`);
  }
  return { code, name, firstYear: yearOf(first), lastYear: yearOf(last), confidence };
}

function yearOf(text: string): number | null {
  return text === '' ? null : Number(text);
}

/** Plain CSV with a header line; the catalogue's fields hold no commas and no quotation marks. */
function readCsv(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const fields = header.split(',');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const values = line.split(',');
      if (values.length !== fields.length) throw new RangeError(`line of ${values.length} fields: ${line}`);
      return Object.fromEntries(fields.map((field, index) => [field, values[index] ?? '']));
    });
}
