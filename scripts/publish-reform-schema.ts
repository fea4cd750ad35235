/** Writes the schema of reform files to `policies/schema/reform.schema.json`, for editors. */
import fs from 'node:fs';
import path from 'node:path';
import { ReformFile } from '../src/simulation/index.ts';

const file = path.join(import.meta.dirname, '../policies/schema/reform.schema.json');
fs.mkdirSync(path.dirname(file), { recursive: true });
fs.writeFileSync(file, `${JSON.stringify(ReformFile, undefined, 2)}\n`);
console.log(file);
