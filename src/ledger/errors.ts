import { defineErrors } from '../kernel/result.ts';

export const ledgerErrors = defineErrors('ledger', {
  unbalanced: {
    status: 422,
    message: '凭证借贷不平：借方 {debit} 元，贷方 {credit} 元',
    remedy: '请核对各分录金额，使借方合计等于贷方合计',
  },
  emptyEntry: { status: 422, message: '凭证没有分录', remedy: '请至少录入一借一贷两条分录' },
  zeroPosting: { status: 422, message: '科目 {account} 的分录金额为零', remedy: '请删去金额为零的分录' },
  unknownAccount: {
    status: 422,
    message: '账簿 {book} 中没有科目 {account}',
    remedy: '请从该账簿的科目表中选择，或先由会计主管增设科目',
  },
  unknownBook: { status: 404, message: '没有账簿 {book}', remedy: '请核对账簿编号' },
  periodClosed: {
    status: 409,
    message: '账簿 {book} 的会计期间 {period} 已结账',
    remedy: '请记入下一个未结账的期间 {next}，或先由会计主管反结账',
  },
  periodNotOpen: {
    status: 409,
    message: '账簿 {book} 的会计期间 {period} 尚未启用',
    remedy: '账簿自 {from} 起启用，请核对记账日期',
  },
  keyReused: {
    status: 409,
    message: '凭证标识 {key} 已用于另一张内容不同的凭证',
    remedy: '请更换标识；若是同一业务，请核对两次提交的金额',
  },
  alreadyReversed: { status: 409, message: '凭证 {voucher} 已经冲销', remedy: '一张凭证只能冲销一次' },
  unknownVoucher: { status: 404, message: '没有凭证 {voucher}', remedy: '请核对凭证编号' },
  earlierPeriodOpen: {
    status: 409,
    message: '{period} 之前的期间 {earlier} 尚未结账',
    remedy: '请先按顺序结账',
  },
});
