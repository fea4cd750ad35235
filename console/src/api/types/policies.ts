/** The policies that anyone may read: /api/public/policies. */
import type { PolicyPack } from '../../../../src/benefits/engine.ts';
import type { Coded } from './common.ts';

/** GET /api/public/policies/:area?scheme=; without an area, a redirection to the office's own. */
export interface PublicPoliciesResponse {
  area: Coded;
  /** Every pack that can decide for the area, with all its versions. */
  packs: readonly PolicyPack[];
  /** Names of the chronic diseases that the packs tell apart. */
  diseases: Coded[];
}
