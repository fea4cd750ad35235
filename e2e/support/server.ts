/** The whole office as a user starts it: `npm start` in a process of its own, on a folder and a port of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const START_LIMIT_MS = 240_000;

export interface RunningServer {
  readonly url: string;
  readonly folder: string;
  readonly output: () => string;
  /** As Ctrl-C does; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** As a power cut does to the process. */
  kill(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** A folder that the database's own user can reach. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tongchou-e2e-'));
  fs.chmodSync(folder, 0o755);
  return folder;
}

export async function startServer(options: {
  readonly folder: string;
  readonly port?: number;
  readonly arguments?: readonly string[];
}): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const words = ['src/app/main.ts', 'start', '--port', String(port), ...(options.arguments ?? [])];
  const child = spawn(process.execPath, ['--enable-source-maps', ...words], {
    cwd: ROOT,
    env: { ...process.env, TONGCHOU_VAR: options.folder, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const url = `http://127.0.0.1:${port}`;
  await waitForHealth(url, child, () => output);
  return {
    url,
    folder: options.folder,
    output: () => output,
    stop: async () => {
      child.kill('SIGINT');
      return exited(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited(child);
    },
  };
}

function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

async function waitForHealth(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    if (Date.now() > until) throw new Error(`the server did not start:\n${output()}`);
    const answer = await fetch(`${url}/api/health`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
