import { defineErrors } from '../kernel/result.ts';

export const settlementErrors = defineErrors('settlement', {
  unknownVisit: {
    status: 404,
    message: '没有就诊ID为 {value} 的就诊登记',
    remedy: '请核对就诊ID与人员编号，或先办理挂号（2201）、入院（2401）',
  },
  otherProvider: {
    status: 403,
    message: '就诊 {value} 不是本机构 {provider} 的登记',
    remedy: '只能办理本机构的就诊，请核对就诊ID',
  },
  notCovered: {
    status: 422,
    message: '{name} 在 {date} 没有有效的{scheme}参保关系：{reason}',
    remedy: '请核对险种类型与就诊日期；确已参保的，请参保人到经办机构核对参保起止时间',
  },
  notEntitled: {
    status: 422,
    message: '{name} 在 {date} 不能享受{scheme}待遇：{reason}',
    remedy: '{remedy}',
  },
  duplicateVisit: {
    status: 409,
    message: '住院/门诊号 {value} 已有未撤销的就诊登记 {mdtrtId}',
    remedy: '请使用该登记继续办理，或先撤销后重新登记',
  },
  badDates: {
    status: 422,
    message: '出院日期 {discharged} 早于入院日期 {admitted}',
    remedy: '请核对入院、出院日期',
  },
  policyNeedsMore: {
    status: 422,
    message: '政策 {policy} 对该类就诊须区分：{missing}，就诊登记尚不记录',
    remedy: '请待登记这些信息后再结算；确与本次就诊无关的，请核对政策包的适用条件',
  },
  mustSplit: {
    status: 422,
    message: '政策 {policy} 规定 {admitted} 入院的跨年度住院须于 12 月 31 日分开结算',
    remedy: '请以 12 月 31 日办理出院结算，再自 1 月 1 日重新登记入院',
  },
  unbookedPayer: {
    status: 422,
    message: '就诊 {value} 按政策 {policy} 有企业补充或其他基金支付，待遇明细账尚未设这两类科目',
    remedy: '请改用已设科目的支付项目，或先为该类基金建账后再结算',
  },
  cancelled: { status: 409, message: '就诊 {value} 已撤销', remedy: '请重新登记就诊' },
  settled: {
    status: 409,
    message: '就诊 {value} 已结算（结算ID {setlId}）',
    remedy: '如需更改，请先撤销结算（门诊 2208、住院 2305）',
  },
  notDischarged: {
    status: 409,
    message: '就诊 {value} 尚未办理出院',
    remedy: '请先办理出院（2402），再结算',
  },
  noFees: { status: 422, message: '就诊 {value} 没有费用明细', remedy: '请先上传费用明细，再结算' },
  duplicateLine: {
    status: 409,
    message: '费用明细流水号 {value} 在本次就诊中重复',
    remedy: '每条明细的流水号（feedetl_sn）在同一就诊内须唯一，请更换后重传整批',
  },
  unknownLine: { status: 404, message: '没有流水号为 {value} 的费用明细', remedy: '请核对流水号，或传 0000 撤销全部' },
  unknownItem: {
    status: 422,
    message: '费用明细 {serial} 的目录编码 {value} 在 {date} 不在医保目录中',
    remedy: '请核对医疗目录编码（med_list_codg）与费用发生日期，或先做目录对照',
  },
  feeOutsideVisit: {
    status: 422,
    message: '费用明细 {serial} 的发生时间 {value} 不在就诊期间（{from} 起）之内',
    remedy: '请核对费用发生时间（fee_ocur_time）',
  },
  totalMismatch: {
    status: 422,
    message: '医疗费总额 {stated} 元与已上传明细合计 {expected} 元不符',
    remedy: '请核对明细是否全部上传、有无重复，一致后再结算',
  },
  otherBatches: {
    status: 422,
    message: '就诊 {value} 除收费批次 {batch} 外还有未结算的明细 {other} 元',
    remedy: '请把本次就诊的明细一并结算，或先撤销多余批次（2205）',
  },
  unknownSettlement: {
    status: 404,
    message: '没有结算ID为 {value} 的结算',
    remedy: '请核对结算ID、就诊ID与人员编号',
  },
  reversalOfReversal: {
    status: 409,
    message: '结算 {value} 本身是一笔撤销，不能再撤销',
    remedy: '如需恢复，请重新结算',
  },
});
