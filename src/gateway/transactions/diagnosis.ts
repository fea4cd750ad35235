import type { Row } from '../validation.ts';

/** The main diagnosis of a `diseinfo` list: the one flagged as main, else the valid one that stands first. */
export function mainDiagnosis(rows: readonly Row[]): Row | undefined {
  const valid = rows.filter((row) => row.vali_flag !== '0');
  const flagged = valid.find((row) => row.maindiag_flag === '1');
  if (flagged) return flagged;
  return valid.toSorted((left, right) => Number(left.diag_srt_no) - Number(right.diag_srt_no))[0];
}
