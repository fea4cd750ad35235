import type { CodedForm } from './form.ts';
import { CODED_TOTALS, IGNORED_COLUMNS } from './shared.ts';

export const FA02: CodedForm = {
  id: 'FA02',
  name: '收入决算表',
  titles: [/收入决算(总)?表$/],
  shape: 'codes',
  classification: 'functional',
  ignored: IGNORED_COLUMNS,
  totals: CODED_TOTALS,
  columns: [
    { key: 'c4e', name: '其中：教育收费', path: /教育收费$/ },
    { key: 'c4', name: '事业收入', path: /(^|\/)事业收入(\/(小计|合计))?$/ },
    { key: 'c2', name: '财政拨款收入', path: /(^|\/)财政拨款收入(\/(小计|合计))?$/ },
    { key: 'c3', name: '上级补助收入', path: /(^|\/)上级补助收入$/ },
    { key: 'c5', name: '经营收入', path: /(^|\/)(事业单位)?经营收入$/ },
    { key: 'c6', name: '附属单位上缴收入', path: /(^|\/)附属单位(上缴|缴款)收入$/ },
    { key: 'c7', name: '其他收入', path: /(^|\/)其他收入$/ },
    { key: 'c1', name: '本年收入合计', path: /^(.*\/)?(本年收入合计|收入合计|合计)$/ },
  ],
};
