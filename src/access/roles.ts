/**
 * What each post may do, and which posts one person may not hold together. Data: a bureau's own internal-control rules
 * (内部控制制度) decide in the end, and change it here.
 *
 * Sources: 《社会保险经办机构内部控制暂行办法》(劳社部发〔2007〕2号) asks for separated posts in registration, collection,
 * benefits and fund finance; 《会计法》(2024年修正) article 25 (1) separates those who keep the books from those who
 * approve and those who handle; GB/T 22239—2019 section 8.1.5 (third level) separates system, audit and security
 * administration.
 */
import type { Right, Role } from './model.ts';

export const ROLE_RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  enrolment: ['people.read', 'people.write', 'people.unmask', 'contributions.read'],
  collection: ['people.read', 'contributions.read', 'contributions.write'],
  benefits: [
    'people.read',
    'people.unmask',
    'contributions.read',
    'settlement.read',
    'adjustments.read',
    'adjustments.propose',
    'payments.read',
    'payments.declare',
  ],
  benefitsReview: [
    'people.read',
    'settlement.read',
    'adjustments.read',
    'adjustments.review',
    'payments.read',
    'payments.review',
  ],
  fundAccountant: [
    'contributions.read',
    'settlement.read',
    'adjustments.read',
    'payments.read',
    'payments.batch',
    'fund.read',
    'fund.post',
    'disclosure.check',
  ],
  fundSupervisor: [
    'contributions.read',
    'settlement.read',
    'adjustments.read',
    'payments.read',
    'payments.release',
    'fund.read',
    'fund.review',
    'fund.close',
    'simulation.run',
    'disclosure.check',
  ],
  inspector: [
    'people.read',
    'people.unmask',
    'contributions.read',
    'settlement.read',
    'adjustments.read',
    'payments.read',
    'fund.read',
    'disclosure.check',
  ],
  serviceStation: ['people.read', 'people.write', 'contributions.read'],
  policy: ['settlement.read', 'fund.read', 'simulation.run', 'disclosure.check'],
  director: [
    'people.read',
    'contributions.read',
    'settlement.read',
    'adjustments.read',
    'payments.read',
    'payments.approve',
    'fund.read',
    'fund.approve',
    'simulation.run',
    'disclosure.check',
  ],
  systemAdmin: ['access.read', 'access.accounts'],
  securityAdmin: ['access.read', 'access.roles'],
  auditAdmin: ['audit.read'],
};

/** Any two of these are apart, and none of them goes with an office post (三员分立). */
export const ADMIN_ROLES: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin'];

export interface PostConflict {
  /** No account holds two of these. */
  readonly posts: readonly Role[];
  readonly reason: string;
}

export const POST_CONFLICTS: readonly PostConflict[] = [
  { posts: ['enrolment', 'collection'], reason: '参保登记与缴费征集须分设' },
  { posts: ['enrolment', 'benefits'], reason: '参保登记与待遇审核须分设' },
  { posts: ['collection', 'benefits'], reason: '缴费征集与待遇审核须分设' },
  { posts: ['benefits', 'benefitsReview'], reason: '经办与复核须由不同的人担任' },
  { posts: ['benefits', 'fundAccountant'], reason: '待遇审核与资金拨付、记账须分设' },
  { posts: ['benefits', 'fundSupervisor'], reason: '待遇审核与资金拨付、记账须分设' },
  { posts: ['benefitsReview', 'fundAccountant'], reason: '待遇复核与资金拨付、记账须分设' },
  { posts: ['benefitsReview', 'fundSupervisor'], reason: '待遇复核与资金拨付、记账须分设' },
  { posts: ['collection', 'fundAccountant'], reason: '收款与记账须分设' },
  { posts: ['fundAccountant', 'fundSupervisor'], reason: '制单与审核须由不同的人担任' },
  { posts: ['serviceStation', 'benefitsReview'], reason: '受理与复核须由不同的人担任' },
  ...(
    [
      'enrolment',
      'collection',
      'benefits',
      'benefitsReview',
      'fundAccountant',
      'fundSupervisor',
      'serviceStation',
    ] as const
  ).flatMap((post): PostConflict[] => [
    { posts: ['inspector', post], reason: '稽核监管须独立于被稽核的业务' },
    { posts: ['director', post], reason: '审批人不兼任经办与复核' },
  ]),
];

/** All rights of a set of posts. */
export function rightsOf(roles: readonly Role[]): ReadonlySet<Right> {
  return new Set(roles.flatMap((role) => ROLE_RIGHTS[role]));
}

export function hasRight(actor: { readonly roles: readonly Role[] }, right: Right): boolean {
  return actor.roles.some((role) => ROLE_RIGHTS[role].includes(right));
}
