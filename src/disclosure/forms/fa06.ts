import type { CodedForm } from './form.ts';
import { CODED_TOTALS, IGNORED_COLUMNS } from './shared.ts';

export const FA06: CodedForm = {
  id: 'FA06',
  name: '一般公共预算财政拨款基本支出决算表',
  titles: [/(一般公共预算|财政拨款)(财政拨款)?基本支出决算(明细)?表$/],
  shape: 'codes',
  classification: 'economic',
  ignored: IGNORED_COLUMNS,
  totals: [
    { key: 'P', label: /^人员经费(支出)?(合计|小计)$/ },
    { key: 'O', label: /^(日常)?公用经费(支出)?(合计|小计)$/ },
    ...CODED_TOTALS,
  ],
  columns: [
    { key: 'c2', name: '人员经费', path: /(^|\/)人员经费$/ },
    { key: 'c3', name: '公用经费', path: /(^|\/)(日常)?公用经费$/ },
    { key: 'c1', name: '决算数', path: /(^|\/)(决算数?|金额|本年支出合计|支出合计|基本支出合计|基本支出|合计|小计)$/ },
  ],
};
