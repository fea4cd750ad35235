/**
 * What was done, in a sentence, from an entry's action and detail. Names of persons are not taken from the detail;
 * reasons and comments are free text, in which numbers of nine digits and more (of persons, cards, telephones) are
 * left out. A name that somebody writes into a reason stays: reasons are there to be read.
 */
import { coded, codedDivision } from '../catalogues/code-lists.ts';
import { isIsoDate } from '../kernel/dates.ts';
import { fen, formatYuan } from '../kernel/money.ts';
import { actionTitle } from './actions.ts';
import type { AuditDetail, AuditEntry } from './model.ts';

type Summarize = (detail: AuditDetail, entry: Pick<AuditEntry, 'subjectId'>) => string;

const SUMMARIES: Readonly<Record<string, Summarize>> = {
  'session.open': (detail) => `登录成功${from(detail)}`,
  'session.refused': (detail) => `登录未成功：账号或密码不正确${from(detail)}`,
  'session.locked': (detail) =>
    `登录未成功，连续多次不正确，锁定${ifText(detail.lockedUntil, (until) => `至 ${until}`)}${from(detail)}`,
  'session.close': () => '退出登录',
  'password.change': () => '修改本人密码',
  'account.create': (detail) =>
    `新建账号${ifNames(listOf(detail.divisions).map(nameDivision), '数据范围')}${ifNames(listOf(detail.roles), '岗位')}`,
  'account.roles': (detail) => summarizeRoles(listOf(detail.from), listOf(detail.to)),
  'account.disable': (detail) => `停用账号，登录即时失效${ifText(detail.reason, (text) => `；原因：${text}`)}`,
  'account.enable': () => '恢复账号',
  'account.password-reset': () => '重置密码，下次登录须修改',
  'people.unmask': (detail) => `查看完整证件号码${ifText(detail.reason, (text) => `；事由：${text}`)}`,
  'people.death': (detail) =>
    `登记死亡${ifText(detail.on, (day) => `，死亡日期 ${day}`)}${ifText(detail.source, (text) => `；依据：${text}`)}`,
  'people.deathWithdrawn': (detail) => `撤销死亡登记${ifText(detail.on, (day) => `（${day}）`)}${reason(detail)}`,
  'people.suspend': (detail) =>
    `暂停${scheme(detail)}${ifText(detail.from, (day) => `，自 ${day} 起`)}${reason(detail)}`,
  'people.resume': (detail) => `恢复${scheme(detail)}${ifText(detail.to, (day) => `，自 ${day} 起`)}`,
  'people.suspensionWithdrawn': (detail) =>
    `撤销${scheme(detail)}暂停登记${ifText(detail.from, (day) => `（自 ${day} 起）`)}${reason(detail)}`,
  'people.arrears': (detail) =>
    `登记欠费，${scheme(detail)}${ifText(detail.month, (month) => `自 ${month} 起`)}${ifText(detail.deadline, (day) => `，限期 ${day}`)}`,
  'people.arrearsPaid': (detail) =>
    `登记补缴，${scheme(detail)}${ifText(detail.month, (month) => `自 ${month} 起的欠费`)}${ifText(detail.paidOn, (day) => `于 ${day} 缴清`)}`,
  'people.arrearsWithdrawn': (detail) =>
    `撤销欠费登记，${scheme(detail)}${ifText(detail.month, (month) => `自 ${month} 起`)}${reason(detail)}`,
  'people.grantIdentity': (detail) =>
    `认定人员身份${ifText(detail.code, (code) => ` ${code}`)}${ifText(detail.from, (day) => `，自 ${day} 起`)}`,
  'people.endIdentity': (detail) =>
    `取消人员身份${ifText(detail.code, (code) => ` ${code}`)}${ifText(detail.to, (day) => `，自 ${day} 起`)}`,
  'adjustments.propose': (detail) =>
    `提出待遇重算${ifNumber(detail.lines, (count) => `，${count} 笔结算有差额`)}${differences(detail)}${ifText(detail.reason, (text) => `；说明：${text}`)}`,
  'adjustments.approved': (detail) => `核定待遇重算，差额已入账${differences(detail)}${comment(detail)}`,
  'adjustments.returned': (detail) => `退回待遇重算${comment(detail)}`,
  'adjustments.noDifference': (detail) =>
    `重算无差异，待重算标记销号${ifNumber(detail.year, (year) => `，${year} 年度`)}`,
  'adjustments.pay': (detail) => `提交补差支付或收回${differences(detail)}`,
  'adjustments.paid': (detail) => `审核补差支付或收回，款项已付${differences(detail)}${comment(detail)}`,
  'adjustments.returnPayment': (detail) => `退回补差支付或收回${comment(detail)}`,
  'adjustments.scan': (detail) => `年度待遇核查${ifText(detail.reason, (text) => `；原因：${text}`)}`,
  'simulation.run': (detail) =>
    `测算${ifNumber(detail.year, (year) => ` ${year} 年`)}${scheme(detail)}的政策${ifNames(listOf(detail.reforms), '方案')}`,
  'payments.declare': (detail, { subjectId }) =>
    `受理 ${subjectId} 的月度申报${ifNumber(detail.declarations, (count) => `，共 ${count} 份`)}`,
  'payments.approved': (detail) => `核定申报${comment(detail)}`,
  'payments.returned': (detail) => `退回申报${comment(detail)}`,
  'payments.batch': (detail) =>
    `编制拨付批次${amount(detail.payable, '应付')}${amount(detail.offset, '冲抵预付')}${amount(detail.paid, '实付')}${amount(detail.insurer, '由承保机构支付')}`,
  'payments.release': (detail) => `审核拨付，款项已付${comment(detail)}`,
  'payments.returnBatch': (detail) => `退回拨付批次${comment(detail)}`,
  'approval.submit': (detail) => `提交审批${ifNumber(detail.round, (round) => `，第 ${round} 次`)}`,
  'approval.approve': (detail) => `${step(detail)}同意${comment(detail)}`,
  'approval.return': (detail) => `${step(detail)}退回修改${comment(detail)}`,
  'approval.reject': (detail) => `${step(detail)}不同意${comment(detail)}`,
  'audit.verify': (detail) =>
    detail.fault === null
      ? '校验审计链，与封存时一致'
      : `校验审计链，发现异常${ifText(detail.fault, (code) => `（${code}）`)}`,
};

/** An act that is not listed is told by its title alone: what its detail holds is not known here. */
export function summarizeEntry(entry: Pick<AuditEntry, 'action' | 'detail' | 'subjectId'>): string {
  const summarize = SUMMARIES[entry.action];
  return summarize ? summarize(entry.detail, entry) : actionTitle(entry.action);
}

function summarizeRoles(before: readonly string[], after: readonly string[]): string {
  if (after.length === 0) return before.length === 0 ? '未授予岗位' : `收回岗位“${before.join('、')}”`;
  if (before.length === 0) return `授予岗位“${after.join('、')}”`;
  return `岗位由“${before.join('、')}”改为“${after.join('、')}”`;
}

function from(detail: AuditDetail): string {
  return typeof detail.clientAddress === 'string' ? `，来自 ${detail.clientAddress}` : '';
}

function comment(detail: AuditDetail): string {
  return ifText(detail.comment, (text) => `；意见：${text}`);
}

function reason(detail: AuditDetail): string {
  return ifText(detail.reason, (text) => `；原因：${text}`);
}

function scheme(detail: AuditDetail): string {
  return typeof detail.insutype === 'string' ? coded('insutype', detail.insutype).name : '';
}

function step(detail: AuditDetail): string {
  return ifText(detail.step, (title) => `“${title}”`);
}

function amount(value: unknown, label: string): string {
  return ifNumber(value, (each) => `，${label} ${formatYuan(fen(each), { grouped: true })} 元`);
}

/** What a recomputation comes to: to the person in cash (or from him), to his account. */
function differences(detail: AuditDetail): string {
  const { toPerson } = detail;
  const cash =
    typeof toPerson === 'number' && toPerson < 0 ? amount(-toPerson, '向个人追回') : amount(toPerson, '补付个人');
  return `${cash}${amount(detail.toAccount, '退回个人账户')}`;
}

function ifNames(names: readonly string[], label: string): string {
  return names.length === 0 ? '' : `，${label}：${names.join('、')}`;
}

function ifText(value: unknown, tell: (text: string) => string): string {
  return typeof value === 'string' && value.trim() !== '' ? tell(withoutNumbers(value.trim())) : '';
}

function ifNumber(value: unknown, tell: (value: number) => string): string {
  return typeof value === 'number' && Number.isSafeInteger(value) && value !== 0 ? tell(value) : '';
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function nameDivision(code: string): string {
  return codedDivision(code).name;
}

/** Digits with blanks or dashes between them are one number; a date stays. */
function withoutNumbers(text: string): string {
  return text.replace(/(?:19|20)\d\d-\d\d-\d\d|\d(?:[ -]?\d){8,}[Xx]?/g, (found) =>
    isIsoDate(found) ? found : '（号码略）',
  );
}
