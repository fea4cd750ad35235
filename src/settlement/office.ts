import type { PolicyPack } from '../benefits/index.ts';
import type { EntitlementOffice } from '../people/index.ts';

/** What the use cases of settlement need: the shared context, the rules of entitlement and the policy packs. */
export interface SettlementOffice extends EntitlementOffice {
  readonly policies: readonly PolicyPack[];
}
