import type { AccountsResponse } from '../api/types.ts';

/** Chosen roles that one account may not hold together, in words; empty when all may stand side by side. */
export function conflictsIn(
  roles: readonly string[],
  accounts: Pick<AccountsResponse, 'conflicts' | 'roles'>,
): string[] {
  const title = (role: string) => accounts.roles.find((candidate) => candidate.role === role)?.title ?? role;
  return accounts.conflicts
    .filter(([left, right]) => roles.includes(left) && roles.includes(right))
    .map(([left, right]) => `“${title(left)}”与“${title(right)}”不能由同一账号担任`);
}
