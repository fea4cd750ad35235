/**
 * What an encounter is billed: fixed parts by the days in hospital, tests and treatments of the diagnosis, and drugs
 * in such quantities that the bill comes close to the amount aimed at. The calibration's factor therefore changes how
 * much care is given, never a price.
 */
import type { ProviderGrade } from '../benefits/index.ts';
import { Bill } from './bill.ts';
import type { ChronicRecipe, DemoItem, StayRecipe, VisitRecipe } from './demo-catalogue.ts';
import { type ChargeFactors, KIND, PLANTED_KINDS } from './model.ts';
import type { CountyPlan } from './plan.ts';
import { showPlanted } from './planted-lines.ts';
import { Random } from './random.ts';
import { PURPOSE } from './streams.ts';
import { MINUTES_PER_DAY } from './year-calendar.ts';

const GRADE_RANK: Readonly<Record<ProviderGrade, number>> = { village: 0, none: 0, one: 1, two: 2, three: 3 };
const MOST_LINES = 15;
const HALF_HOUR = 30;
const MOST_DRUGS = 5;
/** Lines kept free for drugs. */
const DRUG_SLOTS = 5;
/** A day's limits must exceed what is wanted by so much, or quantities could not vary. */
const SLACK = 1.3;
/** Items given several times a day, or only every few days; the others once a day. */
const PER_DAY: Readonly<Record<string, number>> = { nebulise: 2, dialysis: 0.4, dressing: 0.5, infusionSet: 1 };
const SCREWS_PER_PLATE = 4;

/** Draws the bills of a plan, one at a time, into the same `bill`. */
export class Biller {
  readonly bill = new Bill();
  private readonly plan: CountyPlan;
  private readonly factors: ChargeFactors;
  private readonly random = new Random(0);
  /** Of the encounter in hand. */
  private grade: ProviderGrade = 'none';
  private target = 0;
  private firstDay = 0;
  private lastDay = 0;
  private minute = 0;

  constructor(plan: CountyPlan, factors: ChargeFactors) {
    this.plan = plan;
    this.factors = factors;
  }

  /** Fills `bill` with the lines of an encounter; its amount scales with the factor of the encounter's group. */
  draw(row: number): Bill {
    const { encounters, catalogue, seed } = this.plan;
    this.random.reseed(seed, PURPOSE.bills, encounters.likeRow[row] ?? row);
    this.bill.clear();
    const minute = encounters.minute[row] ?? 0;
    const stay = encounters.stay[row] ?? 0;
    this.lastDay = Math.floor(minute / MINUTES_PER_DAY);
    this.firstDay = this.lastDay - stay;
    this.minute = minute - this.lastDay * MINUTES_PER_DAY;
    this.grade = this.plan.providers.providers[encounters.provider[row] ?? 0]?.grade ?? 'none';
    const factor = this.factors[encounters.group[row] ?? 0] ?? 10_000;
    this.target = Math.max(1, Math.round(((encounters.bill[row] ?? 0) * factor) / 10_000));
    const recipe = encounters.recipe[row] ?? 0;
    const planted = PLANTED_KINDS[(encounters.planted[row] ?? 0) - 1];
    switch (encounters.kind[row]) {
      case KIND.stay:
        if (planted === 'bedHanging') this.billBedOnly();
        else this.billStay(catalogue.stays[recipe]);
        break;
      case KIND.birth:
        this.billStay(catalogue.births[recipe]);
        break;
      case KIND.chronic:
        this.billChronic(catalogue.chronic[recipe]);
        break;
      default:
        this.billVisit(encounters.kind[row] ?? 0, catalogue.visits[recipe]);
    }
    if (planted) {
      const gender = this.plan.population.gender[encounters.person[row] ?? 0] === 1 ? 1 : 2;
      showPlanted(planted, this.bill, { catalogue, grade: this.grade, days: stay, gender });
    }
    return this.bill;
  }

  private put(item: DemoItem, quantity: number, day: number): void {
    const minute = Math.max(8 * 60, this.minute - HALF_HOUR);
    this.bill.add(item, quantity, item.price[this.grade], day, minute);
  }

  /** Adds the item unless it is above the provider's grade or would carry the bill beyond a share of the target. */
  private offer(index: number, quantity: number, sharePercent: number, day: number): void {
    const item = this.plan.catalogue.items[index];
    if (!item || item.minGrade > GRADE_RANK[this.grade] || this.bill.count >= MOST_LINES - DRUG_SLOTS) return;
    const amount = quantity * item.price[this.grade];
    if ((this.bill.sum + amount) * 100 <= this.target * sharePercent) this.put(item, quantity, day);
  }

  private dayOfStay(): number {
    return this.firstDay + this.random.below(this.lastDay - this.firstDay + 1);
  }

  private putKey(key: string, quantity: number, day: number): void {
    this.put(this.plan.catalogue.item(key), quantity, day);
  }

  private putBed(days: number): void {
    this.putKey('bed', days, this.lastDay);
    this.putKey('inpatientFee', days, this.lastDay);
    this.putKey(this.grade === 'one' ? 'nursing3' : 'nursing2', days, this.lastDay);
  }

  private billBedOnly(): void {
    this.putBed(this.lastDay - this.firstDay);
    this.putKey('saline', 2, this.firstDay);
    this.putKey('blood', 1, this.firstDay);
  }

  private billStay(recipe: StayRecipe | undefined): void {
    if (!recipe) return;
    const days = this.lastDay - this.firstDay;
    this.putBed(days);
    this.putSurgery(recipe, days);
    const hasSurgery = recipe.surgery !== undefined;
    for (const index of recipe.labs.slice(0, hasSurgery ? 2 : this.random.between(2, 3)))
      this.offer(index, days > 8 ? 2 : 1, 80, this.firstDay);
    for (const index of recipe.treatments.slice(0, hasSurgery ? 2 : 3))
      this.offer(index, this.treatmentQuantity(index, days), 80, this.dayOfStay());
    for (const index of recipe.exams.slice(0, this.random.between(1, hasSurgery ? 1 : 2)))
      this.offer(index, 1, 85, this.firstDay);
    if (this.random.chance(120)) this.offer(this.plan.catalogue.item('airConditioning').index, days, 90, this.lastDay);
    this.fillWithDrugs(recipe, days);
  }

  private putSurgery(recipe: StayRecipe, days: number): void {
    const surgery = recipe.surgery === undefined ? undefined : this.plan.catalogue.items[recipe.surgery];
    const day = Math.min(this.firstDay + 1, this.lastDay);
    if (surgery && surgery.minGrade <= GRADE_RANK[this.grade]) {
      this.put(surgery, 1, day);
      if (GRADE_RANK[this.grade] >= 2) this.putKey('anaesthesia', 1, day);
    }
    for (const index of recipe.consumables.slice(0, 3 + this.random.below(2))) {
      const key = this.plan.catalogue.items[index]?.key ?? '';
      const quantity = key === 'infusionSet' ? days : key === 'screw' ? SCREWS_PER_PLATE : 1;
      this.offer(index, quantity, 90, day);
    }
  }

  private treatmentQuantity(index: number, days: number): number {
    const key = this.plan.catalogue.items[index]?.key ?? '';
    if (key === 'oxygen') return days * this.random.between(2, 8);
    return Math.max(1, Math.floor(days * (PER_DAY[key] ?? 1)));
  }

  /**
   * Spends what is left of the target on the diagnosis's drugs and, where these do not reach, on what heavier cases
   * are given besides; each within what the days allow, in proportion to it.
   */
  private fillWithDrugs(recipe: StayRecipe, days: number): void {
    const wanted = Math.max(0, this.target - this.bill.sum);
    const chosen = this.chooseDrugs(recipe, MOST_LINES - this.bill.count, days, wanted);
    const capacity = chosen.reduce((sum, item) => sum + this.mostOf(item, days), 0);
    for (const [turn, item] of chosen.entries()) {
      const price = item.price[this.grade];
      const limit = limitOf(item, days);
      const share = (this.mostOf(item, days) * wanted * this.random.between(75, 125)) / 100 / capacity;
      const left = this.target - this.bill.sum;
      const quantity = Math.floor((turn === chosen.length - 1 ? left : Math.min(share, left)) / price);
      this.put(item, Math.max(1, Math.min(quantity, limit)), this.dayOfStay());
    }
  }

  /** The diagnosis's drugs, then dearer care until what the days allow of all reaches what is wanted. */
  private chooseDrugs(recipe: StayRecipe, slots: number, days: number, wanted: number): DemoItem[] {
    const chosen: DemoItem[] = [];
    let most = 0;
    const suits = (item: DemoItem | undefined): item is DemoItem =>
      item !== undefined && item.minGrade <= GRADE_RANK[this.grade] && !chosen.includes(item) && !this.isBilled(item);
    for (const index of recipe.drugs) {
      const item = this.plan.catalogue.items[index];
      if (chosen.length >= Math.min(slots, MOST_DRUGS) || !suits(item)) continue;
      chosen.push(item);
      most += this.mostOf(item, days);
    }
    for (const index of recipe.intensive) {
      const item = this.plan.catalogue.items[index];
      if (most >= wanted * SLACK) break;
      if (!suits(item)) continue;
      // A full bill gives up its cheapest drug for something dearer.
      if (chosen.length === slots) {
        const costs = chosen.map((one) => this.mostOf(one, days));
        const cheapest = costs.indexOf(Math.min(...costs));
        if (this.mostOf(item, days) <= (costs[cheapest] ?? 0)) continue;
        most -= costs[cheapest] ?? 0;
        chosen.splice(cheapest, 1);
      }
      chosen.push(item);
      most += this.mostOf(item, days);
    }
    return chosen;
  }

  private isBilled(item: DemoItem): boolean {
    for (let line = 0; line < this.bill.count; line += 1) if (this.bill.item[line] === item.index) return true;
    return false;
  }

  /** The most that the days allow of an item, fen. */
  private mostOf(item: DemoItem, days: number): number {
    return limitOf(item, days) * item.price[this.grade];
  }

  private billVisit(kind: number, recipe: VisitRecipe | undefined): void {
    if (!recipe) return;
    const day = this.lastDay;
    if (kind === KIND.village) this.putKey('generalFeeVillage', 1, day);
    else if (kind === KIND.township) this.putKey('generalFeeTownship', 1, day);
    else if (kind === KIND.employeeVisit) this.putKey('clinicFee', 1, day);
    if (kind !== KIND.pharmacy && kind !== KIND.village && this.random.chance(350))
      for (const index of recipe.tests) this.offer(index, 1, 60, day);
    this.fillVisit(recipe.drugs, kind === KIND.pharmacy ? 3 : 2, day);
  }

  /** One to `most` drugs, at least one and together two lines with what the visit has already. */
  private fillVisit(drugs: readonly number[], most: number, day: number): void {
    const least = this.bill.count === 0 ? 2 : 1;
    const lines = Math.min(drugs.length, this.random.between(least, most));
    const start = this.random.below(drugs.length);
    for (let turn = 0; turn < lines; turn += 1) {
      const item = this.plan.catalogue.items[drugs[(start + turn) % drugs.length] ?? 0];
      if (!item) continue;
      const left = this.target - this.bill.sum;
      const share = turn === lines - 1 ? left : left / 2;
      this.put(item, Math.max(1, Math.round(share / item.price[this.grade])), day);
    }
  }

  private billChronic(recipe: ChronicRecipe | undefined): void {
    if (!recipe) return;
    const day = this.lastDay;
    this.putKey(this.grade === 'one' ? 'generalFeeTownship' : 'clinicFee', 1, day);
    const [test] = recipe.tests;
    const tested = test === undefined ? undefined : this.plan.catalogue.items[test];
    if (tested && tested.minGrade >= 2) {
      const sessions = Math.floor((this.target * 0.7) / tested.price[this.grade]);
      this.put(tested, Math.max(1, sessions), day);
    } else if (tested && this.random.chance(400)) this.offer(tested.index, 1, 50, day);
    this.fillVisit(recipe.drugs, 2, day);
  }
}

/** Units of an item that so many days allow. */
function limitOf(item: DemoItem, days: number): number {
  return item.maxPerStay ?? Math.ceil((item.maxPerDay ?? dailyLimit(item)) * days);
}

/** How many units a day are given at most: of a box that lasts for days one in three, of cheap infusions several. */
function dailyLimit(item: DemoItem): number {
  if (item.row.unit === '盒') return 1 / 3;
  const price = item.price.three;
  if (price < 500) return 6;
  if (price < 5000) return 3;
  return price < 30_000 ? 2 : 1;
}
