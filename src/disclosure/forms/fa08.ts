import type { CodedForm } from './form.ts';
import { FUND_COLUMNS } from './fund-columns.ts';
import { CODED_TOTALS, IGNORED_COLUMNS } from './shared.ts';

export const FA08: CodedForm = {
  id: 'FA08',
  name: '政府性基金预算财政拨款收入支出决算表',
  titles: [/政府性基金(预算)?(财政拨款)?(收入支出|收支|支出)决算(总)?表$/],
  shape: 'codes',
  classification: 'functional',
  ignored: IGNORED_COLUMNS,
  totals: CODED_TOTALS,
  columns: FUND_COLUMNS,
};
