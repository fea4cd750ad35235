/** Answers of the development server, by method and path. */

import { RIGHTS } from '../../src/access/model.ts';
import { checkDocument, subjectsFromDisk } from '../../src/disclosure/index.ts';
import type * as Api from '../src/api/types.ts';
import { BENEFIT, BOOKS, batches, benefitVoucher, declarationRows, declarations, STATES, vouchers } from './books.ts';
import { control, movement, overview, statement, trialBalance } from './fund-views.ts';
import * as N from './names.ts';
import {
  AREA,
  CURRENT_PERIOD,
  FIRST_PERIOD,
  people,
  personDetail,
  providers,
  settlements,
  TODAY,
  type WorldSettlement,
} from './world.ts';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly fileName: string;
  readonly account: string | null;
}
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly signIn?: string | null;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const refused = (status: number, code: string, message: string, remedy: string): Answer => ({
  status,
  body: { code, message, remedy },
});
const notFound = (what: string) => refused(404, 'dev.notFound', `没有找到${what}。`, '请核对编号，或从列表进入。');

const ACCOUNTS: Readonly<Record<string, readonly [string, string, string, readonly string[]]>> = {
  shenhe: [
    '刘晓燕',
    'benefits',
    '待遇审核',
    ['people.read', 'contributions.read', 'settlement.read', 'payments.read', 'payments.declare'],
  ],
  fuhe: [
    '王建国',
    'benefitsReview',
    '结算复核',
    ['people.read', 'people.unmask', 'contributions.read', 'settlement.read', 'payments.read', 'payments.review'],
  ],
  caiwu: [
    '陈志远',
    'fundSupervisor',
    '基金财务主管',
    ['settlement.read', 'payments.read', 'payments.release', 'fund.read', 'fund.close', 'disclosure.check'],
  ],
  guanli: ['孙丽', 'systemAdmin', '系统管理员', ['access.read', 'access.accounts', 'access.roles', 'audit.read']],
  quanbu: ['演示', 'director', '局领导', Object.keys(RIGHTS)],
};

function session(account: string): Api.SessionResponse {
  const [name, role, title, rights] = ACCOUNTS[account] ?? ['', '', '', []];
  return {
    actor: { accountId: account, name, roles: [{ role, title }], divisions: ['610326'] },
    rights: [...rights],
    area: AREA,
    today: TODAY,
    currentPeriod: CURRENT_PERIOD,
    firstPeriod: FIRST_PERIOD,
    mustChangePassword: false,
    lists: {
      insutypes: Object.values(N.INSUTYPES),
      identities: N.IDENTITIES,
      cares: Object.values(N.CARES),
      providerKinds: N.PROVIDER_KINDS,
      declarationStates: Object.values(STATES),
      villages: [...N.VILLAGES],
    },
  };
}

function paged<Row>(rows: readonly Row[], query: Readonly<Record<string, string>>): Api.PageOf<Row> {
  const page = Number(query.page ?? 1);
  const size = Number(query.size ?? 20);
  const sort = query.sort ?? '';
  const field = sort.replace('-', '') as keyof Row;
  const ordered =
    sort === ''
      ? rows
      : [...rows].sort(
          (a, b) => (sort.startsWith('-') ? -1 : 1) * (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : 0),
        );
  return { rows: ordered.slice((page - 1) * size, page * size), total: rows.length, page, size };
}

function sumFen<Row extends object>(rows: readonly Row[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of rows)
    for (const [key, value] of Object.entries(row)) if (typeof value === 'number') sums[key] = (sums[key] ?? 0) + value;
  return sums;
}

function settlementList(list: readonly WorldSettlement[], query: Readonly<Record<string, string>>): Answer {
  const rows = list.map(({ row }) => row);
  return ok({ ...paged(rows, query), sums: sumFen(rows) });
}

type Handler = (request: Request, params: readonly string[]) => Answer | Promise<Answer>;

const READS: readonly (readonly [RegExp, Handler])[] = [
  [/^\/api\/session$/, ({ account }) => ok(session(account ?? ''))],
  [/^\/api\/queue$/, ({ account }) => ok(queue(session(account ?? '').rights))],
  [
    /^\/api\/people$/,
    ({ query }) =>
      ok(
        paged(
          people
            .filter(
              ({ row, fullName, certNo }) =>
                !query.q ||
                fullName.includes(query.q) ||
                row.name.includes(query.q) ||
                row.psnNo === query.q ||
                certNo === query.q,
            )
            .filter(({ row }) => !query.village || row.village.code.startsWith(query.village))
            .filter(({ row }) => !query.insutype || row.insutype?.code === query.insutype)
            .filter(({ row }) => !query.identity || row.identities.some(({ code }) => code === query.identity))
            .map(({ row }) => row),
          query,
        ),
      ),
  ],
  [
    /^\/api\/people\/([^/]+)$/,
    (_, [psnNo]) => {
      const person = people.find(({ row }) => row.psnNo === psnNo);
      return person ? ok(personDetail(person)) : notFound('这位参保人');
    },
  ],
  [/^\/api\/people\/([^/]+)\/contributions$/, (_, [psnNo = '']) => ok({ rows: contributions(psnNo) })],
  [
    /^\/api\/people\/([^/]+)\/settlements$/,
    ({ query }, [psnNo]) =>
      settlementList(
        settlements.filter(({ row }) => row.psnNo === psnNo),
        query,
      ),
  ],
  [
    /^\/api\/settlements$/,
    ({ query }) =>
      settlementList(
        (query.declaration ? (declarationRows.get(query.declaration) ?? []) : settlements)
          .filter(({ period }) => !query.period || period === query.period)
          .filter(({ row }) => !query.psnNo || row.psnNo === query.psnNo)
          .filter(({ row }) => !query.provider || row.provider.code === query.provider)
          .filter(({ row }) => !query.care || row.care.code === query.care)
          .filter(({ row }) => !query.insutype || row.insutype.code === query.insutype)
          .filter(({ row }) => !query.q || row.setlId.includes(query.q) || row.personName.includes(query.q)),
        query,
      ),
  ],
  [/^\/api\/settlements\/([^/]+)$/, (_, [setlId = '']) => settlementDetail(setlId)],
  [
    /^\/api\/providers$/,
    ({ query }) =>
      ok(
        paged(
          providers.filter(
            (row) =>
              (!query.q || row.name.includes(query.q) || row.code.includes(query.q)) &&
              (!query.kind || row.kind.code === query.kind),
          ),
          query,
        ),
      ),
  ],
  [
    /^\/api\/declarations$/,
    ({ query }) => {
      const rows = declarations.filter(
        (row) =>
          (!query.period || row.period === query.period) &&
          (!query.state || row.state.code === query.state) &&
          (!query.provider || row.provider.code === query.provider),
      );
      return ok({ ...paged(rows, query), sums: sumFen(rows) });
    },
  ],
  [
    /^\/api\/declarations\/([^/]+)$/,
    (_, [id]) => {
      const found = declarations.find((entry) => entry.id === id);
      return found ? ok(found) : notFound('这份申报');
    },
  ],
  [
    /^\/api\/batches$/,
    () => ok({ rows: batches, ready: [{ period: '2021-03', providers: 5, approvedFen: 23_456_700 }] }),
  ],
  [
    /^\/api\/batches\/([^/]+)$/,
    (_, [id]) => {
      const found = batches.find((entry) => entry.id === id);
      return found ? ok(found) : notFound('这个批次');
    },
  ],
  [/^\/api\/fund\/books$/, () => ok({ books: books() })],
  [/^\/api\/fund\/overview$/, ({ query }) => ok(overview(Number(query.year)))],
  [/^\/api\/fund\/control$/, ({ query }) => ok(control(query.period ?? CURRENT_PERIOD))],
  [
    /^\/api\/fund\/([^/]+)\/statement$/,
    ({ query }, [book = '']) => ok(statement(book, query.from ?? '', query.to ?? '')),
  ],
  [
    /^\/api\/fund\/([^/]+)\/trial-balance$/,
    ({ query }, [book = '']) => ok(trialBalance(book, query.from ?? '', query.to ?? '')),
  ],
  [/^\/api\/fund\/([^/]+)\/vouchers$/, ({ query }, [book = '']) => ok(voucherList(book, query))],
  [
    /^\/api\/fund\/([^/]+)\/vouchers\/([^/]+)$/,
    (_, [book, voucherId]) => {
      const found = vouchers.find((voucher) => voucher.voucherId === voucherId && voucher.book.code === book);
      return found ? ok(found) : notFound('这张凭证');
    },
  ],
  [/^\/api\/search$/, ({ query }) => ok(search(query.q ?? ''))],
  [
    /^\/api\/audit$/,
    ({ query }) =>
      ok({
        ...paged(audit(), query),
        actions: [
          N.coded('session.open', '登录'),
          N.coded('person.reveal', '查看完整号码'),
          N.coded('declaration.decide', '复核申报'),
        ],
      }),
  ],
  [/^\/api\/accounts$/, () => ok(accounts())],
];

const WRITES: readonly (readonly [RegExp, Handler])[] = [
  [/^\/api\/session\/password$/, () => ({ status: 204 })],
  [
    /^\/api\/people\/([^/]+)\/reveal$/,
    (_, [psnNo]) => {
      const person = people.find(({ row }) => row.psnNo === psnNo);
      return person
        ? ok({
            name: person.fullName,
            certType: person.row.certType,
            certNo: person.certNo,
            recordedAt: `${TODAY} 10:21:33`,
          })
        : notFound('这位参保人');
    },
  ],
  [
    /^\/api\/declarations\/collect$/,
    () => refused(409, 'payments.monthOpen', '2021年4月尚未结束，不能受理申报。', '请在 5 月 1 日以后受理。'),
  ],
  [
    /^\/api\/declarations\/([^/]+)\/decide$/,
    () => refused(409, 'approvals.sameActor', '演示服务不保存办理结果。', '请在正式服务上办理。'),
  ],
  [
    /^\/api\/batches\/([^/]+)\/decide$/,
    () => refused(409, 'approvals.sameActor', '演示服务不保存办理结果。', '请在正式服务上办理。'),
  ],
  [/^\/api\/batches$/, () => refused(409, 'payments.batchOpen', '2021年3月已有待审核的批次。', '请先审核该批次。')],
  [
    /^\/api\/check$/,
    ({ body, fileName }) => {
      const report = checkDocument({ file: fileName, text: body }, { subjects: subjectsFromDisk() });
      return ok({ documents: [report], text: body.split(/\r\n|\r|\n/) });
    },
  ],
];

export async function answer(request: Request): Promise<Answer> {
  if (request.path === '/api/session' && request.method === 'POST') {
    const { account = '', password = '' } = JSON.parse(request.body || '{}') as { account?: string; password?: string };
    if (password !== 'demo' || !ACCOUNTS[account])
      return refused(401, 'access.badLogin', '账号或密码不正确。', '请核对后重试；连续输错五次将锁定十五分钟。');
    return { status: 200, body: session(account), signIn: account };
  }
  if (request.account === null) return refused(401, 'access.signedOut', '登录已失效。', '请重新登录。');
  if (request.path === '/api/session' && request.method === 'DELETE') return { status: 204, signIn: null };
  for (const [pattern, handler] of request.method === 'GET' ? READS : WRITES) {
    const match = pattern.exec(request.path);
    if (match) return handler(request, match.slice(1).map(decodeURIComponent));
  }
  return notFound('这个地址');
}

function settlementDetail(setlId: string): Answer {
  const found = settlements.find(({ row }) => row.setlId === setlId);
  if (!found) return notFound('这笔结算');
  const id = [...declarationRows].find(([, rows]) => rows.includes(found))?.[0];
  const declaration = declarations.find((entry) => entry.id === id);
  const batch = batches.find((entry) => entry.id === declaration?.batchId);
  const detail: Api.SettlementDetail = {
    ...found.detail,
    voucher: benefitVoucher(found),
    declaration: declaration
      ? {
          id: declaration.id,
          title: `${declaration.provider.name} ${declaration.period} 申报`,
          state: declaration.state,
          link: `/declarations/${declaration.id}`,
        }
      : null,
    batch: batch ? { id: batch.id, title: batch.id, state: batch.state, link: `/batches/${batch.id}` } : null,
    fundVouchers: (batch?.vouchers ?? []).map((voucher) => ({
      title: `${voucher.bookName} 第 ${voucher.voucherNo} 号`,
      link: voucher.link,
    })),
  };
  return ok(detail);
}

function contributions(psnNo: string): Api.ContributionRow[] {
  const person = people.find(({ row }) => row.psnNo === psnNo);
  const paid: Api.StateView = { code: 'paid', name: '已到账', tone: 'done' };
  if (!person?.row.insutype) return [];
  const insutype = person.row.insutype;
  if (insutype.code === '390') {
    return [2021, 2020].map((year) => ({
      id: `${psnNo}-${year}`,
      period: String(year),
      insutype,
      baseFen: null,
      personalFen: person.poor ? 0 : year === 2021 ? 28_000 : 25_000,
      employerFen: null,
      subsidyFen: year === 2021 ? 58_000 : 55_000,
      assistedFen: person.poor ? 28_000 : 0,
      totalFen: year === 2021 ? 86_000 : 80_000,
      accountCreditFen: null,
      paidOn: `${year - 1}-12-08`,
      state: paid,
    }));
  }
  return ['2021-03', '2021-02', '2021-01', '2020-12', '2020-11'].map((period) => ({
    id: `${psnNo}-${period}`,
    period,
    insutype,
    baseFen: 520_000,
    personalFen: 10_400,
    employerFen: 33_800,
    subsidyFen: null,
    assistedFen: null,
    totalFen: 44_200,
    accountCreditFen: 15_600,
    paidOn: `${period}-10`,
    state: paid,
  }));
}

function books(): Api.FundBook[] {
  return [...BOOKS, BENEFIT].map((book) => ({
    bookId: book.bookId,
    name: book.name,
    kind: book.bookId === 'benefit' ? 'benefit' : 'fund',
    firstPeriod: FIRST_PERIOD,
    openPeriod: '2021-03',
    closing:
      book.bookId === 'benefit'
        ? null
        : {
            allowed: book.bookId !== 'fund-aid',
            checks: [
              { title: '凭证连号', passed: true, detail: '本月凭证号连续，无断号' },
              { title: '借贷平衡', passed: true, detail: '借贷方发生额相等' },
              {
                title: '账账核对',
                passed: book.bookId !== 'fund-aid',
                detail: book.bookId === 'fund-aid' ? '与明细账差 12.50 元' : '与明细账相符',
                link: '/fund/control',
              },
            ],
          },
  }));
}

function voucherList(book: string, query: Readonly<Record<string, string>>): Api.VouchersResponse {
  const accounts = query.account ? query.account.split(',') : [];
  const benefit = book === 'benefit' ? settlements.map(benefitVoucher) : [];
  const rows = [...vouchers.filter((voucher) => voucher.book.code === book), ...benefit]
    .filter((voucher) => (!query.from || voucher.period >= query.from) && (!query.to || voucher.period <= query.to))
    .map((voucher): Api.VoucherRow => {
      const sums = movement([voucher], accounts.length > 0 ? accounts : [''], voucher.period, voucher.period);
      return {
        voucherId: voucher.voucherId,
        voucherNo: voucher.voucherNo,
        period: voucher.period,
        effectiveOn: voucher.effectiveOn,
        kind: voucher.kind,
        summary: voucher.summary,
        ...sums,
        source: voucher.source,
      };
    })
    .filter((row) => row.debitFen !== 0 || row.creditFen !== 0);
  return {
    ...paged(rows, query),
    book: N.coded(book, [...BOOKS, BENEFIT].find(({ bookId }) => bookId === book)?.name ?? ''),
    accounts: accounts.map((code) => N.coded(code, code.startsWith('4') ? '收入' : '支出')),
    sums: { debitFen: sumFen(rows).debitFen ?? 0, creditFen: sumFen(rows).creditFen ?? 0 },
  };
}

function queue(rights: readonly string[]): Api.QueueResponse {
  const pending = declarations.filter(({ state }) => state.code === 'pending');
  const month = settlements.filter(({ period }) => period === CURRENT_PERIOD);
  const groups: Api.QueueGroup[] = [];
  if (rights.includes('payments.review'))
    groups.push({
      kind: 'declarations',
      title: '待复核申报',
      count: pending.length,
      overdue: 1,
      link: '/declarations?state=pending&period=-',
      items: pending.map((entry, index) => ({
        id: entry.id,
        title: `${entry.provider.name} 2021年3月申报`,
        since: entry.collectedAt,
        due: index === 0 ? '2021-04-06' : '2021-04-12',
        link: `/declarations/${entry.id}`,
      })),
    });
  if (rights.includes('payments.release'))
    groups.push({
      kind: 'batches',
      title: '待审核拨付批次',
      count: 1,
      overdue: 0,
      link: '/batches',
      items: [
        {
          id: 'PC202103',
          title: '拨付批次 PC202103（2021年3月申报）',
          since: '2021-04-07 09:30:00',
          due: '2021-04-15',
          link: '/batches/PC202103',
        },
      ],
    });
  if (rights.includes('fund.close'))
    groups.push({
      kind: 'close',
      title: '待结账',
      count: 3,
      overdue: 0,
      link: '/fund/close',
      items: BOOKS.map((book) => ({
        id: book.bookId,
        title: `${book.name} 2021年3月`,
        since: '2021-04-01 00:00:00',
        due: '2021-04-10',
        link: '/fund/close',
      })),
    });
  return {
    groups,
    figures: [
      { key: 'insured', label: '参保人数', value: 308_214, unit: '人', scope: `截至${TODAY}`, link: '/people' },
      {
        key: 'settlements',
        label: '本月结算',
        value: month.length,
        unit: '笔',
        scope: '2021年4月',
        link: '/settlements',
      },
      {
        key: 'fund',
        label: '本月基金支付',
        valueFen: month.reduce((sum, { row }) => sum + row.fundTotalFen, 0),
        unit: '元',
        scope: '2021年4月',
        link: '/settlements',
      },
      {
        key: 'payable',
        label: '已核定待拨付',
        valueFen: 23_456_700,
        unit: '元',
        scope: '5 家机构',
        link: '/declarations?state=approved&period=-',
      },
      {
        key: 'balance',
        label: '基金滚存结余',
        valueFen: overview(2021).funds.reduce((sum, fund) => sum + fund.balanceFen, 0),
        unit: '元',
        scope: '截至2021年3月',
        link: '/fund',
      },
    ],
  };
}

function search(q: string): Api.SearchResponse {
  const persons = people
    .filter(({ fullName, certNo, row }) => fullName.includes(q) || certNo === q || row.psnNo.includes(q))
    .slice(0, 5);
  const places = providers.filter(({ name, code }) => name.includes(q) || code.includes(q)).slice(0, 5);
  const slips = settlements.filter(({ row }) => row.setlId.includes(q)).slice(0, 5);
  return {
    groups: [
      {
        kind: 'person',
        title: '参保人员',
        hits: persons.map(({ row }) => ({
          kind: 'person',
          title: row.name,
          subtitle: `${row.certMasked} ${row.town.name}`,
          link: `/people/${row.psnNo}`,
        })),
      },
      {
        kind: 'provider',
        title: '定点医药机构',
        hits: places.map((row) => ({
          kind: 'provider',
          title: row.name,
          subtitle: row.code,
          link: `/settlements?provider=${row.code}`,
        })),
      },
      {
        kind: 'settlement',
        title: '结算',
        hits: slips.map(({ row }) => ({
          kind: 'settlement',
          title: row.setlId,
          subtitle: `${row.personName} ${row.provider.name}`,
          link: `/settlements/${row.setlId}`,
        })),
      },
    ].filter(({ hits }) => hits.length > 0),
  };
}

function audit(): Api.AuditRow[] {
  return Array.from({ length: 240 }, (_, index) => {
    const person = people[index % people.length];
    const kind = index % 3;
    return {
      seq: 240 - index,
      at: `2021-04-0${8 - Math.floor(index / 40)} 1${index % 8}:${String((index * 7) % 60).padStart(2, '0')}:12`,
      actor: kind === 2 ? N.coded('fuhe', '王建国') : N.coded('shenhe', '刘晓燕'),
      action:
        kind === 0
          ? N.coded('session.open', '登录')
          : kind === 1
            ? N.coded('person.reveal', '查看完整号码')
            : N.coded('declaration.decide', '复核申报'),
      subjectKind:
        kind === 0
          ? N.coded('account', '账号')
          : kind === 1
            ? N.coded('person', '参保人')
            : N.coded('declaration', '申报'),
      subjectId: kind === 0 ? 'shenhe' : kind === 1 ? (person?.row.psnNo ?? '') : 'SB20210200001',
      summary: kind === 0 ? '登录成功' : kind === 1 ? '事由：核对异地就医备案材料' : '核定申报，扣减 1,280.50 元',
      link: kind === 1 ? `/people/${person?.row.psnNo}` : null,
      digest: Array.from({ length: 8 }, (__, part) =>
        (((index + 1) * 2_654_435_761 * (part + 3)) >>> 0).toString(16).padStart(8, '0'),
      ).join(''),
    };
  });
}

function accounts(): Api.AccountsResponse {
  return {
    rows: Object.entries(ACCOUNTS).map(([account, [name, role, title]], index) => ({
      accountId: account,
      account,
      name,
      roles: [{ role, title }],
      divisions: [AREA],
      state:
        index === 4
          ? { code: 'disabled', name: '已停用', tone: 'neutral' }
          : { code: 'active', name: '正常', tone: 'done' },
      lastSignInAt: index === 2 ? null : `${TODAY} 08:3${index}:00`,
      createdAt: '2020-01-02 09:00:00',
    })),
    roles: Object.values(ACCOUNTS).map(([, role, title, rights]) => ({ role, title, rights: [...rights] })),
    conflicts: [
      ['benefits', 'benefitsReview'],
      ['systemAdmin', 'fundSupervisor'],
    ],
    divisions: [AREA, ...new Map(N.VILLAGES.map(({ town }) => [town.code, town])).values()],
  };
}
