import { defineErrors } from '../kernel/result.ts';

export const contributionErrors = defineErrors('contributions', {
  badFunding: {
    status: 422,
    message: '筹资参数文件 {file} 有误：{reason}',
    remedy: '请按文件中已有条目的写法更正',
  },
  unknownPersons: {
    status: 422,
    message: '本批 {total} 人中有 {bad} 人没有参保登记，全批未入账，首个为 {value}',
    remedy: '请先办理参保登记，或从本批中去掉这些人员',
  },
  alreadyPaid: {
    status: 409,
    message: '{value} 的 {year} 年度{what}已缴费',
    remedy: '请核对缴费记录，同一年度（月份）不重复缴费',
  },
  notCovered: {
    status: 422,
    message: '{value} 在 {date} 没有{scheme}参保关系',
    remedy: '请核对参保险种与缴费年度',
  },
});
