/** Global search: one text, everything that it may mean and the signed-in user may open. */

import { sql } from 'kysely';
import Type from 'typebox';
import { type Actor, type Api, getActor, hasRight, isInScope, type Right } from '../../access/index.ts';
import { coded } from '../../catalogues/code-lists.ts';
import type { ContributionOffice } from '../../contributions/index.ts';
import { prefixPattern } from '../../database/index.ts';
import { FUNDS, fundBookId } from '../../fund/index.ts';
import { formatPeriod } from '../../kernel/periods.ts';
import { listBatches, listDeclarations } from '../../payments/index.ts';
import { listPeople } from '../../people/index.ts';
import { listProviders } from '../../providers/index.ts';
import { listSettlements } from '../../settlement/index.ts';

const HITS = 8;
const FIRST_HITS = { page: 1, size: HITS } as const;

const SearchQuery = Type.Object({ q: Type.String({ title: '搜索内容', minLength: 1, maxLength: 50 }) });

export interface SearchHit {
  kind: string;
  title: string;
  subtitle: string;
  link: string;
}

interface Source {
  readonly kind: string;
  readonly title: string;
  readonly right: Right;
  readonly find: (office: ContributionOffice, actor: Actor, text: string) => Promise<Omit<SearchHit, 'kind'>[]>;
}

const SOURCES: readonly Source[] = [
  { kind: 'person', title: '参保人', right: 'people.read', find: findPeople },
  { kind: 'provider', title: '医药机构', right: 'settlement.read', find: findProviders },
  { kind: 'settlement', title: '结算', right: 'settlement.read', find: findSettlements },
  { kind: 'declaration', title: '月度申报', right: 'payments.read', find: findDeclarations },
  { kind: 'batch', title: '拨付批次', right: 'payments.read', find: findBatches },
  { kind: 'voucher', title: '记账凭证', right: 'fund.read', find: findVouchers },
];

export function registerSearchRoutes(app: Api, office: ContributionOffice): void {
  app.get('/api/search', { config: { right: 'session' }, schema: { querystring: SearchQuery } }, async (request) =>
    search(office, getActor(request), request.query.q.trim()),
  );
}

/** At most eight hits of a kind; kinds without any are left out. */
export async function search(office: ContributionOffice, actor: Actor, text: string) {
  if (text === '') return { groups: [] };
  const sources = SOURCES.filter((source) => hasRight(actor, source.right));
  const groups = await Promise.all(
    sources.map(async ({ kind, title, find }) => ({
      kind,
      title,
      hits: (await find(office, actor, text)).map((hit): SearchHit => ({ kind, ...hit })),
    })),
  );
  return { groups: groups.filter((group) => group.hits.length > 0) };
}

async function findPeople(office: ContributionOffice, actor: Actor, text: string) {
  const { rows } = await listPeople(office, actor, { ...FIRST_HITS, q: text });
  return rows.map((row) => ({
    title: `${row.name} ${row.certMasked}`,
    subtitle: `${row.gender.name}，${row.age} 岁，${row.town.name}${row.village.name}`,
    link: `/people/${row.psnNo}`,
  }));
}

async function findProviders(office: ContributionOffice, _actor: Actor, text: string) {
  const { rows } = await listProviders(office.db, { ...FIRST_HITS, q: text });
  return rows.map((row) => ({
    title: row.name,
    subtitle: `${row.kind.name}，${row.grade.name}，${row.code}`,
    link: `/settlements?provider=${row.code}&period=-`,
  }));
}

/** By number only: names lead to people, and from there to their settlements. */
async function findSettlements(office: ContributionOffice, actor: Actor, text: string) {
  if (!/^\d{12,}$/.test(text)) return [];
  const { rows } = await listSettlements(office, actor, { ...FIRST_HITS, q: text });
  return rows.map((row) => ({
    title: `结算 ${row.setlId}`,
    subtitle: `${row.personName}，${row.provider.name}，${row.care.name}，${row.settledAt.slice(0, 10)}`,
    link: `/settlements/${row.setlId}`,
  }));
}

async function findDeclarations(office: ContributionOffice, actor: Actor, text: string) {
  if (!/^\d{6}SB\d*$/i.test(text)) return [];
  const { rows } = await listDeclarations(office, actor, { ...FIRST_HITS, id: text.toUpperCase() });
  return rows.map((row) => ({
    title: `${row.provider.name} ${formatPeriod(row.period)}申报`,
    subtitle: `${row.state.name}，${row.id}`,
    link: `/declarations/${row.id}`,
  }));
}

async function findBatches(office: ContributionOffice, actor: Actor, text: string) {
  if (!/^\d{6}BF\d*$/i.test(text) || !isInScope(actor, office.area)) return [];
  const { rows } = await listBatches(office);
  return rows
    .filter((row) => row.id.startsWith(text.toUpperCase()))
    .slice(0, HITS)
    .map((row) => ({
      title: `拨付批次 ${row.id}`,
      subtitle: `${row.period}，${row.state.name}`,
      link: `/batches/${row.id}`,
    }));
}

interface VoucherHit {
  readonly bookId: string;
  readonly bookName: string;
  readonly voucherId: number;
  readonly voucherNo: number;
  readonly period: string;
  readonly kind: string;
  readonly summary: string;
}

/** Vouchers of the fund books by their number in the month or their id, latest first; or by the start of the summary. */
async function findVouchers(office: ContributionOffice, actor: Actor, text: string) {
  if (!isInScope(actor, office.area)) return [];
  const books = FUNDS.map((fund) => fundBookId(office.area, fund));
  const number = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  const condition =
    number === undefined
      ? sql`v.summary like ${prefixPattern(text)}`
      : sql`(v.voucher_no = ${number} or v.voucher_id = ${number})`;
  const found = await sql<VoucherHit>`
    select v.book_id as "bookId", b.name as "bookName", v.voucher_id as "voucherId", v.voucher_no as "voucherNo",
      v.period, v.kind, v.summary
    from voucher v join book b on b.book_id = v.book_id
    where v.book_id = any(${books}::text[]) and ${condition}
    order by v.period desc, v.voucher_id limit ${HITS}`.execute(office.db);
  return found.rows.map((row) => ({
    title: `${row.bookName} ${formatPeriod(row.period)} 记 ${row.voucherNo} 号`,
    subtitle: `${coded('voucherKind', row.kind).name}，${row.summary}`,
    link: `/fund/${row.bookId}/vouchers/${row.voucherId}`,
  }));
}
