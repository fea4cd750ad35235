import { EXPENDITURE_CLASS_ROWS } from './expenditure-classes.ts';
import type { ColumnPattern, SidedForm } from './form.ts';

const AMOUNT: readonly ColumnPattern[] = [
  { key: 'amount', name: '决算数', path: /(^|\/)(决算数?|本年决算数?|金额|合计|小计)(\(.*\))?$/ },
];

export const FA01: SidedForm = {
  id: 'FA01',
  name: '收入支出决算总表',
  titles: [/收入支出(决算)?总表$/, /收支(决算)?总表$/],
  shape: 'sides',
  sides: [
    {
      name: 'income',
      columns: AMOUNT,
      absorbed: { iF: ['i1', 'i2', 'i3'] },
      rows: [
        { key: 'memo', label: /^其中/, memo: true },
        { key: 'i1', label: /^一般公共预算(财政拨款|拨款)(收入)?$/, group: 'source' },
        { key: 'i2', label: /^政府性基金(预算)?(财政拨款|拨款)?(收入)?$/, group: 'source' },
        { key: 'i3', label: /^国有资本经营(预算)?(财政拨款|拨款)?(收入)?$/, group: 'source' },
        { key: 'iF', label: /^财政拨款收入$/, group: 'source' },
        { key: 'i4', label: /^上级补助收入$/, group: 'source' },
        { key: 'i5', label: /^事业收入$/, group: 'source' },
        { key: 'i6', label: /^(事业单位)?经营收入$/, group: 'source' },
        { key: 'i7', label: /^附属单位(上缴|缴款)收入$/, group: 'source' },
        { key: 'i8', label: /^其他收入$/, group: 'source' },
        { key: 'iS', label: /^本年收入合计$/ },
        { key: 'iU', label: /^(使用非财政拨款结余(\(.*\))?|用事业基金弥补收支差额)$/ },
        { key: 'iB', label: /^(年初|上年)(结转和结余|结转结余|结转)$/ },
        { key: 'iT', label: /^(收入)?(总计|合计)$/ },
      ],
    },
    {
      name: 'expenditure',
      columns: AMOUNT,
      rows: [
        { key: 'memo', label: /^其中/, memo: true },
        ...EXPENDITURE_CLASS_ROWS,
        { key: 'eS', label: /^本年支出合计$/ },
        { key: 'eD', label: /^结余分配$/ },
        { key: 'eC', label: /^年末(结转和结余|结转结余|结转)$/ },
        { key: 'eT', label: /^(支出)?(总计|合计)$/ },
      ],
    },
  ],
};
