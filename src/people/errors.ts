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
});
