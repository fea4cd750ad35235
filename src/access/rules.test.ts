import { describe, expect, it } from 'vitest';
import { type IsoTime, isoTime } from '../kernel/dates.ts';
import { ROLES } from './model.ts';
import { ADMIN_ROLES, hasRight, POST_CONFLICTS, ROLE_RIGHTS, rightsOf } from './roles.ts';
import {
  addMinutes,
  checkAccountName,
  checkDivisions,
  checkPassword,
  checkRoles,
  countAttempt,
  isInScope,
  isSessionAlive,
  type LoginAttempts,
} from './rules.ts';

const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

describe('posts held together', () => {
  it.each([
    ['one post', ['benefits'], 'ok'],
    ['none', [], 'ok'],
    ['enrolment and the service station, which both take applications', ['enrolment', 'serviceStation'], 'ok'],
    ['maker and checker of benefits', ['benefits', 'benefitsReview'], 'access.postConflict'],
    ['maker and checker of the fund', ['fundSupervisor', 'fundAccountant'], 'access.postConflict'],
    ['benefits and fund', ['benefits', 'fundAccountant'], 'access.postConflict'],
    ['inspector and what he inspects', ['inspector', 'collection'], 'access.postConflict'],
    ['system and security', ['systemAdmin', 'securityAdmin'], 'access.adminTrio'],
    ['system and audit', ['auditAdmin', 'systemAdmin'], 'access.adminTrio'],
    ['security and audit', ['securityAdmin', 'auditAdmin'], 'access.adminTrio'],
    ['administrator and office post', ['systemAdmin', 'enrolment'], 'access.adminWithPost'],
    ['administrator and director', ['director', 'auditAdmin'], 'access.adminWithPost'],
    ['what is no post', ['boss'], 'access.unknownRole'],
    ['what every object has', ['constructor'], 'access.unknownRole'],
  ])('%s', (_, roles, expected) => {
    expect(codeOf(checkRoles(roles))).toBe(expected);
  });

  it('names both posts and the reason', () => {
    const result = checkRoles(['benefits', 'benefitsReview']);
    expect(!result.ok && result.error.message).toBe('“待遇审核”与“结算复核”是不相容岗位：经办与复核须由不同的人担任');
  });

  it('conflicts are between two posts that exist', () => {
    for (const { posts } of POST_CONFLICTS) {
      expect(posts).toHaveLength(2);
      for (const post of posts) expect(Object.keys(ROLES)).toContain(post);
    }
  });

  it('no combination that is allowed can both make and check', () => {
    const pairs = [
      ['payments.declare', 'payments.review'],
      ['adjustments.propose', 'adjustments.review'],
      ['payments.batch', 'payments.release'],
      ['payments.batch', 'payments.approve'],
      ['payments.release', 'payments.approve'],
      ['fund.post', 'fund.review'],
      ['fund.review', 'fund.approve'],
      ['access.accounts', 'access.roles'],
      ['access.roles', 'audit.read'],
      ['access.accounts', 'audit.read'],
    ] as const;
    const roles = Object.keys(ROLES);
    for (const first of roles)
      for (const second of roles) {
        const held = checkRoles([first, second]);
        if (!held.ok) continue;
        const rights = rightsOf(held.value);
        for (const [make, check] of pairs)
          expect(rights.has(make) && rights.has(check), `${first}+${second}`).toBe(false);
      }
  });
});

describe('rights', () => {
  it('the administrators see no business, the office sees no administration', () => {
    for (const [role, rights] of Object.entries(ROLE_RIGHTS)) {
      const administers = rights.some((right) => right.startsWith('access.') || right.startsWith('audit.'));
      expect(administers, role).toBe(ADMIN_ROLES.some((admin) => admin === role));
      if (administers)
        expect(
          rights.every((right) => /^(access|audit)\./.test(right)),
          role,
        ).toBe(true);
    }
  });

  it('come with any of the posts', () => {
    expect(hasRight({ roles: ['benefits'] }, 'payments.declare')).toBe(true);
    expect(hasRight({ roles: ['benefits'] }, 'payments.review')).toBe(false);
    expect(hasRight({ roles: [] }, 'people.read')).toBe(false);
  });
});

describe('scope', () => {
  it('is by division prefix', () => {
    expect(isInScope({ divisions: ['610326'] }, '610326101201')).toBe(true);
    expect(isInScope({ divisions: ['610326101'] }, '610326102201')).toBe(false);
    expect(isInScope({ divisions: ['610326101'] }, '610326')).toBe(false);
    expect(isInScope({ divisions: [] }, '610326')).toBe(false);
  });

  it('is given within the area alone', () => {
    expect(codeOf(checkDivisions(['610326', '610326101'], '610326'))).toBe('ok');
    expect(codeOf(checkDivisions(['610327'], '610326'))).toBe('access.badDivision');
    expect(codeOf(checkDivisions(['6103261'], '610326'))).toBe('access.badDivision');
    expect(codeOf(checkDivisions(['%'], '610326'))).toBe('access.badDivision');
    expect(codeOf(checkDivisions([], '610326'))).toBe('access.noDivision');
  });
});

describe('names and passwords', () => {
  it.each([
    ['shenhe', 'ok'],
    ['shen.he-2_b', 'ok'],
    ['a', 'access.badAccountName'],
    ['Shenhe', 'access.badAccountName'],
    ['2shenhe', 'access.badAccountName'],
    ['审核', 'access.badAccountName'],
  ])('name %s', (name, expected) => expect(codeOf(checkAccountName(name))).toBe(expected));

  it.each([
    ['Tongchou-2025', 'ok'],
    ['Tc-2025', '不足 8 位'],
    ['tongchou2025', '字符种类不足三类'],
    ['TONGCHOU2025', '字符种类不足三类'],
    ['Shenhe-2025', '含有账号名'],
    [`Aa1${'x'.repeat(126)}`, '超过 128 位'],
  ])('password %s', (password, expected) => {
    const result = checkPassword(password, 'shenhe');
    expect(result.ok ? 'ok' : result.error.params.flaw).toBe(expected);
  });
});

describe('times', () => {
  it('minutes are added across midnight, month and year', () => {
    expect(addMinutes(isoTime('2024-12-31 23:50:30'), 15)).toBe('2025-01-01 00:05:30');
    expect(addMinutes(isoTime('2024-03-01 00:10:00'), -15)).toBe('2024-02-29 23:55:00');
  });

  it('a session lives 30 idle minutes and 12 hours', () => {
    const session = { seenAt: isoTime('2025-03-03 09:00:00'), expiresAt: isoTime('2025-03-03 20:00:00') };
    expect(isSessionAlive(session, isoTime('2025-03-03 09:29:59'))).toBe(true);
    expect(isSessionAlive(session, isoTime('2025-03-03 09:30:00'))).toBe(false);
    const busy = { ...session, seenAt: isoTime('2025-03-03 19:59:00') };
    expect(isSessionAlive(busy, isoTime('2025-03-03 20:00:00'))).toBe(false);
  });
});

describe('failed logins', () => {
  const run = (times: readonly string[]): string[] => {
    let attempts: LoginAttempts | undefined;
    return times.map((time) => {
      const outcome = countAttempt(attempts, isoTime(`2025-03-03 ${time}`) as IsoTime);
      if (outcome.kind === 'locked') return `locked until ${outcome.until.slice(11)}`;
      attempts = outcome.attempts;
      return `${attempts.failures}${attempts.lockedUntil ? ' last' : ''}`;
    });
  };

  it('the fifth is the last, then the name is locked for 15 minutes from it', () => {
    expect(
      run(['09:00:00', '09:01:00', '09:02:00', '09:03:00', '09:04:00', '09:05:00', '09:18:59', '09:19:00']),
    ).toEqual([...['1', '2', '3', '4', '5 last'], ...['locked until 09:19:00', 'locked until 09:19:00', '1']]);
  });

  it('older ones no longer count', () => {
    expect(run(['09:00:00', '09:01:00', '09:16:00', '09:17:00'])).toEqual(['1', '2', '1', '2']);
  });
});
