import { defineErrors } from '../kernel/result.ts';

export const providerErrors = defineErrors('providers', {
  badCode: {
    status: 422,
    message: '定点医药机构编码 {value} 格式有误',
    remedy: '应为 H（医疗机构）或 P（零售药店）加 11 位数字',
  },
  unknown: {
    status: 404,
    message: '没有编码为 {value} 的定点医药机构',
    remedy: '请核对机构编码，或先办理协议签订',
  },
  notInAgreement: {
    status: 422,
    message: '{name} 在 {date} 不在定点协议有效期内',
    remedy: '协议有效期 {from} 至 {to}，请核对就诊日期或先续签协议',
  },
  badItem: { status: 422, message: '目录编码 {value} 格式有误', remedy: '请使用国家医保信息业务编码' },
});
