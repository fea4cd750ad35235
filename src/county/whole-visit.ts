/** An encounter as a provider's system would send it: registration, fee lines, settlement in one. */
import type { CarePlace } from '../benefits/index.ts';
import { dateOf, type IsoTime } from '../kernel/dates.ts';
import { fen } from '../kernel/money.ts';
import type { NewFeeLine, WholeVisit } from '../settlement/index.ts';
import { Biller } from './billing.ts';
import { PLACES } from './encounter-table.ts';
import { CARE_OF_KIND, usesAccount } from './evaluation.ts';
import { type ChargeFactors, KIND } from './model.ts';
import type { CountyPlan } from './plan.ts';
import { MINUTES_PER_DAY, timeAt } from './year-calendar.ts';

/** med_type of each kind: ordinary outpatient, chronic, ordinary inpatient, maternity inpatient, pharmacy purchase. */
const MED_TYPES: Readonly<Record<number, string>> = {
  [KIND.village]: '11',
  [KIND.township]: '11',
  [KIND.chronic]: '14',
  [KIND.stay]: '2101',
  [KIND.birth]: '52',
  [KIND.employeeVisit]: '11',
  [KIND.pharmacy]: '41',
};

/** Diagnosis, department and chronic disease of an encounter. */
interface Reason {
  readonly code: string;
  readonly name: string;
  readonly department?: string | undefined;
  readonly disease?: string | undefined;
}

/** Turns rows of a plan into whole visits. Every row can be asked for by itself, in any order. */
export class VisitWriter {
  private readonly plan: CountyPlan;
  private readonly biller: Biller;

  constructor(plan: CountyPlan, factors: ChargeFactors) {
    this.plan = plan;
    this.biller = new Biller(plan, factors);
  }

  /** The visit of row `row` for the person whose number enrolment has given. */
  write(row: number, psnNo: string): WholeVisit {
    const { encounters, calendar, providers, model } = this.plan;
    const minute = encounters.minute[row] ?? 0;
    const settledAt = timeAt(calendar, minute, encounters.second[row] ?? 0);
    const kind = encounters.kind[row] ?? 0;
    const provider = providers.providers[encounters.provider[row] ?? 0]?.provider;
    const admittedOn = calendar.dates[Math.floor(minute / MINUTES_PER_DAY) - (encounters.stay[row] ?? 0)];
    if (!provider || !admittedOn) throw new RangeError(`encounter ${row} lies outside the plan`);
    const fixmedinsCode = provider.fixmedinsCode;
    const reason = this.reasonOf(row);
    const place: CarePlace = PLACES[encounters.place[row] ?? 0] ?? 'local';
    return {
      visit: {
        area: model.area,
        psnNo,
        insutype: this.plan.population.employment[encounters.person[row] ?? 0] === 0 ? '390' : '310',
        fixmedinsCode,
        care: CARE_OF_KIND[kind] ?? 'outpatient',
        medType: MED_TYPES[kind] ?? '11',
        visitNo: visitNumber(row, settledAt),
        place,
        admittedOn,
        dischargedOn: dateOf(settledAt),
        diagnosisCode: reason.code,
        diagnosisName: reason.name,
        diseaseCode: reason.disease,
        department: reason.department,
      },
      lines: this.linesOf(row, visitNumber(row, settledAt)),
      settledAt,
      messageKey: messageKey(fixmedinsCode, settledAt, row),
      useAccount: usesAccount(kind),
    };
  }

  /** Serials of the lines in which a planted irregularity shows. */
  plantedSerials(row: number): string[] {
    const settledAt = timeAt(this.plan.calendar, this.plan.encounters.minute[row] ?? 0, 0);
    return this.biller.draw(row).planted.map((line) => serialOf(visitNumber(row, settledAt), line));
  }

  private reasonOf(row: number): Reason {
    const { encounters, catalogue } = this.plan;
    const recipe = encounters.recipe[row] ?? 0;
    const found: Reason | undefined = {
      [KIND.stay]: catalogue.stays,
      [KIND.birth]: catalogue.births,
      [KIND.chronic]: catalogue.chronic,
    }[encounters.kind[row] ?? 0]?.[recipe];
    const reason = found ?? catalogue.visits[recipe];
    if (!reason) throw new RangeError(`encounter ${row} has no diagnosis`);
    return reason;
  }

  private linesOf(row: number, visitNo: string): NewFeeLine[] {
    const { catalogue, calendar } = this.plan;
    const bill = this.biller.draw(row);
    return Array.from({ length: bill.count }, (_, line): NewFeeLine => {
      const item = catalogue.items[bill.item[line] ?? 0];
      if (!item) throw new RangeError(`encounter ${row} charges an unknown item`);
      const quantity = bill.quantity[line] ?? 0;
      const price = bill.price[line] ?? 0;
      const minute = (bill.day[line] ?? 0) * MINUTES_PER_DAY + (bill.minute[line] ?? 0);
      return {
        serial: serialOf(visitNo, line),
        occurredAt: timeAt(calendar, minute, 0),
        itemCode: item.row.itemCode,
        providerItemCode: item.key,
        quantityPer10k: quantity * 10_000,
        pricePer10k: price * 100,
        total: fen(quantity * price),
        approval: item.row.restricted ? '1' : '0',
      };
    });
  }
}

/** The provider's own number: the day and the encounter's place in the year, digits only. */
export function visitNumber(row: number, settledAt: IsoTime): string {
  return settledAt.slice(0, 10).replaceAll('-', '') + String(row + 1).padStart(8, '0');
}

function serialOf(visitNo: string, line: number): string {
  return visitNo + String(line + 1).padStart(3, '0');
}

/** msgid: provider, time, four digits. Fewer than ten thousand visits fall into one second. */
function messageKey(fixmedinsCode: string, settledAt: IsoTime, row: number): string {
  return fixmedinsCode + settledAt.replace(/\D/g, '') + String(row % 10_000).padStart(4, '0');
}
