import { defineErrors } from '../kernel/result.ts';

/** What can go wrong with a reform, with claims, or with a run. */
export const simulationErrors = defineErrors('simulation', {
  unreadableReform: {
    status: 422,
    message: '方案文件 {file} 不是有效的 YAML：{reason}',
    remedy: '请按提示的行列改正缩进、冒号或引号',
  },
  invalidReform: {
    status: 422,
    message: '方案文件 {file} 的 {place} 不合格式：{problem}，现值 {value}',
    remedy: '应为：{expected}',
  },
  noReformFile: { status: 404, message: '方案文件 {file} 不存在', remedy: '请核对路径' },
  otherArea: {
    status: 422,
    message: '{value} 不是本局的统筹区，本局为 {area}',
    remedy: '请写 --on {area}，或写就诊数据文件的路径（以 .parquet 结尾）',
  },
  emptyReform: {
    status: 422,
    message: '方案“{reform}”没有任何改动',
    remedy: '请写 rulesOf、set、insert、remove、replace、add 至少一项，或把 pack 写成另一个政策包',
  },
  unknownPack: {
    status: 404,
    message: '方案“{reform}”所用的政策包 {pack} 不存在',
    remedy: '请改为下列之一：{known}',
  },
  otherScheme: {
    status: 422,
    message: '方案“{reform}”的政策包 {pack} 属于险种 {scheme}，就诊数据属于险种 {expected}',
    remedy: '请改用险种 {expected} 的政策包，或换一份就诊数据',
  },
  unknownFile: {
    status: 422,
    message: '方案“{reform}”的 {place} 所指的文件 {file} 不在政策包 {pack} 中',
    remedy: '请改为下列之一：{known}；新增一层请写在 add 里',
  },
  noMatch: {
    status: 422,
    message: '方案“{reform}”的 {place} 没有找到可改之处：{file} 中没有 {address}',
    remedy: '{known}',
  },
  badTarget: {
    status: 422,
    message: '方案“{reform}”的 {place} 不能这样改：{file} 的 {address} {problem}',
    remedy: '{expected}',
  },
  doesNotCompile: {
    status: 422,
    message: '方案“{reform}”改动之后的政策不成立：{reason}',
    remedy: '{advice}',
  },
  tooManyReforms: {
    status: 422,
    message: '一次最多比较 {limit} 个方案，现有 {value} 个',
    remedy: '请分几次测算',
  },
  sameName: {
    status: 422,
    message: '有两个方案都叫“{name}”',
    remedy: '请改成互不相同的名称，以便在报告中分辨',
  },
  noPackForArea: {
    status: 404,
    message: '{area} 没有险种 {scheme} 的政策包',
    remedy: '请核对区划与险种，或补录政策包',
  },
  noClaims: {
    status: 404,
    message: '{place} 没有 {year} 年险种 {scheme} 的有效结算',
    remedy: '请核对年度与险种；演示县的业务年度为 2020 年',
  },
  countChanged: {
    status: 409,
    message: '读取就诊数据时记录数与预计的 {expected} 条不符',
    remedy: '请重新测算',
  },
  unreadableFile: {
    status: 422,
    message: '就诊数据文件 {file} 无法读取：{reason}',
    remedy: '请核对路径，并确认文件为 Parquet 格式（格式说明见 docs/claims-parquet.md）',
  },
  missingColumn: {
    status: 422,
    message: '就诊数据文件 {file} 缺少必需的列 {column}（{title}）',
    remedy: '请补上该列：{expected}',
  },
  wrongColumnType: {
    status: 422,
    message: '就诊数据文件 {file} 的列 {column}（{title}）类型为 {value}',
    remedy: '应为：{expected}',
  },
  unknownColumn: {
    status: 422,
    message: '就诊数据文件 {file} 有不认识的列 {column}',
    remedy: '请删去或改名；可用的列见 docs/claims-parquet.md',
  },
  badCell: {
    status: 422,
    message: '就诊数据文件 {file} 第 {row} 行的列 {column}（{title}）为 {value}：{problem}',
    remedy: '应为：{expected}；共有 {count} 行有此问题',
  },
  emptyFile: {
    status: 422,
    message: '就诊数据文件 {file} 没有数据行',
    remedy: '请检查导出的条件',
  },
  cannotWriteClaims: {
    status: 500,
    message: '就诊数据无法写入 {file}：{reason}',
    remedy: '请检查目录是否存在、可以写入，磁盘是否有空间',
  },
  badLine: {
    status: 422,
    message: '高额自付线 {value} 有误',
    remedy: '请填写大于零、至多两位小数的金额（元），例如当地居民人均可支配收入的 25 %',
  },
  unknownJob: {
    status: 404,
    message: '没有这次测算，或其结果已清除',
    remedy: '结果保留最近 {kept} 次；请重新测算',
  },
  notFinished: {
    status: 409,
    message: '这次测算还没有结果',
    remedy: '请等测算完成后再导出',
  },
  fault: {
    status: 500,
    message: '测算意外中断',
    remedy: '请重新测算；仍不行请联系系统管理员，并告知所用的方案',
  },
  notYours: {
    status: 403,
    message: '这次测算是 {name} 发起的',
    remedy: '请由发起人取消',
  },
  busy: {
    status: 409,
    message: '已有 {limit} 次测算在排队',
    remedy: '请等前面的测算完成，或取消其中一次',
  },
});
