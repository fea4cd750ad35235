import { type RawBuilder, sql } from 'kysely';
import type { Actor } from './model.ts';

/**
 * SQL condition that keeps a query to the actor's divisions: `column` holds a division code (six digits or more).
 * An actor without divisions sees nothing.
 */
export function scopeCondition(actor: Pick<Actor, 'divisions'>, column: string): RawBuilder<boolean> {
  const patterns = actor.divisions.map((prefix) => `${prefix}%`);
  return sql<boolean>`${sql.ref(column)} like any(${patterns}::text[])`;
}
