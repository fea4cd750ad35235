/** How a planted irregularity shows in the bill of its encounter. */
import type { ProviderGrade } from '../benefits/index.ts';
import type { Bill } from './bill.ts';
import type { DemoCatalogue } from './demo-catalogue.ts';
import type { PlantedKind } from './model.ts';

export interface BillFacts {
  readonly catalogue: DemoCatalogue;
  readonly grade: ProviderGrade;
  readonly days: number;
  readonly gender: 1 | 2;
}

/** Fen a day, above the price limit of a bed. */
const DEAR_BED = 6500;
/** Boxes: more than three months at one box a week. */
const EXCESSIVE_BOXES = 16;

/** Changes the bill so that the irregularity can be seen in it, and notes the lines. */
export function showPlanted(kind: PlantedKind, bill: Bill, facts: BillFacts): void {
  const line = CHANGES[kind]?.(bill, facts);
  if (line !== undefined) bill.planted.push(...line);
}

type Change = (bill: Bill, facts: BillFacts) => readonly number[];

const CHANGES: Readonly<Partial<Record<PlantedKind, Change>>> = {
  duplicateCharge: (bill, facts) => {
    // The last service line, charged once more for the same day.
    let line = bill.count - 1;
    while (line > 3 && facts.catalogue.items[bill.item[line] ?? 0]?.row.listType !== '201') line -= 1;
    const copy = addLike(bill, facts, line, bill.item[line] ?? 0, bill.quantity[line] ?? 1, bill.price[line] ?? 0);
    return [line, copy];
  },
  genderConflict: (bill, facts) => {
    const item = facts.catalogue.item(facts.gender === 1 ? 'vaginalUltrasound' : 'prostateUltrasound');
    return [addLike(bill, facts, 0, item.index, 1, item.price[facts.grade])];
  },
  ageConflict: (bill, facts) => {
    const item = facts.catalogue.item('childQingre');
    return [addLike(bill, facts, 0, item.index, 2, item.price[facts.grade])];
  },
  overFrequency: (bill, facts) => {
    // Line 2 is nursing, payable once a day.
    setQuantity(bill, 2, facts.days * 2 + 1);
    return [2];
  },
  overPrice: (bill) => {
    bill.sum += (bill.quantity[0] ?? 0) * (DEAR_BED - (bill.price[0] ?? 0));
    bill.price[0] = DEAR_BED;
    return [0];
  },
  overQuantity: (bill) => {
    const line = bill.count - 1;
    setQuantity(bill, line, EXCESSIVE_BOXES + (bill.quantity[line] ?? 0));
    return [line];
  },
  gradeConflict: (bill, facts) => {
    const item = facts.catalogue.item('ct');
    return [addLike(bill, facts, 0, item.index, 1, item.price[facts.grade])];
  },
};

/** A further line at the time of another. */
function addLike(bill: Bill, facts: BillFacts, like: number, index: number, quantity: number, price: number): number {
  const item = facts.catalogue.items[index] ?? facts.catalogue.item('bed');
  return bill.add(item, quantity, price, bill.day[like] ?? 0, bill.minute[like] ?? 0);
}

function setQuantity(bill: Bill, line: number, quantity: number): void {
  bill.sum += (quantity - (bill.quantity[line] ?? 0)) * (bill.price[line] ?? 0);
  bill.quantity[line] = quantity;
}
