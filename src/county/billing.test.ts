import { describe, expect, it } from 'vitest';
import { Biller } from './billing.ts';
import { KIND, NO_FACTORS } from './model.ts';
import { smallPlan } from './testing.ts';
import { VisitWriter } from './whole-visit.ts';

const plan = smallPlan();
const { encounters, catalogue, providers } = plan;
const rows = Array.from({ length: encounters.count }, (_, row) => row);
const isStay = (row: number): boolean => encounters.kind[row] === KIND.stay || encounters.kind[row] === KIND.birth;
const ordinary = rows.filter((row) => encounters.planted[row] === 0);

describe('bills', () => {
  it('have two to four lines outside hospital and six to fifteen in it', () => {
    const biller = new Biller(plan, NO_FACTORS);
    const flaws = ordinary.filter((row) => {
      const { count } = biller.draw(row);
      return isStay(row) ? count < 6 || count > 15 : count < 2 || count > 4;
    });
    expect(flaws).toEqual([]);
  });

  it('charge whole quantities at the price of the provider’s grade, nothing above it', () => {
    const biller = new Biller(plan, NO_FACTORS);
    const ranks = { village: 0, none: 0, one: 1, two: 2, three: 3 };
    const flaws = ordinary.filter((row) => {
      const bill = biller.draw(row);
      const grade = providers.providers[encounters.provider[row] ?? 0]?.grade ?? 'none';
      let sum = 0;
      let isSound = true;
      for (let line = 0; line < bill.count; line += 1) {
        const item = catalogue.items[bill.item[line] ?? 0];
        const [quantity, price] = [bill.quantity[line] ?? 0, bill.price[line] ?? 0];
        isSound &&= quantity > 0 && price === item?.price[grade] && (item?.minGrade ?? 9) <= ranks[grade];
        sum += quantity * price;
      }
      return !isSound || sum !== bill.sum;
    });
    expect(flaws).toEqual([]);
  });

  it('follow the factor of their group and leave the others alone', () => {
    const lowered = NO_FACTORS.map((factor, group) => (group === 3 ? factor * 0.7 : factor));
    const [plain, less] = [new Biller(plan, NO_FACTORS), new Biller(plan, lowered)];
    let [before, after] = [0, 0];
    const moved: number[] = [];
    for (const row of rows) {
      const [one, two] = [plain.draw(row).sum, less.draw(row).sum];
      if (encounters.group[row] !== 3) {
        if (two !== one) moved.push(row);
        continue;
      }
      before += one;
      after += two;
    }
    expect(moved).toEqual([]);
    // 70 % of the amounts aimed at; bed, surgery and the heaviest bills give way less.
    expect(after / before).toBeGreaterThan(0.69);
    expect(after / before).toBeLessThan(0.82);
  });

  it('are the same whether drawn in order or alone', () => {
    const writer = new VisitWriter(plan, NO_FACTORS);
    const last = encounters.count - 1;
    const first = JSON.stringify(writer.write(last, 'p'));
    for (const row of [0, 1, 2]) writer.write(row, 'p');
    expect(JSON.stringify(writer.write(last, 'p'))).toBe(first);
    expect(JSON.stringify(new VisitWriter(plan, NO_FACTORS).write(last, 'p'))).toBe(first);
  });
});

describe('whole visits', () => {
  const writer = new VisitWriter(plan, NO_FACTORS);
  const visits = rows.map((row) => writer.write(row, String(encounters.person[row])));

  it('are within their dates, with digits for serials and one number each', () => {
    const numbers = new Set<string>();
    const keys = new Set<string>();
    const flaws = visits.filter(({ visit, lines, settledAt, messageKey }) => {
      numbers.add(visit.visitNo);
      keys.add(messageKey);
      const discharged = visit.dischargedOn ?? '';
      const isSoundVisit =
        discharged === settledAt.slice(0, 10) &&
        discharged >= visit.admittedOn &&
        visit.admittedOn >= '2020-01-01' &&
        /^[HP]\d{29}$/.test(messageKey);
      const areSoundLines = lines.every((line) => {
        const day = line.occurredAt.slice(0, 10);
        // quantity × price: ten-thousandths times ten-thousandths of a yuan, in fen.
        const isRightTotal = line.total === (line.quantityPer10k * line.pricePer10k) / 1_000_000;
        return /^\d{19}$/.test(line.serial) && day >= visit.admittedOn && day <= discharged && isRightTotal;
      });
      return !isSoundVisit || !areSoundLines;
    });
    expect(flaws).toEqual([]);
    expect(numbers.size).toBe(visits.length);
    expect(keys.size).toBe(visits.length);
  });

  it('have winter peaks of respiratory admissions and a low February', () => {
    const respiratory = new Array<number>(12).fill(0);
    const all = new Array<number>(12).fill(0);
    for (const { visit } of visits) {
      const month = Number((visit.dischargedOn ?? '').slice(5, 7)) - 1;
      if (visit.care !== 'inpatient') continue;
      all[month] = (all[month] ?? 0) + 1;
      if (visit.diagnosisCode?.startsWith('J')) respiratory[month] = (respiratory[month] ?? 0) + 1;
    }
    const winter = [0, 10, 11].reduce((total, month) => total + (respiratory[month] ?? 0), 0);
    const summer = [5, 6, 7].reduce((total, month) => total + (respiratory[month] ?? 0), 0);
    expect(winter).toBeGreaterThan(summer * 1.5);
    // In February 2020 people stayed away from hospitals.
    const average = all.reduce((total, count) => total + count, 0) / 12;
    expect(all[1]).toBeLessThan(average * 0.8);
  });
});
