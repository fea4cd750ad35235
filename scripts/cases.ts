/**
 * `npm run cases [-- WE-042 …]`: the published calculations of examples/benefit-cases, computed and held against what
 * their pages print. With ids, their ladders as well. Exits 1 when a difference is not explained.
 */
import {
  checkExample,
  computeExample,
  type Finding,
  readExamples,
  type Verdict,
} from '../examples/benefit-cases/run-examples.ts';
import { renderResult } from '../src/benefits/index.ts';

const VERDICTS: readonly Verdict[] = ['一致', '舍入内一致', '原文自相矛盾', '原文仅述', '不一致'];
const COLUMNS = [
  { title: '编号', width: 9, right: false },
  { title: '地区', width: 34, right: false },
  { title: '项目', width: 28, right: false },
  { title: '原文', width: 14, right: true },
  { title: '算得', width: 14, right: true },
  { title: '差额', width: 14, right: true },
  { title: '  结论', width: 14, right: false },
] as const;

const wanted = process.argv.slice(2);
const all = readExamples();
const unknown = wanted.filter((id) => !all.some((example) => example.id === id));
if (unknown.length > 0) {
  console.error(`没有算例 ${unknown.join('、')}；现有：${all.map(({ id }) => id).join('、')}`);
  process.exit(1);
}
const examples = wanted.length === 0 ? all : all.filter(({ id }) => wanted.includes(id));

for (const example of wanted.length === 0 ? [] : examples) {
  console.log(`${example.id} ${example.title}（${example.area}，${example.year}）`);
  console.log(`来源：${example.source.url ?? example.source.document ?? ''}，等级 ${example.source.grade}`);
  if (example.note !== undefined) console.log(`说明：${example.note}`);
  for (const [name, result] of computeExample(example)) console.log(`\n〔${name}〕\n${renderResult(result)}`);
  console.log('');
}

const findings = examples.flatMap(checkExample);
console.log(row(COLUMNS.map(({ title }) => title)));
for (const finding of findings) console.log(row(cells(finding)));

const counts = VERDICTS.map((verdict) => [verdict, findings.filter((finding) => finding.verdict === verdict).length]);
const shown = counts.filter(([verdict, count]) => count !== 0 || verdict === '不一致');
console.log(
  `\n${examples.length} 例 ${findings.length} 项：${shown.map(([name, count]) => `${name} ${count}`).join('，')}`,
);
process.exitCode = findings.some(({ verdict }) => verdict === '不一致') ? 1 : 0;

function cells({ id, area, kind, what, printed, computed, difference, verdict }: Finding): string[] {
  const title = kind === 'identity' ? `${what}（恒等）` : what;
  return [id, area, title, amount(printed), amount(computed), amount(difference), `  ${verdict}`];
}

function amount(hundredths: number | undefined): string {
  if (hundredths === undefined) return '—';
  return (hundredths / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function row(texts: readonly string[]): string {
  return COLUMNS.map(({ width, right }, index) => pad(texts[index] ?? '', width, right))
    .join('')
    .trimEnd();
}

/** A Chinese character takes two columns. */
function pad(text: string, columns: number, right: boolean): string {
  const width = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
  const blank = ' '.repeat(Math.max(1, columns - width));
  return right ? blank + text : text + blank;
}
