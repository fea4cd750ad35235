import { defineErrors } from '../../kernel/result.ts';

/** What is found in packs beyond what keeps them from compiling (`benefitErrors`). */
export const flawErrors = defineErrors('policyCheck', {
  // Errors
  overlap: {
    status: 422,
    message:
      '政策文件 {file} 的 {place} 与第 {earlierLine} 行的 {earlier} 条件相同，自 {from} 起同时有效{until}：后一条用不上',
    remedy: '请把前一条的止期 to 写作后一条的起期，或删去其一',
  },
  hidden: {
    status: 422,
    message:
      '政策文件 {file} 的 {place} 自 {from} 起用不上{until}：前面第 {earlierLine} 行的 {earlier} 已包含它的全部情形',
    remedy: '请把条件较窄的一条移到前面，或改正有效期与条件',
  },
  gap: {
    status: 422,
    message: '政策文件 {file} 的 {place} 之外有空档：{gap}，“{subject}”没有规定',
    remedy: '请补录该时段的规定及其依据，或改正前后的有效期；不予支付的写比例 0 %',
  },
  ungraded: {
    status: 422,
    message: '政策文件 {file} 的 {place} 依据“{value}”没有写明{missing}',
    remedy: '请写 document 与 grade（A、A-、B、C、D、sample），或 register（规范性文件登记号）',
  },
  poolsNowhere: {
    status: 422,
    message: '政策文件 {file} 的 {place} 写自 {from} 起随统筹区 {value} 统筹，该区险种 {scheme} 没有政策包',
    remedy: '请补录统筹区 {value} 的政策包，或改正 area',
  },
  unknownHigher: {
    status: 422,
    message: '政策文件 {file} 的 {place} 所执行的上级文件 {value} 没有登记',
    remedy: '请先在 documents 中登记该文件，或改正登记号',
  },
  circularDocuments: {
    status: 422,
    message: '政策文件 {file} 的 {place} 所执行的上级文件成环：{value}',
    remedy: '请核对原文，删去其中不成立的一项 carriesOut',
  },
  // Warnings
  interrupted: {
    status: 422,
    message: '政策文件 {file} 的 {place} 之外有空档：{gap}，“{subject}”{instead}',
    remedy: '确是如此的不必改；漏录的请补录该时段的一条及其依据',
  },
  outsideTime: {
    status: 422,
    message: '政策文件 {file} 的 {place} 有效期（{value}）与{outer}的有效期（{span}）没有重合，用不上',
    remedy: '请改正有效期，或删去这一条',
  },
  neverApplies: {
    status: 422,
    message: '政策文件 {file} 的 {place} 的条件“{value}”与{outer}不能同时符合，用不上',
    remedy: '请改正条件，或移到它所属的层',
  },
  deadSlice: {
    status: 422,
    message: '政策文件 {file} 的 {place} 自 {value} 元起的一段用不上：{reason}',
    remedy: '请核对分段与限额；限额限的是费用的写 counts: cost，并核对金额',
  },
  swallowedSlice: {
    status: 422,
    message: '政策文件 {file} 的 {place} 使起付标准升至 {value} 元，高于“{subject}”的第 {slice} 段上限，该段用不上',
    remedy: '请核对倾斜后的起付标准；界限随起付标准移动的写 bounds: aboveDeductible',
  },
  idleTilt: {
    status: 422,
    message: '政策文件 {file} 的 {place} 的倾斜“{value}”改变不了本层任何一条规定',
    remedy: '请核对数值（比例为 0 % 的不因倾斜提高，定额不受倾斜），或删去这一条',
  },
  clampedRate: {
    status: 422,
    message: '政策文件 {file} 的 {place} 使“{subject}”的支付比例成为 {value}，按 {clamped} 计算',
    remedy: '请核对原文；确以 {clamped} 为限的，请写 {cap}',
  },
  unusedSource: {
    status: 422,
    message: '政策文件 {file} 的 {place} 登记了依据“{value}”，没有一条引用它',
    remedy: '请删去，或写明哪些数值以它为依据',
  },
  unusedAccumulator: {
    status: 422,
    message: '政策文件 {file} 的 {place} 累计“{value}”没有一层用到',
    remedy: '请删去；应据以分段或限额的，请写在 accumulator、deductibleOn、paidOn 或 ceilings 的 on',
  },
  unusedName: {
    status: 422,
    message: '政策文件 {file} 的 {place} 写明的{kind}“{value}”没有一处用到',
    remedy: '请删去，或写入它所适用的条件',
  },
  unusedFile: {
    status: 422,
    message: '政策文件 {file} 的 首层 没有被 {value} 引用，其中的规定不起作用',
    remedy: '请在 {value} 的 layers 或 feeLines 中写上它，或删去该文件',
  },
  outdatedDocument: {
    status: 422,
    message: '政策文件 {file} 的 {place} 的依据 {value} {status}，其后仍有 {count} 条以它为依据，首见 {first}',
    remedy: '请核对现行文件，改用新的依据；数值随之终止的，写明止期 to',
  },
  inForceAfterPooling: {
    status: 422,
    message: '政策文件 {file} 的 {place} 写自 {from} 起随统筹区 {value} 统筹，而本包{until}：其后的数值用不上',
    remedy: '请把本包的止期 to 写作 {from}',
  },
  // Hints
  layerTime: {
    status: 422,
    message: '政策文件 {file} 的 {place} 本层的有效期为 {value}，本包为 {span}：其余时间没有这一层',
    remedy: '确是后来设立或已经取消的不必改，否则请改正本层的 from、to',
  },
  valueBeforeDocument: {
    status: 422,
    message: '政策文件 {file} 的 {place} 的依据 {value} 自 {from} 起施行，有 {count} 条的起期早于它，首见 {first}',
    remedy: '请核对：文件溯及既往的不必改，否则请改正起期或另写依据',
  },
  noHigherDocument: {
    status: 422,
    message: '政策文件 {file} 的 {place} 是{level}文件，没有写明所执行的上级文件',
    remedy: '原文写明了的，请在 carriesOut 中写上其登记号',
  },
});
