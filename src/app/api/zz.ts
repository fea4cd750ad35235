import type * as Wire from '../../../console/src/api/types.ts';
import type { getSettlement } from './settlements.ts';
import type { checkText } from './check.ts';
export function a(x: Awaited<ReturnType<typeof getSettlement>>): Wire.SettlementDetail { return x; }
export function b(x: ReturnType<typeof checkText>): Wire.CheckResponse { return x; }
