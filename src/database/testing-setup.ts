/**
 * What a test run does once, before the first test file: starts a PostgreSQL of its own (or uses the server that
 * `DATABASE_URL_TEST` names), brings one template database up to date, and tells the test files where it is.
 */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import type { TestProject } from 'vitest/node';
import { openDatabase } from './database.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server's maintenance database. */
    testServerUrl: string;
    /** The migrated database that every test file's own is copied from. */
    testTemplate: string;
  }
}

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `tongchou_template_${randomBytes(5).toString('hex')}`;
  try {
    await createTemplate(server.url, template);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('testServerUrl', server.url);
  project.provide('testTemplate', template);
  return async () => {
    await onServer(server.url, `drop database if exists ${template}`);
    await server.stop();
  };
}

/** Runs statements one by one, outside a transaction, as `create database` wants it. */
async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const { db, close } = openDatabase(url, { connections: 1 });
  try {
    for (const statement of statements) await sql.raw(statement).execute(db);
  } finally {
    await close();
  }
}

async function createTemplate(serverUrl: string, name: string): Promise<void> {
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { db, close } = openDatabase(url.href, { connections: 1 });
  try {
    await migrate(db);
  } finally {
    await close();
  }
}

async function startServer(): Promise<Server> {
  const given = process.env.DATABASE_URL_TEST;
  if (given) return { url: given, stop: async () => {} };
  const parent = path.resolve(process.env.TONGCHOU_VAR ?? 'var', 'test-postgres');
  removeAbandonedRuns(parent);
  const folder = path.join(parent, `run-${process.pid}-${randomBytes(3).toString('hex')}`);
  const postgres = await startEmbeddedPostgres(folder);
  // A test run's data need not survive a power cut; what must is tested on servers started for that purpose.
  await onServer(
    postgres.url,
    'alter system set fsync = off',
    'alter system set synchronous_commit = off',
    'alter system set full_page_writes = off',
    'select pg_reload_conf()',
  );
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A run that was killed leaves its folder behind (its database ends with it): the next run clears it away. */
function removeAbandonedRuns(parent: string): void {
  if (!fs.existsSync(parent)) return;
  for (const name of fs.readdirSync(parent)) {
    const pid = Number(/^run-(\d+)-[0-9a-f]+$/.exec(name)?.[1] ?? 0);
    const folder = path.join(parent, name);
    if (pid > 0 && !isAlive(pid) && !isAlive(databasePid(folder))) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The database of a run's folder, 0 when it has ended. */
function databasePid(folder: string): number {
  const file = path.join(folder, 'data', 'postmaster.pid');
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split('\n')[0]) : 0;
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
