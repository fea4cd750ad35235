/** Keyboard: one table of keys, shown by `?` and listened to in one place per key. */
import { useEffect } from 'react';

export const KEYS: readonly (readonly [string, string])[] = [
  ['Ctrl + K', '全局搜索：人员、机构、结算、凭证、文书号'],
  ['?', '显示本页按键说明'],
  ['/', '跳到第一个查询条件'],
  ['j / k', '公开核对：下一条 / 上一条问题'],
  ['Ctrl + Enter', '提交当前表单'],
  ['Esc', '关闭抽屉、窗口'],
  ['Tab / Shift + Tab', '下一个 / 上一个可操作项'],
];

/** True while the user types: single letters are text then, not commands. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Calls `act` for a key that passes `matches`, while the component is on the screen. */
export function useKey(matches: (event: KeyboardEvent) => boolean, act: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !matches(event)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}

export function plainKey(key: string): (event: KeyboardEvent) => boolean {
  return (event) => event.key === key && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
}
