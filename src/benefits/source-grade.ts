/** How the grades of sources are shown: a figure that nobody vouches for must not look like law. */
import type { Clause, SourceGrade } from './model.ts';

/** Strongest first. */
export const SOURCE_GRADES = ['A', 'A-', 'B', 'C', 'D', 'sample'] as const satisfies readonly SourceGrade[];

export const SOURCE_GRADE_LABELS: Readonly<Record<SourceGrade, string>> = {
  A: '政府文件',
  'A-': '政府文件（转载）',
  B: '机构或报刊引述',
  C: '汇编网页',
  D: '未核实数据',
  sample: '样例（虚构）',
};

/** The weakest grade among clauses; undefined for none. A result is no better founded than its weakest clause. */
export function weakestGrade(clauses: Iterable<Clause>): SourceGrade | undefined {
  let weakest = -1;
  for (const { grade } of clauses) weakest = Math.max(weakest, SOURCE_GRADES.indexOf(grade));
  return SOURCE_GRADES[weakest];
}
