/** DuckDB in memory, for reading and writing claims files; temporary data goes to a folder of its own. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { refuseCancelled } from './cancel.ts';

/** A third of the machine's memory, at least one gigabyte; what does not fit is spilled. */
const MEMORY_SHARE = 3;
const GIGABYTE = 1024 ** 3;

/** Opens a database, gives its connection to `work`, and clears everything away. Cancelled runs are interrupted. */
export async function withDuckDb<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  refuseCancelled(signal);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-claims-'));
  const memory = Math.max(Math.floor(os.totalmem() / MEMORY_SHARE / GIGABYTE), 1);
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memory}GB`,
    temp_directory: folder,
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    return await work(connection);
  } catch (error) {
    // The interrupted query fails in DuckDB's words; what happened is that somebody cancelled.
    refuseCancelled(signal);
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A text as a literal of SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
