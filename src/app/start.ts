/** `tongchou start`: the server, and on the first start the demo county. */
import net from 'node:net';
import { auditRoutes, sealAudit } from '../audit/index.ts';
import { FUNDS, fundBookId } from '../fund/index.ts';
import { registerGateway } from '../gateway/index.ts';
import { dateOf, type IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/result.ts';
import { sealBook } from '../ledger/index.ts';
import { benefitBookId } from '../settlement/index.ts';
import { apiModules } from './api/index.ts';
import { ensureConsole } from './console-build.ts';
import { countyClock, countyState, discardHalfLoaded } from './county-load.ts';
import { DEMO_PASSWORD, loadDemo, openToVisitors } from './demo.ts';
import { describeSession } from './describe-session.ts';
import { appErrors } from './errors.ts';
import { openOffice, type RunningOffice } from './office.ts';
import { buildServer } from './server.ts';
import { say, sayError } from './terminal.ts';

export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly demo: boolean;
  readonly demoScale: number;
}

const SEAL_EVERY_MS = 60_000;

/** Runs until it is told to stop (Ctrl-C, SIGTERM); resolves with the exit code. */
export async function start(options: StartOptions): Promise<number> {
  await requireFreePort(options);
  const console = ensureConsole();
  const running = await openOffice();
  const stopping = createStopSignal();
  try {
    if (options.demo) await Promise.race([ensureDemo(running, options.demoScale), stopping.promise]);
    if (stopping.requested()) return 0;
    const clock = (await countyClock(running.office.db)) ?? running.office.clock;
    const office = { ...running.office, clock };
    const modules = [...apiModules, auditRoutes, registerGateway];
    const app = await buildServer({
      office,
      modules,
      describeSession: (actor) => describeSession(office, actor),
      consoleFolder: await console,
    });
    await app.listen({ port: options.port, host: options.host });
    const sealing = startSealing(running);
    greet(options, running, dateOf(clock.now()));
    await stopping.promise;
    say('正在停止……');
    clearInterval(sealing);
    await app.close();
    return 0;
  } finally {
    await running.close();
    stopping.dispose();
  }
}

interface StopSignal {
  readonly promise: Promise<void>;
  readonly requested: () => boolean;
  readonly dispose: () => void;
}

function createStopSignal(): StopSignal {
  const { promise, resolve } = Promise.withResolvers<void>();
  let requested = false;
  const stop = () => {
    requested = true;
    resolve();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return {
    promise,
    requested: () => requested,
    dispose: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}

/** Said before anything is started, not after a minute of loading. */
async function requireFreePort({ port, host }: StartOptions): Promise<void> {
  const busy = await new Promise<boolean>((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(true));
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
  if (busy) refuse(appErrors.portBusy({ port, other: port < 65_535 ? port + 1 : port - 1, path: 'port' }));
}

async function ensureDemo({ office }: RunningOffice, scale: number): Promise<void> {
  const { db } = office;
  const state = await countyState(db);
  if (state !== 'loaded' && state !== 'empty') {
    say(`上次载入演示县在“${state.phase}”中断，重新载入`);
    await discardHalfLoaded(db);
  }
  if (state !== 'loaded') await loadDemo(office, scale);
  // An office of its own people is nobody's demo: only a generated county gets accounts with a known password.
  if (await countyClock(db)) await openToVisitors(office);
}

/** What is not sealed could still be changed without a trace: every minute the books and the trail are sealed. */
function startSealing({ office }: RunningOffice): NodeJS.Timeout {
  const books = [benefitBookId(office.area), ...FUNDS.map((fund) => fundBookId(office.area, fund))];
  const seal = async () => {
    for (const book of books) await sealBook(office.db, book);
    await sealAudit(office.db);
  };
  const timer = setInterval(() => {
    seal().catch((error: unknown) => sayError(`封存未完成：${error instanceof Error ? error.message : String(error)}`));
  }, SEAL_EVERY_MS);
  timer.unref();
  return timer;
}

function greet({ host, port }: StartOptions, running: RunningOffice, today: IsoDate): void {
  const address = `http://${host}:${port}`;
  say('');
  say(`统筹已启动：${address}`);
  say(`业务日期：${today}　数据位置：${running.place}`);
  say('');
  say(`演示账号（密码均为 ${DEMO_PASSWORD}）：`);
  say('  shenhe 待遇审核　fuhe 结算复核　kuaiji 基金会计　caiwu 基金财务主管　juzhang 局领导');
  say('  canbao 参保登记　zhengjiao 征缴　jihe 稽核　fuwuzhan 镇村服务站　zhengce 待遇政策');
  say('  xitong 系统管理员　anquan 安全管理员　shenji 审计管理员');
  say('');
  say('先看这些：');
  say(`  1. 以 caiwu 登录，打开基金总览 ${address}/fund，点开收支表的任一数字，一路点到凭证、拨付批次、结算单`);
  say(`  2. 以 shenhe 登录，打开结算列表 ${address}/settlements，看一张结算单的阶梯与每一步的依据`);
  say(`  3. 核对一份决算公开文件：npx tongchou check 文件.txt，或在 ${address}/check 打开`);
  say('按 Ctrl-C 停止。');
}
