/** What acts are called on screen. An act that is not listed is shown by its code. */
const AUDIT_ACTIONS: Readonly<Record<string, string>> = {
  'session.open': '登录',
  'session.refused': '登录未成功',
  'session.locked': '登录锁定',
  'session.close': '退出',
  'password.change': '修改密码',
  'account.create': '新建账号',
  'account.roles': '授予岗位',
  'account.disable': '停用账号',
  'account.enable': '恢复账号',
  'account.password-reset': '重置密码',
  'people.enrol': '参保登记',
  'people.unmask': '查看完整证件号码',
  'people.death': '登记死亡',
  'people.deathWithdrawn': '撤销死亡登记',
  'people.suspend': '暂停参保',
  'people.resume': '恢复参保',
  'people.suspensionWithdrawn': '撤销暂停参保',
  'people.arrears': '登记欠费',
  'people.arrearsPaid': '登记补缴',
  'people.arrearsWithdrawn': '撤销欠费登记',
  'people.grantIdentity': '认定人员身份',
  'people.endIdentity': '取消人员身份',
  'adjustments.propose': '提出待遇重算',
  'adjustments.approved': '核定待遇重算',
  'adjustments.returned': '退回待遇重算',
  'adjustments.noDifference': '重算无差异销号',
  'adjustments.pay': '提交补差支付或收回',
  'adjustments.paid': '审核补差支付或收回',
  'adjustments.returnPayment': '退回补差支付或收回',
  'adjustments.scan': '年度待遇核查',
  'payments.declare': '受理月度申报',
  'payments.approved': '核定申报',
  'payments.returned': '退回申报',
  'payments.batch': '编制拨付批次',
  'payments.release': '审核拨付',
  'payments.returnBatch': '退回拨付批次',
  'fund.close': '月末结账',
  'approval.submit': '提交审批',
  'approval.approve': '审批同意',
  'approval.return': '退回修改',
  'approval.reject': '审批不同意',
  'simulation.run': '政策测算',
  'audit.verify': '校验审计链',
};
const ORDER = Object.keys(AUDIT_ACTIONS);

export function actionTitle(action: string): string {
  return AUDIT_ACTIONS[action] ?? action;
}

/** In the order of the list above, acts without a title last. */
export function sortActions(actions: readonly string[]): string[] {
  const place = (action: string) => (ORDER.includes(action) ? ORDER.indexOf(action) : ORDER.length);
  return actions.toSorted((left, right) => place(left) - place(right) || left.localeCompare(right));
}
