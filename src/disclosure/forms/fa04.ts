import { EXPENDITURE_CLASS_ROWS } from './expenditure-classes.ts';
import type { SidedForm } from './form.ts';

export const FA04: SidedForm = {
  id: 'FA04',
  name: '财政拨款收入支出决算总表',
  titles: [/财政拨款收入支出(决算)?总表$/, /财政拨款收支(决算)?总表$/],
  shape: 'sides',
  sides: [
    {
      name: 'income',
      columns: [{ key: 'amount', name: '决算数', path: /(^|\/)(决算数?|本年决算数?|金额|合计|小计)(\(.*\))?$/ }],
      rows: [
        { key: 'memo', label: /^其中/, memo: true },
        { key: 'iB1', label: /^一般公共预算(财政拨款|拨款)?$/, after: 'iB' },
        { key: 'iB2', label: /^政府性基金(预算)?(财政拨款|拨款)?$/, after: 'iB' },
        { key: 'iB3', label: /^国有资本经营(预算)?(财政拨款|拨款)?$/, after: 'iB' },
        { key: 'i1', label: /^一般公共预算(财政拨款|拨款)(收入)?$/ },
        { key: 'i2', label: /^政府性基金(预算)?(财政拨款|拨款)?(收入)?$/ },
        { key: 'i3', label: /^国有资本经营(预算)?(财政拨款|拨款)?(收入)?$/ },
        { key: 'iS', label: /^(本年收入合计|本年收入)$/ },
        { key: 'iB', label: /^(年初|上年)财政拨款(结转和结余|结转结余|结转)$/ },
        { key: 'iT', label: /^(收入)?总计$/ },
      ],
    },
    {
      name: 'expenditure',
      columns: [
        { key: 'g', name: '一般公共预算财政拨款', path: /一般公共预算(财政拨款|拨款)?$/ },
        { key: 'f', name: '政府性基金预算财政拨款', path: /政府性基金(预算)?(财政拨款|拨款)?$/ },
        { key: 'k', name: '国有资本经营预算财政拨款', path: /国有资本经营(预算)?(财政拨款|拨款)?$/ },
        { key: 't', name: '合计', path: /(^|\/)(合计|小计|决算数)$/ },
      ],
      rows: [
        { key: 'memo', label: /^其中/, memo: true },
        ...EXPENDITURE_CLASS_ROWS,
        { key: 'eS', label: /^(本年支出合计|本年支出)$/ },
        { key: 'eC', label: /^年末财政拨款(结转和结余|结转结余|结转)$/ },
        { key: 'eT', label: /^(支出)?总计$/ },
      ],
    },
  ],
};
