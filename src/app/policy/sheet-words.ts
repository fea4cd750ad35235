/** What a sheet says of itself, for the terminal and for documents alike. */
import {
  type PolicySheet,
  type SheetCitation,
  type SheetRow,
  SOURCE_GRADE_LABELS,
  type SourceGrade,
} from '../../benefits/index.ts';
import { coded, codedDivision } from '../../catalogues/code-lists.ts';
import { addDays, isoDate } from '../../kernel/dates.ts';

/** Grades that nobody may take for law; every value of such a grade is marked. */
const DOUBTFUL: readonly SourceGrade[] = ['C', 'D', 'sample'];

export function isDoubtful(grade: SourceGrade): boolean {
  return DOUBTFUL.includes(grade);
}

/** "2022-09-01 起"; "2020-01-01 至 2022-08-31", both days included. */
export function spanWords({ from, to }: { readonly from: string; readonly to?: string | undefined }): string {
  return to === undefined ? `${from} 起` : `${from} 至 ${addDays(isoDate(to), -1)}`;
}

/** "610326 眉县（随 610300 宝鸡市统筹）". */
export function areaWords(area: string, sheet: Pick<PolicySheet, 'area'>): string {
  const named = (code: string) => `${code} ${divisionName(code)}`.trim();
  return area === sheet.area ? named(area) : `${named(area)}（随 ${named(sheet.area)}统筹）`;
}

/** Invented areas (样例) are in no list of divisions. */
function divisionName(code: string): string {
  const { name } = codedDivision(code);
  return name.startsWith('未载') ? '' : name;
}

export function schemeWords(scheme: string): string {
  return coded('insutype', scheme).name;
}

/** "[2] 第五条". */
export function citationWords({ source, article }: SheetCitation): string {
  return article === undefined ? `[${source}]` : `[${source}] ${article}`;
}

/** "A"; "D 未核实数据": a grade that needs a word gets one. */
export function gradeWords(grade: SourceGrade): string {
  if (grade === 'sample') return SOURCE_GRADE_LABELS.sample;
  return isDoubtful(grade) ? `${grade} ${SOURCE_GRADE_LABELS[grade]}` : grade;
}

/** All rows of a sheet, in its order. */
export function rowsOf(sheet: PolicySheet): SheetRow[] {
  return [
    ...sheet.layers.flatMap(({ rules, tilts, ceilings }) => [
      ...rules,
      ...[...tilts, ...ceilings].flatMap((list) => list.rows),
    ]),
    sheet.account,
    ...sheet.yearEnd,
    ...(sheet.feeLines?.rows ?? []),
  ];
}

/** How many values rest on a page, on unverified data, on nothing; undefined where all are vouched for. */
export function doubtWords(sheet: PolicySheet): string | undefined {
  const grades = rowsOf(sheet).map(({ cited }) => cited.grade);
  const parts = DOUBTFUL.map((grade) => ({ grade, count: grades.filter((each) => each === grade).length }))
    .filter(({ count }) => count > 0)
    .map(({ grade, count }) => `${count} 条为${SOURCE_GRADE_LABELS[grade]}`);
  if (parts.length === 0) return undefined;
  return `本表 ${grades.length} 条规定中，${parts.join('，')}；未以政府文件为依据的数值，使用前须核实。`;
}
