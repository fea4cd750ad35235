/**
 * Loading the county through the office's use cases, in the order of the year: books, providers, catalogue, people,
 * last year's collection for this year's cover; then month by month contributions, subsidies, settlements,
 * declarations, review, payment and closing. Memory does not grow with the number of encounters.
 */
import type { SubsidyReceipt } from '../contributions/index.ts';
import { addDays, type IsoDate, isoDate } from '../kernel/dates.ts';
import { allocateFen, divideRounded, type Fen, fen, sumFen } from '../kernel/money.ts';
import { firstDay, lastDay, nextPeriod, type Period, periodsOfYear } from '../kernel/periods.ts';
import type { Declaration } from '../payments/index.ts';
import type { WholeVisit } from '../settlement/index.ts';
import { demoCatalogueItems } from './demo-catalogue.ts';
import type { ChargeFactors } from './model.ts';
import { newPersonOf } from './person-facts.ts';
import type { CountyPlan } from './plan.ts';
import { NEVER } from './population.ts';
import type { CountyUseCases } from './use-cases.ts';
import { VisitWriter } from './whole-visit.ts';
import { MINUTES_PER_DAY } from './year-calendar.ts';

/** Told after every batch: what is being done, how far, out of how much. */
export type Progress = (phase: string, done: number, total: number) => void;

export interface LoadInput {
  readonly plan: CountyPlan;
  readonly factors: ChargeFactors;
  readonly criticalIllnessPremium: Fen;
  readonly progress: Progress;
  /** Visits settled in one transaction. */
  readonly batchSize?: number | undefined;
  /** Transactions under way at once. */
  readonly lanes?: number | undefined;
  /** Leaves December's declarations waiting for review, unpaid and the month open. */
  readonly leaveLastMonthOpen?: boolean | undefined;
}

export interface LoadedCounty {
  /** Person number by index of the plan. */
  readonly psnNos: readonly string[];
}

interface Load extends LoadInput {
  readonly cases: CountyUseCases;
  readonly psnNos: string[];
  /** Providers whose declaration a deduction was taken from; each once. */
  readonly deducted: Set<string>;
  /** Fiscal subsidy received for residents so far, fen by level. */
  readonly received: Map<string, number>;
}

const PERSONS_PER_BATCH = 1000;
const CONTRIBUTIONS_PER_BATCH = 4000;
const VISITS_PER_BATCH = 200;
const SETTLEMENT_LANES = 2;
/** Reviews under way at once: each is a transaction of its own and most of it is waiting. */
const REVIEW_LANES = 6;
/** Invented: what assistance and the two subsidies need in a year beyond what is published, in per cent. */
const AID_BUDGET_PERCENT = 300;
const CIVIL_SERVANT_BUDGET = fen(150_000_000);
const LARGE_AMOUNT_BUDGET = fen(60_000_000);
const LEVEL_SHARES = [60, 20, 10, 10];
const LEVELS = ['central', 'province', 'city', 'county'] as const satisfies readonly SubsidyReceipt['level'][];
const CHANNELS = ['手机APP', '微信', '支付宝', '银行代收', '村级代办'];
/** 5 million yuan advanced to three hospitals against the epidemic; source: as the targets. */
const EPIDEMIC_ADVANCE = fen(500_000_000);
/** 44 institutions dealt with in the year; source: as the targets. The share of one month's declaration is invented. */
const DEDUCTED_PROVIDERS = 44;
const DEDUCTION_PER_10K = 960;

/** Runs the whole year. Refuses `county.stepRefused` when a use case refuses; what was done before stays. */
export async function loadCounty(cases: CountyUseCases, input: LoadInput): Promise<LoadedCounty> {
  const load: Load = { ...input, cases, psnNos: [], deducted: new Set(), received: new Map() };
  await openOffice(load);
  await enrol(load, 0, load.plan.population.newbornsFrom);
  await fundAssistance(load);
  await collectCover(load);
  const year = load.plan.request.year;
  cases.at(isoDate(`${year - 1}-12-31`));
  for (const month of ['10', '11', '12']) await cases.closeMonth(`${year - 1}-${month}` as Period);
  for (const [index, month] of periodsOfYear(year).entries()) await runMonth(load, month, index);
  return { psnNos: load.psnNos };
}

async function openOffice({ cases, plan, progress }: Load): Promise<void> {
  const opened = isoDate(`${plan.request.year - 1}-10-01`);
  progress('建账与登记', 0, 1);
  cases.at(opened);
  await cases.openBooks(opened);
  await cases.registerEmployers(plan.employers);
  await cases.registerProviders(plan.providers.providers.map(({ provider }) => provider));
  await cases.importCatalogue(demoCatalogueItems(isoDate(`${plan.request.year}-01-01`)));
  progress('建账与登记', 1, 1);
}

/** Enrols persons `[from, to)` of the plan. */
async function enrol(load: Load, from: number, to: number): Promise<void> {
  const { plan, cases, psnNos, progress } = load;
  for (let start = from; start < to; start += PERSONS_PER_BATCH) {
    const end = Math.min(start + PERSONS_PER_BATCH, to);
    const persons = Array.from({ length: end - start }, (_, offset) => newPersonOf(plan, start + offset));
    for (const [offset, psnNo] of (await cases.enrolPersons(persons)).entries()) psnNos[start + offset] = psnNo;
    if (from === 0) progress('参保登记', end, to);
  }
}

function scaled(load: Load, amount: Fen): Fen {
  return fen(Math.round(amount * load.plan.request.scale));
}

/** Money for assistance and the two subsidies arrives before it is needed: half in advance, half in June. */
async function fundAssistance(load: Load): Promise<void> {
  const { plan } = load;
  const year = plan.request.year;
  // Ample for 资助参保: the whole personal contribution of everybody assisted.
  const premiums = (plan.volumes.poor + plan.volumes.otherMinimumLiving) * 25_000;
  const aid = divideRounded(plan.model.published.aidPaid * AID_BUDGET_PERCENT, 100);
  const total = fen(premiums + scaled(load, fen(aid)));
  await grant(load, 'medicalAid', total, isoDate(`${year - 1}-10-20`), `社保〔${year - 1}〕样例1号`);
  await grant(load, 'civilServant', scaled(load, CIVIL_SERVANT_BUDGET), isoDate(`${year - 1}-12-20`), '样例2号');
  await grant(load, 'largeAmount', scaled(load, LARGE_AMOUNT_BUDGET), isoDate(`${year - 1}-12-20`), '样例3号');
}

async function grant(
  load: Load,
  fund: SubsidyReceipt['fund'],
  total: Fen,
  receivedOn: IsoDate,
  document: string,
): Promise<void> {
  load.cases.at(receivedOn);
  const parts = allocateFen(total, LEVEL_SHARES);
  for (const [index, level] of LEVELS.entries()) {
    const amount = parts[index] ?? fen(0);
    const insuredYear = load.plan.request.year;
    if (amount > 0) await load.cases.receiveSubsidy({ fund, insuredYear, level, amount, receivedOn, document });
  }
}

/** Residents pay the year's cover in October to December of the year before; the treasury passes it on at its end. */
async function collectCover(load: Load): Promise<void> {
  const { plan, cases, progress } = load;
  const { population } = plan;
  const year = plan.request.year;
  const payers = personsWhere(load, 0, population.newbornsFrom, (person) => population.employment[person] === 0);
  const first = isoDate(`${year - 1}-10-08`);
  let personal = fen(0);
  for (let start = 0; start < payers.length; start += CONTRIBUTIONS_PER_BATCH) {
    const psnNos = payers.slice(start, start + CONTRIBUTIONS_PER_BATCH);
    const receivedOn = addDays(first, Math.floor((78 * start) / payers.length));
    const channel = CHANNELS[(start / CONTRIBUTIONS_PER_BATCH) % CHANNELS.length] ?? '';
    cases.at(receivedOn);
    const receipt = await cases.collectResidents({ insuredYear: year, receivedOn, channel, psnNos });
    personal = sumFen([personal, receipt.personal]);
    progress('居民缴费', start + psnNos.length, payers.length);
  }
  await cases.transferTreasury('resident', personal, isoDate(`${year - 1}-12-28`));
}

function personsWhere(load: Load, from: number, to: number, test: (person: number) => boolean): string[] {
  const found: string[] = [];
  for (let person = from; person < to; person += 1) {
    const psnNo = load.psnNos[person];
    if (psnNo !== undefined && test(person)) found.push(psnNo);
  }
  return found;
}

async function runMonth(load: Load, month: Period, index: number): Promise<void> {
  const { cases, plan } = load;
  const { monthStarts } = plan.calendar;
  const from = monthStarts[index] ?? 0;
  const to = monthStarts[index + 1] ?? plan.calendar.days;
  cases.at(firstDay(month));
  if (index === 0) await cases.recognisePremiums(plan.request.year);
  await enrolNewborns(load, month, from, to);
  await collectMonth(load, month, from);
  await receiveMonthsSubsidies(load, month, index);
  await settleMonth(load, month, from, to);
  await payMonth(load, month, index);
}

/** Children born in the month are enrolled and pay their cover on its last day. */
async function enrolNewborns(load: Load, month: Period, from: number, to: number): Promise<void> {
  const { population, request } = load.plan;
  const firstBornAt = (day: number): number => {
    let person = population.newbornsFrom;
    while (person < population.size && (population.coverDay[person] ?? 0) < day) person += 1;
    return person;
  };
  const [first, end] = [firstBornAt(from), firstBornAt(to)];
  if (first === end) return;
  await enrol(load, first, end);
  const psnNos = load.psnNos.slice(first, end);
  const receivedOn = lastDay(month);
  const channel = '经办窗口';
  const receipt = await load.cases.collectResidents({ insuredYear: request.year, receivedOn, channel, psnNos });
  await load.cases.transferTreasury('resident', receipt.personal, receivedOn);
}

async function collectMonth(load: Load, month: Period, from: number): Promise<void> {
  const { plan, cases, psnNos } = load;
  const { population, wages } = plan;
  const rows: { psnNo: string; base: Fen }[] = [];
  for (let person = 0; person < population.newbornsFrom; person += 1) {
    const isInsured = population.employment[person] !== 0 && (population.deathDay[person] ?? NEVER) >= from;
    if (isInsured) rows.push({ psnNo: psnNos[person] ?? '', base: fen(wages[person] ?? 0) });
  }
  const receivedOn = firstDay(month);
  const amounts: Fen[] = [];
  for (let start = 0; start < rows.length; start += CONTRIBUTIONS_PER_BATCH) {
    const batch = { month, receivedOn, rows: rows.slice(start, start + CONTRIBUTIONS_PER_BATCH) };
    const receipt = await cases.collectEmployees(batch);
    amounts.push(receipt.personal, receipt.unit);
  }
  await cases.transferTreasury('employee', sumFen(amounts), addDays(receivedOn, 14));
}

/** What part of each level's subsidy has been received by the end of a month, per 10,000; the year is made good in December. */
const SUBSIDY_CALENDAR: Readonly<Record<number, readonly (readonly [SubsidyReceipt['level'], number])[]>> = {
  0: [['central', 5000]],
  2: [['county', 9500]],
  3: [['province', 9500]],
  4: [['city', 9500]],
  5: [['central', 9500]],
  11: LEVELS.map((level) => [level, 10_000] as const),
};

async function receiveMonthsSubsidies(load: Load, month: Period, index: number): Promise<void> {
  const { cases, plan, criticalIllnessPremium } = load;
  const { year } = plan.request;
  const receivedOn = addDays(firstDay(month), 19);
  cases.at(receivedOn);
  const shares = SUBSIDY_CALENDAR[index] ?? [];
  const due = shares.length > 0 ? await cases.subsidyDue(year) : [];
  for (const [level, share] of shares) {
    const owed = due.find((one) => one.level === level)?.amount ?? fen(0);
    const before = load.received.get(level) ?? 0;
    const amount = fen(divideRounded(owed * share, 10_000) - before);
    if (amount <= 0) continue;
    load.received.set(level, before + amount);
    const document = `财社〔${year}〕样例${index + 1}号`;
    await cases.receiveSubsidy({ fund: 'resident', insuredYear: year, level, amount, receivedOn, document });
  }
  if (index === 1) await payEpidemicAdvance(load, addDays(firstDay(month), 4));
  if (index === 2) {
    const heads = plan.volumes.residents - plan.volumes.births;
    await cases.payInsurancePremium({ year, heads, perHead: criticalIllnessPremium, paidOn: receivedOn });
  }
}

async function payEpidemicAdvance(load: Load, paidOn: IsoDate): Promise<void> {
  const hospitals = load.plan.providers.countyHospitals;
  const parts = allocateFen(
    scaled(load, EPIDEMIC_ADVANCE),
    hospitals.map(() => 1),
  );
  for (const [order, index] of hospitals.entries()) {
    const fixmedinsCode = load.plan.providers.providers[index]?.provider.fixmedinsCode ?? '';
    await load.cases.advance({ fixmedinsCode, amount: parts[order] ?? fen(0), paidOn, purpose: '疫情防控救治专项' });
  }
}

/**
 * The month's encounters, some hundred in a transaction. Each lane takes the persons of a residue class, in the order
 * of their encounters: what a settlement depends on belongs to one person, so lanes do not touch each other, and every
 * amount comes out the same however many there are.
 */
async function settleMonth(load: Load, month: Period, from: number, to: number): Promise<void> {
  const { plan, cases, progress } = load;
  const { encounters } = plan;
  const lanes = load.lanes ?? SETTLEMENT_LANES;
  const first = firstRowAt(encounters.minute, from * MINUTES_PER_DAY);
  const end = firstRowAt(encounters.minute, to * MINUTES_PER_DAY);
  cases.at(lastDay(month));
  let done = first;
  const settle = async (lane: number): Promise<void> => {
    const writer = new VisitWriter(plan, load.factors);
    let batch: WholeVisit[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length > 0) await cases.settle(batch);
      done += batch.length;
      batch = [];
      progress('逐月结算拨付', done, encounters.count);
    };
    for (let row = first; row < end; row += 1) {
      const person = encounters.person[row] ?? 0;
      if (person % lanes !== lane) continue;
      batch.push(writer.write(row, load.psnNos[person] ?? ''));
      if (batch.length === (load.batchSize ?? VISITS_PER_BATCH)) await flush();
    }
    await flush();
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => settle(lane)));
}

/** First row at or after a minute; rows are in order of time. */
function firstRowAt(minutes: Uint32Array, minute: number): number {
  let low = 0;
  let high = minutes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((minutes[middle] ?? 0) < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Declared, reviewed, paid in the middle of the next month (December's at once, before the year closes), closed. */
async function payMonth(load: Load, month: Period, index: number): Promise<void> {
  const { cases } = load;
  const declarations = await cases.declareMonth(month);
  if (index === 11 && load.leaveLastMonthOpen) return;
  const deductions = planDeductions(load, declarations, index);
  // Deductions post vouchers: one after another, so that these always come in the same order.
  for (const [declarationId, deduction] of deductions) await cases.review({ declarationId, deduction });
  const others = declarations.filter((one) => !deductions.has(one.declarationId));
  const review = async (lane: number): Promise<void> => {
    for (let order = lane; order < others.length; order += REVIEW_LANES)
      await cases.review({ declarationId: others[order]?.declarationId ?? '' });
  };
  await Promise.all(Array.from({ length: REVIEW_LANES }, (_, lane) => review(lane)));
  const paidOn = index === 11 ? lastDay(month) : addDays(firstDay(nextPeriod(month)), 14);
  cases.at(paidOn);
  await cases.payMonth(month, paidOn);
  await cases.closeMonth(month);
}

/** From March on a few local providers a month have part of their declaration refused; each provider once. */
function planDeductions(
  load: Load,
  declarations: readonly Declaration[],
  monthIndex: number,
): Map<string, { readonly amount: Fen; readonly reason: string }> {
  const planned = new Map<string, { readonly amount: Fen; readonly reason: string }>();
  const local = new Set(
    load.plan.providers.providers.filter((one) => one.local).map((one) => one.provider.fixmedinsCode),
  );
  const due = Math.ceil((DEDUCTED_PROVIDERS * Math.max(0, monthIndex - 1)) / 10);
  const bySize = declarations
    .filter((one) => one.insutype === '390' && local.has(one.fixmedinsCode))
    .sort((a, b) => b.fund - a.fund || (a.fixmedinsCode < b.fixmedinsCode ? -1 : 1));
  for (const declaration of bySize) {
    if (load.deducted.size >= Math.min(due, DEDUCTED_PROVIDERS)) break;
    const amount = fen(divideRounded(declaration.fund * DEDUCTION_PER_10K, 10_000));
    if (load.deducted.has(declaration.fixmedinsCode) || amount <= 0) continue;
    load.deducted.add(declaration.fixmedinsCode);
    planned.set(declaration.declarationId, { amount, reason: '稽核发现重复收费、超标准收费，予以拒付' });
  }
  return planned;
}
