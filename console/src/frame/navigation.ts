/** The navigation along the flow of the work. A page stands here only when it exists and the role may open it. */
import type { QueueGroup } from '../api/types.ts';

export interface NavItem {
  readonly title: string;
  readonly href: string;
  /** Any one of these rights opens the page; none means everybody. */
  readonly rights: readonly string[];
  /** Other paths that belong to the item: the pages of single records. */
  readonly also?: RegExp;
}

export interface NavGroup {
  readonly title: string;
  readonly items: readonly NavItem[];
}

export const NAVIGATION: readonly NavGroup[] = [
  { title: '', items: [{ title: '我的待办', href: '/', rights: [] }] },
  { title: '参保', items: [{ title: '参保人员', href: '/people', rights: ['people.read'] }] },
  {
    title: '待遇',
    items: [
      {
        title: '待遇政策',
        href: '/policies',
        rights: ['people.read', 'contributions.read', 'settlement.read', 'payments.read'],
      },
      { title: '改革实验室', href: '/simulation', rights: ['simulation.run'] },
    ],
  },
  {
    title: '结算',
    items: [
      { title: '结算记录', href: '/settlements', rights: ['settlement.read'] },
      { title: '待遇重算', href: '/recomputations', rights: ['adjustments.read'] },
      { title: '定点医药机构', href: '/providers', rights: ['settlement.read', 'payments.read'] },
      { title: '月度申报', href: '/declarations', rights: ['payments.read'] },
      { title: '拨付批次', href: '/batches', rights: ['payments.read'] },
    ],
  },
  {
    title: '基金',
    items: [
      { title: '基金总览', href: '/fund', rights: ['fund.read'] },
      { title: '收支表', href: '/fund/statement', rights: ['fund.read'], also: /^\/fund\/[^/]+\/statement$/ },
      { title: '科目余额', href: '/fund/trial-balance', rights: ['fund.read'], also: /^\/fund\/[^/]+\/trial-balance$/ },
      { title: '记账凭证', href: '/fund/vouchers', rights: ['fund.read'], also: /^\/fund\/[^/]+\/vouchers(\/|$)/ },
      { title: '账账核对', href: '/fund/control', rights: ['fund.read'] },
      { title: '月末结账', href: '/fund/close', rights: ['fund.close'] },
    ],
  },
  { title: '公开', items: [{ title: '公开核对', href: '/check', rights: ['disclosure.check'] }] },
  {
    title: '系统',
    items: [
      { title: '账号与授权', href: '/accounts', rights: ['access.read', 'access.accounts', 'access.roles'] },
      { title: '审计日志', href: '/audit', rights: ['audit.read'] },
    ],
  },
];

/** The groups and items the rights open, empty groups left out. */
export function allowedNavigation(rights: readonly string[]): NavGroup[] {
  return NAVIGATION.map((group) => ({ ...group, items: group.items.filter((item) => isAllowed(item, rights)) })).filter(
    (group) => group.items.length > 0,
  );
}

function isAllowed(item: NavItem, rights: readonly string[]): boolean {
  return item.rights.length === 0 || item.rights.some((right) => rights.includes(right));
}

/** Whether the item is where the user is: its own page, a record under it, or a page it claims. */
export function isCurrent(item: NavItem, path: string): boolean {
  if (path === item.href || item.also?.test(path)) return true;
  return item.href !== '/' && item.href !== '/fund' && path.startsWith(`${item.href}/`);
}

/** What waits behind each item: the queue's groups by the list page they link to; all of them behind 我的待办. */
export function queueCounts(groups: readonly QueueGroup[]): Map<string, { count: number; overdue: number }> {
  const counts = new Map<string, { count: number; overdue: number }>();
  const add = (href: string, group: QueueGroup) => {
    const before = counts.get(href) ?? { count: 0, overdue: 0 };
    counts.set(href, { count: before.count + group.count, overdue: before.overdue + group.overdue });
  };
  for (const group of groups) {
    if (group.count === 0) continue;
    add('/', group);
    const path = group.link.split('?')[0] ?? '';
    if (path !== '/') add(path, group);
  }
  return counts;
}
