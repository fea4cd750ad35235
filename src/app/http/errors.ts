import { defineErrors } from '../../kernel/result.ts';

/** What can be wrong with a field that comes in. */
export const inputErrors = defineErrors('input', {
  missing: { status: 400, message: '缺少{label}', remedy: '请补填后重新提交' },
  empty: { status: 400, message: '{label}没有填写', remedy: '请补填后重新提交' },
  unknownField: { status: 400, message: '没有名为 {name} 的字段', remedy: '请核对字段名，或去掉该字段' },
  wrongType: { status: 400, message: '{label}应为{expected}，收到 {value}', remedy: '请改为{expected}后重新提交' },
  tooShort: { status: 400, message: '{label}不足 {limit} 个字，收到 {value}', remedy: '请至少填写 {limit} 个字' },
  tooLong: { status: 400, message: '{label}超过 {limit} 个字，收到 {value}', remedy: '请缩短到 {limit} 个字以内' },
  tooSmall: { status: 400, message: '{label}小于 {limit}，收到 {value}', remedy: '请填写不小于 {limit} 的数' },
  tooLarge: { status: 400, message: '{label}大于 {limit}，收到 {value}', remedy: '请填写不大于 {limit} 的数' },
  notAbove: { status: 400, message: '{label}应大于 {limit}，收到 {value}', remedy: '请填写大于 {limit} 的数' },
  notBelow: { status: 400, message: '{label}应小于 {limit}，收到 {value}', remedy: '请填写小于 {limit} 的数' },
  tooFew: { status: 400, message: '{label}不足 {limit} 项', remedy: '请至少提供 {limit} 项' },
  tooMany: { status: 400, message: '{label}超过 {limit} 项', remedy: '请分批提交，每批不超过 {limit} 项' },
  repeated: { status: 400, message: '{label}中有重复的项', remedy: '请去掉重复的项' },
  wrongFormat: { status: 400, message: '{label}应为{expected}，收到 {value}', remedy: '请按该格式填写' },
  wrongShape: { status: 400, message: '{label}的写法不合要求，收到 {value}', remedy: '请核对后重新填写' },
  notAllowed: { status: 400, message: '{label}只能是 {allowed}，收到 {value}', remedy: '请从 {allowed} 中选择' },
  invalid: { status: 400, message: '{label}不合要求', remedy: '请核对后重新提交' },
});

/** What can go wrong with a request before it reaches a use case, or within the program. */
export const requestErrors = defineErrors('request', {
  notFound: { status: 404, message: '没有接口 {method} {url}', remedy: '请核对地址与方法' },
  badJson: { status: 400, message: '请求内容不是正确的 JSON', remedy: '请核对内容的括号、引号与编码（UTF-8）' },
  emptyJson: { status: 400, message: '请求声明为 JSON 而没有内容', remedy: '请提供内容，或去掉 content-type' },
  tooBig: { status: 413, message: '请求内容超过了允许的大小', remedy: '请分批提交' },
  mediaType: { status: 415, message: '不支持该内容类型', remedy: '请以 application/json 提交' },
  malformed: { status: 400, message: '请求的格式不正确', remedy: '请核对地址、请求头与内容' },
  fault: {
    status: 500,
    message: '系统内部出错，编号 {reference}',
    remedy: '请重试；若仍出错，请把编号告诉系统管理员',
  },
  unready: { status: 503, message: '数据库暂时不可用', remedy: '请稍后再试；若持续出现，请联系系统管理员' },
});
