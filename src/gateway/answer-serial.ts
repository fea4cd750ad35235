import { randomInt } from 'node:crypto';

/**
 * Ten digits for `inf_refmsgid`, unique within a second over the servers of an office: four drawn when the process
 * starts, six counted up. A counter costs no database round trip, and the division and time stand before it.
 */
export function createAnswerSerials(start = randomInt(10_000)): () => string {
  const prefix = String(start).padStart(4, '0');
  let count = 0;
  return () => {
    count = (count + 1) % 1_000_000;
    return `${prefix}${String(count).padStart(6, '0')}`;
  };
}
