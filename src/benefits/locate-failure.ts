/** Adds the line to a failure that names a place in a pack's files. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Failure } from '../kernel/result.ts';
import type { PackFile } from './read-yaml.ts';

/**
 * A failure whose `path` is `file#/json/pointer` gets the line of the deepest node that exists there, in its message
 * (政策文件 … 第 n 行) and among its parameters. Any other failure is returned as it is.
 */
export function locateFailure(failure: Failure, files: readonly PackFile[]): Failure {
  const [name, pointer] = failure.path?.split('#') ?? [];
  const file = files.find((candidate) => candidate.name === name);
  if (name === undefined || pointer === undefined || file === undefined) return failure;
  const line = lineOf(file.text, pointer);
  return {
    ...failure,
    message: failure.message.replace(`政策文件 ${name} 的`, `政策文件 ${name} 第 ${line} 行的`),
    params: { ...failure.params, line },
  };
}

/** Line of the deepest node on the way to a JSON pointer. */
export function lineOf(text: string, pointer: string): number {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const keys = pointer.split('/').slice(1);
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length).map(asKey), true);
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
  }
  return 1;
}

function asKey(segment: string): string | number {
  const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d+$/.test(key) ? Number(key) : key;
}
