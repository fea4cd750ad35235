/** Looks into the embedded database of a running server, beside it. */
import fs from 'node:fs';
import path from 'node:path';
import { openVault, type Vault } from '../../src/access/index.ts';
import { type DatabaseHandle, openDatabase } from '../../src/database/index.ts';

const PORT_LINE = 3;

export function openBeside(folder: string): DatabaseHandle {
  const lines = fs.readFileSync(path.join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n');
  return openDatabase(`postgres://tongchou@127.0.0.1:${lines[PORT_LINE]}/postgres`, { connections: 2 });
}

export function vaultOf(folder: string): Vault {
  return openVault({ keyFile: path.join(folder, 'vault.key') });
}
