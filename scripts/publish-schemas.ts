/** `npm run schemas`: writes the policy language's JSON Schemas to policies/schema/. A test holds them to the code. */
import fs from 'node:fs';
import path from 'node:path';
import { publishCaseSchemas } from '../src/benefits/publish-case-schemas.ts';
import { publishSchemas } from '../src/benefits/publish-schemas.ts';

const folder = path.join(import.meta.dirname, '../policies/schema');
fs.mkdirSync(folder, { recursive: true });
for (const { file, text } of [...publishSchemas(), ...publishCaseSchemas()]) {
  fs.writeFileSync(path.join(folder, file), text);
  console.log(`policies/schema/${file}`);
}
