/** Rich text, whichever way it was given. Pure. */
import type { RichText, Run } from './model.ts';

export function runsOf(text: RichText): readonly Run[] {
  return typeof text === 'string' ? [{ text }] : text;
}

export function plainText(text: RichText): string {
  return runsOf(text)
    .map((run) => run.text)
    .join('');
}
