import { defineErrors } from '../kernel/result.ts';

export const paymentErrors = defineErrors('payments', {
  nothingToDeclare: {
    status: 409,
    message: '{period} 没有尚未申报的结算',
    remedy: '请核对月份；已申报的可在申报列表中查看',
  },
  unknownDeclaration: { status: 404, message: '没有申报单 {value}', remedy: '请从申报列表中选择' },
  notSubmitted: {
    status: 409,
    message: '申报单 {value} 当前为“{state}”，不能复核',
    remedy: '请刷新后查看最新状态',
  },
  deductionTooLarge: {
    status: 422,
    message: '扣减金额 {value} 元超过统筹基金申报金额 {limit} 元',
    remedy: '请核对扣减金额（单位：元）',
  },
  deductionWithoutReason: { status: 422, message: '扣减 {value} 元未填写原因', remedy: '请填写扣减原因' },
  nothingToPay: {
    status: 409,
    message: '{period} 没有已核定、未编批的申报单',
    remedy: '请先完成申报复核，再编制拨付批次',
  },
  unknownBatch: { status: 404, message: '没有拨付批次 {value}', remedy: '请从批次列表中选择' },
  batchDecided: { status: 409, message: '拨付批次 {value} 已处理', remedy: '请刷新后查看最新状态' },
  sameChecker: {
    status: 422,
    message: '经办人 {value} 不能复核自己经办的付款',
    remedy: '请由另一人复核',
  },
  badAdvance: { status: 422, message: '预付金额 {value} 元有误', remedy: '预付金额须大于零' },
});
