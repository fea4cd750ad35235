import type { ItemForm } from './form.ts';

export const FA07: ItemForm = {
  id: 'FA07',
  name: '“三公”经费支出决算表',
  titles: [/三公经费.*决算(情况)?表$/],
  shape: 'items',
  // Tested on the header path (or the row label) without 预算数 and 决算数.
  items: [
    { key: 's4', name: '公务用车运行维护费', path: /(^|\/)(公务用车)?运行(维护)?费$/ },
    { key: 's3', name: '公务用车购置费', path: /(^|\/)(公务用车)?购置费?$/ },
    { key: 's2', name: '公务用车购置及运行维护费', path: /公务用车购置费?[及和]运行(维护)?费?\/?(小计|合计)?$/ },
    { key: 's1', name: '因公出国（境）费', path: /(^|\/)因公出国(\(境\))?费用?$/ },
    { key: 's5', name: '公务接待费', path: /(^|\/)公务接待费$/ },
    { key: 'm', name: '会议费', path: /(^|\/)会议费$/ },
    { key: 'r', name: '培训费', path: /(^|\/)培训费$/ },
    { key: 's0', name: '“三公”经费合计', path: /^([^/]*三公经费[^/]*\/?)?(合计|小计|总计)?$/ },
  ],
  periods: [
    { key: 'budget', label: /^(全年|年初|调整)?预算数?$/ },
    { key: 'final', label: /^(本年|全年)?(决算|支出)数?$/ },
  ],
};
