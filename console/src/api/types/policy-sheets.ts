/** Benefit policies to read: /api/policies. */
import type { PolicyDiff } from '../../../../src/benefits/policy-diff.ts';
import type { PolicySheet } from '../../../../src/benefits/sheet-model.ts';
import type { Coded } from './common.ts';

/** GET /api/policies */
export interface PolicyListResponse {
  /** The office's own. */
  area: Coded;
  /** The packs that decide for the office's area first. */
  rows: PolicyListRow[];
}

export interface PolicyListRow {
  pack: string;
  title: string;
  area: Coded;
  scheme: Coded;
  versions: PolicyVersion[];
  /** The weakest source of any version. */
  weakest: Coded | null;
  ofOffice: boolean;
}

export interface PolicyVersion {
  policy: string;
  from: string;
  to: string | null;
}

export interface PolicyQuery {
  scheme?: string;
  at?: string;
}

/** GET /api/policies/:area?scheme=&at= (today unless said otherwise); …/document?format=pdf|docx|xlsx for the sheet. */
export interface PolicyResponse {
  area: Coded;
  scheme: Coded;
  on: string;
  /** The area whose policy decides, where it is another. */
  pooledArea: Coded | null;
  sheet: PolicySheet;
  /** How many values are not vouched for, in words. */
  doubt: string | null;
  versions: PolicyVersion[];
  /** From the version before; null for the first. */
  difference: PolicyDiff | null;
}
