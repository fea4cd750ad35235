/** What must hold for any person whatever: one decision, consistent over time, never two benefits at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, type IsoDate, isoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { decideEntitlement, findObstacles } from './entitlement.ts';
import { REASON_ORDER } from './entitlement-reasons.ts';
import type { EntitlementFacts } from './entitlement-spans.ts';
import type { Arrears, Cover, Suspension } from './model.ts';
import { policyOf } from './testing.ts';

const START = isoDate('2021-06-01');
/** Rules of law, of samples with gaps in the records, of the nation. */
const POLICIES = ['330106', '610326', '420100'].map(policyOf);
const SCHEMES = ['310', '390'] as const;

const day = (max = 1500) => fc.integer({ min: 0, max }).map((days) => addDays(START, days));
const policy = fc.constantFrom(...POLICIES);
const scheme = fc.constantFrom(...SCHEMES);
const span = fc
  .tuple(day(1200), fc.option(fc.integer({ min: 1, max: 700 }), { nil: undefined }))
  .map(([from, length]) => ({ from, to: length === undefined ? null : addDays(from, length) }));
const unit = fc.constantFrom('U1', 'U2', null);

const anyCover: fc.Arbitrary<Cover> = fc.tuple(scheme, span, unit).map(([insutype, { from, to }, empNo]) => ({
  ...{ insutype, psnType: insutype === '310' ? '11' : '15', from, to },
  ...{ empNo: insutype === '310' ? empNo : null, civilServant: false },
}));
const anySuspension: fc.Arbitrary<Suspension> = fc
  .tuple(scheme, span)
  .map(([insutype, { from, to }]) => ({ insutype, from, to, reason: '测试' }));
const anyArrears: fc.Arbitrary<Arrears> = fc
  .tuple(unit, day(1200), fc.option(fc.nat(400), { nil: undefined }), fc.option(fc.nat(90), { nil: undefined }))
  .map(([empNo, on, paying, given]) => {
    const from = isoDate(`${on.slice(0, 7)}-01`);
    const after = (days: number | undefined) => (days === undefined ? null : addDays(from, days));
    return { insutype: '310', empNo, from, deadline: after(given), paidOn: after(paying) };
  });
const anyPayments = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 2021, max: 2025 }), fc.integer({ min: -120, max: 364 })), {
    selector: ([year]) => year,
    maxLength: 5,
  })
  .map((paid) =>
    paid.map(([year, days]) => ({ insutype: '390' as const, year, paidOn: addDays(isoDate(`${year}-01-01`), days) })),
  );
const anyFacts: fc.Arbitrary<EntitlementFacts> = fc.record({
  birthDate: fc.oneof(fc.constant(isoDate('1970-02-28')), day(1000)),
  deceasedOn: fc.option(day(), { nil: null, freq: 5 }),
  covers: fc.array(anyCover, { maxLength: 4 }),
  suspensions: fc.array(anySuspension, { maxLength: 2 }),
  arrears: fc.array(anyArrears, { maxLength: 2 }),
  payments: anyPayments,
  identities: fc.constantFrom([], [{ code: '2302', from: START }]),
});

type Case = readonly [facts: EntitlementFacts, rules: ReturnType<typeof policyOf>, of: '310' | '390', on: IsoDate];
const anyCase = fc.tuple(anyFacts, policy, scheme, day());
const isEntitled = (...[facts, rules, of, on]: Case) =>
  unwrap(findObstacles(facts, rules, of, on)).findings.length === 0;
const daysFrom = (from: IsoDate, to: IsoDate) =>
  Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, days) => addDays(from, days));

describe('any person on any day', () => {
  it('gets one decision: benefits, or reasons in their order of which the first is told', () => {
    fc.assert(
      fc.property(anyCase, ([facts, rules, of, on]) => {
        const decision = unwrap(decideEntitlement(facts, rules, of, on));
        const { findings } = unwrap(findObstacles(facts, rules, of, on));
        expect(decision.entitled).toBe(findings.length === 0);
        if (decision.entitled) return;
        const [first] = decision.findings;
        expect(decision).toMatchObject({ reason: first?.reason, words: first?.words, remedy: first?.remedy });
        const places = decision.findings.map(({ reason }) => REASON_ORDER.indexOf(reason));
        expect(places).toEqual(places.toSorted((left, right) => left - right));
        for (const { words, remedy } of decision.findings) expect(words + remedy).not.toMatch(/[{}]|undefined|null/);
      }),
      { numRuns: 400 },
    );
  });

  it('has benefits on every day of the time that is named, and neither on the day before nor on the day after', () => {
    fc.assert(
      fc.property(anyCase, ([facts, rules, of, on]) => {
        const decision = unwrap(decideEntitlement(facts, rules, of, on));
        if (!decision.entitled) return;
        const end = decision.to ?? addDays(on, 400);
        const within = daysFrom(decision.from, end).filter((each) => !isEntitled(facts, rules, of, each));
        expect(within).toEqual([]);
        expect(isEntitled(facts, rules, of, addDays(decision.from, -1))).toBe(false);
        if (decision.to !== undefined) expect(isEntitled(facts, rules, of, decision.to)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('has no benefits until the day on which they are said to begin, and has them on it', () => {
    fc.assert(
      fc.property(anyCase, ([facts, rules, of, on]) => {
        const decision = unwrap(decideEntitlement(facts, rules, of, on));
        if (decision.entitled || decision.from === undefined) return;
        expect(isEntitled(facts, rules, of, decision.from)).toBe(true);
        const before = daysFrom(on, decision.from).filter((each) => isEntitled(facts, rules, of, each));
        expect(before).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never has benefits of two schemes at once, and none after death', () => {
    fc.assert(
      fc.property(anyCase, ([facts, rules, , on]) => {
        const entitled = SCHEMES.filter((of) => isEntitled(facts, rules, of, on));
        expect(entitled.length).toBeLessThanOrEqual(1);
        if (facts.deceasedOn !== null && on > facts.deceasedOn) expect(entitled).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});

/** Without overlap: a change that helps under one scheme may rightly end the benefits of the other. */
const oneScheme = fc.tuple(anyFacts, policy, scheme, day()).map(([facts, rules, of, on]): Case => {
  const covers = facts.covers.filter(({ insutype }) => insutype === of);
  return [{ ...facts, covers }, rules, of, on];
});
const helps = ([facts, rules, of, on]: Case, better: EntitlementFacts) =>
  expect(!isEntitled(facts, rules, of, on) || isEntitled(better, rules, of, on)).toBe(true);

describe('what helps never harms', () => {
  it('resuming a suspended cover', () => {
    fc.assert(
      fc.property(oneScheme, span, (given, { from, to }) => {
        const [facts, rules, of, on] = given;
        const suspended = { ...facts, suspensions: [{ insutype: of, from, to: null, reason: '测试' }] };
        const resumed = { ...facts, suspensions: [{ insutype: of, from, to, reason: '测试' }] };
        helps([suspended, rules, of, on], resumed);
        // From the day of resumption on it is as if there had been no suspension.
        if (to === null || on < to) return;
        expect(isEntitled(resumed, rules, of, on)).toBe(isEntitled({ ...facts, suspensions: [] }, rules, of, on));
      }),
      { numRuns: 300 },
    );
  });

  it('paying what is owed, and paying it earlier', () => {
    fc.assert(
      fc.property(oneScheme, anyArrears, fc.nat(200), fc.nat(200), (given, owed, first, more) => {
        const [facts, rules, of, on] = given;
        const paying = (days: number | null): EntitlementFacts => ({
          ...facts,
          arrears: [{ ...owed, paidOn: days === null ? null : addDays(owed.from, days) }],
        });
        helps([paying(null), rules, of, on], paying(first + more));
        helps([paying(first + more), rules, of, on], paying(first));
      }),
      { numRuns: 300 },
    );
  });

  it('paying a year earlier', () => {
    fc.assert(
      fc.property(oneScheme, fc.integer({ min: -120, max: 300 }), fc.nat(60), (given, first, more) => {
        const [facts, rules, of, on] = given;
        const paying = (days: number): EntitlementFacts => ({
          ...facts,
          // A leaver's exemption begins with the leaving, an identity ends: those may hang on the day of payment.
          covers: facts.covers.map((each) => ({ ...each, to: null })),
          identities: [],
          payments: [{ insutype: '390', year: 2023, paidOn: addDays(isoDate('2023-01-01'), days) }],
        });
        helps([paying(first + more), rules, of, on], paying(first));
      }),
      { numRuns: 300 },
    );
  });
});
