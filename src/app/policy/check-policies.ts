/** `tongchou policy check`: every flaw of every pack under a folder, or of one pack. */
import fs from 'node:fs';
import path from 'node:path';
import {
  checkNationalFiles,
  checkPolicies,
  compilePack,
  FLAW_SEVERITIES,
  FLAW_SEVERITY_LABELS,
  type Flaw,
  type PolicyFiles,
  policySheet,
  readPolicyFiles,
  SOURCE_GRADE_LABELS,
  SOURCE_GRADES,
  type SourceGrade,
} from '../../benefits/index.ts';
import { refuse } from '../../kernel/result.ts';
import { appErrors } from '../errors.ts';
import { POLICIES } from '../office.ts';
import { say } from '../terminal.ts';
import { schemeWords } from './sheet-words.ts';

export interface CheckPoliciesOptions {
  readonly format?: 'text' | 'json' | undefined;
}

/** A pack that compiles, in short. */
interface PackSummary {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  readonly scheme: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly versions: number;
  readonly layers: number;
  readonly weakest: SourceGrade | undefined;
}

/**
 * Checks the packs of a folder (all of `policies/` unless said otherwise), or the one pack that the folder is, among
 * its neighbours. Answers the exit code: 1 when there is an error; warnings and hints leave it 0.
 */
export async function checkPolicyFolder(
  folder: string | undefined,
  options: CheckPoliciesOptions = {},
): Promise<number> {
  const { files, only } = openFolder(folder ?? POLICIES);
  const all = [...checkNationalFiles(files.national), ...checkPolicies(files.folders, files.register)];
  const flaws = only === undefined ? all : all.filter(({ file }) => file.startsWith(`${only}/`));
  const packs = files.folders.flatMap((pack) =>
    only === undefined || pack.folder === only ? summarize(pack, files) : [],
  );
  const counts = countsOf(flaws);
  if (options.format === 'json') say(JSON.stringify({ counts, flaws, packs }, undefined, 2));
  else for (const line of reportLines(packs, flaws, only === undefined ? files.folders.length : 1)) say(line);
  return counts.error === 0 ? 0 : 1;
}

function openFolder(folder: string): { readonly files: PolicyFiles; readonly only: string | undefined } {
  const root = path.resolve(folder);
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) return refuse(appErrors.noPacks({ folder }));
  if (fs.existsSync(path.join(root, 'pack.yaml')))
    return { files: readPolicyFiles(path.dirname(root)), only: path.basename(root) };
  const files = readPolicyFiles(root);
  return files.folders.length === 0 ? refuse(appErrors.noPacks({ folder })) : { files, only: undefined };
}

function summarize(pack: PolicyFiles['folders'][number], { register }: PolicyFiles): PackSummary[] {
  const compiled = compilePack(pack.folder, [...(register === undefined ? [] : [register]), ...pack.files]);
  if (!compiled.ok) return [];
  const { id, title, area, scheme, policies, names } = compiled.value;
  const grades = policies.flatMap((policy) => policySheet(policy, names).weakest ?? []);
  const weakest = grades.sort((left, right) => SOURCE_GRADES.indexOf(right) - SOURCE_GRADES.indexOf(left))[0];
  const [first] = policies;
  const last = policies.at(-1);
  if (first === undefined || last === undefined) return [];
  const { from } = first;
  return [
    { id, title, area, scheme, from, to: last.to, versions: policies.length, layers: last.layers.length, weakest },
  ];
}

function countsOf(flaws: readonly Flaw[]): Record<Flaw['severity'], number> {
  const count = (severity: Flaw['severity']) => flaws.filter((flaw) => flaw.severity === severity).length;
  return { error: count('error'), warning: count('warning'), hint: count('hint') };
}

/** Hints first and errors last, where the reader's eye is. */
function reportLines(packs: readonly PackSummary[], flaws: readonly Flaw[], total: number): string[] {
  const counts = countsOf(flaws);
  const told = [...FLAW_SEVERITIES].reverse().flatMap((severity) => flaws.filter((flaw) => flaw.severity === severity));
  const folded = foldedHints(flaws);
  return [
    ...packs.map(summaryLine),
    ...told
      .filter((flaw) => !folded.has(flaw))
      .flatMap((flaw) => ['', `${FLAW_SEVERITY_LABELS[flaw.severity]}　${flaw.message}`, `　　　处理：${flaw.remedy}`]),
    ...(folded.size === 0 ? [] : ['', `另有 ${folded.size} 条同类的提示未列出，全部见 --format json`]),
    '',
    `${total} 个政策包：${FLAW_SEVERITIES.map((severity) => `${FLAW_SEVERITY_LABELS[severity]} ${counts[severity]}`).join('，')}`,
  ];
}

/** Hints of one kind in one file beyond the first few: they say the same. */
function foldedHints(flaws: readonly Flaw[]): Set<Flaw> {
  const hints = flaws.filter(({ severity }) => severity === 'hint');
  const kinds = Map.groupBy(hints, ({ code, file }) => `${code} ${file}`);
  return new Set([...kinds.values()].flatMap((kind) => kind.slice(SHOWN_HINTS)));
}

const SHOWN_HINTS = 3;

function summaryLine(pack: PackSummary): string {
  const { id, title, scheme, from, to, versions, layers, weakest } = pack;
  const span = to === undefined ? `${from} 起` : `${from} 至 ${to}（不含）`;
  const grade = weakest === undefined ? '' : `；来源最弱为“${SOURCE_GRADE_LABELS[weakest]}”`;
  return `${id}　${title}（${schemeWords(scheme)}）：${span}，${versions} 个版本，${layers} 层${grade}`;
}
