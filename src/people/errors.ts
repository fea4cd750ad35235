import { defineErrors } from '../kernel/result.ts';

export const peopleErrors = defineErrors('people', {
  badCertNo: {
    status: 422,
    message: '第 {row} 行 {name} 的证件号码 {value} 有误：{flaw}',
    remedy: '请核对居民身份证原件后重新填写',
  },
  birthMismatch: {
    status: 422,
    message: '第 {row} 行 {name} 的出生日期 {value} 与证件号码中的 {expected} 不一致',
    remedy: '请以居民身份证为准更正出生日期',
  },
  badCover: {
    status: 422,
    message: '第 {row} 行 {name} 的参保起止日期 {from} 至 {to} 有误',
    remedy: '终止日期须晚于起始日期',
  },
  duplicate: {
    status: 409,
    message: '第 {row} 行 {name} 已有参保登记，证件号码 {value}',
    remedy: '请改用该人员已有的登记办理，不要重复登记',
  },
  batchRefused: {
    status: 422,
    message: '本批 {total} 人中有 {bad} 人有误，全批未登记。{first}',
    remedy: '请按所列行号更正后重新提交，或只提交无误的行',
  },
  unknownPerson: {
    status: 404,
    message: '没有人员编号为 {value} 的参保人',
    remedy: '请核对人员编号，或用证件号码先查询人员信息（1101）',
  },
  identityOverlaps: {
    status: 409,
    message: '身份 {value} 在 {from} 至 {to} 已经认定',
    remedy: '请核对起止日期；需要更改的，先取消原认定',
  },
  noIdentity: {
    status: 404,
    message: '{date} 没有在有效期内的身份 {value}',
    remedy: '请核对人员身份与取消日期',
  },
  unknownCert: {
    status: 404,
    message: '证件号码 {value} 没有参保登记',
    remedy: '请核对证件类型与号码；确未参保的，请先到参保地办理参保登记',
  },
  unknownEmployer: { status: 422, message: '没有参保单位 {value}', remedy: '请先办理单位参保登记' },
  badCreditCode: {
    status: 422,
    message: '单位 {name} 的统一社会信用代码 {value} 校验不通过',
    remedy: '请核对营业执照或登记证书上的 18 位代码',
  },
  badDay: {
    status: 422,
    message: '{what} {value} 有误，应为{expected}',
    remedy: '请核对证明材料上的日期后重新填写',
  },
  alreadyDead: {
    status: 409,
    message: '已登记于 {value} 死亡',
    remedy: '日期有误的，请先撤销原登记，再重新登记',
  },
  alreadySuspended: {
    status: 409,
    message: '{scheme}已有自 {from} 起的暂停参保，与所填日期重叠',
    remedy: '请先办理恢复；登记有误的，请先撤销原登记',
  },
  alreadyOwed: {
    status: 409,
    message: '已有自{month}起的欠费登记，与所填月份重叠',
    remedy: '请先登记补缴；登记有误的，请先撤销原登记',
  },
  notRecorded: { status: 409, message: '没有{what}', remedy: '请核对险种与日期，刷新后再办理' },
  paidByYear: {
    status: 422,
    message: '{scheme}按年缴费，不登记欠费',
    remedy: '是否享受待遇由当年缴费记录决定，请登记缴费',
  },
  unitPays: {
    status: 422,
    message: '该月由参保单位 {value} 缴费，不登记个人欠费',
    remedy: '请登记该单位欠费',
  },
});
