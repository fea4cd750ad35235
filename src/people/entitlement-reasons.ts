/** Why somebody has no benefits on a day, in words: one row per reason, in the order in which they are told. */
import type { Scheme } from '../benefits/index.ts';
import { defineErrors } from '../kernel/result.ts';

export const SCHEME_TITLES: Readonly<Record<Scheme, string>> = {
  '310': '职工基本医疗保险',
  '390': '城乡居民基本医疗保险',
};

export const entitlementReasons = defineErrors('entitlement', {
  deceased: {
    status: 422,
    message: '已于 {died} 死亡，自 {from} 起不享受待遇',
    remedy: '死亡当日及以前的就诊仍可结算，请核对就诊日期；死亡登记有误的，请到参保地经办机构更正',
  },
  notEnrolled: {
    status: 422,
    message: '没有{scheme}参保登记',
    remedy: '请核对险种类型；确未参保的，请先办理参保登记',
  },
  notYet: {
    status: 422,
    message: '{scheme}自 {from} 起参保，{on} 尚未参保',
    remedy: '请核对就诊日期与险种类型；起始日有误的，请到参保地经办机构更正',
  },
  ended: {
    status: 422,
    message: '{scheme}参保至 {last}（含），{on} 已终止{again}',
    remedy: '请核对就诊日期与险种类型；已续保的，请到参保地经办机构办理接续',
  },
  otherScheme: {
    status: 422,
    message: '{on} 已享受{other}待遇，{scheme}不重复享受',
    remedy: '请按{other}登记和结算',
  },
  suspended: {
    status: 422,
    message: '{scheme}自 {from} 起暂停参保，{resumed}',
    remedy: '请到参保地经办机构核对暂停原因，办理恢复后再就诊或结算',
  },
  unpaid: {
    status: 422,
    message: '没有 {year} 年度{scheme}缴费记录',
    remedy: '请先缴费；已缴费的，请持缴费凭证到参保地经办机构核对',
  },
  beforePayment: {
    status: 422,
    message: '{year} 年度{scheme}费于 {paidOn} 缴纳，缴费之前不享受待遇',
    remedy: '请核对就诊日期；缴费日期有误的，请持缴费凭证到参保地经办机构核对',
  },
  arrears: {
    status: 422,
    message: '{payer}自 {month}起欠缴{scheme}费，自 {from} 起暂停享受待遇，{restored}',
    remedy: '请{payer}补缴；{retroactive}',
  },
  lateWaiting: {
    status: 422,
    message: '{year} 年度{scheme}费于 {paidOn} 缴纳，晚于集中参保期（至 {closed}），等待期至 {last}（含）',
    remedy: '等待期内的费用由个人负担；属于不设等待期情形的，请到参保地经办机构核对',
  },
  brokenWaiting: {
    status: 422,
    message: '{scheme}中断 {missed} 年后于 {paidOn} 缴费，等待期至 {last}（含）',
    remedy: '等待期内的费用由个人负担；属于不设等待期情形的，请到参保地经办机构核对',
  },
  joiningWaiting: {
    status: 422,
    message: '自 {joined} 起参加{scheme}，等待期至 {last}（含）',
    remedy: '等待期内的费用由个人负担；由其他统筹区或险种接续参保的，请到参保地经办机构核对',
  },
});

export type EntitlementReason = keyof typeof entitlementReasons;

/** From the first told to the last: who is dead is not told of arrears. */
export const REASON_ORDER = Object.keys(entitlementReasons) as EntitlementReason[];
