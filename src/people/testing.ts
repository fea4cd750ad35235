/** Facts and rules for the tests of entitlement. Used by tests alone. */
import path from 'node:path';
import { type EntitlementPolicy, findEntitlementPolicy, loadEntitlementRules } from '../benefits/index.ts';
import { isoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import type { EntitlementFacts } from './entitlement-spans.ts';
import type { Arrears, Cover, Suspension, YearPayment } from './model.ts';

const rules = unwrap(loadEntitlementRules(path.join(import.meta.dirname, '../../policies')));

/** The project's own rules for an area: 330106 goes by 浙江省医疗保障条例, 310101 by 上海市医疗保障条例. */
export function policyOf(area: string): EntitlementPolicy {
  return findEntitlementPolicy(rules, area);
}

export function factsOf(change: Partial<EntitlementFacts> = {}): EntitlementFacts {
  const nothing = { covers: [], suspensions: [], arrears: [], payments: [], identities: [] };
  return { birthDate: isoDate('1980-05-20'), deceasedOn: null, ...nothing, ...change };
}

export function cover(insutype: '310' | '390', from: string, to?: string, empNo: string | null = null): Cover {
  const psnType = insutype === '310' ? '11' : '15';
  return { insutype, psnType, from: isoDate(from), to: to ? isoDate(to) : null, empNo, civilServant: false };
}

export function paid(year: number, on: string): YearPayment {
  return { insutype: '390', year, paidOn: isoDate(on) };
}

export function suspension(insutype: '310' | '390', from: string, to?: string): Suspension {
  return { insutype, from: isoDate(from), to: to ? isoDate(to) : null, reason: '测试' };
}

/** Arrears from the first day of a month. */
export function owed(
  month: string,
  change: { readonly empNo?: string; readonly deadline?: string; readonly paidOn?: string } = {},
): Arrears {
  const { empNo = null, deadline, paidOn } = change;
  return {
    insutype: '310',
    empNo,
    from: isoDate(`${month}-01`),
    deadline: deadline ? isoDate(deadline) : null,
    paidOn: paidOn ? isoDate(paidOn) : null,
  };
}
