/** Use cases of contributions (征缴): residents' year, employees' months, fiscal subsidies, and their vouchers. */
import type { Actor } from '../access/index.ts';
import { type ContributionStandard, findContributionStandard } from '../benefits/index.ts';
import { nextValues, type Tx, transact } from '../database/index.ts';
import {
  ACCOUNT,
  type Fund,
  fundBookId,
  SUBSIDY_ACCOUNTS,
  SUBSIDY_LEVEL_TITLES,
  type SubsidyLevel,
} from '../fund/index.ts';
import { type IsoDate, isoDate, laterDate } from '../kernel/dates.ts';
import { addFen, type Fen, fen, negateFen, sumFen, ZERO_FEN } from '../kernel/money.ts';
import { firstDay, formatPeriod, type Period, period } from '../kernel/periods.ts';
import { type Result, refuse, unwrap } from '../kernel/result.ts';
import { type Posting, postEntry } from '../ledger/index.ts';
import { codesInForce, findCover, findPersonRecords, type PersonRecord } from '../people/index.ts';
import { isRetired, type SettlementOffice } from '../settlement/index.ts';
import { contributionErrors } from './errors.ts';
import type { Funding } from './funding.ts';
import { employeeDue, residentDue, subsidyByLevel } from './rules.ts';
import * as store from './store.ts';

export interface ContributionOffice extends SettlementOffice {
  readonly standards: readonly ContributionStandard[];
  readonly funding: Funding;
}

export interface BatchReceipt {
  readonly batchId: string;
  readonly persons: number;
  readonly personal: Fen;
  readonly assisted: Fen;
  readonly unit: Fen;
}

async function newBatchId(tx: Tx, area: string): Promise<string> {
  const [serial = 0] = await nextValues(tx, 'contribution_batch_seq', 1);
  return `${area}JF${String(serial).padStart(10, '0')}`;
}

async function requireRecords(tx: Tx, area: string, psnNos: readonly string[]): Promise<Map<string, PersonRecord>> {
  const records = await findPersonRecords(
    tx,
    psnNos.map((psnNo) => ({ area, psnNo })),
  );
  const missing = psnNos.filter((psnNo) => !records.has(`${area}/${psnNo}`));
  if (missing.length > 0)
    refuse(
      contributionErrors.unknownPersons({
        total: psnNos.length,
        bad: missing.length,
        value: missing[0] ?? '',
        path: 'psnNo',
      }),
    );
  return new Map([...records.values()].map((record) => [record.person.psnNo, record]));
}

/**
 * Residents pay a year's cover (居民年度缴费): the standard of the insured year, less what medical aid pays for
 * those it assists. One batch, one voucher; money for a year that has not begun is held as 暂收款.
 * Refuses `contributions.unknownPersons`, `contributions.notCovered`, `contributions.alreadyPaid`; all or none.
 */
export async function collectResidents(
  office: ContributionOffice,
  actor: Actor,
  batch: {
    readonly insuredYear: number;
    readonly receivedOn: IsoDate;
    readonly channel: string;
    readonly psnNos: readonly string[];
  },
): Promise<Result<BatchReceipt>> {
  return transact(office.db, async (tx) => {
    const { insuredYear, receivedOn, psnNos } = batch;
    const standard = unwrap(findContributionStandard(office.standards, { area: office.area, year: insuredYear }));
    const begins = isoDate(`${insuredYear}-01-01`);
    const coverFrom = laterDate(receivedOn, begins);
    const records = await requireRecords(tx, office.area, psnNos);
    const batchId = await newBatchId(tx, office.area);
    const rows = psnNos.map((psnNo): store.NewContribution => {
      const record = records.get(psnNo);
      if (!record || !findCover(record.covers, '390', coverFrom))
        return refuse(contributionErrors.notCovered({ value: psnNo, date: coverFrom, scheme: '城乡居民' }));
      const due = residentDue(standard.personal, codesInForce(record.identities, coverFrom), office.funding);
      return {
        area: office.area,
        psn_no: psnNo,
        insutype: '390',
        insured_year: insuredYear,
        month: 0,
        personal_fen: due.personal,
        assisted_fen: due.assisted,
        unit_fen: ZERO_FEN,
        base_fen: ZERO_FEN,
        account_credit_fen: ZERO_FEN,
        paid_on: receivedOn,
        batch_id: batchId,
      };
    });
    const receipt = toReceipt(batchId, rows);
    await writeBatch(tx, office, actor, rows, {
      receipt,
      insutype: '390',
      kind: 'resident',
      insuredYear,
      receivedOn,
      channel: batch.channel,
      what: '居民',
    });
    const early = receivedOn < begins;
    await postReceipt(tx, office.area, 'resident', actor, receivedOn, batchId, '居民医保个人缴费', [
      { account: ACCOUNT.treasury, amount: receipt.personal },
      { account: ACCOUNT.fiscalDeposit, amount: receipt.assisted },
      {
        account: early ? ACCOUNT.prepaidPremiums : ACCOUNT.personalPremiums,
        amount: negateFen(receipt.personal),
      },
      {
        account: early ? ACCOUNT.prepaidPremiums : ACCOUNT.assistedPremiums,
        amount: negateFen(receipt.assisted),
      },
    ]);
    await postReceipt(tx, office.area, 'medicalAid', actor, receivedOn, batchId, '资助困难群众参保', [
      { account: ACCOUNT.assistedEnrolment, amount: receipt.assisted },
      { account: ACCOUNT.fiscalDeposit, amount: negateFen(receipt.assisted) },
    ]);
    return receipt;
  });
}

function toReceipt(batchId: string, rows: readonly store.NewContribution[]): BatchReceipt {
  return {
    batchId,
    persons: rows.length,
    personal: sumFen(rows.map((row) => row.personal_fen)),
    assisted: sumFen(rows.map((row) => row.assisted_fen)),
    unit: sumFen(rows.map((row) => row.unit_fen)),
  };
}

interface BatchFrame {
  readonly receipt: BatchReceipt;
  readonly insutype: '310' | '390';
  readonly kind: 'resident' | 'employer';
  readonly insuredYear: number;
  readonly receivedOn: IsoDate;
  readonly channel: string;
  readonly what: string;
}

async function writeBatch(
  tx: Tx,
  office: ContributionOffice,
  actor: Actor,
  rows: readonly store.NewContribution[],
  frame: BatchFrame,
): Promise<void> {
  const { receipt } = frame;
  await store.insertBatch(tx, {
    batch_id: receipt.batchId,
    area: office.area,
    insutype: frame.insutype,
    insured_year: frame.insuredYear,
    kind: frame.kind,
    received_on: frame.receivedOn,
    channel: frame.channel,
    persons: receipt.persons,
    personal_fen: receipt.personal,
    assisted_fen: receipt.assisted,
    unit_fen: receipt.unit,
    subsidy_fen: ZERO_FEN,
    level: null,
    document: null,
    made_by: actor.accountId,
  });
  const written = await store.insertContributions(tx, rows);
  if (written !== rows.length)
    refuse(
      contributionErrors.alreadyPaid({
        value: `本批 ${rows.length - written} 人`,
        year: frame.insuredYear,
        what: frame.what,
      }),
    );
}

/** Posts the lines that are not zero; nothing when all are. */
async function postReceipt(
  tx: Tx,
  area: string,
  fund: Fund,
  actor: Actor,
  on: IsoDate,
  sourceId: string,
  summary: string,
  postings: readonly Posting[],
): Promise<void> {
  const moving = postings.filter((posting) => posting.amount !== 0);
  if (moving.length === 0) return;
  await postEntry(tx, fundBookId(area, fund), {
    effectiveOn: on,
    kind: 'contribution',
    summary,
    sourceKind: 'contributionBatch',
    sourceId,
    idempotencyKey: `contribution:${sourceId}:${fund}`,
    postings: moving,
    madeBy: actor.accountId,
  });
}

/** On the first day of the insured year, what was held for it becomes income (暂收款转收入). Posts once. */
export async function recognisePremiums(office: ContributionOffice, actor: Actor, year: number): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    const prepaid = await store.readPrepaid(tx, office.area, '390', year);
    await postReceipt(
      tx,
      office.area,
      'resident',
      actor,
      firstDay(period(`${year}-01`)),
      `${year}`,
      `${year} 年度预收保费转入`,
      [
        { account: ACCOUNT.prepaidPremiums, amount: addFen(prepaid.personal, prepaid.assisted) },
        { account: ACCOUNT.personalPremiums, amount: negateFen(prepaid.personal) },
        { account: ACCOUNT.assistedPremiums, amount: negateFen(prepaid.assisted) },
      ],
    );
  });
}

/**
 * Employers pay a month for their people (职工月度缴费): unit and personal part on each base, and the personal
 * accounts are credited. Retirees come with a base of zero and cost their unit nothing.
 */
export async function collectEmployees(
  office: ContributionOffice,
  actor: Actor,
  batch: {
    readonly month: Period;
    readonly receivedOn: IsoDate;
    readonly rows: readonly { readonly psnNo: string; readonly base: Fen }[];
  },
): Promise<Result<BatchReceipt>> {
  return transact(office.db, async (tx) => {
    const year = Number(batch.month.slice(0, 4));
    const day = firstDay(batch.month);
    const records = await requireRecords(
      tx,
      office.area,
      batch.rows.map((row) => row.psnNo),
    );
    const batchId = await newBatchId(tx, office.area);
    const rows = batch.rows.map(({ psnNo, base }): store.NewContribution => {
      const cover = findCover(records.get(psnNo)?.covers ?? [], '310', day);
      if (!cover) return refuse(contributionErrors.notCovered({ value: psnNo, date: day, scheme: '职工' }));
      const due = employeeDue(base, isRetired(cover.psnType), office.funding);
      return {
        area: office.area,
        psn_no: psnNo,
        insutype: '310',
        insured_year: year,
        month: Number(batch.month.slice(5)),
        personal_fen: due.personal,
        assisted_fen: ZERO_FEN,
        unit_fen: due.unit,
        base_fen: base,
        account_credit_fen: due.accountCredit,
        paid_on: batch.receivedOn,
        batch_id: batchId,
      };
    });
    const receipt = toReceipt(batchId, rows);
    await writeBatch(tx, office, actor, rows, {
      receipt,
      insutype: '310',
      kind: 'employer',
      insuredYear: year,
      receivedOn: batch.receivedOn,
      channel: '税务征收',
      what: `${formatPeriod(batch.month)}职工`,
    });
    await store.creditAccounts(
      tx,
      office.area,
      batchId,
      batch.receivedOn,
      rows.map((row) => ({ psnNo: row.psn_no, amount: row.account_credit_fen })),
    );
    await postReceipt(
      tx,
      office.area,
      'employee',
      actor,
      batch.receivedOn,
      batchId,
      `${formatPeriod(batch.month)}职工医保缴费`,
      [
        { account: ACCOUNT.treasury, amount: addFen(receipt.unit, receipt.personal) },
        { account: ACCOUNT.unitPremiums, amount: negateFen(receipt.unit) },
        { account: ACCOUNT.personalPremiums, amount: negateFen(receipt.personal) },
      ],
    );
    return receipt;
  });
}

/** What the levels of government owe for the persons paid up: the fiscal standard times heads, split. */
export async function subsidyDue(
  office: ContributionOffice,
  year: number,
): Promise<Result<{ readonly heads: number; readonly levels: ReturnType<typeof subsidyByLevel> }>> {
  return transact(office.db, async (tx) => {
    const standard = unwrap(findContributionStandard(office.standards, { area: office.area, year }));
    const heads = await store.countInsured(tx, office.area, '390', year);
    return { heads, levels: subsidyByLevel(fen(standard.fiscal * heads), office.funding) };
  });
}

export interface SubsidyReceipt {
  readonly fund: Fund;
  readonly insuredYear: number;
  readonly level: SubsidyLevel;
  readonly amount: Fen;
  readonly receivedOn: IsoDate;
  /** The grant letter (指标文). */
  readonly document: string;
}

/** Fiscal money arrives in a fund's special account (财政专户), by level of government and document. */
export async function receiveSubsidy(
  office: ContributionOffice,
  actor: Actor,
  receipt: SubsidyReceipt,
): Promise<Result<string>> {
  return transact(office.db, async (tx) => {
    const batchId = await newBatchId(tx, office.area);
    await store.insertBatch(tx, {
      batch_id: batchId,
      area: office.area,
      insutype: receipt.fund === 'resident' ? '390' : '310',
      insured_year: receipt.insuredYear,
      kind: 'subsidy',
      received_on: receipt.receivedOn,
      channel: '财政拨款',
      persons: 0,
      personal_fen: ZERO_FEN,
      assisted_fen: ZERO_FEN,
      unit_fen: ZERO_FEN,
      subsidy_fen: receipt.amount,
      level: receipt.level,
      document: receipt.document,
      made_by: actor.accountId,
    });
    const summary = `${SUBSIDY_LEVEL_TITLES[receipt.level]}补助资金（${receipt.document}）`;
    await postReceipt(tx, office.area, receipt.fund, actor, receipt.receivedOn, batchId, summary, [
      { account: ACCOUNT.fiscalDeposit, amount: receipt.amount },
      { account: SUBSIDY_ACCOUNTS[receipt.level], amount: negateFen(receipt.amount) },
    ]);
    return batchId;
  });
}

/** Premiums collected by the tax bureau are moved from the treasury to the special account (国库划转财政专户). */
export async function transferTreasury(
  office: ContributionOffice,
  actor: Actor,
  transfer: { readonly fund: Fund; readonly amount: Fen; readonly on: IsoDate },
): Promise<Result<void>> {
  return transact(office.db, async (tx) => {
    await postReceipt(tx, office.area, transfer.fund, actor, transfer.on, `GK${transfer.on}`, '国库存款划转财政专户', [
      { account: ACCOUNT.fiscalDeposit, amount: transfer.amount },
      { account: ACCOUNT.treasury, amount: negateFen(transfer.amount) },
    ]);
  });
}
