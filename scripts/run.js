// Bootstrap: plain JavaScript, no dependencies, runs on any Node from 20 on.
//
//   node scripts/run.js ENTRY [args…]
//
// ENTRY is a file of the project or the name of a command in node_modules/.bin. The bootstrap installs the
// dependencies when the lock file has changed since the last installation, then runs ENTRY under the Node
// that the project pins as a package (docs/decisions/001-runtime.md), so that nothing but Node and npm is needed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.tongchou-installed');
const lockFile = path.join(root, '.install.lock');
const INSTALL_LIMIT_MS = 10 * 60 * 1000;
const NEEDED_MAJOR = 24;

function wantedStamp() {
  return createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

function isInstalled() {
  try {
    return fs.readFileSync(stampFile, 'utf8') === wantedStamp();
  } catch {
    return false;
  }
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One process installs; a second one started meanwhile waits. A lock whose owner is gone is taken over. */
function takeLock() {
  const until = Date.now() + INSTALL_LIMIT_MS;
  for (;;) {
    try {
      fs.writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(fs.readFileSync(lockFile, 'utf8') || 0);
      if ((owner > 0 && !isAlive(owner)) || Date.now() > until) fs.rmSync(lockFile, { force: true });
      else sleep(300);
    }
  }
}

function install() {
  takeLock();
  try {
    if (isInstalled()) return true;
    console.error('首次运行：正在安装依赖（npm ci），约需一分钟…… / installing dependencies…');
    const env = { ...process.env, npm_config_loglevel: 'error' };
    const npm = process.env.npm_execpath;
    const stdio = ['ignore', 2, 2];
    const result =
      npm && /\.c?js$/.test(npm)
        ? spawnSync(process.execPath, [npm, 'ci'], { cwd: root, stdio, env })
        : spawnSync('npm', ['ci'], { cwd: root, stdio, env, shell: process.platform === 'win32' });
    if (result.status !== 0) return false;
    fs.writeFileSync(stampFile, wantedStamp());
    return true;
  } finally {
    fs.rmSync(lockFile, { force: true });
  }
}

/** The pinned Node; else the system's, where it is new enough (platforms without a packaged binary). */
function findNode() {
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = path.join(modules, `node-${os}-${process.arch}`, 'bin', exe);
  if (fs.existsSync(packaged)) return packaged;
  return Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR ? process.execPath : undefined;
}

function resolveEntry(entry) {
  const file = path.resolve(root, entry);
  return fs.existsSync(file) ? file : fs.realpathSync(path.join(modules, '.bin', entry));
}

if (!isInstalled() && !install()) {
  console.error(
    '安装依赖失败：请检查网络与 npm 设置后重试。 / npm ci failed: check the network and npm, then try again.',
  );
  process.exit(1);
}
const node = findNode();
if (!node) {
  console.error(
    `本机 Node ${process.version} 过旧，且没有适用于 ${process.platform}-${process.arch} 的 Node ${NEEDED_MAJOR} 安装包：请安装 Node ${NEEDED_MAJOR} 或更新版本。`,
  );
  process.exit(1);
}

const [entry, ...args] = process.argv.slice(2);
if (!entry) {
  console.error('usage: node scripts/run.js ENTRY [args]');
  process.exit(2);
}
const searchPath = [path.dirname(node), path.join(modules, '.bin'), process.env.PATH ?? ''].join(path.delimiter);
const child = spawn(node, ['--enable-source-maps', resolveEntry(entry), ...args], {
  // Where the user stands stays where the user stands: `tongchou check FILE` takes paths relative to it.
  cwd: process.env.TONGCHOU_KEEP_CWD ? process.cwd() : root,
  stdio: 'inherit',
  env: { ...process.env, PATH: searchPath },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else process.exit(code ?? 1);
});
