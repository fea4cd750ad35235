import type { Db } from '../database/index.ts';
import type { Clock } from '../kernel/dates.ts';
import type { Vault } from './vault.ts';

/** What every use case of one bureau works with. Capabilities that need more extend it. */
export interface Office {
  readonly db: Db;
  readonly vault: Vault;
  readonly clock: Clock;
  /** The pooling area: six digits of GB/T 2260. */
  readonly area: string;
}
