/** What is wrong with a new password, in words; undefined when nothing is. The server has the last word. */
export function weakness(next: string, current: string): string | undefined {
  if (next.length < 8) return `新密码只有 ${next.length} 位，至少要 8 位。`;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(next)).length;
  if (kinds < 3) return '新密码要含小写字母、大写字母、数字、符号中的三类。';
  if (next === current) return '新密码与原密码相同，请换一个。';
  return undefined;
}
