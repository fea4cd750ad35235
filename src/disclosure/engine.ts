/**
 * The engine alone: reads a published document into facts and holds them against each other. Pure, usable from Node or a
 * browser; nothing here touches the disk.
 */
export {
  type CheckInput,
  type CheckOptions,
  checkDocument,
  type DocumentReading,
  readDocument,
} from './check-document.ts';
export type {
  DetailedFinding,
  DocumentKind,
  DocumentReport,
  Fact,
  Finding,
  FoundTable,
  NotJudged,
  Severity,
  SourceDocument,
  StatementTable,
} from './model.ts';
export { type ExitCode, exitCodeOf, renderJson, renderText } from './render.ts';
export type { Rule } from './rule.ts';
export { RULES } from './rules/index.ts';
export { type Classification, loadSubjects, type SubjectName, type Subjects, type SubjectTexts } from './subjects.ts';
