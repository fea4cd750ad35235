import type { CodedForm } from './form.ts';
import { FUND_COLUMNS } from './fund-columns.ts';
import { CODED_TOTALS, IGNORED_COLUMNS } from './shared.ts';

export const FA09: CodedForm = {
  id: 'FA09',
  name: '国有资本经营预算财政拨款支出决算表',
  titles: [/国有资本经营(预算)?(财政拨款)?(收入支出|收支|支出)决算(总)?表$/],
  shape: 'codes',
  classification: 'functional',
  ignored: IGNORED_COLUMNS,
  totals: CODED_TOTALS,
  columns: FUND_COLUMNS,
};
