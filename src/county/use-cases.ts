/**
 * The use cases that a county's year is loaded through, as the loader calls them: nothing is written in any other way.
 * A use case that refuses stops the load with `county.stepRefused`, naming the step, the reason and its remedy.
 */
import type { Actor } from '../access/index.ts';
import {
  type BatchReceipt,
  type ContributionOffice,
  collectEmployees,
  collectResidents,
  receiveSubsidy,
  recognisePremiums,
  type SubsidyReceipt,
  subsidyDue,
  transferTreasury,
} from '../contributions/index.ts';
import { closeMonth, type Fund, openFundBooks } from '../fund/index.ts';
import type { Clock, IsoDate, IsoTime } from '../kernel/dates.ts';
import { isoTime } from '../kernel/dates.ts';
import type { Fen } from '../kernel/money.ts';
import type { Period } from '../kernel/periods.ts';
import { type Result, refuse } from '../kernel/result.ts';
import {
  advanceToProvider,
  createBatch,
  type Declaration,
  decideBatch,
  decideDeclaration,
  declareMonth,
  findBatch,
  payInsurancePremium,
} from '../payments/index.ts';
import { enrolPersons, type NewEmployer, type NewPerson, registerEmployers } from '../people/index.ts';
import { type CatalogueItem, importCatalogue, type Provider, registerProviders } from '../providers/index.ts';
import { settleWholeVisits, type WholeVisit } from '../settlement/index.ts';
import { countyErrors } from './errors.ts';

/** The posts that act in the load; makers and checkers are different persons. */
export interface CountyActors {
  readonly collection: Actor;
  readonly benefits: Actor;
  readonly benefitsReview: Actor;
  readonly fundAccountant: Actor;
  readonly fundSupervisor: Actor;
  readonly director: Actor;
}

export interface ReviewDecision {
  readonly declarationId: string;
  readonly deduction?: { readonly amount: Fen; readonly reason: string } | undefined;
}

/** What the loader needs of the office. Amounts are fen. */
export interface CountyUseCases {
  /** The simulated time at which the following calls happen. */
  at(time: IsoDate): void;
  openBooks(openedOn: IsoDate): Promise<void>;
  registerEmployers(employers: readonly NewEmployer[]): Promise<void>;
  registerProviders(providers: readonly Provider[]): Promise<void>;
  importCatalogue(items: readonly CatalogueItem[]): Promise<void>;
  /** The persons' numbers, in the order given. */
  enrolPersons(persons: readonly NewPerson[]): Promise<string[]>;
  collectResidents(batch: {
    readonly insuredYear: number;
    readonly receivedOn: IsoDate;
    readonly channel: string;
    readonly psnNos: readonly string[];
  }): Promise<BatchReceipt>;
  recognisePremiums(year: number): Promise<void>;
  collectEmployees(batch: {
    readonly month: Period;
    readonly receivedOn: IsoDate;
    readonly rows: readonly { readonly psnNo: string; readonly base: Fen }[];
  }): Promise<BatchReceipt>;
  subsidyDue(year: number): Promise<readonly { readonly level: SubsidyReceipt['level']; readonly amount: Fen }[]>;
  receiveSubsidy(receipt: SubsidyReceipt): Promise<void>;
  transferTreasury(fund: Fund, amount: Fen, on: IsoDate): Promise<void>;
  payInsurancePremium(premium: {
    readonly year: number;
    readonly heads: number;
    readonly perHead: Fen;
    readonly paidOn: IsoDate;
  }): Promise<void>;
  advance(advance: {
    readonly fixmedinsCode: string;
    readonly amount: Fen;
    readonly paidOn: IsoDate;
    readonly purpose: string;
  }): Promise<void>;
  settle(visits: readonly WholeVisit[]): Promise<void>;
  declareMonth(month: Period): Promise<readonly Declaration[]>;
  review(decision: ReviewDecision): Promise<void>;
  /** Puts the month's approved declarations into a batch and releases it on a day. */
  payMonth(month: Period, paidOn: IsoDate): Promise<void>;
  closeMonth(month: Period): Promise<void>;
}

/** Time as the loader sets it, so that approvals and the audit trail bear the simulated dates. */
class ReplayClock implements Clock {
  private time: IsoTime = isoTime('2000-01-01 09:00:00');

  set(date: IsoDate): void {
    this.time = isoTime(`${date} 09:00:00`);
  }

  now(): IsoTime {
    return this.time;
  }
}

async function step<T>(title: string, work: Promise<Result<T>>): Promise<T> {
  const result = await work;
  if (result.ok) return result.value;
  const { message, remedy } = result.error;
  return refuse(countyErrors.stepRefused({ step: title, reason: message, remedy }));
}

/** The real use cases, by the posts given. */
export function countyUseCases(office: ContributionOffice, actors: CountyActors): CountyUseCases {
  const clock = new ReplayClock();
  const replay: ContributionOffice = { ...office, clock };
  const { fundSupervisor, director } = actors;
  return {
    at: (time) => clock.set(time),
    openBooks: (openedOn) => step('建账', openFundBooks(replay, openedOn)),
    registerEmployers: async (employers) => {
      await step('参保单位登记', registerEmployers(replay, employers));
    },
    registerProviders: async (providers) => {
      await step('定点医药机构登记', registerProviders(replay.db, providers));
    },
    importCatalogue: async (items) => {
      await step('目录导入', importCatalogue(replay.db, items));
    },
    enrolPersons: async (persons) => (await step('参保登记', enrolPersons(replay, persons))).map((key) => key.psnNo),
    collectResidents: (batch) => step('居民缴费', collectResidents(replay, actors.collection, batch)),
    recognisePremiums: (year) => step('预收保费转收入', recognisePremiums(replay, actors.fundAccountant, year)),
    collectEmployees: (batch) => step('职工缴费', collectEmployees(replay, actors.collection, batch)),
    subsidyDue: async (year) => (await step('财政补助测算', subsidyDue(replay, year))).levels,
    receiveSubsidy: async (receipt) => {
      await step('财政补助到账', receiveSubsidy(replay, actors.fundAccountant, receipt));
    },
    transferTreasury: (fund, amount, on) =>
      step('国库划转', transferTreasury(replay, actors.fundAccountant, { fund, amount, on })),
    payInsurancePremium: async (premium) => {
      const paid = { ...premium, checkedBy: fundSupervisor.accountId };
      await step('大病保险保费', payInsurancePremium(replay, actors.fundAccountant, paid));
    },
    advance: async (advance) => {
      const paid = { ...advance, fund: 'resident', checkedBy: fundSupervisor.accountId } as const;
      await step('预付周转金', advanceToProvider(replay, actors.fundAccountant, paid));
    },
    settle: async (visits) => {
      await step('费用结算', settleWholeVisits(replay, visits));
    },
    declareMonth: (month) => step('月度申报', declareMonth(replay, actors.benefits, month)),
    review: (decision) =>
      step(
        '申报复核',
        decideDeclaration(replay, actors.benefitsReview, { ...decision, decision: 'approve', comment: '复核无误' }),
      ),
    payMonth: async (month, paidOn) => {
      const batchId = await step('编制拨付批次', createBatch(replay, actors.fundAccountant, month));
      const approval = { batchId, decision: 'approve', comment: '同意拨付', paidOn } as const;
      await step('拨付审核', decideBatch(replay, fundSupervisor, approval));
      // A large batch waits for the director as well.
      const batch = await findBatch(replay.db, replay.area, batchId);
      if (batch?.state === 'submitted') await step('拨付审批', decideBatch(replay, director, approval));
    },
    closeMonth: (month) => step('月末结账', closeMonth(replay, fundSupervisor, month)),
  };
}
