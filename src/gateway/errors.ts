import { defineErrors } from '../kernel/result.ts';

export const gatewayErrors = defineErrors('gateway', {
  notJson: {
    status: 400,
    message: '报文不是有效的 JSON：{reason}',
    remedy: '请以 UTF-8 编码发送 JSON 报文',
  },
  bodyTooLarge: {
    status: 413,
    message: '报文超过 {limit} MB',
    remedy: '请减少每次上传的费用明细条数，分批发送',
  },
  fault: {
    status: 500,
    message: '中心系统故障（跟踪号 {trace}），本次业务是否办成未知',
    remedy: '请用同一报文ID原样重发：已办成的会返回原结果，不会重复办理',
  },
  missingEnvelopeField: {
    status: 422,
    message: '报文头缺少{name}（{field}）',
    remedy: '请填写{name}后重新发送',
  },
  badEnvelopeField: {
    status: 422,
    message: '报文头的{name}（{field}）值“{value}”有误',
    remedy: '{expected}',
  },
  badInput: {
    status: 422,
    message: '交易输入（input）不是对象：{reason}',
    remedy: 'input 应为 JSON 对象，或其内容为 JSON 对象的字符串',
  },
  pathMismatch: {
    status: 422,
    message: '请求地址对应交易 {path}，报文的交易编号（infno）为 {infno}',
    remedy: '请使请求地址与交易编号一致，或改用统一入口 callService',
  },
  notServed: {
    status: 422,
    message: '交易 {infno} 尚未开通',
    remedy: '请核对交易编号；本系统开通的交易见接口说明',
  },
  otherProvider: {
    status: 403,
    message: '报文的机构编号（fixmedins_code）{value} 与网关身份 {caller} 不一致',
    remedy: '请使用本机构的编号与密钥发送',
  },
  otherArea: {
    status: 422,
    message: '参保地医保区划（insuplc_admdvs）{value} 不属于本统筹区 {area}',
    remedy: '本系统目前只办理本统筹区参保人的就医结算；请用 1101 核对参保地',
  },
  missingNode: { status: 422, message: '交易 {infno} 缺少输入节点 {node}', remedy: '请按接口规范组织 input 的节点' },
  badNode: {
    status: 422,
    message: '交易 {infno} 的输入节点 {node} 应为{expected}',
    remedy: '请按接口规范组织 input 的节点',
  },
  missing: { status: 422, message: '{place}{name}（{field}）必填', remedy: '请填写{name}后重新发送' },
  tooLong: {
    status: 422,
    message: '{place}{name}（{field}）的值“{value}”超过 {limit} 个字符',
    remedy: '请缩短到 {limit} 个字符以内',
  },
  badNumber: {
    status: 422,
    message: '{place}{name}（{field}）的值“{value}”{problem}',
    remedy: '{expected}',
  },
  badDate: {
    status: 422,
    message: '{place}{name}（{field}）的值“{value}”不是有效的{kind}',
    remedy: '请按 {expected} 填写真实日期',
  },
  notListed: {
    status: 422,
    message: '{place}{name}（{field}）的值“{value}”不在代码表中',
    remedy: '可填：{values}',
  },
  badValue: {
    status: 422,
    message: '{place}{name}（{field}）的值类型有误',
    remedy: '请填写文本或数字，不要填写对象、数组或布尔值',
  },
  inexactNumber: {
    status: 422,
    message: '{place}{name}（{field}）是超过 15 位的数字，未加引号，末位已丢失',
    remedy: '请以带引号的文本发送长编号',
  },
  messageReused: {
    status: 409,
    message: '报文ID（msgid）{msgid} 已用于另一笔内容不同的 {infno} 交易',
    remedy: '重发原业务请保持内容不变；新业务请使用新的报文ID',
  },
  messageAnnulled: {
    status: 409,
    message: '报文ID（msgid）{msgid} 的 {infno} 交易已被冲正（2601）',
    remedy: '如需重新办理，请使用新的报文ID',
  },
  unknownMessage: {
    status: 404,
    message: '没有收到过报文ID为 {msgid} 的 {infno} 交易，或该交易未办成，无需冲正',
    remedy: '请核对 omsgid、oinfno；仍不确定的，可用新报文重发原交易：已办成的不会重复办理，会返回原结果',
  },
  madeNothing: {
    status: 409,
    message: '报文ID为 {msgid} 的 {infno} 交易没有新办业务（返回的是此前已办成的结果），不能按它冲正',
    remedy: '如需撤销，请按就诊ID、结算ID使用相应的撤销交易（2202、2208、2305、2404）',
  },
  notCompensable: {
    status: 422,
    message: '交易 {infno} 不能冲正',
    remedy: '{instead}',
  },
  otherPersonsMessage: {
    status: 422,
    message: '报文ID（omsgid）{msgid} 不是人员 {value} 的业务',
    remedy: '请核对人员编号（psn_no）与原报文ID',
  },
  noCertificate: {
    status: 422,
    message: '没有可识别的身份凭证：证件号码（certno）与身份证号（mdtrt_cert_no）均为空',
    remedy: '请传证件类型与证件号码；电子凭证令牌、社保卡号本系统不能解析，须同时传证件号码',
  },
  nameMismatch: {
    status: 422,
    message: '人员姓名（psn_name）“{value}”与参保登记不一致',
    remedy: '请核对患者身份证件上的姓名与证件号码',
  },
  personMismatch: {
    status: 422,
    message: '证件号码（{field}）{value} 与人员编号（psn_no）{psnNo} 不是同一人',
    remedy: '请用 1101 重新查询人员编号，核对是否冒用他人凭证',
  },
  mixedVisits: {
    status: 422,
    message: '{place}就诊ID或人员编号与第 1 条不同',
    remedy: '一次上传只能是同一人、同一次就诊的费用明细，请分开发送',
  },
  badSplit: {
    status: 422,
    message: '{name}（{field}）{stated} 元与中心计算的 {expected} 元不符',
    remedy: '请重新预结算（2206），把返回的四项金额原样传入结算',
  },
  careMismatch: {
    status: 422,
    message: '医疗类别（med_type）{value} 与就诊登记的 {expected} 不一致',
    remedy: '请核对医疗类别；门诊可用 2203 更正后再结算',
  },
  schemeMismatch: {
    status: 422,
    message: '险种类型（insutype）{value} 与就诊登记的 {expected} 不一致',
    remedy: '请按登记的险种办理，或撤销登记后以正确险种重新登记',
  },
  schemeNotServed: {
    status: 422,
    message: '险种类型（insutype）{value} 不能办理就医结算',
    remedy: '请使用 310（职工基本医疗保险）或 390（城乡居民基本医疗保险），见 1101 的参保信息',
  },
  wrongCare: {
    status: 422,
    message: '就诊 {value} 是{actual}登记，不能用 {infno} 办理',
    remedy: '{instead}',
  },
  noDisease: {
    status: 422,
    message: '门诊慢特病（14）就诊的病种编码（dise_codg）为空',
    remedy: '请填写已认定的门诊慢特病病种编码（M 加 5 位数字）',
  },
  numberTooLarge: {
    status: 422,
    message: '{place}{name}（{field}）的值“{value}”过大',
    remedy: '请核对数量、单价与金额的单位',
  },
  interimNotServed: {
    status: 422,
    message: '中途结算标志（mid_setl_flag）为 1，本系统尚不办理中途结算',
    remedy: '请在出院时一次结算，中途结算标志填 0',
  },
  relativeAccountNotServed: {
    status: 422,
    message: '个人账户使用标志（acct_used_flag）为 2，本系统尚不办理家庭共济支付',
    remedy: '请填 0（不使用）或 1（使用本人个账）',
  },
  notSignedIn: {
    status: 409,
    message: '操作员 {value} 当日没有未签退的签到',
    remedy: '请先签到（9001），或核对签到编号与操作员编号',
  },
  refundNotServed: {
    status: 422,
    message: '{place}数量（cnt）{value} 为负，本系统不收退费负明细',
    remedy: '结算前退费请用 2302 撤销原明细；已结算的请先撤销结算（2305）',
  },
  badLineTotal: {
    status: 422,
    message:
      '{place}明细项目费用总额（det_item_fee_sumamt）{stated} 元不等于数量 {quantity} × 单价 {price} = {expected} 元',
    remedy: '请更正金额、数量或单价',
  },
  priceDecimals: {
    status: 422,
    message: '{place}单价（pric）{value} 元超过四位小数，舍入后与金额不符',
    remedy: '请改用较大的计价单位（如整盒），使单价不超过四位小数',
  },
});
