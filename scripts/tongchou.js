#!/usr/bin/env node
// `npx tongchou …`: the command line, through the same bootstrap as `npm start`.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.env.TONGCHOU_KEEP_CWD = '1';
process.argv.splice(2, 0, path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'src/app/main.ts'));
await import('./run.js');
