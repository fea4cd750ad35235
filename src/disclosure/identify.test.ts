import { describe, expect, it } from 'vitest';
import { identify } from './identify.ts';
import { readText } from './read-text.ts';

const WORDS = '一、主要职责\n二、机构设置\n收入、支出、财政拨款、名词解释';

function identityOf(opening: string) {
  const document = readText('x', `${opening}\n${WORDS}`);
  if (!document.ok) throw new Error(document.error.message);
  const { kind, body, year } = identify(document.value);
  return [kind, body, year];
}

describe('what a document is', () => {
  it.each([
    ['青禾县医疗保障局 2020 年部门决算', ['final', '青禾县医疗保障局', 2020]],
    ['青禾县医疗保障局\n2024年度部门决算', ['final', '青禾县医疗保障局', 2024]],
    ['青禾县规划和自然\n    资源局\n 2024 年度部门决算', ['final', '青禾县规划和自然资源局', 2024]],
    ['青禾县2024年县级部门预算\n预算主管部门：青禾县某街道办事处', ['budget', '青禾县某街道办事处', 2024]],
    ['青禾县医疗保障局2021年部门预算信息公开', ['budget', '青禾县医疗保障局', 2021]],
    ['青禾开发区管委会2020年“三公”经费预算', ['budget', '青禾开发区管委会', 2020]],
    ['第一部分 青禾市医疗保障局概况\n纳入青禾市医疗保障局2020年部门决算编制范围', ['final', '青禾市医疗保障局', 2020]],
    ['青禾县医疗保障局2022年度决算公开', ['final', '青禾县医疗保障局', 2022]],
  ])('%s', (opening, expected) => {
    expect(identityOf(opening)).toEqual(expected);
  });

  it('is unknown for other reports', () => {
    expect(identityOf('关于青禾县2023年预算执行情况的报告')).toEqual(['unknown', null, null]);
    expect(identityOf('青禾县志')).toEqual(['unknown', null, null]);
  });
});
