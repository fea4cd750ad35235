import { describe, expect, it } from 'vitest';
import { isFurniture, isHeading, readTitle, readUnit } from './titles.ts';

describe('table titles', () => {
  it.each([
    ['支出决算表', 'FA03'],
    ['三、支出决算表', 'FA03'],
    ['青禾县医疗保障局2024年度支出决算表', 'FA03'],
    ['一般公共预算财政拨款支出决算表（按功能分类科目）', 'FA05'],
    ['一般公共预算财政拨款收入支出决算表', 'FA05'],
    ['一般公共预算财政拨款基本支出决算表', 'FA06'],
    ['政府性基金预算财政拨款收入支出决算表', 'FA08'],
    ['国有资本经营预算财政拨款支出决算表', 'FA09'],
    ['财政拨款收入支出决算总表', 'FA04'],
    ['收入支出决算总表', 'FA01'],
    ['收入决算表（续）', 'FA02'],
    ['公开07表 财政拨款“三公”经费支出决算表', 'FA07'],
    ['## 收入决算表', 'FA02'],
  ])('%s is %s', (line, form) => {
    expect(readTitle(line)?.form).toBe(form);
  });

  it.each(['一般公共预算财政拨款项目支出决算表', '项目支出绩效自评表', '政府采购情况表', '机构运行信息表'])(
    '%s ends the table before it and is none of ours',
    (line) => {
      expect(readTitle(line)).toMatchObject({ form: null });
    },
  );

  it.each([
    '本表',
    '续表',
    '一、收入支出决算总体情况说明',
    '2020年度无国有资本经营预算财政拨款支出，故国有资本经营预算财政拨款支出决算表为空表。',
    '收入决算表共 3 页',
  ])('%s is no title', (line) => {
    expect(readTitle(line)).toBeUndefined();
  });

  it('knows headings, units and the lines between', () => {
    expect(isHeading('第三部分 2020 年部门决算情况说明')).toBe(true);
    expect(isHeading('支出决算表')).toBe(false);
    expect(readUnit('编制部门：某局        金额单位：万元')).toBe('万元');
    expect(readUnit('单位:元')).toBe('元');
    expect(readUnit('单位名称：某局')).toBeUndefined();
    expect(['公开 01 表', '- 12 -', '第 3 页', '编制部门：', ''].every(isFurniture)).toBe(true);
    expect(isFurniture('本年收入合计 606.81 万元')).toBe(false);
  });
});
