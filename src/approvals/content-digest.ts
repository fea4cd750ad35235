import { hash } from 'node:crypto';
import type { ApprovalContent } from './model.ts';

/** SM3 over the content as JSON with sorted keys: the same content gives the same digest however it was put together. */
export function digestContent(content: ApprovalContent): string {
  return hash('sm3', JSON.stringify(content, sortKeys));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
