/** The county's claims as columns: filled batch by batch, so that memory is bounded by the columns. */
import {
  allocateColumns,
  type BenefitCase,
  benefitErrors,
  type ClaimColumns,
  type DecisiveDate,
  MAX_CLAIM_FEN,
  ProfileBook,
  profileOf,
} from '../benefits/index.ts';
import { coded, codedDivision } from '../catalogues/code-lists.ts';
import type { Db } from '../database/index.ts';
import { ageAt, dayNumber, daysBetween } from '../kernel/dates.ts';
import { type Fen, fen, formatYuan } from '../kernel/money.ts';
import { asResult, type Result, refuse } from '../kernel/result.ts';
import { refuseCancelled } from './cancel.ts';
import type { SimulationClaims } from './claims.ts';
import { type ClaimRow, type CountyQuery, type CountySize, withCountyClaims } from './county-claims.ts';
import { simulationErrors } from './errors.ts';

export interface LoadOptions {
  /** By which date the policy to be tried decides. */
  readonly decidedBy: DecisiveDate;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Fails with `simulation.noClaims` where the year has none, and with `benefits.cancelled`. */
export function loadCountyClaims(db: Db, query: CountyQuery, options: LoadOptions): Promise<Result<SimulationClaims>> {
  return asResult(() =>
    withCountyClaims(db, query, async (size, batches) => {
      if (size.claims === 0) refuseEmpty(query);
      const filler = new Filler(query, size, options.decidedBy);
      options.onProgress?.(0, size.claims);
      for await (const batch of batches) {
        refuseCancelled(options.signal);
        for (const row of batch) filler.add(row);
        options.onProgress?.(filler.filled, size.claims);
      }
      return filler.finish();
    }),
  );
}

export function refuseEmpty({ area, scheme, year }: CountyQuery): never {
  const values = { place: codedDivision(area).name, year, scheme: coded('insutype', scheme).name };
  return refuse(simulationErrors.noClaims({ path: 'year', ...values }));
}

function refuseLarge(index: number, total: Fen): never {
  const limit = formatYuan(fen(MAX_CLAIM_FEN));
  return refuse(benefitErrors.claimTooLarge({ path: 'total', row: index + 1, value: formatYuan(total), limit }));
}

/** Columns while they are being filled. */
class Filler {
  readonly #query: CountyQuery;
  readonly #size: CountySize;
  readonly #columns: ClaimColumns;
  readonly #book = new ProfileBook();
  readonly #provider: Int32Array;
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #fund: Int32Array;
  readonly #own: Int32Array;
  readonly #sex: Uint8Array;
  readonly #town: Uint16Array;
  readonly #towns = new Map<string, number>();
  filled = 0;
  #persons = 0;
  #lastPerson = '';

  constructor(query: CountyQuery, size: CountySize, decidedBy: DecisiveDate) {
    this.#query = query;
    this.#size = size;
    this.#columns = allocateColumns(size.claims, { decidedBy, account: query.scheme === '310' });
    this.#numbers = new Map(size.providers.map(({ code }, index) => [code, index]));
    this.#provider = new Int32Array(size.claims);
    this.#fund = new Int32Array(size.claims);
    this.#own = new Int32Array(size.claims);
    this.#sex = new Uint8Array(size.persons);
    this.#town = new Uint16Array(size.persons);
  }

  add(row: ClaimRow): void {
    const index = this.filled;
    if (row.psnNo !== this.#lastPerson) this.#addPerson(row);
    this.#columns.person[index] = this.#persons - 1;
    this.#columns.profile[index] = this.#book.numberOf(profileOf(row.benefitCase));
    this.#fillCase(index, row.benefitCase);
    this.#provider[index] = this.#numbers.get(row.provider) ?? 0;
    this.#fund[index] = row.settledFund;
    this.#own[index] = row.settledPerson;
    this.filled = index + 1;
  }

  #addPerson({ psnNo, sex, town }: ClaimRow): void {
    this.#lastPerson = psnNo;
    this.#sex[this.#persons] = sex;
    const known = this.#towns.get(town);
    if (known === undefined) this.#towns.set(town, this.#towns.size);
    this.#town[this.#persons] = known ?? this.#towns.size - 1;
    this.#persons += 1;
  }

  #fillCase(index: number, benefitCase: BenefitCase): void {
    const { charges, admittedOn, dischargedOn, person } = benefitCase;
    const columns = this.#columns;
    const on = benefitCase[columns.decidedBy];
    if (charges.total > MAX_CLAIM_FEN) refuseLarge(index, charges.total);
    columns.day[index] = dayNumber(on);
    columns.age[index] = Math.min(Math.max(ageAt(person.birthDate, on), 0), 255);
    columns.days[index] = Math.max(daysBetween(admittedOn, dischargedOn), 1);
    columns.monthsSince[index] = -1;
    columns.total[index] = charges.total;
    columns.fullSelfPay[index] = charges.fullSelfPay;
    columns.inScope[index] = charges.inScope;
    columns.priorShare[index] = charges.priorShare;
    if (columns.accountAvailable)
      columns.accountAvailable[index] = Math.min(benefitCase.accountAvailable, MAX_CLAIM_FEN);
  }

  finish(): SimulationClaims {
    if (this.filled !== this.#size.claims) refuse(simulationErrors.countChanged({ expected: this.#size.claims }));
    // Towns were numbered as they came; reports list them by code.
    const codes = [...this.#towns.keys()].sort();
    const numbers = Uint16Array.from(this.#towns.keys(), (code) => codes.indexOf(code));
    return {
      origin: { kind: 'county', area: this.#query.area, year: this.#query.year },
      scheme: this.#query.scheme,
      columns: { ...this.#columns, profiles: this.#book.profiles },
      provider: this.#provider,
      providers: this.#size.providers,
      persons: {
        count: this.#persons,
        sex: this.#sex,
        town: this.#town.map((number) => numbers[number] ?? 0),
        towns: codes.map(codedDivision),
      },
      settled: { fund: this.#fund, person: this.#own },
    };
  }
}
