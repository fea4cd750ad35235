import type { CodedForm } from './form.ts';
import { CODED_TOTALS } from './shared.ts';

export const FA05: CodedForm = {
  id: 'FA05',
  name: '一般公共预算财政拨款支出决算表',
  titles: [/一般公共预算(财政拨款)?(收入)?支出决算表$/],
  shape: 'codes',
  classification: 'functional',
  // The 收入支出 variant prints carry-over and income beside the expenditure.
  ignored: /(^|\/)(行次|栏次|序号|备注|说明)$|(年初|上年|年末)(财政拨款)?结转|(^|\/)本年收入/,
  totals: CODED_TOTALS,
  columns: [
    { key: 'c2p', name: '人员经费', path: /(^|\/)人员经费$/ },
    { key: 'c2o', name: '公用经费', path: /(^|\/)(日常)?公用经费$/ },
    { key: 'c2', name: '基本支出', path: /(^|\/)基本支出(\/(小计|合计))?$/ },
    { key: 'c3', name: '项目支出', path: /(^|\/)项目支出(\/(小计|合计))?$/ },
    { key: 'c1', name: '本年支出合计', path: /^(.*\/)?(本年支出合计|本年支出|支出合计|合计|小计)$/ },
  ],
};
