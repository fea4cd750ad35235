import { defineErrors } from '../kernel/result.ts';

export const adjustmentErrors = defineErrors('adjustments', {
  nothingDiffers: {
    status: 409,
    message: '{name} {year} 年度共 {count} 笔结算，重算结果与已结算一致',
    remedy: '无需调整；待重算标记已销号',
  },
  alreadyOpen: {
    status: 409,
    message: '{name} {year} 年度已有待复核的重算单 {value}',
    remedy: '请先复核或退回该重算单，再重新试算',
  },
  stale: {
    status: 409,
    message: '重算单 {value} 提出之后，{year} 年度的结算、身份或政策又有变动',
    remedy: '请退回本重算单，重新试算',
  },
  unknown: { status: 404, message: '没有重算单 {value}', remedy: '请从待遇重算列表中选择' },
  decided: { status: 409, message: '重算单 {value} 当前为“{state}”，不能办理', remedy: '请刷新后查看最新状态' },
  notComputable: {
    status: 422,
    message: '结算 {value}（{date}）按现有信息不能重算：{reason}',
    remedy: '{todo}',
  },
  otherPayer: {
    status: 422,
    message: '结算 {value} 重算后{payer}由 {before} 元变为 {after} 元，不能只在基金与个人之间调整',
    remedy: '请由医药机构撤销该笔结算，重新结算',
  },
  accountShort: {
    status: 422,
    message: '个人账户余额 {balance} 元，不足扣回 {needed} 元',
    remedy: '请待个人账户入账后再核定本重算单',
  },
  notApproved: {
    status: 409,
    message: '重算单 {value} 当前为“{state}”，不能办理支付或收回',
    remedy: '核定之后才能办理支付或收回，且只办理一次',
  },
  noPayment: { status: 404, message: '重算单 {value} 没有待审核的支付或收回', remedy: '请刷新后查看最新状态' },
});
