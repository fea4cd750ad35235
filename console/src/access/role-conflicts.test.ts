import { describe, expect, it } from 'vitest';
import { conflictsIn } from './role-conflicts.ts';

const accounts = {
  roles: [
    { role: 'systemAdmin', title: '系统管理员', rights: [] },
    { role: 'auditAdmin', title: '审计管理员', rights: [] },
    { role: 'benefits', title: '待遇审核', rights: [] },
  ],
  conflicts: [['systemAdmin', 'auditAdmin']] as [string, string][],
};

describe('conflictsIn', () => {
  it('names the pairs that may not stand together', () => {
    expect(conflictsIn(['benefits', 'auditAdmin', 'systemAdmin'], accounts)).toEqual([
      '“系统管理员”与“审计管理员”不能由同一账号担任',
    ]);
    expect(conflictsIn(['benefits', 'auditAdmin'], accounts)).toEqual([]);
  });
});
