import { defineErrors } from '../kernel/result.ts';

/** What can go wrong with a policy pack, a case or a fee line. */
export const benefitErrors = defineErrors('benefits', {
  unreadableYaml: {
    status: 422,
    message: '政策文件 {file} 不是有效的 YAML：{reason}',
    remedy: '请按提示的行列改正缩进、冒号或引号后重新装载',
  },
  missingFile: {
    status: 422,
    message: '政策文件 {file} 不存在，{place} 引用了它',
    remedy: '请补上该文件，或从引用处删去',
  },
  invalidValue: {
    status: 422,
    message: '政策文件 {file} 的 {place} 不合格式：{problem}，现值 {value}',
    remedy: '应为：{expected}',
  },
  wrongFolder: {
    status: 422,
    message: '政策文件 {file} 的 {place} 为 {value}，与所在文件夹 {folder} 不符',
    remedy: '请使 pack 与文件夹同名，且文件夹以 area 的六位代码开头',
  },
  badInterval: {
    status: 422,
    message: '政策文件 {file} 的 {place} 有效期不成立：自 {from} 至 {to}（不含）',
    remedy: '止期应晚于起期；仍有效的，请删去 to',
  },
  unknownSource: {
    status: 422,
    message: '政策文件 {file} 的 {place} 引用的依据 {value} 未登记',
    remedy: '请在 {registry} 的 sources 中登记该依据（文件、来源等级、网址、检索日期），或改用：{known}',
  },
  badExpression: {
    status: 422,
    message: '政策文件 {file} 的 {place} 算式 “{value}” 无法理解',
    remedy: '请写作以加减号相连的名称，例如 inScope - pool.paid',
  },
  unknownQuantity: {
    status: 422,
    message: '政策文件 {file} 的 {place} 用到的 {value} 此时尚无数值',
    remedy: '可用的有：{known}；一层只能用本层之前各层的结果',
  },
  unknownAccumulator: {
    status: 422,
    message: '政策文件 {file} 的 {place} 用到的累计 {value} 未登记',
    remedy: '请在 pack.yaml 的 accumulators 中登记，或改用：{known}',
  },
  badAccumulator: {
    status: 422,
    message: '政策文件 {file} 的 {place} 累计 {value} 不合用：{problem}',
    remedy: '请改正 pack.yaml 中该累计的 adds 或 counts',
  },
  unknownIdentity: {
    status: 422,
    message: '政策文件 {file} 的 {place} 用到的代码 {value} 没有名称',
    remedy: '请在 pack.yaml 的 identities（人员身份）、personTypes（人员类别）或 tags（就诊标记）中写明它的名称',
  },
  badSchedule: {
    status: 422,
    message: '政策文件 {file} 的 {place} 分段不成立：{problem}，现值 {value}',
    remedy: '{expected}',
  },
  unreachableRule: {
    status: 422,
    message: '政策文件 {file} 的 {place} 自 {from} 起永远用不上：前面的 {earlier} 已包含它的全部情形',
    remedy: '请把条件较窄的一条移到前面，或改正有效期与条件',
  },
  duplicatePack: {
    status: 422,
    message: '政策包 {first} 与 {second} 同属统筹区 {area}、险种 {scheme}',
    remedy: '一个统筹区的一个险种只能有一个政策包，请合并或删去其一',
  },
  noPolicy: {
    status: 404,
    message: '统筹区 {area}、险种 {scheme} 在 {on} 没有有效的待遇政策',
    remedy: '请核对日期与参保地；确应有的，请补录该时段的政策包',
  },
  noRule: {
    status: 422,
    message: '政策 {policy} 的“{layer}”没有适用于本次就诊的规定：{facts}',
    remedy: '请核对就诊信息；确有此种情形的，请在该层的 {list} 中补录规定（不予支付的写比例 0 %）',
  },
  policyNotInForce: {
    status: 422,
    message: '政策 {policy} 不适用于 {on}：其有效期自 {from} 至 {to}（不含）',
    remedy: '请按 {decidedBy} 选取当日有效的政策版本',
  },
  schemeMismatch: {
    status: 422,
    message: '就诊的险种为 {scheme}，政策 {policy} 的险种为 {expected}',
    remedy: '请按参保险种选取政策',
  },
  unbalancedCharges: {
    status: 422,
    message: '费用总额 {total} 元不等于全自费、超限价、先行自付、政策范围内四项之和 {expected} 元',
    remedy: '请按明细重新汇总四项费用',
  },
  invalidAmount: {
    status: 422,
    message: '{field} 为 {value} 分，应为 0 至 {limit} 之间的整数分',
    remedy: '请核对该金额；退费请用冲销，不用负数计算',
  },
  dischargeBeforeAdmission: {
    status: 422,
    message: '出院日期 {dischargedOn} 早于入院日期 {admittedOn}',
    remedy: '请核对两个日期',
  },
  cancelled: { status: 409, message: '计算已取消', remedy: '需要结果时请重新开始计算' },
  tooManyProfiles: {
    status: 422,
    message: '就诊的人员与机构特征组合超过 {limit} 种',
    remedy: '请减少与待遇无关的标记，或分批计算',
  },
  claimTooLarge: {
    status: 422,
    message: '第 {row} 条就诊的费用总额 {value} 元超过批量计算的上限 {limit} 元',
    remedy: '请单独计算该次就诊',
  },
  claimsNotSorted: {
    status: 422,
    message: '第 {row} 条就诊的日期 {value} 早于同一人前一条的 {earlier}',
    remedy: '请按人员、日期排序后再计算',
  },
  decidedByMismatch: {
    status: 422,
    message: '就诊数据按 {columns} 取日期，政策 {policy} 按 {decidedBy} 执行',
    remedy: '请按该政策的决定日期重新整理数据',
  },
  unknownGroup: {
    status: 422,
    message: '费用类别 {value} 不在政策 {policy} 的类别之中',
    remedy: '应为下列之一：{known}',
  },
  groupsOverScope: {
    status: 422,
    message: '各费用类别之和 {sum} 元，超过政策范围内费用 {inScope} 元',
    remedy: '请按明细重新汇总各类别的政策范围内费用',
  },
  negativeBase: {
    status: 422,
    message: '政策 {policy} 的“{layer}”计算基数为负：{base} 元',
    remedy: '请检查该层 base 的算式是否重复扣减',
  },
  overpaid: {
    status: 422,
    message: '政策 {policy} 各层合计支付 {paid} 元，超过费用总额 {total} 元',
    remedy: '请检查各层 base：后一层不得再以前一层已支付的费用为基数',
  },
  splitExceeds: {
    status: 422,
    message: '{year} 年 12 月 31 日以前的费用 {before} 元，其中有项目超过本次住院全部费用 {total} 元中的同一项目',
    remedy: '请按明细发生日期重新汇总年底以前的费用',
  },
  splitMissing: {
    status: 422,
    message: '政策 {policy} 规定该住院须于年底分开结算，但没有给出年底以前的费用',
    remedy: '请按明细发生日期汇总 12 月 31 日以前的费用（chargesBeforeYearEnd）',
  },
  lineTotalMismatch: {
    status: 422,
    message: '明细金额 {total} 元不等于数量 {quantity} × 单价 {price} = {expected} 元',
    remedy: '请把明细金额改为 {expected} 元，或更正数量、单价',
  },
  invalidLineValue: {
    status: 422,
    message: '明细的{field}为 {value}，应为{expected}',
    remedy: '请更正该字段后重新上传',
  },
  noContributionStandard: {
    status: 404,
    message: '{area} 没有 {year} 年度居民医保筹资标准',
    remedy: '请在 policies/national-contributions 中补录该年度标准及其依据',
  },
  noEntitlementRule: {
    status: 404,
    message: '统筹区 {area}、险种 {scheme} 在 {on} 没有有效的{what}规定',
    remedy: '请在 policies/national-entitlement 中补录该时段的规定及其依据',
  },
});
