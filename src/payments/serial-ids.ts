/** Numbers of declarations, batches and advances: division, kind, serial. */
import { nextValues, type Tx } from '../database/index.ts';

export async function newIds(tx: Tx, area: string, prefix: string, sequence: string, count: number): Promise<string[]> {
  const serials = await nextValues(tx, sequence, count);
  return serials.map((serial) => `${area}${prefix}${String(serial).padStart(8, '0')}`);
}
