// Run after every change of dependencies (npm run lock).
//
// Where the optional packages of other platforms cannot be had while locking, npm drops them from the lock and
// `npm ci` then refuses its own lock. This adds the dropped entries (version, os, cpu) so that `npm ci` is
// content everywhere; npm fetches them only on the platform they are for.
import fs from 'node:fs';

const file = 'package-lock.json';
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const PLATFORMS = {
  darwin: 'darwin',
  win32: 'win32',
  win: 'win32',
  linux: 'linux',
  android: 'android',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  sunos: 'sunos',
  aix: 'aix',
  openharmony: 'openharmony',
};
const CPU = /^(x64|arm64|arm|ia32|ppc64|ppc64le|s390x|riscv64|riscv|loong64|loongarch64|mips64el|mips|x86)$/;

/** The lock's entry that `from` would resolve `name` to, walking up the folders as Node does. */
function findEntry(from, name) {
  for (let at = from; ; ) {
    const key = `${at ? `${at}/` : ''}node_modules/${name}`;
    if (lock.packages[key]) return key;
    if (!at) return undefined;
    at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')));
  }
}

let added = 0;
for (const [from, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    if (findEntry(from, name)) continue;
    const tokens = name.split(/[-/_]/);
    const os = tokens.map((token) => PLATFORMS[token]).find(Boolean);
    const cpu = tokens.find((token) => CPU.test(token));
    lock.packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~=v]+/, ''),
      optional: true,
      os: [os ?? 'none'],
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(/musl/.test(name) ? { libc: ['musl'] } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${added} platform entries`);
