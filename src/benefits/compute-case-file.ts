/** Computes a case file under a policy: the way from what people write to amounts they can read. Pure. */
import { ageAt, type IsoDate, yearOf } from '../kernel/dates.ts';
import { formatYuan } from '../kernel/money.ts';
import { attempt, type Failure, type Result, refuse, unwrap } from '../kernel/result.ts';
import { computeAccountCredit, computeAllowance, type WorkingStep } from './allowance.ts';
import { type BuiltCase, buildCase, dayOf, defaultDayOf, personOf } from './build-case.ts';
import { type CasePlace, caseYuan } from './case-charges.ts';
import { caseErrors } from './case-errors.ts';
import { type AllowanceFileSource, type CreditFileSource, readCaseFile, type VisitsSource } from './case-schema.ts';
import type { CompiledPolicy, PolicyPack } from './compiled-policy.ts';
import { computeYear } from './compute-year.ts';
import { benefitErrors } from './errors.ts';
import { findPolicyForCase } from './find-policy.ts';
import type { BenefitCase, BenefitResult, RunningTotals, SourceGrade } from './model.ts';
import { placeInCase } from './read-case-yaml.ts';
import type { SinglePolicy } from './read-policy-file.ts';
import type { PackFile } from './read-yaml.ts';
import type { CaseResult } from './result-schema.ts';
import { totalsKey } from './scope.ts';
import { weakestGrade } from './source-grade.ts';
import { type Computed, sumEncounters, writeClause, writeEncounter, writeTotals } from './write-result.ts';

export interface CaseOptions {
  /** Day of visits that name none. */
  readonly on?: IsoDate | undefined;
}

/**
 * What a policy gives for a case file. Fails with a coded error that names file, line, field, value and remedy: of the
 * case (`cases.*`) or of the policy meeting it (`benefits.*`).
 */
export function computeCaseFile(policy: SinglePolicy, file: PackFile, options: CaseOptions = {}): Result<CaseResult> {
  return attempt(() => {
    const source = readCaseFile(file);
    switch (source.kind) {
      case 'maternityAllowance':
        return allowanceResult(policy, source, file, options);
      case 'accountCredit':
        return creditResult(policy, source, file, options);
      default:
        return visitsResult(policy, source, file, options);
    }
  });
}

/** A pack of a folder as the policy of a case file. */
export function policyOfPack(pack: PolicyPack): SinglePolicy {
  return { id: pack.id, title: pack.title, pack, allowance: undefined, accountCredit: undefined };
}

function visitsResult(policy: SinglePolicy, source: VisitsSource, file: PackFile, options: CaseOptions): CaseResult {
  const { pack } = policy;
  if (pack === undefined) return refuseSection(policy, '就诊', 'layers');
  const alone: PolicyPack = { ...pack, poolsInto: [] };
  if (source.scheme !== undefined && source.scheme !== pack.scheme) {
    const values = { scheme: source.scheme, policy: pack.id, expected: pack.scheme };
    return refuse(benefitErrors.schemeMismatch({ path: `${file.name}#/scheme`, ...values }));
  }
  const context = {
    pack,
    scheme: pack.scheme,
    defaultDay: options.on ?? defaultDayOf(pack),
    isDayChosen: options.on !== undefined,
    person: source.person,
  };
  const built = source.encounters.map((encounter, index) =>
    buildCase(encounter, context, { file, pointer: source.placeOf(index) }),
  );
  checkOrder(pack, source, built, file);
  const totals = totalsBefore(alone, source, built, file);
  const computed = computeAll(alone, source, built, { totals, file });
  const encounters = computed.map(writeEncounter);
  const [only] = encounters;
  if (source.kind === 'encounter' && encounters.length === 1 && only !== undefined) {
    return { kind: 'encounter', ...only };
  }
  const last = computed.at(-1);
  const weakest = weakestGrade(computed.flatMap(({ result }) => result.steps.flatMap(({ clause }) => clause ?? [])));
  return {
    kind: 'year',
    ...(source.name !== undefined && { name: source.name }),
    encounters,
    sums: sumEncounters(encounters),
    totalsAfter: last === undefined ? {} : writeTotals(last.policy, last.result.totalsAfter),
    ...(weakest && { weakestGrade: weakest }),
    notices: [...new Set(encounters.flatMap(({ notices }) => notices))],
  };
}

/** Visits must stand in the order of the days that decide: each starts from what the one before left. */
function checkOrder(pack: PolicyPack, source: VisitsSource, built: readonly BuiltCase[], file: PackFile): void {
  for (const [index, { yearCase }] of built.entries()) {
    const before = built[index - 1]?.yearCase[pack.decidedBy];
    const value = yearCase[pack.decidedBy];
    if (before === undefined || before <= value) continue;
    refuse(caseErrors.outOfOrder({ ...placeInCase(file, source.placeOf(index)), value, before }));
  }
}

/** Running totals by the policy's names; one that runs over a month, a disease … stands for the first visit's. */
function totalsBefore(
  pack: PolicyPack,
  { before }: VisitsSource,
  built: readonly BuiltCase[],
  file: PackFile,
): RunningTotals {
  const first = built[0]?.yearCase;
  if (first === undefined) return {};
  const policy = unwrap(findPolicyForCase([pack], pack.area, first));
  const entries = Object.entries(before).map(([name, value]) => {
    const place = { file, pointer: `/before/${name}` };
    const accumulator = policy.accumulators.find(({ id }) => id === name.split('@')[0]);
    if (accumulator === undefined) {
      const known = policy.accumulators.map(({ id }) => id).join('、') || '（无）';
      return refuse(caseErrors.unknownTotal({ ...placeInCase(file, place.pointer), value: name, known }));
    }
    const key = name.includes('@') ? name : totalsKey(accumulator, first, first[policy.decidedBy]);
    return [key, accumulator.counts.length > 0 ? countOf(value, place) : caseYuan(value, place)] as const;
  });
  return Object.fromEntries(entries);
}

function countOf(value: string | number, { file, pointer }: CasePlace): number {
  const count = Number(value);
  if (Number.isSafeInteger(count)) return count;
  const values = { problem: '不是次数', value, expected: '不小于零的整数' };
  return refuse(caseErrors.invalidValue({ ...placeInCase(file, pointer), ...values }));
}

/**
 * Runs the visits one more at a time, so that a failure names its visit and the parts of a split stay find theirs:
 * the engine itself starts each from the totals before it.
 */
function computeAll(
  pack: PolicyPack,
  source: VisitsSource,
  built: readonly BuiltCase[],
  { totals, file }: { readonly totals: RunningTotals; readonly file: PackFile },
): Computed[] {
  const computed: Computed[] = [];
  for (const [index, each] of built.entries()) {
    const cases = built.slice(0, index + 1).map(({ yearCase }) => yearCase);
    const year = computeYear([pack], pack.area, cases, { totals });
    if (!year.ok) return refuse(inVisit(year.error, source, index, file));
    const results = year.value.results.slice(computed.length);
    for (const [part, result] of results.entries()) {
      const position = results.length === 1 ? undefined : part === 0 ? 'beforeYearEnd' : 'afterYearEnd';
      computed.push({
        policy: policyNamed(pack, result),
        benefitCase: partOf(each.yearCase, position),
        result,
        built: each,
        name: source.encounters[index]?.name,
        part: position,
      });
    }
  }
  return computed;
}

function policyNamed(pack: PolicyPack, { policy }: BenefitResult): CompiledPolicy {
  const found = pack.policies.find(({ id }) => id === policy);
  if (found === undefined) throw new Error(`the pack ${pack.id} has no version ${policy}`);
  return found;
}

/** The dates of a part of a stay that was split at the year's end. */
function partOf(benefitCase: BenefitCase, part: Computed['part']): BenefitCase {
  if (part === undefined) return benefitCase;
  const year = yearOf(benefitCase.admittedOn);
  return part === 'beforeYearEnd'
    ? { ...benefitCase, dischargedOn: `${year}-12-31` as IsoDate }
    : { ...benefitCase, admittedOn: `${year + 1}-01-01` as IsoDate };
}

/** A failure of the engine with the visit it befell, where there are several. */
function inVisit(failure: Failure, source: VisitsSource, index: number, file: PackFile): Failure {
  const path = `${file.name}#${source.placeOf(index)}`;
  if (source.kind === 'encounter') return { ...failure, path };
  const name = source.encounters[index]?.name;
  const visit = `第 ${index + 1} 次就诊${name === undefined ? '' : `（${name}）`}`;
  return { ...failure, path, message: `${visit}：${failure.message}` };
}

function refuseSection({ id }: SinglePolicy, kind: string, section: string): never {
  return refuse(caseErrors.wrongPolicy({ path: 'kind', kind, policy: id, section }));
}

const FALLBACK_DAY = '2020-01-01' as IsoDate;

function dayOfCase(date: string | undefined, file: PackFile, { on }: CaseOptions): IsoDate {
  return date === undefined ? (on ?? FALLBACK_DAY) : dayOf(date, { file, pointer: '/date' });
}

function allowanceResult(
  policy: SinglePolicy,
  source: AllowanceFileSource,
  file: PackFile,
  options: CaseOptions,
): CaseResult {
  const { allowance } = policy;
  if (allowance === undefined) return refuseSection(policy, '生育津贴', 'allowance');
  const on = dayOfCase(source.date, file, options);
  const result = unwrap(
    computeAllowance(allowance, {
      on,
      event: source.event ?? 'birth',
      averageWage: caseYuan(source.averageWage, { file, pointer: '/averageWage' }),
      months: source.months,
      weeks: source.weeks,
      children: source.children ?? 1,
      dystocia: source.dystocia ?? false,
    }),
  );
  return {
    kind: 'maternityAllowance',
    ...sectionHead(policy, source.name, result.steps),
    date: on,
    wage: formatYuan(result.wage),
    days: result.days,
    allowance: formatYuan(result.allowance),
    steps: result.steps.map(writeWorking),
    notices: [],
  };
}

function creditResult(
  policy: SinglePolicy,
  source: CreditFileSource,
  file: PackFile,
  options: CaseOptions,
): CaseResult {
  const { accountCredit } = policy;
  if (accountCredit === undefined) return refuseSection(policy, '个人账户划入', 'accountCredit');
  const on = dayOfCase(source.date, file, options);
  const person = personOf(source.person ?? {}, on, { file, pointer: '/person' });
  const months = source.months ?? 1;
  const result = unwrap(
    computeAccountCredit(accountCredit, {
      on,
      base: caseYuan(source.base, { file, pointer: '/base' }),
      months,
      retired: person.retired,
      civilServant: person.civilServant,
      age: ageAt(person.birthDate, on),
      identities: person.identities,
      personType: person.personType,
    }),
  );
  return {
    kind: 'accountCredit',
    ...sectionHead(policy, source.name, result.steps),
    date: on,
    base: formatYuan(result.base),
    monthly: formatYuan(result.monthly),
    months,
    total: formatYuan(result.total),
    steps: result.steps.map(writeWorking),
    notices: [],
  };
}

function sectionHead({ id, title }: SinglePolicy, name: string | undefined, steps: readonly WorkingStep[]) {
  const weakest: SourceGrade | undefined = weakestGrade(steps.flatMap(({ clause }) => clause ?? []));
  return { ...(name !== undefined && { name }), policy: { id, title }, ...(weakest && { weakestGrade: weakest }) };
}

function writeWorking({ title, formula, clause }: WorkingStep) {
  return { title, formula, ...(clause && { clause: writeClause(clause) }) };
}
