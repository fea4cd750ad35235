/** What is wrong with a new password, in words; undefined when nothing is. The server has the last word. */
export function weakness(next: string, current: string): string | undefined {
  if (next.length < 10) return `新密码只有 ${next.length} 位，至少要 10 位。`;
  if (!/[A-Za-z]/.test(next) || !/\d/.test(next)) return '新密码要同时含字母和数字。';
  if (next === current) return '新密码与原密码相同，请换一个。';
  return undefined;
}
