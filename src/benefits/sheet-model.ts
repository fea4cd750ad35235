/** A policy on a day as a readable sheet (政策一览): plain data, in office Chinese. */
import type { SourceGrade } from './model.ts';

/** What a value rests on: the number of a document of the sheet, and the article. */
export interface SheetCitation {
  /** Number among the sheet's sources, from 1. */
  readonly source: number;
  readonly article: string | undefined;
  readonly grade: SourceGrade;
  /** What the row itself remarks; remarks on the document stand with the sources. */
  readonly note: string | undefined;
}

/** A named part of a rule or layer: 起付标准 — 800 元. */
export interface SheetField {
  readonly name: string;
  readonly value: string;
}

export interface SheetRow {
  /** Equal for rows of one condition, in whatever sheet. */
  readonly key: string;
  /** To whom it applies: "二级、统筹区内"; 其余情形 for a row that asks nothing. */
  readonly condition: string;
  /** The value in words: "起付标准 800 元，支付比例 78 %". */
  readonly text: string;
  readonly fields: readonly SheetField[];
  readonly cited: SheetCitation;
}

/** Rows of which the first that fits decides. */
export interface SheetList {
  readonly title: string;
  /** How the list is to be read: for a limit, over what it counts. */
  readonly note: string | undefined;
  readonly rows: readonly SheetRow[];
}

export interface SheetLayer {
  readonly id: string;
  readonly title: string;
  /** Who pays: 统筹基金, 大病保险 … */
  readonly payer: string;
  /** What it applies to, its base, over what it is accumulated, how its payment follows. */
  readonly fields: readonly SheetField[];
  readonly rules: readonly SheetRow[];
  readonly tilts: readonly SheetList[];
  readonly ceilings: readonly SheetList[];
}

export interface SheetSource {
  readonly number: number;
  readonly document: string;
  readonly grade: SourceGrade;
  readonly register: string | undefined;
  readonly url: string | undefined;
  readonly retrievedOn: string | undefined;
  readonly note: string | undefined;
}

export interface PolicySheet {
  /** `pack@from`. */
  readonly policy: string;
  readonly title: string;
  readonly area: string;
  readonly scheme: string;
  readonly from: string;
  /** The first day on which it no longer holds; undefined while in force. */
  readonly to: string | undefined;
  readonly decidedBy: string;
  /** Of several identities the highest counts, in this order; empty where nothing is said. */
  readonly identityRank: readonly string[];
  readonly layers: readonly SheetLayer[];
  readonly account: SheetRow;
  readonly yearEnd: readonly SheetRow[];
  /** Undefined where the policy leaves fee lines to the catalogue. */
  readonly feeLines: SheetList | undefined;
  readonly sources: readonly SheetSource[];
  /** The weakest source of all: no result is better founded. */
  readonly weakest: SourceGrade | undefined;
}

/** Said of a deductible or limit that there is none. */
export const NONE = '不设';

/** "起付标准 800 元"; "不设起付标准". */
export function fieldWords({ name, value }: SheetField): string {
  return value === NONE ? `${NONE}${name}` : `${name} ${value}`;
}

/** A rule's deductible, and the rest of it. */
export function ruleColumns({ fields }: SheetRow): { readonly deductible: string; readonly rate: string } {
  const deductible = fields.find(({ name }) => name === '起付标准');
  const rest = fields.filter((field) => field !== deductible);
  const words = rest.map(({ name, value }) => (name === '支付比例' || name === '定额' ? value : `${name} ${value}`));
  return { deductible: deductible?.value ?? '', rate: words.join('；') };
}
