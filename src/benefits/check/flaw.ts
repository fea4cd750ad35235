/** A flaw of a policy pack, with everything that is needed to mend it: where, what, how. */
import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Failure } from '../../kernel/result.ts';
import type { PackFile } from '../read-yaml.ts';

/** An error keeps a pack from being used as written; a warning is probably a mistake; a hint only says so. */
export type FlawSeverity = 'error' | 'warning' | 'hint';

export const FLAW_SEVERITIES = ['error', 'warning', 'hint'] as const satisfies readonly FlawSeverity[];

export const FLAW_SEVERITY_LABELS: Readonly<Record<FlawSeverity, string>> = {
  error: '错误',
  warning: '警告',
  hint: '提示',
};

export interface Flaw {
  readonly severity: FlawSeverity;
  readonly code: string;
  /** As messages name it: `610300-baoji-residents/pool.yaml`. */
  readonly file: string;
  readonly line: number;
  /** JSON pointer within the file; empty for the file as a whole. */
  readonly place: string;
  readonly value: string;
  readonly message: string;
  readonly remedy: string;
}

/** Turns failures whose path is `file#/json/pointer` into flaws with their lines. */
export interface FlawMaker {
  /** Line of the deepest node that exists on the way to the place; of the field's name, where it is a field. */
  lineOf(file: string, place: string): number;
  flaw(severity: FlawSeverity, failure: Failure): Flaw;
}

export function createFlawMaker(files: readonly PackFile[]): FlawMaker {
  const lineFinders = new Map<string, (place: string) => number>();
  const lineOf = (name: string, place: string): number => {
    let find = lineFinders.get(name);
    if (find === undefined) {
      const file = files.find((candidate) => candidate.name === name);
      find = file === undefined ? () => 1 : lineFinder(file.text);
      lineFinders.set(name, find);
    }
    return find(place);
  };
  return {
    lineOf,
    flaw: (severity, failure) => {
      const [file = '', place = ''] = failure.path?.split('#') ?? [];
      const known = failure.params.line;
      const line = typeof known === 'number' ? known : lineOf(file, place);
      return {
        severity,
        code: failure.code,
        file,
        line,
        place,
        value: String(failure.params.value ?? ''),
        message: failure.message.replace(`政策文件 ${file} 的`, `政策文件 ${file} 第 ${line} 行的`),
        remedy: failure.remedy,
      };
    },
  };
}

function lineFinder(text: string): (place: string) => number {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const line = (node: unknown): number | undefined =>
    isNode(node) && node.range ? lineCounter.linePos(node.range[0]).line : undefined;
  return (place) => {
    let found = 1;
    let node: Node | null | undefined = document.contents;
    for (const segment of place.split('/').slice(1)) {
      const next = childOf(node, segment.replaceAll('~1', '/').replaceAll('~0', '~'));
      if (next === undefined) break;
      found = line(next.key) ?? line(next.value) ?? found;
      node = next.value;
    }
    return found;
  };
}

/** A child with what names it: the key of a field, the item itself in a list. */
function childOf(
  node: Node | null | undefined,
  key: string,
): { readonly key: unknown; readonly value: Node | null | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    return pair && { key: pair.key, value: isNode(pair.value) ? pair.value : undefined };
  }
  if (!isSeq(node)) return undefined;
  const item = node.items[Number(key)];
  return isNode(item) ? { key: item, value: item } : undefined;
}

/** Each flaw once, in the order of files (`pack.yaml` first) and lines. */
export function sortFlaws(flaws: readonly Flaw[]): Flaw[] {
  const seen = new Set<string>();
  const unique = flaws.filter((flaw) => {
    const key = JSON.stringify([causeOf(flaw), flaw.file, flaw.line, flaw.place]);
    return !seen.has(key) && seen.add(key);
  });
  const rank = ({ file }: Flaw) => file.replace(/\/pack\.yaml$/, '/');
  return unique.sort((left, right) => {
    if (rank(left) !== rank(right)) return rank(left) < rank(right) ? -1 : 1;
    return left.line - right.line || FLAW_SEVERITIES.indexOf(left.severity) - FLAW_SEVERITIES.indexOf(right.severity);
  });
}

const HIDDEN: readonly string[] = ['policyCheck.overlap', 'policyCheck.hidden', 'benefits.unreachableRule'];

/** One cause, one finding: what the checks and the compiler each say of the same row counts once, the fuller first. */
function causeOf({ code, place }: Flaw): string {
  if (HIDDEN.includes(code)) return 'hidden';
  return place.startsWith('/sources/') && code !== 'policyCheck.unusedSource' ? 'source' : code;
}
