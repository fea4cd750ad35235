/** A small office behind its HTTP server, for the tests: five settlements in March, one in April, accounts for all posts. */
import path from 'node:path';
import { type Api, demoAccounts, SESSION_COOKIE, SYSTEM_ACTOR, seedAccounts } from '../../access/index.ts';
import { loadContributionStandards } from '../../benefits/index.ts';
import {
  type ContributionOffice,
  collectEmployees,
  collectResidents,
  loadFunding,
  receiveSubsidy,
} from '../../contributions/index.ts';
import type { Db } from '../../database/index.ts';
import { openFundBooks } from '../../fund/index.ts';
import { isoDate, isoTime } from '../../kernel/dates.ts';
import { fen } from '../../kernel/money.ts';
import { period } from '../../kernel/periods.ts';
import { unwrap } from '../../kernel/result.ts';
import { type NewVisit, reverse, type Settlement, settleWholeVisits } from '../../settlement/index.ts';
import { AREA, CLINIC, HOSPITAL, line, openSmallOffice, type SmallOffice, stay } from '../../settlement/testing.ts';
import { buildServer } from '../server.ts';
import { apiModules } from './index.ts';

const POLICIES = path.join(import.meta.dirname, '../../../policies');
export const PASSWORD = 'Ceshi-2020';

export interface TestApi {
  readonly app: Api;
  readonly office: ContributionOffice;
  readonly small: SmallOffice;
  readonly settlements: Settlements;
  /** Signs in and answers a client that keeps the session. */
  as(account: string): Promise<Client>;
}

/** What was settled, by what it is for. */
export interface Settlements {
  /** 12,000.00 in the county hospital, March. */
  readonly stay: Settlement;
  /** 50,000.00 of a poor resident: pool, critical illness and medical aid pay. */
  readonly poorStay: Settlement;
  /** 100.00 in the village clinic. */
  readonly visit: Settlement;
  /** An employee's 8,000.00 with the personal account used. */
  readonly employeeStay: Settlement;
  /** 3,000.00 taken back the next day, and the settlement that took it back. */
  readonly reversed: Settlement;
  readonly reversal: Settlement;
  /** 2,000.00 in April. */
  readonly april: Settlement;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface Client {
  get<T = Refusal>(url: string): Promise<Answer<T>>;
  post<T = Refusal>(url: string, body: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  delete<T = Refusal>(url: string): Promise<Answer<T>>;
  /** A file as it comes. */
  download(url: string): Promise<{ readonly status: number; readonly bytes: Buffer }>;
}

/** Body of a refusal. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly path?: string;
}

export async function openTestApi(db: Db): Promise<TestApi> {
  const small = await openSmallOffice(db);
  const office: ContributionOffice = {
    ...small.office,
    standards: unwrap(loadContributionStandards(POLICIES)),
    funding: unwrap(loadFunding(path.join(POLICIES, '610326-meixian-funding/funding.yaml'))),
  };
  unwrap(await openFundBooks(office, isoDate('2020-01-01')));
  const stations = [
    { accountId: 'zhen1', name: '横渠站', roles: ['benefits'] as const, divisions: ['610326101'] },
    { accountId: 'zhen2', name: '首善站', roles: ['benefits'] as const, divisions: ['610326100'] },
  ];
  unwrap(await seedAccounts(office, [...demoAccounts(AREA), ...stations], PASSWORD));
  await collect(office, small);
  const settlements = await settleAll(office, small);
  const app = await buildServer({ office, modules: apiModules, logger: false });
  return { app, office, small, settlements, as: (account) => signIn(app, account) };
}

async function collect(office: ContributionOffice, { resident, poor, employee }: SmallOffice): Promise<void> {
  const receivedOn = isoDate('2020-01-05');
  unwrap(
    await collectResidents(office, SYSTEM_ACTOR, {
      insuredYear: 2020,
      receivedOn,
      channel: '税务征收',
      psnNos: [resident.psnNo],
    }),
  );
  for (const month of ['2020-01', '2020-02', '2020-03'])
    unwrap(
      await collectEmployees(office, SYSTEM_ACTOR, {
        month: period(month),
        receivedOn: isoDate(`${month}-15`),
        rows: [{ psnNo: employee.psnNo, base: fen(500_000) }],
      }),
    );
  for (const fund of ['resident', 'employee', 'medicalAid'] as const)
    unwrap(
      await receiveSubsidy(office, SYSTEM_ACTOR, {
        fund,
        insuredYear: 2020,
        level: 'central',
        amount: fen(20_000_000),
        receivedOn: isoDate('2020-01-20'),
        document: '测试财社〔2020〕1号',
      }),
    );
  // The medical-aid fund has money now to pay a poor resident's premium.
  unwrap(
    await collectResidents(office, SYSTEM_ACTOR, {
      insuredYear: 2020,
      receivedOn: isoDate('2020-01-21'),
      channel: '税务征收',
      psnNos: [poor.psnNo],
    }),
  );
}

async function settleAll(office: ContributionOffice, small: SmallOffice): Promise<Settlements> {
  const { resident, poor, employee } = small;
  const whole = (visit: NewVisit, amount: number, settledAt: string, useAccount = false) => ({
    visit,
    lines: [
      line('1', amount - 1_000, { occurredAt: isoTime(`${visit.admittedOn} 08:00:00`) }),
      line('2', 1_000, { occurredAt: isoTime(`${visit.admittedOn} 09:00:00`) }),
    ],
    settledAt: isoTime(settledAt),
    messageKey: visit.visitNo,
    useAccount,
  });
  const april = { admittedOn: isoDate('2020-04-01'), dischargedOn: isoDate('2020-04-05') };
  const clinic: Partial<NewVisit> = {
    fixmedinsCode: CLINIC,
    care: 'outpatient',
    medType: '11',
    visitNo: 'MZ1',
    admittedOn: isoDate('2020-03-12'),
    dischargedOn: isoDate('2020-03-12'),
  };
  const [first, second, third, fourth, fifth, sixth] = unwrap(
    await settleWholeVisits(office, [
      whole(stay(resident, { visitNo: 'ZY1' }), 1_200_000, '2020-03-10 16:00:00'),
      whole(stay(poor, { visitNo: 'ZY2' }), 5_000_000, '2020-03-10 17:00:00'),
      whole(stay(resident, clinic), 10_000, '2020-03-12 10:00:00'),
      whole(stay(employee, { insutype: '310', visitNo: 'ZY3' }), 800_000, '2020-03-15 10:00:00', true),
      whole(stay(resident, { visitNo: 'ZY4' }), 300_000, '2020-03-20 10:00:00'),
      whole(stay(resident, { visitNo: 'ZY5', ...april }), 200_000, '2020-04-05 10:00:00'),
    ]),
  );
  if (!first || !second || !third || !fourth || !fifth || !sixth) throw new Error('six visits were to be settled');
  const { psnNo, mdtrtId, setlId } = fifth;
  const reversal = unwrap(
    await reverse(office, {
      area: AREA,
      psnNo,
      mdtrtId,
      setlId,
      messageKey: 'CX1',
      fixmedinsCode: HOSPITAL,
      settledAt: isoTime('2020-03-21 10:00:00'),
    }),
  );
  return {
    stay: first,
    poorStay: second,
    visit: third,
    employeeStay: fourth,
    reversed: fifth,
    reversal,
    april: sixth,
  };
}

const OWN_PAGE = { 'x-tongchou-request': '1', 'x-tongchou': '1' };

async function signIn(app: Api, account: string): Promise<Client> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session',
    headers: OWN_PAGE,
    payload: { account, password: PASSWORD },
  });
  const cookie = answer.cookies.find(({ name }) => name === SESSION_COOKIE);
  if (!cookie) throw new Error(`${account} could not sign in: ${answer.body}`);
  const cookies = { [cookie.name]: cookie.value };
  return {
    get: async (url) => {
      const { statusCode, body } = await app.inject({ method: 'GET', url, cookies });
      return { status: statusCode, body: JSON.parse(body) };
    },
    post: async (url, payload, headers = {}) => {
      const all = { ...OWN_PAGE, ...headers };
      const { statusCode, body } = await app.inject({
        method: 'POST',
        url,
        cookies,
        headers: all,
        payload: payload as object,
      });
      return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
    },
    delete: async (url) => {
      const { statusCode, body } = await app.inject({ method: 'DELETE', url, cookies, headers: OWN_PAGE });
      return { status: statusCode, body: body === '' ? undefined : JSON.parse(body) };
    },
    download: async (url) => {
      const { statusCode, rawPayload } = await app.inject({ method: 'GET', url, cookies });
      return { status: statusCode, bytes: rawPayload };
    },
  };
}
