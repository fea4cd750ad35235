import type { Office } from '../access/index.ts';
import type { EntitlementRules } from '../benefits/index.ts';

/** What deciding on entitlement needs: the shared context and the rules of all areas. */
export interface EntitlementOffice extends Office {
  readonly entitlements: EntitlementRules;
}
