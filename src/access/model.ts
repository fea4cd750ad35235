/**
 * Who acts, and what they may do. A right is asked for by every route and every use case that writes; a scope limits
 * which divisions' records are seen (GB/T 2260 prefix: `610326` the county, `610326101` a town).
 */
export const ROLES = {
  /** 参保登记岗 */
  enrolment: '参保登记',
  /** 征缴岗 */
  collection: '征缴管理',
  /** 待遇审核岗 */
  benefits: '待遇审核',
  /** 结算复核岗 */
  benefitsReview: '结算复核',
  /** 基金会计岗 */
  fundAccountant: '基金会计',
  /** 基金财务主管 */
  fundSupervisor: '基金财务主管',
  /** 稽核监管岗 */
  inspector: '稽核监管',
  /** 镇村服务站 */
  serviceStation: '镇村服务站',
  /** 待遇政策岗 */
  policy: '待遇政策',
  /** 局领导 */
  director: '局领导',
  /** 系统管理员 */
  systemAdmin: '系统管理员',
  /** 安全管理员 */
  securityAdmin: '安全管理员',
  /** 审计管理员 */
  auditAdmin: '审计管理员',
} as const;
export type Role = keyof typeof ROLES;

export const RIGHTS = {
  'people.read': '查看参保人',
  'people.write': '办理参保登记',
  'people.unmask': '查看完整证件号码',
  'contributions.read': '查看缴费',
  'contributions.write': '登记缴费',
  'settlement.read': '查看结算',
  'adjustments.read': '查看待遇重算',
  'adjustments.propose': '试算并提出待遇重算',
  'adjustments.review': '复核待遇重算',
  'payments.read': '查看申报与拨付',
  'payments.declare': '受理月度申报',
  'payments.review': '复核申报',
  'payments.batch': '编制拨付批次',
  'payments.release': '审核拨付',
  'payments.approve': '审批大额拨付',
  'fund.read': '查看基金账',
  'fund.post': '录入基金凭证',
  'fund.review': '复核基金凭证',
  'fund.approve': '审批大额调账',
  'fund.close': '月末结账',
  'simulation.run': '测算待遇政策',
  'disclosure.check': '核对公开文件',
  'access.read': '查看账号',
  'access.accounts': '管理账号',
  'access.roles': '管理授权',
  'audit.read': '查看审计日志',
} as const;
export type Right = keyof typeof RIGHTS;

export interface Actor {
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Division prefixes whose records the actor may see; a bureau's own staff has the county's six digits. */
  readonly divisions: readonly string[];
  readonly kind: 'clerk' | 'provider' | 'system';
  /** Set for a provider's system that speaks the national interface. */
  readonly fixmedinsCode?: string | undefined;
}

/** The office's own programs: the start-up, the jobs, the command line. */
export const SYSTEM_ACTOR: Actor = { accountId: 'system', name: '系统', roles: [], divisions: [], kind: 'system' };

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

export function isRight(text: string): text is Right {
  return Object.hasOwn(RIGHTS, text);
}
