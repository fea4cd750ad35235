import { defineErrors } from '../kernel/result.ts';

/** What can go wrong with a case file (案例文件) and with computing it. */
export const caseErrors = defineErrors('cases', {
  unreadable: {
    status: 422,
    message: '案例文件 {file} 不是有效的 YAML 或 JSON：{reason}',
    remedy: '请按提示的行列改正缩进、冒号或引号',
  },
  invalidValue: {
    status: 422,
    message: '案例文件 {file} {place} 不合格式：{problem}，现值 {value}',
    remedy: '应为：{expected}',
  },
  missingFile: {
    status: 404,
    message: '找不到文件 {file}',
    remedy: '请核对路径；相对路径自当前目录起算',
  },
  missingPack: {
    status: 404,
    message: '目录 {file} 里没有 pack.yaml',
    remedy: '请指向政策包的文件夹，或指向单文件政策的文件本身',
  },
  noCharges: {
    status: 422,
    message: '案例文件 {file} {place} 没有费用',
    remedy: '请写 charges（如 charges: { total: 12000 }）或 lines（费用明细）',
  },
  contradictoryCharges: {
    status: 422,
    message: '案例文件 {file} {place} 费用自相矛盾：{values}',
    remedy: '应有：总额 = 全自费 + 超限价 + 先行自付 + 政策范围内；请更正其中一项，或删去可以推出的一项',
  },
  ambiguousCharges: {
    status: 422,
    message: '案例文件 {file} {place} 费用推不出：{values}',
    remedy: '请把差额写明为 overLimit（超限价）或 priorShare（先行自付）',
  },
  statedTwice: {
    status: 422,
    message: '案例文件 {file} {place} 同时写了 {first} 与 {second}',
    remedy: '二者只写一项',
  },
  linesWithoutDate: {
    status: 422,
    message: '案例文件 {file} {place} 跨年度住院，部分明细没有日期',
    remedy: '请给每条明细写 date，或改用 charges 与 chargesBeforeYearEnd',
  },
  unknownTotal: {
    status: 422,
    message: '案例文件 {file} {place}：政策没有名为 {value} 的累计',
    remedy: '应为政策用到的累计之一：{known}',
  },
  badDate: {
    status: 422,
    message: '案例文件 {file} {place} 日期 {value} 有误',
    remedy: '请按 2020-06-30 的形式填写真实日期',
  },
  outOfOrder: {
    status: 422,
    message: '案例文件 {file} {place} 日期 {value} 早于前一次的 {before}',
    remedy: '请按日期先后排列各次就诊：累计依次进行',
  },
  wrongPolicy: {
    status: 422,
    message: '案例为{kind}，政策 {policy} 没有 {section} 一节',
    remedy: '请在政策文件中写 {section}，或换用相应的政策',
  },
  noAllowanceRule: {
    status: 422,
    message: '政策“{policy}”没有适用的天数或定额：{facts}',
    remedy: '请核对案例；确有此种情形的，请在 allowance 的 rules 中补录规定',
  },
  noCreditRule: {
    status: 422,
    message: '政策“{policy}”没有适用的划入规定：{facts}',
    remedy: '请核对案例；确有此种情形的，请在 accountCredit 的 rules 中补录规定',
  },
});
