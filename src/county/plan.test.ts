import { describe, expect, it } from 'vitest';
import { findDivision } from '../catalogues/divisions.ts';
import { isCreditCode } from '../kernel/credit-code.ts';
import { birthDateOf, findIdentityNumberFlaw, genderOf } from '../kernel/identity-number.ts';
import { isProviderCode } from '../kernel/national-codes.ts';
import { Refused } from '../kernel/result.ts';
import { digestOutput, digestPlan } from './digest.ts';
import { KIND, NO_FACTORS } from './model.ts';
import { newPersonOf } from './person-facts.ts';
import { planCounty } from './plan.ts';
import { NEVER } from './population.ts';
import { SAMPLE_FUNDING, SMALL, smallPlan } from './testing.ts';

const plan = smallPlan();
const { population, encounters, providers } = plan;
const persons = Array.from({ length: population.size }, (_, person) => newPersonOf(plan, person));

describe('determinism', () => {
  it('gives the same county for the same seed, and another for another', () => {
    const again = planCounty(SMALL, SAMPLE_FUNDING);
    expect(digestPlan(again)).toBe(digestPlan(plan));
    expect(digestOutput(again, NO_FACTORS, 37)).toBe(digestOutput(plan, NO_FACTORS, 37));
    const other = planCounty({ ...SMALL, seed: 2 }, SAMPLE_FUNDING);
    expect(digestPlan(other)).not.toBe(digestPlan(plan));
  });
});

describe('people', () => {
  it('come to the published numbers times the scale, to the person', () => {
    const count = (test: (index: number) => boolean): number => persons.filter((_, index) => test(index)).length;
    // 271,185, 18,929, 34,670 and 6,254 times 0.02.
    expect(count((index) => persons[index]?.cover.insutype === '390')).toBe(5424);
    expect(count((index) => persons[index]?.cover.insutype === '310')).toBe(379);
    const isPoor = (index: number): boolean => persons[index]?.identities.some((one) => one.code === '2302') ?? false;
    expect(count(isPoor)).toBe(693);
    expect(count((index) => isPoor(index) && (persons[index]?.chronic.length ?? 0) > 0)).toBe(125);
    expect(count((index) => isPoor(index) && persons[index]?.cover.insutype !== '390')).toBe(0);
  });

  it('have valid, different identity numbers that agree with birth date and gender', () => {
    const flaws = persons.filter(
      ({ certNo, birthDate, gender }) =>
        findIdentityNumberFlaw(certNo) !== undefined ||
        birthDateOf(certNo) !== birthDate ||
        genderOf(certNo) !== gender,
    );
    expect(flaws).toEqual([]);
    expect(new Set(persons.map((person) => person.certNo)).size).toBe(persons.length);
  });

  it('live in real villages of the county, none in the units of statistics', () => {
    const codes = new Set(persons.map((person) => person.villageCode));
    for (const code of codes) expect(findDivision(code)?.level).toBe('village');
    expect(persons.some((person) => /^61032640[01]/.test(person.villageCode))).toBe(false);
    expect(population.villages).toHaveLength(95);
  });

  it('born in the year are covered from their birth; the others from January 1st', () => {
    const newborns = persons.slice(population.newbornsFrom);
    expect(newborns.length).toBe(plan.volumes.births);
    for (const child of newborns) {
      expect(child.cover.from).toBe(child.birthDate);
      expect(child.cover.psnType).toBe('1401');
    }
    const others = persons.slice(0, population.newbornsFrom);
    expect(others.filter((person) => person.cover.from !== '2020-01-01')).toEqual([]);
  });

  it('at work have an employer; contributions of the year come to the published total', () => {
    const known = new Set(plan.employers.map((employer) => employer.empNo));
    const hasEmployer = (empNo: string | undefined): boolean => empNo !== undefined && known.has(empNo);
    expect(persons.filter(({ cover }) => hasEmployer(cover.empNo) !== (cover.insutype === '310'))).toEqual([]);
    const base = plan.wages.reduce((sum, wage) => sum + wage, 0);
    // 8 % of the bases of twelve months, against 57.17 million yuan times 0.02.
    const raised = (base * 12 * 8) / 100;
    expect(Math.abs(raised / 114_340_000 - 1)).toBeLessThan(0.001);
  });
});

describe('employers and providers', () => {
  it('have valid codes; their names say that they are samples', () => {
    for (const employer of plan.employers) {
      expect(isCreditCode(employer.creditCode), employer.name).toBe(true);
      expect(employer.name).toContain('样例');
    }
    for (const { provider } of providers.providers) {
      expect(isProviderCode(provider.fixmedinsCode), provider.name).toBe(true);
      expect(isCreditCode(provider.creditCode ?? ''), provider.name).toBe(true);
      expect(provider.name).toContain('样例');
      expect(findDivision(provider.division)?.level).toBe('county');
    }
    expect(new Set(providers.providers.map(({ provider }) => provider.fixmedinsCode)).size).toBe(
      providers.providers.length,
    );
  });

  it('do not scale: 161 village clinics, three hospitals of grade two, care in the city and the province', () => {
    const local = providers.providers.filter((one) => one.local);
    expect(local.filter((one) => one.provider.kind === 'village')).toHaveLength(161);
    expect(local.filter((one) => one.grade === 'two')).toHaveLength(3);
    expect(providers.clinicsOfVillage.every((clinics) => clinics.length >= 1 && clinics.length <= 3)).toBe(true);
    const away = new Set(providers.providers.filter((one) => !one.local).map((one) => one.provider.division));
    expect(away).toContain('610302');
    expect(away).toContain('610113');
  });
});

describe('encounters', () => {
  it('come in order of time, about 1.1 a head for residents', () => {
    expect(encounters.minute).toEqual(encounters.minute.toSorted());
    let residents = 0;
    for (let row = 0; row < encounters.count; row += 1)
      if (population.employment[encounters.person[row] ?? 0] === 0) residents += 1;
    // A comparable county paid 225,000 visits of 203,760 residents.
    const perHead = residents / plan.volumes.residents;
    expect(perHead).toBeGreaterThan(1);
    expect(perHead).toBeLessThan(1.3);
  });

  it('meet the published visit counts exactly', () => {
    let [aidStays, poorRefills] = [0, 0];
    for (let row = 0; row < encounters.count; row += 1) {
      const bits = population.identity[encounters.person[row] ?? 0] ?? 0;
      const local = providers.providers[encounters.provider[row] ?? 0]?.local ?? false;
      const kind = encounters.kind[row];
      if (local && bits !== 0 && (kind === KIND.stay || kind === KIND.birth)) aidStays += 1;
      if ((bits & 1) !== 0 && kind === KIND.chronic) poorRefills += 1;
    }
    // 4,400 and 6,721 times 0.02.
    expect(aidStays).toBe(88);
    expect(poorRefills).toBe(134);
  });

  it('grow with the scale while providers stay', () => {
    const larger = planCounty({ ...SMALL, scale: 0.04 }, SAMPLE_FUNDING);
    expect(larger.population.size / population.size).toBeCloseTo(2, 1);
    const ordinary = (count: number, planted: number): number => count - planted;
    const ratio = ordinary(larger.encounters.count, 600) / ordinary(encounters.count, 600);
    expect(ratio).toBeCloseTo(2, 1);
    expect(larger.providers.providers.length).toBe(providers.providers.length);
    expect(larger.planted.length).toBe(plan.planted.length);
  });

  it('keep people out of two places at once and out of care after death, but for what is planted', () => {
    const stays = new Map<number, [number, number][]>();
    const flaws: number[] = [];
    for (let row = 0; row < encounters.count; row += 1) {
      if (encounters.planted[row] !== 0) continue;
      const person = encounters.person[row] ?? 0;
      const day = Math.floor((encounters.minute[row] ?? 0) / 1440);
      const from = day - (encounters.stay[row] ?? 0);
      const earlier = stays.get(person) ?? [];
      const isOverlapping = earlier.some(([start, end]) => from <= end && day >= start);
      const isDead = day > (population.deathDay[person] ?? NEVER);
      if (isDead || from < (population.coverDay[person] ?? 0)) flaws.push(row);
      if ((encounters.stay[row] ?? 0) === 0) continue;
      if (isOverlapping) flaws.push(row);
      stays.set(person, [...earlier, [from, day]]);
    }
    expect(flaws).toEqual([]);
  });
});

describe('requests', () => {
  it('are refused with what is wrong and what is possible', () => {
    const refusal = (change: Partial<typeof SMALL>): string => {
      try {
        planCounty({ ...SMALL, ...change }, SAMPLE_FUNDING);
        return 'planned';
      } catch (error) {
        return error instanceof Refused ? `${error.failure.code} ${error.failure.remedy}` : 'fault';
      }
    };
    expect(refusal({ like: '610324' })).toMatch(/^county.unknownModel .*610326/);
    expect(refusal({ year: 2021 })).toMatch(/^county.unknownModel/);
    expect(refusal({ scale: 0 })).toMatch(/^county.badScale/);
    expect(refusal({ scale: Number.NaN })).toMatch(/^county.badScale/);
    expect(refusal({ seed: -1 })).toMatch(/^county.badSeed/);
    expect(refusal({ seed: 1.5 })).toMatch(/^county.badSeed/);
  });
});
