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
