import { describe, expect, it } from 'vitest';
import type { WholeVisit } from '../settlement/index.ts';
import { NO_FACTORS, PLANTED_KINDS, type PlantedKind } from './model.ts';
import { listPlanted } from './planted-list.ts';
import { smallPlan } from './testing.ts';
import { VisitWriter } from './whole-visit.ts';

const plan = smallPlan();
const { encounters, population, catalogue, providers, calendar } = plan;
const writer = new VisitWriter(plan, NO_FACTORS);
const itemOf = new Map(catalogue.items.map((item) => [item.row.itemCode, item]));

interface Seen {
  readonly whole: WholeVisit;
  readonly person: number;
  readonly age: number;
  readonly gender: number;
  readonly rank: number;
  readonly days: number;
}

function see(row: number): Seen {
  const person = encounters.person[row] ?? 0;
  const ranks = { village: 0, none: 0, one: 1, two: 2, three: 3 };
  return {
    whole: writer.write(row, String(person)),
    person,
    age: Math.floor((calendar.firstDay - (population.birthDay[person] ?? 0)) / 365.2425),
    gender: population.gender[person] ?? 0,
    rank: ranks[providers.providers[encounters.provider[row] ?? 0]?.grade ?? 'none'],
    days: encounters.stay[row] ?? 0,
  };
}

const dayOf = (seen: Seen): number => Date.parse(`${seen.whole.visit.dischargedOn}T00:00:00Z`) / 86_400_000;
const admissionOf = (seen: Seen): number => Date.parse(`${seen.whole.visit.admittedOn}T00:00:00Z`) / 86_400_000;

/** Rules that see one visit: written from the irregularity's definition, not from how it was planted. */
const VISIT_RULES: Partial<Record<PlantedKind, (seen: Seen) => boolean>> = {
  duplicateCharge: ({ whole }) => {
    const keys = whole.lines.map((line) => `${line.itemCode}/${line.occurredAt.slice(0, 10)}`);
    return new Set(keys).size < keys.length;
  },
  genderConflict: ({ whole, gender }) =>
    whole.lines.some((line) => {
      const only = itemOf.get(line.itemCode)?.gender;
      return only !== undefined && Number(only) !== gender;
    }),
  ageConflict: ({ whole, age }) => whole.lines.some((line) => age > (itemOf.get(line.itemCode)?.maxAge ?? 999)),
  overFrequency: ({ whole, days }) =>
    whole.lines.some((line) => {
      const most = itemOf.get(line.itemCode)?.maxPerDay;
      return most !== undefined && line.quantityPer10k / 10_000 > most * Math.max(1, days);
    }),
  overPrice: ({ whole }) =>
    whole.lines.some((line) => {
      const item = itemOf.get(line.itemCode);
      return item?.key === 'bed' && line.pricePer10k > (item.row.priceLimit ?? 0) * 100;
    }),
  gradeConflict: ({ whole, rank }) => whole.lines.some((line) => (itemOf.get(line.itemCode)?.minGrade ?? 0) > rank),
};

/** Rules that see all visits of one planted irregularity. */
const GROUP_RULES: Partial<Record<PlantedKind, (seen: readonly Seen[]) => boolean>> = {
  overQuantity: ([seen]) => seen?.whole.lines.some((line) => line.quantityPer10k >= 160_000) ?? false,
  bedHanging: ([stay, visit]) =>
    stay !== undefined &&
    visit !== undefined &&
    stay.days >= 5 &&
    stay.whole.lines.length <= 5 &&
    stay.person === visit.person &&
    dayOf(visit) > admissionOf(stay) &&
    dayOf(visit) < dayOf(stay),
  splitAdmission: ([first, second]) =>
    first !== undefined &&
    second !== undefined &&
    first.person === second.person &&
    first.whole.visit.fixmedinsCode === second.whole.visit.fixmedinsCode &&
    first.whole.visit.diagnosisCode === second.whole.visit.diagnosisCode &&
    admissionOf(second) - dayOf(first) === 1,
  overlappingStays: ([first, second]) =>
    first !== undefined &&
    second !== undefined &&
    first.person === second.person &&
    first.whole.visit.fixmedinsCode !== second.whole.visit.fixmedinsCode &&
    admissionOf(second) < dayOf(first) &&
    admissionOf(second) > admissionOf(first),
  afterDeath: ([seen]) =>
    seen !== undefined && dayOf(seen) > calendar.firstDay + (population.deathDay[seen.person] ?? 0xffff),
  clusteredVisits: (seen) => {
    const times = seen.map((one) => Date.parse(`${one.whole.settledAt.replace(' ', 'T')}Z`));
    const totals = new Set(seen.map((one) => one.whole.lines.reduce((sum, line) => sum + line.total, 0)));
    const clinics = new Set(seen.map((one) => one.whole.visit.fixmedinsCode));
    const spread = Math.max(...times) - Math.min(...times);
    const persons = new Set(seen.map((one) => one.person));
    return persons.size >= 4 && totals.size === 1 && clinics.size === 1 && spread < 600_000;
  },
  repeatedRefill: (seen) => {
    const days = seen.map(dayOf);
    const [first, ...others] = seen.map((one) => new Set(one.whole.lines.map((line) => line.itemCode)));
    const common = [...(first ?? [])].filter((code) => others.every((set) => set.has(code)));
    const pharmacies = new Set(seen.map((one) => one.whole.visit.fixmedinsCode));
    return common.length > 0 && pharmacies.size >= 3 && Math.max(...days) - Math.min(...days) <= 1;
  },
};

describe('planted irregularities', () => {
  it('are there in the number asked for, a few dozen of each kind even in a small county', () => {
    for (const kind of PLANTED_KINDS)
      expect(
        plan.planted.filter((one) => one.kind === kind),
        kind,
      ).toHaveLength(plan.volumes.plantedPerKind);
    expect(plan.volumes.plantedPerKind).toBeGreaterThanOrEqual(24);
  });

  it.each(PLANTED_KINDS)('can be seen in the visits: %s', (kind) => {
    for (const { encounters: rows } of plan.planted.filter((one) => one.kind === kind)) {
      const seen = rows.map(see);
      const found = VISIT_RULES[kind] ? seen.every(VISIT_RULES[kind]) : GROUP_RULES[kind]?.(seen);
      expect(found, `${kind}: rows ${rows.join(', ')}`).toBe(true);
    }
  });

  it('are the only ones: no ordinary visit breaks a rule that sees one visit', () => {
    const flaws: string[] = [];
    for (let row = 0; row < encounters.count; row += 1) {
      if (encounters.planted[row] !== 0) continue;
      const seen = see(row);
      for (const [kind, rule] of Object.entries(VISIT_RULES)) if (rule(seen)) flaws.push(`${kind}: row ${row}`);
    }
    expect(flaws).toEqual([]);
  });

  it('never fall on persons entitled to assistance, whose numbers are published', () => {
    const rows = plan.planted.flatMap((one) => one.encounters);
    expect(rows.filter((row) => population.identity[encounters.person[row] ?? 0] !== 0)).toEqual([]);
  });

  it('are listed with the lines that show them, and the deaths that only a register knows', () => {
    const psnNos = Array.from({ length: population.size }, (_, person) => `P${person}`);
    const list = listPlanted(plan, NO_FACTORS, psnNos);
    expect(list.kinds.map((one) => one.name)).toContain('挂床住院');
    for (const { kind, visits } of list.planted) {
      if (VISIT_RULES[kind] || kind === 'overQuantity')
        for (const visit of visits) expect(visit.serials.length, kind).toBeGreaterThan(0);
      if (kind !== 'afterDeath') continue;
      const [visit] = visits;
      const death = list.deaths.find((one) => one.psnNo === visit?.psnNo);
      expect((visit?.settledAt ?? '') > (death?.diedOn ?? '9999')).toBe(true);
    }
  });
});
