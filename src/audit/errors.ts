import { defineErrors } from '../kernel/result.ts';

export const auditErrors = defineErrors('audit', {
  changed: {
    status: 409,
    message: '审计记录第 {id} 号与封存时的内容不同（第 {seq} 批封存）',
    remedy: '请保全数据库现场，与备份比对第 {id} 号记录，并报告安全管理员',
  },
  missing: {
    status: 409,
    message: '审计记录第 {id} 号缺失（第 {seq} 批封存时存在）',
    remedy: '请保全数据库现场，从备份查找第 {id} 号记录，并报告安全管理员',
  },
  added: {
    status: 409,
    message: '审计记录第 {id} 号是封存之后插入的（第 {seq} 批封存时不存在）',
    remedy: '请保全数据库现场，查明第 {id} 号记录的来历，并报告安全管理员',
  },
  digest: {
    status: 409,
    message: '第 {seq} 批封存的摘要与其记录不符',
    remedy: '请保全数据库现场，与备份比对该批记录与封存，并报告安全管理员',
  },
  link: {
    status: 409,
    message: '第 {seq} 批封存与上一批不相衔接',
    remedy: '请保全数据库现场，与备份比对封存表，并报告安全管理员',
  },
  gap: { status: 409, message: '缺少第 {seq} 批封存', remedy: '请保全数据库现场，与备份比对封存表，并报告安全管理员' },
  anchor: {
    status: 409,
    message: '第 {seq} 批封存与库外留存的封存值不符',
    remedy: '请核对所填封存值；无误时说明整条链已被改写或截断，请保全现场并从备份恢复',
  },
});
