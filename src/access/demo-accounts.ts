import type { SeedAccount } from './accounts.ts';
import { ROLES, type Role } from './model.ts';

/** One account for each post, named for what it does. */
const NAMES: Readonly<Record<string, Role>> = {
  canbao: 'enrolment',
  zhengjiao: 'collection',
  shenhe: 'benefits',
  fuhe: 'benefitsReview',
  kuaiji: 'fundAccountant',
  caiwu: 'fundSupervisor',
  jihe: 'inspector',
  fuwuzhan: 'serviceStation',
  zhengce: 'policy',
  juzhang: 'director',
  xitong: 'systemAdmin',
  anquan: 'securityAdmin',
  shenji: 'auditAdmin',
};

/**
 * The accounts of a demonstration office in `area` (six digits). The service station sees one town: `town`, or the
 * area's first by number (`…101`).
 */
export function demoAccounts(area: string, town = `${area}101`): SeedAccount[] {
  return Object.entries(NAMES).map(([accountId, role]) => ({
    accountId,
    name: ROLES[role],
    roles: [role],
    divisions: [role === 'serviceStation' ? town : area],
  }));
}
