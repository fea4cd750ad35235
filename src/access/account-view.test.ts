import { describe, expect, it } from 'vitest';
import { type IsoTime, isoTime } from '../kernel/dates.ts';
import { listConflicts, listGrantableDivisions, listRoles, presentAccount } from './account-view.ts';
import type { Account } from './accounts.ts';

const NOW = isoTime('2025-03-03 09:00:00');
const account: Account = {
  accountId: 'fuwuzhan',
  name: '李华',
  roles: ['serviceStation'],
  divisions: ['610326101'],
  mustChangePassword: false,
  createdAt: isoTime('2025-01-02 08:00:00'),
  createdBy: 'xitong',
  disabledAt: null,
  disabledBy: null,
  lastSignInAt: null,
  lockedUntil: null,
};
const stateOf = (change: Partial<Account>) => presentAccount({ ...account, ...change }, NOW).state;
const at = (time: string): IsoTime => isoTime(`2025-03-03 ${time}`);

describe('an account on screen', () => {
  it('has the names of its posts and divisions, and nothing of its password', () => {
    expect(presentAccount(account, NOW)).toEqual({
      accountId: 'fuwuzhan',
      account: 'fuwuzhan',
      name: '李华',
      roles: [{ role: 'serviceStation', title: '镇村服务站' }],
      divisions: [{ code: '610326101', name: '横渠镇' }],
      state: { code: 'active', name: '启用', tone: 'done' },
      lastSignInAt: null,
      createdAt: '2025-01-02 08:00:00',
    });
  });

  it('says what keeps it from work', () => {
    const locked = { lockedUntil: at('09:10:00') };
    expect(stateOf({ mustChangePassword: true })).toEqual({ code: 'initial', name: '待改密码', tone: 'waiting' });
    expect(stateOf({ ...locked, mustChangePassword: true })).toEqual({ code: 'locked', name: '锁定', tone: 'wrong' });
    expect(stateOf({ ...locked, disabledAt: at('08:00:00') })).toEqual({
      code: 'disabled',
      name: '停用',
      tone: 'neutral',
    });
  });

  it('is locked until the lock ends, not longer', () => {
    expect(stateOf({ lockedUntil: at('09:00:01') }).code).toBe('locked');
    expect(stateOf({ lockedUntil: at('09:00:00') }).code).toBe('active');
  });
});

describe('what may be given', () => {
  it('posts with their rights', () => {
    expect(listRoles()).toHaveLength(13);
    expect(listRoles()).toContainEqual({ role: 'auditAdmin', title: '审计管理员', rights: ['audit.read'] });
  });

  it('not two administrations, not an administration with a post, not maker with checker', () => {
    const conflicts = listConflicts().map((pair) => [...pair].sort().join(' '));
    expect(new Set(conflicts).size).toBe(conflicts.length);
    for (const pair of ['securityAdmin systemAdmin', 'auditAdmin director', 'benefits benefitsReview'])
      expect(conflicts).toContain(pair);
    expect(conflicts).not.toContain('enrolment serviceStation');
  });

  it('the county and the towns with a town government: one street and seven towns', () => {
    const divisions = listGrantableDivisions('610326');
    expect(divisions).toHaveLength(9);
    expect(divisions[0]).toEqual({ code: '610326', name: '眉县' });
    expect(divisions).toContainEqual({ code: '610326102', name: '槐芽镇' });
    expect(listGrantableDivisions('610302')).toEqual([{ code: '610302', name: '渭滨区' }]);
  });
});
