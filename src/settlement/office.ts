import type { Office } from '../access/index.ts';
import type { PolicyPack } from '../benefits/index.ts';

/** What the use cases of settlement need: the shared context and the policy packs. */
export interface SettlementOffice extends Office {
  readonly policies: readonly PolicyPack[];
}
