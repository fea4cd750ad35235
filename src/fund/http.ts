/** Routes of the fund books. They are the whole area's: whoever sees a part of it only is refused. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { type Actor, type Api, accessErrors, getActor, isInScope, type Office, sendFailure } from '../access/index.ts';
import { pageFields, queryErrors } from '../database/index.ts';
import { yearOf } from '../kernel/dates.ts';
import { nextPeriod, type Period, period, periodOf } from '../kernel/periods.ts';
import { refuse, unwrap } from '../kernel/result.ts';
import { booksView, controlView } from './control-queries.ts';
import { codedBook, fundOverview, getBook, type PeriodRange, statementView, trialBalanceView } from './queries.ts';
import { closeMonth } from './service.ts';
import { getVoucher, listVouchers, VOUCHER_SORTS } from './voucher-queries.ts';

const periodField = (title: string) =>
  Type.String({ title, pattern: '^\\d{4}-(0[1-9]|1[0-2])$', remedy: '请填写年月，形如 2020-03' });
const BookKey = Type.Object({ book: Type.String({ title: '账套', maxLength: 60 }) });
const RangeQuery = Type.Object({ from: periodField('起始月'), to: periodField('截止月') });
const OverviewQuery = Type.Object({
  year: Type.Optional(Type.Integer({ title: '年度', minimum: 1990, maximum: 2200 })),
});
const VouchersQuery = Type.Object({
  ...pageFields(VOUCHER_SORTS),
  account: Type.Optional(
    Type.String({
      title: '科目编码',
      maxLength: 400,
      pattern: '^\\s*\\d{1,10}\\s*(,\\s*\\d{1,10}\\s*)*$',
      remedy: '请填科目编码，几个科目用逗号分开',
    }),
  ),
  from: Type.Optional(periodField('起始月')),
  to: Type.Optional(periodField('截止月')),
});
const VoucherKey = Type.Object({
  ...BookKey.properties,
  voucherId: Type.String({ title: '凭证', pattern: '^\\d{1,15}$', remedy: '请从凭证列表中选择' }),
});
const ControlQuery = Type.Object({ period: Type.Optional(periodField('截止月')) });
const CloseRequest = Type.Object({ period: periodField('会计期间') });

export function registerFundRoutes(app: Api, office: Office): void {
  const preHandler = async (request: FastifyRequest, reply: FastifyReply) =>
    refusePartView(request, reply, office.area);
  const read = { config: { right: 'fund.read' }, preHandler } as const;
  app.get('/api/fund/books', read, async (request) => booksView(office, getActor(request)));
  app.get('/api/fund/overview', { ...read, schema: { querystring: OverviewQuery } }, async (request) =>
    fundOverview(office, request.query.year ?? yearOf(office.clock.now())),
  );
  app.get('/api/fund/control', { ...read, schema: { querystring: ControlQuery } }, async (request) =>
    controlView(office, period(request.query.period ?? periodOf(office.clock.now()))),
  );
  const ofBook = { ...read, schema: { params: BookKey, querystring: RangeQuery } } as const;
  app.get('/api/fund/:book/statement', ofBook, async (request) =>
    statementView(office, request.params.book, readRange(request.query)),
  );
  app.get('/api/fund/:book/trial-balance', ofBook, async (request) =>
    trialBalanceView(office, request.params.book, readRange(request.query)),
  );
  app.get(
    '/api/fund/:book/vouchers',
    { ...read, schema: { params: BookKey, querystring: VouchersQuery } },
    async (request) => listVouchers(office, request.params.book, request.query),
  );
  app.get('/api/fund/:book/vouchers/:voucherId', { ...read, schema: { params: VoucherKey } }, async (request) =>
    getVoucher(office, request.params.book, Number(request.params.voucherId)),
  );
  app.post(
    '/api/fund/:book/close',
    { config: { right: 'fund.close' }, preHandler, schema: { params: BookKey, body: CloseRequest } },
    async (request) => close(office, getActor(request), request.params.book, period(request.body.period)),
  );
}

async function refusePartView(request: FastifyRequest, reply: FastifyReply, area: string): Promise<unknown> {
  if (isInScope(getActor(request), area)) return undefined;
  return sendFailure(reply, accessErrors.noRight({ right: '查看全统筹区基金账' }));
}

function readRange({ from, to }: { readonly from: string; readonly to: string }): PeriodRange {
  if (from > to) refuse(queryErrors.badRange({ from, to, path: 'from' }));
  return { from: period(from), to: period(to) };
}

/** Closes the month of all books together; a repetition is refused as closed already (409). */
async function close(office: Office, actor: Actor, bookId: string, month: Period) {
  const book = await getBook(office, bookId);
  unwrap(await closeMonth(office, actor, month));
  return { book: codedBook(book), period: month, closedAt: office.clock.now(), nextPeriod: nextPeriod(month) };
}
