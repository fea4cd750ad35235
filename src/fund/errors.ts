import { defineErrors } from '../kernel/result.ts';

export const fundErrors = defineErrors('fund', {
  unknownBook: { status: 404, message: '没有基金账簿 {value}', remedy: '请从基金账簿列表中选择' },
  monthNotOver: {
    status: 409,
    message: '{period} 尚未终了（今天是 {today}），不能结账',
    remedy: '请在 {last} 及以后结账',
  },
  unpaidLeft: {
    status: 409,
    message: '{period} 还有 {count} 个拨付批次未审核，不能结账',
    remedy: '请先审核或退回这些批次，再结账',
  },
  controlBroken: {
    status: 409,
    message: '{fund} 的明细账已拨付 {subLedger} 元与基金账待遇支出 {book} 元不符',
    remedy: '请先在“对账”页查明差异，再结账',
  },
  overdrawn: {
    status: 422,
    message: '{fund} 财政专户存款余额 {balance} 元，不足支付 {needed} 元',
    remedy: '请先确认财政补助资金到账，再拨付',
  },
});
