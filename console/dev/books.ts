/** Declarations, batches and fund books that follow from the invented settlements. */
import type {
  BatchDetail,
  BatchFundAmount,
  Coded,
  DeclarationDetail,
  DeclarationPart,
  PostingView,
  StateView,
  VoucherDetail,
} from '../src/api/types.ts';
import { coded } from './names.ts';
import { providers, settlements, type WorldSettlement } from './world.ts';

export const STATES: Readonly<Record<string, StateView>> = {
  pending: { code: 'pending', name: '待复核', tone: 'waiting' },
  approved: { code: 'approved', name: '已核定', tone: 'neutral' },
  returned: { code: 'returned', name: '已退回', tone: 'wrong' },
  batched: { code: 'batched', name: '已编批', tone: 'neutral' },
  paid: { code: 'paid', name: '已拨付', tone: 'done' },
};

export const BOOKS = [
  { bookId: 'fund-390', name: '城乡居民医保基金', insutype: '390' },
  { bookId: 'fund-310', name: '职工医保基金', insutype: '310' },
  { bookId: 'fund-aid', name: '城乡医疗救助基金', insutype: null },
] as const;
export const BENEFIT = { bookId: 'benefit', name: '待遇明细账' };

export const ACCOUNTS: Readonly<Record<string, readonly [string, string]>> = {
  '1002': ['收入户存款', '资产'],
  '1003': ['财政专户存款', '资产'],
  '1004': ['支出户存款', '资产'],
  '110101': ['暂付款—预付定点机构周转金', '资产'],
  '2101': ['暂收款', '负债'],
  '3001': ['一般基金结余', '净资产'],
  '400101': ['社会保险费收入—个人缴费', '收入'],
  '400102': ['社会保险费收入—单位缴费', '收入'],
  '4101': ['财政补贴收入', '收入'],
  '4201': ['利息收入', '收入'],
  '500101': ['待遇支出—住院费用', '支出'],
  '500102': ['待遇支出—门诊费用', '支出'],
  '500103': ['待遇支出—门诊慢特病', '支出'],
  '5101': ['大病保险支出', '支出'],
  '9101': ['待遇费用', '支出'],
  '9201': ['应付定点机构', '负债'],
};
export const accountOf = (code: string): Coded => coded(code, ACCOUNTS[code]?.[0] ?? code);

export const declarations: DeclarationDetail[] = [];
export const batches: BatchDetail[] = [];
export const vouchers: VoucherDetail[] = [];
export const declarationRows = new Map<string, WorldSettlement[]>();

function part(rows: readonly WorldSettlement[]): DeclarationPart {
  const first = rows[0]?.row;
  const sum = (pick: (row: WorldSettlement['row']) => number) => rows.reduce((total, { row }) => total + pick(row), 0);
  return {
    insutype: first?.insutype ?? coded('', ''),
    care: first?.care ?? coded('', ''),
    settlements: rows.length,
    totalFen: sum((row) => row.totalFen),
    poolFen: sum((row) => row.poolFen),
    criticalIllnessFen: sum((row) => row.criticalIllnessFen),
    largeAmountFen: 0,
    civilServantFen: sum((row) => row.civilServantFen),
    medicalAidFen: sum((row) => row.medicalAidFen),
    accountFen: sum((row) => row.accountFen),
    fundFen: sum((row) => row.fundTotalFen + row.accountFen),
  };
}

function groupBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

for (const [period, ofPeriod] of groupBy(settlements, ({ period: month }) => month)) {
  if (period === '2021-04') continue;
  for (const provider of providers) {
    const rows = ofPeriod.filter(({ row }) => row.provider.code === provider.code);
    if (rows.length === 0) continue;
    const id = `SB${period.replace('-', '')}${provider.code.slice(-5)}`;
    declarationRows.set(id, rows);
    const index = providers.indexOf(provider);
    const state =
      period < '2021-03'
        ? STATES.paid
        : index < 3
          ? STATES.pending
          : index === 5
            ? STATES.returned
            : index < 8
              ? STATES.batched
              : STATES.approved;
    const parts = [...groupBy(rows, ({ row }) => `${row.insutype.code}${row.care.code}`).values()]
      .map(part)
      .sort((a, b) => b.insutype.code.localeCompare(a.insutype.code) || a.care.code.localeCompare(b.care.code));
    const fundFen = parts.reduce((sum, entry) => sum + entry.fundFen, 0);
    const deductionFen = period < '2021-03' && index === 0 ? 128_050 : 0;
    const collectedAt = `${nextMonth(period)}-03 09:12:00`;
    const decided = state !== STATES.pending;
    declarations.push({
      id,
      period,
      provider: coded(provider.code, provider.name),
      state: state as StateView,
      settlements: rows.length,
      totalFen: parts.reduce((sum, entry) => sum + entry.totalFen, 0),
      fundFen,
      deductionFen,
      approvedFen: decided && state !== STATES.returned ? fundFen - deductionFen : null,
      collectedAt,
      batchId: state === STATES.paid || state === STATES.batched ? `PC${period.replace('-', '')}` : null,
      deductionReason: deductionFen > 0 ? '抽查病历 3 份，分解收费 1,280.50 元' : null,
      parts,
      decisions: [
        { step: 'declare', stepTitle: '受理申报', decision: 'submit', comment: '', by: '刘晓燕', at: collectedAt },
        ...(decided
          ? [
              {
                step: 'review',
                stepTitle: '复核',
                decision: state === STATES.returned ? ('return' as const) : ('approve' as const),
                comment: state === STATES.returned ? '3 月 12 日两笔住院结算缺出院小结，请补正' : '',
                by: '王建国',
                at: `${nextMonth(period)}-05 15:40:00`,
              },
            ]
          : []),
      ],
      actions: decided
        ? []
        : [
            { action: 'approve', allowed: true },
            { action: 'return', allowed: true },
          ],
      batch:
        state === STATES.paid || state === STATES.batched
          ? {
              id: `PC${period.replace('-', '')}`,
              title: `拨付批次 PC${period.replace('-', '')}`,
              link: `/batches/PC${period.replace('-', '')}`,
            }
          : null,
    });
  }
}

function nextMonth(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

let voucherCounter = 500_000;
const numbers = new Map<string, number>();
function post(
  bookId: string,
  effectiveOn: string,
  kind: Coded,
  summary: string,
  lines: readonly (readonly [string, number])[],
  source: VoucherDetail['source'],
  provider?: Coded,
): VoucherDetail {
  const period = effectiveOn.slice(0, 7);
  const numbered = bookId !== BENEFIT.bookId;
  const key = `${bookId} ${period}`;
  if (numbered) numbers.set(key, (numbers.get(key) ?? 0) + 1);
  voucherCounter += 1;
  const postings: PostingView[] = lines
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount], index) => ({
      line: index + 1,
      account: accountOf(account),
      debitFen: amount > 0 ? amount : null,
      creditFen: amount < 0 ? -amount : null,
      provider: provider ?? null,
      insutype: null,
      bearer: null,
      care: null,
    }));
  const book = [...BOOKS, BENEFIT].find((entry) => entry.bookId === bookId) ?? BENEFIT;
  const voucher: VoucherDetail = {
    voucherId: String(voucherCounter),
    book: coded(bookId, book.name),
    voucherNo: numbered ? (numbers.get(key) ?? 0) : null,
    period,
    effectiveOn,
    recordedAt: `${effectiveOn} 17:05:00`,
    kind,
    summary,
    madeBy: '赵敏',
    checkedBy: numbered ? '陈志远' : null,
    reverses: null,
    reversedBy: null,
    source,
    postings,
  };
  vouchers.push(voucher);
  return voucher;
}

const CARE_ACCOUNTS: Readonly<Record<string, string>> = {
  inpatient: '500101',
  outpatient: '500102',
  chronic: '500103',
};
const EARNINGS = {
  'fund-390': [30_000_000, 58_000_000],
  'fund-310': [26_000_000, 0],
  'fund-aid': [0, 9_000_000],
} as const;

for (const book of BOOKS)
  post(
    book.bookId,
    '2020-01-01',
    coded('opening', '期初建账'),
    '上年结余转入',
    [
      ['1003', 260_000_000],
      ['3001', -260_000_000],
    ],
    null,
  );

const PERIODS = [...new Set(settlements.map(({ period }) => period))];
for (const period of PERIODS) {
  for (const [index, book] of BOOKS.entries()) {
    const [premium, subsidy] = EARNINGS[book.bookId];
    const season = period.endsWith('-01') || period.endsWith('-02') ? 1.6 : 0.9;
    const drift = period.startsWith('2021') ? 1.06 : 1;
    const amount = (base: number) =>
      Math.round((base * season * drift * (0.94 + ((index * 5 + Number(period.slice(5))) % 7) / 50)) / 100) * 100;
    if (period === '2021-04') continue;
    if (premium > 0) {
      post(
        book.bookId,
        `${period}-10`,
        coded('income', '收入'),
        `${period} 保险费入库`,
        [
          ['1003', amount(premium)],
          [book.insutype === '310' ? '400102' : '400101', -amount(premium)],
        ],
        { kind: 'contribution', id: period, title: `${period} 征缴汇总`, link: null },
      );
      if (book.insutype === '310')
        post(
          book.bookId,
          `${period}-10`,
          coded('income', '收入'),
          `${period} 个人缴费入库`,
          [
            ['1003', amount(premium / 4)],
            ['400101', -amount(premium / 4)],
          ],
          { kind: 'contribution', id: period, title: `${period} 征缴汇总`, link: null },
        );
    }
    if (subsidy > 0)
      post(
        book.bookId,
        `${period}-12`,
        coded('income', '收入'),
        `${period} 财政补助到账`,
        [
          ['1003', amount(subsidy)],
          ['4101', -amount(subsidy)],
        ],
        null,
      );
    if (period.endsWith('-03') || period.endsWith('-06') || period.endsWith('-09') || period.endsWith('-12'))
      post(
        book.bookId,
        `${period}-21`,
        coded('income', '收入'),
        '季度利息',
        [
          ['1003', 812_345 + index * 1111],
          ['4201', -(812_345 + index * 1111)],
        ],
        null,
      );
  }
  if (period <= '2021-03') addBatch(period);
}

function fundOf(entry: DeclarationPart, bookId: string): number {
  if (bookId === 'fund-aid') return entry.medicalAidFen;
  const own = bookId === `fund-${entry.insutype.code}`;
  return own ? entry.fundFen - entry.medicalAidFen : 0;
}

function addBatch(period: string): void {
  const id = `PC${period.replace('-', '')}`;
  const members = declarations.filter(({ batchId }) => batchId === id);
  if (members.length === 0) return;
  const released = period < '2021-03';
  const payDay = `${nextMonth(period)}-${released ? '15' : '07'}`;
  const items = members.map((declaration, index) => {
    const byFund: BatchFundAmount[] = BOOKS.map((book) => {
      const payable =
        declaration.parts.reduce((sum, entry) => sum + fundOf(entry, book.bookId), 0) -
        (book.bookId === 'fund-390' ? declaration.deductionFen : 0);
      const offset = index < 2 && book.bookId !== 'fund-aid' ? Math.floor(payable / 10) : 0;
      return {
        bookId: book.bookId,
        bookName: book.name,
        payableFen: payable,
        offsetFen: offset,
        paidFen: payable - offset,
      };
    }).filter(({ payableFen }) => payableFen !== 0);
    const sum = (key: 'payableFen' | 'offsetFen' | 'paidFen') =>
      byFund.reduce((total, amount) => total + amount[key], 0);
    return {
      provider: declaration.provider,
      declarationId: declaration.id,
      settlements: declaration.settlements,
      payableFen: sum('payableFen'),
      offsetFen: sum('offsetFen'),
      paidFen: sum('paidFen'),
      byFund,
    };
  });
  const byFund: BatchFundAmount[] = BOOKS.map((book) => {
    const mine = items.flatMap((item) => item.byFund.filter(({ bookId }) => bookId === book.bookId));
    const sum = (key: 'payableFen' | 'offsetFen' | 'paidFen') => mine.reduce((total, amount) => total + amount[key], 0);
    return {
      bookId: book.bookId,
      bookName: book.name,
      payableFen: sum('payableFen'),
      offsetFen: sum('offsetFen'),
      paidFen: sum('paidFen'),
    };
  });
  const sum = (key: 'payableFen' | 'offsetFen' | 'paidFen') => byFund.reduce((total, amount) => total + amount[key], 0);
  const linesOf = (fund: BatchFundAmount): (readonly [string, number])[] => {
    const byCare = new Map<string, number>();
    for (const declaration of members)
      for (const entry of declaration.parts) {
        const account = CARE_ACCOUNTS[entry.care.code] ?? '500101';
        byCare.set(account, (byCare.get(account) ?? 0) + fundOf(entry, fund.bookId));
      }
    const deductions =
      fund.bookId === 'fund-390' ? members.reduce((total, { deductionFen }) => total + deductionFen, 0) : 0;
    byCare.set('500101', (byCare.get('500101') ?? 0) - deductions);
    return [
      ...[...byCare].map(([account, amount]) => [account, amount] as const),
      ['110101', -fund.offsetFen],
      ['1004', -fund.paidFen],
    ];
  };
  const source = { kind: 'batch', id, title: `拨付批次 ${id}`, link: `/batches/${id}` };
  const posted = released
    ? byFund
        .filter(({ payableFen }) => payableFen !== 0)
        .map((fund) => {
          post(
            fund.bookId,
            payDay,
            coded('transfer', '转账'),
            '归集支出户用款',
            [
              ['1004', fund.paidFen],
              ['1003', -fund.paidFen],
            ],
            source,
          );
          if (fund.offsetFen)
            post(
              fund.bookId,
              payDay,
              coded('advance', '预付'),
              '预付周转金',
              [
                ['110101', fund.offsetFen],
                ['1003', -fund.offsetFen],
              ],
              null,
            );
          const voucher = post(
            fund.bookId,
            payDay,
            coded('payment', '支付'),
            `${period} 医疗费用拨付`,
            linesOf(fund),
            source,
          );
          return {
            bookId: fund.bookId,
            bookName: fund.bookName,
            voucherId: voucher.voucherId,
            voucherNo: voucher.voucherNo,
            amountFen: fund.payableFen,
            link: `/fund/${fund.bookId}/vouchers/${voucher.voucherId}`,
          };
        })
    : [];
  batches.unshift({
    id,
    period,
    state: released
      ? { code: 'released', name: '已拨付', tone: 'done' }
      : { code: 'pending', name: '待审核', tone: 'waiting' },
    providers: items.length,
    payableFen: sum('payableFen'),
    offsetFen: sum('offsetFen'),
    paidFen: sum('paidFen'),
    createdBy: '赵敏',
    createdAt: `${payDay} 09:30:00`,
    releasedAt: released ? `${payDay} 16:10:00` : null,
    items,
    byFund,
    decisions: [
      { step: 'create', stepTitle: '编制批次', decision: 'submit', comment: '', by: '赵敏', at: `${payDay} 09:30:00` },
      ...(released
        ? [
            {
              step: 'release',
              stepTitle: '审核拨付',
              decision: 'approve' as const,
              comment: '',
              by: '陈志远',
              at: `${payDay} 16:10:00`,
            },
          ]
        : []),
    ],
    actions: released
      ? []
      : [
          { action: 'approve', allowed: true },
          { action: 'return', allowed: true },
        ],
    effects: released
      ? []
      : byFund
          .filter(({ payableFen }) => payableFen !== 0)
          .map((fund) => ({
            bookName: fund.bookName,
            summary: `${period} 医疗费用拨付`,
            postings: linesOf(fund)
              .filter(([, amount]) => amount !== 0)
              .map(([account, amount], line) => ({
                line: line + 1,
                account: accountOf(account),
                debitFen: amount > 0 ? amount : null,
                creditFen: amount < 0 ? -amount : null,
                provider: null,
                insutype: null,
                bearer: null,
                care: null,
              })),
          })),
    vouchers: posted,
  });
}

export function benefitVoucher(settlement: WorldSettlement): VoucherDetail {
  const { row } = settlement;
  const owed = row.fundTotalFen + row.accountFen;
  return {
    voucherId: `9${row.setlId.slice(-7)}`,
    book: coded(BENEFIT.bookId, BENEFIT.name),
    voucherNo: null,
    period: settlement.period,
    effectiveOn: row.settledAt.slice(0, 10),
    recordedAt: row.settledAt,
    kind: coded('settlement', '结算'),
    summary: `${row.provider.name} ${row.care.name}结算`,
    madeBy: '系统',
    checkedBy: null,
    reverses: null,
    reversedBy: null,
    source: { kind: 'settlement', id: row.setlId, title: `结算单 ${row.setlId}`, link: `/settlements/${row.setlId}` },
    postings: [
      {
        line: 1,
        account: accountOf('9101'),
        debitFen: owed > 0 ? owed : null,
        creditFen: owed > 0 ? null : -owed,
        provider: row.provider,
        insutype: row.insutype,
        bearer: coded('pool', '统筹基金'),
        care: row.care,
      },
      {
        line: 2,
        account: accountOf('9201'),
        debitFen: owed > 0 ? null : -owed,
        creditFen: owed > 0 ? owed : null,
        provider: row.provider,
        insutype: row.insutype,
        bearer: coded('pool', '统筹基金'),
        care: row.care,
      },
    ],
  };
}
