/** `tongchou policy print`: the policy of an area on a day as a sheet, on the terminal or as a document. */
import { findPolicy, loadPolicies, type PolicySheet, policySheet, type Scheme } from '../../benefits/index.ts';
import { writeDocumentFile } from '../../documents/index.ts';
import { type IsoDate, isIsoDate } from '../../kernel/dates.ts';
import { refuse, unwrap } from '../../kernel/result.ts';
import { appErrors } from '../errors.ts';
import { POLICIES } from '../office.ts';
import { say } from '../terminal.ts';
import { sheetDocument } from './sheet-document.ts';
import { sheetLines } from './sheet-text.ts';

export interface PrintOptions {
  readonly at: string;
  readonly scheme: Scheme;
  /** A file whose extension says the format: docx, pdf or xlsx. */
  readonly out?: string | undefined;
}

/** Refuses a date that is none, an area without policy on that day, a file that cannot be written. */
export async function printPolicySheet(area: string, { at, scheme, out }: PrintOptions): Promise<number> {
  const sheet = sheetOf(area, scheme, readDay(at));
  if (out === undefined) for (const line of sheetLines(sheet, area, terminalWidth())) say(line);
  else say(`已写入 ${unwrap(await writeDocumentFile(sheetDocument(sheet, area), out))}`);
  return 0;
}

function sheetOf(area: string, scheme: Scheme, on: IsoDate): PolicySheet {
  const packs = unwrap(loadPolicies(POLICIES));
  const policy = unwrap(findPolicy(packs, { area, scheme, on }));
  const pack = packs.find(({ id }) => id === policy.pack);
  return policySheet(policy, pack?.names ?? { identities: {}, personTypes: {}, tags: {} });
}

export function readDay(text: string): IsoDate {
  return isIsoDate(text) ? text : refuse(appErrors.badDate({ value: text, path: 'at' }));
}

/** Columns of the terminal; where the output is a file, enough for a wide sheet of paper. */
export function terminalWidth(): number {
  return process.stdout.columns ?? 100;
}
