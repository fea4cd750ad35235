import type { CodedForm } from './form.ts';
import { CODED_TOTALS, IGNORED_COLUMNS } from './shared.ts';

export const FA03: CodedForm = {
  id: 'FA03',
  name: '支出决算表',
  titles: [/支出决算(总)?表$/],
  shape: 'codes',
  classification: 'functional',
  ignored: IGNORED_COLUMNS,
  totals: CODED_TOTALS,
  columns: [
    { key: 'c2', name: '基本支出', path: /(^|\/)基本支出(\/(小计|合计))?$/ },
    { key: 'c3', name: '项目支出', path: /(^|\/)项目支出(\/(小计|合计))?$/ },
    { key: 'c4', name: '上缴上级支出', path: /(^|\/)上缴上级支出$/ },
    { key: 'c5', name: '经营支出', path: /(^|\/)(事业单位)?经营支出$/ },
    { key: 'c6', name: '对附属单位补助支出', path: /(^|\/)对附属单位补助(支出)?$/ },
    { key: 'c1', name: '本年支出合计', path: /^(.*\/)?(本年支出合计|支出合计|合计)$/ },
  ],
};
