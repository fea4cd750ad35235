import { defineErrors } from '../kernel/result.ts';

export const countyErrors = defineErrors('county', {
  unknownModel: {
    status: 422,
    message: '没有区划 {area} 在 {year} 年度的公开数据，不能照它生成样例县',
    remedy: '请改用已收录的县：{known}',
  },
  badScale: {
    status: 422,
    message: '规模 {value} 不在可用范围 {least} 至 {most} 之内',
    remedy: '请用 --scale 给出范围内的小数，如 0.05 表示按公布数的百分之五生成',
  },
  badSeed: {
    status: 422,
    message: '种子 {value} 不是 0 至 4294967295 之间的整数',
    remedy: '请用 --seed 给出整数，如 1；同一种子总是生成同一个样例县',
  },
  badCatalogue: {
    status: 500,
    message: '样例目录 {file} 的 {place} 有误：{flaw}',
    remedy: '请按同文件中其他各行的写法更正',
  },
  noDivisions: {
    status: 500,
    message: '缺少区划 {area} 的镇村清单',
    remedy: '请按 scripts/extract-divisions.mjs 生成 catalogues/county-{area}/divisions.json',
  },
  cannotCalibrate: {
    status: 422,
    message: '费用校准不收敛：{group} 应为 {wanted} 元，调整 {rounds} 轮后为 {reached} 元',
    remedy: '请核对该年度的待遇政策包与公布数是否相容，或增大 --scale',
  },
  stepRefused: {
    status: 422,
    message: '生成样例县时，{step} 未被受理：{reason}',
    remedy: '{remedy}',
  },
  notEmpty: {
    status: 409,
    message: '数据库中已有 {persons} 名参保人，样例县只能装入空库',
    remedy: '请换一个空的数据目录（环境变量 TONGCHOU_VAR）或空的数据库（DATABASE_URL）后重新执行',
  },
});
