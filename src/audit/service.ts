/** Reading the trail. */
import type { Db } from '../database/index.ts';
import type { AuditEntry } from './model.ts';
import { type AuditFilter, countEntries, listEntries } from './store.ts';

export interface AuditPage {
  readonly total: number;
  readonly rows: readonly AuditEntry[];
}

/** A page of entries, newest first; `page` counts from 1. */
export async function listAudit(
  db: Db,
  query: AuditFilter & { readonly page: number; readonly pageSize: number },
): Promise<AuditPage> {
  const { page, pageSize, ...filter } = query;
  const [total, rows] = await Promise.all([
    countEntries(db, filter),
    listEntries(db, filter, { offset: (page - 1) * pageSize, limit: pageSize }),
  ]);
  return { total, rows };
}
