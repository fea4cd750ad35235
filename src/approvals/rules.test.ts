import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Actor, RIGHTS, type Role } from '../access/index.ts';
import { isoDate, isoTime } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import { digestContent } from './content-digest.ts';
import { FLOWS, findFlow, findFlowVersion } from './flows.ts';
import type { Decision, DecisionRecord, Flow } from './model.ts';
import { checkDecision, type DecisionAttempt, nextStep, stepsFor } from './rules.ts';

const flow: Flow = {
  flow: 'test',
  version: 1,
  from: isoDate('2020-01-01'),
  title: '测试',
  basis: '测试',
  readRight: 'payments.read',
  steps: [
    { step: 'review', title: '复核', right: 'payments.review' },
    { step: 'approve', title: '审批', right: 'payments.approve', fromAmount: fen(10_000) },
  ],
  apart: 'all',
};

function decided(step: string, decision: Decision = 'approve', round = 1, decidedBy = 'fuhe'): DecisionRecord {
  const base = { decidedName: '', decidedAt: isoTime('2025-03-03 09:00:00'), flowVersion: 1, contentDigest: '' };
  return { ...base, round, step, decision, comment: '', decidedBy };
}

const actor = (accountId: string, ...roles: Role[]): Actor => ({
  ...{ accountId, name: accountId, roles, kind: 'clerk' },
  divisions: ['610326'],
});
const checker = actor('fuhe', 'benefitsReview');
const director = actor('juzhang', 'director');

function check(by: Actor, change: Partial<DecisionAttempt> = {}): string {
  const attempt: DecisionAttempt = {
    ...{ flow, title: '三月申报', division: '610326', amount: fen(5_000), round: 1, makers: ['shenhe'], decisions: [] },
    ...{ decision: 'approve', comment: '' },
    ...change,
  };
  const result = checkDecision(by, attempt);
  return result.ok ? result.value.step : result.error.code;
}

describe('where a matter stands', () => {
  const stand = (decisions: DecisionRecord[], amount: number, round = 1) => {
    const standing = nextStep(flow, decisions, round, fen(amount));
    return standing.state === 'pending' ? standing.step.step : standing.state;
  };

  it('small amounts take the first step alone, large ones both; the limit itself is large', () => {
    expect(stepsFor(flow, fen(9_999)).map((step) => step.step)).toEqual(['review']);
    expect(stepsFor(flow, fen(10_000)).map((step) => step.step)).toEqual(['review', 'approve']);
    expect(stepsFor(flow, fen(-10_000)).map((step) => step.step)).toEqual(['review', 'approve']);
  });

  it('goes from step to step to approved', () => {
    expect(stand([], 10_000)).toBe('review');
    expect(stand([decided('review')], 10_000)).toBe('approve');
    expect(stand([decided('review'), decided('approve')], 10_000)).toBe('approved');
    expect(stand([decided('review')], 9_999)).toBe('approved');
  });

  it('is ended by a rejection, sent back by a return', () => {
    expect(stand([decided('review', 'reject')], 10_000)).toBe('rejected');
    expect(stand([decided('review'), decided('approve', 'return')], 10_000)).toBe('returned');
  });

  it('starts anew when it is submitted again', () => {
    const history = [decided('review'), decided('approve', 'return')];
    expect(stand(history, 10_000, 2)).toBe('review');
    expect(stand([...history, decided('review', 'approve', 2)], 10_000, 2)).toBe('approve');
  });

  it('is approved only when every step that applies was approved in the last round', () => {
    const steps = fc.constantFrom('review', 'approve');
    const decisions = fc.array(
      fc.record({
        step: steps,
        decision: fc.constantFrom<Decision>('approve', 'return', 'reject'),
        round: fc.integer({ min: 1, max: 2 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(decisions, fc.integer({ min: 0, max: 20_000 }), (history, amount) => {
        const records = history.map((each) => decided(each.step, each.decision, each.round));
        if (stand(records, amount, 2) !== 'approved') return;
        const last = history.filter((each) => each.round === 2);
        expect(last.every((each) => each.decision === 'approve')).toBe(true);
        for (const step of stepsFor(flow, fen(amount))) expect(last.some((each) => each.step === step.step)).toBe(true);
      }),
    );
  });
});

describe('who may decide', () => {
  it('whoever has the right of the step that waits', () => {
    expect(check(checker)).toBe('review');
    expect(check(director)).toBe('approvals.noRight');
    expect(check(director, { amount: fen(10_000), decisions: [decided('review')] })).toBe('approve');
  });

  it('nobody his own work: the submitter, and whoever else had a hand in it', () => {
    expect(check(checker, { makers: ['fuhe'] })).toBe('approvals.ownWork');
    expect(check(checker, { makers: ['shenhe', 'fuhe'] })).toBe('approvals.ownWork');
  });

  it('nobody two steps, where persons are to be apart', () => {
    const both = actor('both', 'benefitsReview', 'director');
    const decisions = [decided('review', 'approve', 1, 'both')];
    expect(check(both, { amount: fen(10_000), decisions })).toBe('approvals.decidedBefore');
    expect(check(both, { amount: fen(10_000), decisions, flow: { ...flow, apart: 'makers' } })).toBe('approve');
    expect(check(both, { amount: fen(10_000), decisions, round: 2 })).toBe('review');
  });

  it('nobody outside his divisions', () => {
    expect(check({ ...checker, divisions: ['610326101'] })).toBe('approvals.outOfScope');
    expect(check({ ...checker, divisions: ['610326101'] }, { division: '610326101202' })).toBe('review');
  });

  it('nobody twice, nor after the end', () => {
    expect(check(checker, { decisions: [decided('review')] })).toBe('approvals.alreadyDecided');
    expect(check(checker, { decisions: [decided('review', 'reject')] })).toBe('approvals.alreadyDecided');
    expect(check(checker, { decisions: [decided('review', 'return')] })).toBe('approvals.notPending');
  });

  it('nobody a step that has moved on since he saw it', () => {
    const later = { amount: fen(10_000), decisions: [decided('review', 'approve', 1, 'other')] };
    expect(check(director, { ...later, step: 'review' })).toBe('approvals.stepMoved');
    expect(check(director, { ...later, step: 'approve' })).toBe('approve');
  });

  it('nobody against it without saying why', () => {
    for (const decision of ['return', 'reject'] as const) {
      expect(check(checker, { decision, comment: '  ' })).toBe('approvals.commentNeeded');
      expect(check(checker, { decision, comment: '金额与申报不符' })).toBe('review');
    }
  });
});

describe('flows', () => {
  it('are whole: steps named once, rights that exist, versions numbered from 1, later ones from a later day', () => {
    for (const each of FLOWS) {
      expect(new Set(each.steps.map((step) => step.step)).size).toBe(each.steps.length);
      for (const step of each.steps) expect(Object.keys(RIGHTS)).toContain(step.right);
      expect(stepsFor(each, fen(0)).length, `${each.flow}: the smallest amount needs a step too`).toBeGreaterThan(0);
    }
    for (const [name, versions] of Map.groupBy(FLOWS, (each) => each.flow)) {
      expect(
        versions.map((each) => each.version),
        name,
      ).toEqual(versions.map((_, index) => index + 1));
      const days = versions.map((each) => each.from);
      expect(days, name).toEqual([...new Set(days)].sort());
    }
  });

  it('are found by day, and by version for what runs already', () => {
    const versions = [flow, { ...flow, version: 2, from: isoDate('2025-01-01') }];
    expect(findFlow('test', isoDate('2024-12-31'), versions)?.version).toBe(1);
    expect(findFlow('test', isoDate('2025-01-01'), versions)?.version).toBe(2);
    expect(findFlow('test', isoDate('2019-12-31'), versions)).toBeUndefined();
    expect(findFlowVersion('test', 1, versions)).toBe(flow);
  });
});

describe('content', () => {
  it('has the same digest however it was put together, and another for any change', () => {
    const content = { total: 100, lines: [{ code: 'a', amount: 1 }] };
    expect(digestContent({ lines: [{ amount: 1, code: 'a' }], total: 100 })).toBe(digestContent(content));
    expect(digestContent({ ...content, total: 101 })).not.toBe(digestContent(content));
    expect(digestContent({ ...content, lines: [] })).not.toBe(digestContent(content));
    expect(digestContent({ total: '100', lines: content.lines })).not.toBe(digestContent(content));
  });
});
