/** The demo county of the first start: a small county's year, accounts for every post, a hospital's key. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { demoAccounts, seedAccounts } from '../access/index.ts';
import type { ContributionOffice } from '../contributions/index.ts';
import { unwrap } from '../kernel/result.ts';
import { revealCertNo } from '../people/index.ts';
import { setProviderSecret } from '../providers/index.ts';
import { loadCountyInto } from './county-load.ts';
import { varFolder } from './office.ts';
import { createProgress, say } from './terminal.ts';

/** Printed at every start; a demo is not for a network (SECURITY.md). */
export const DEMO_PASSWORD = 'Tongchou-2020';

export const DEMO_REQUEST = { like: '610326', year: 2020, scale: 0.05, seed: 1 } as const;

const SECRET_BYTES = 24;
const PERSONS_SHOWN = 6;

/**
 * Loads the county. The last month's declarations are left waiting for review, so that the
 * first visitor finds work in the queue.
 */
export async function loadDemo(office: ContributionOffice, scale: number = DEMO_REQUEST.scale): Promise<void> {
  say('首次启动：正在载入演示县（合成数据，仿照公开的年度总量）……');
  const progress = createProgress();
  await loadCountyInto(office, { ...DEMO_REQUEST, scale, leaveLastMonthOpen: true }, progress.report);
  progress.finish();
}

/** Accounts for every post and a hospital's key, in a synthetic county that has none yet: the demo's, or one's own. */
export async function openToVisitors(office: ContributionOffice): Promise<void> {
  unwrap(await seedAccounts(office, demoAccounts(office.area), DEMO_PASSWORD));
  if (!fs.existsSync(clientFile())) await writeClientFile(office);
}

function clientFile(): string {
  return path.join(varFolder(), 'demo.json');
}

/** `demo.json` in the data folder: what a hospital's software needs to sign in and treat somebody. */
async function writeClientFile(office: ContributionOffice): Promise<void> {
  const { db, area } = office;
  const hospital = await db
    .selectFrom('provider')
    .select(['fixmedins_code', 'name'])
    .where('division', '=', area)
    .where('kind', '=', 'hospital')
    .orderBy('fixmedins_code')
    .executeTakeFirstOrThrow();
  const secret = randomBytes(SECRET_BYTES).toString('hex');
  unwrap(await setProviderSecret(office, hospital.fixmedins_code, secret));
  const insured = (insutype: '310' | '390') =>
    db
      .selectFrom('person')
      .innerJoin('cover', (join) =>
        join.onRef('cover.area', '=', 'person.area').onRef('cover.psn_no', '=', 'person.psn_no'),
      )
      .select(['person.psn_no', 'person.name', 'cover.insutype', 'cover.from_date', 'cover.to_date'])
      .where('person.area', '=', area)
      .where('cover.insutype', '=', insutype)
      .orderBy('person.psn_no')
      .limit(PERSONS_SHOWN / 2)
      .execute();
  const persons = [...(await insured('390')), ...(await insured('310'))];
  const items = await db
    .selectFrom('catalogue_item')
    .select(['item_code', 'name', 'item_class', 'price_limit_fen'])
    .orderBy('item_code')
    .limit(12)
    .execute();
  const content = {
    area,
    providerCode: hospital.fixmedins_code,
    providerName: hospital.name,
    secret,
    careDate: `${DEMO_REQUEST.year}-12-28`,
    persons: await Promise.all(
      persons.map(async (person) => ({
        psnNo: person.psn_no,
        name: person.name,
        certNo: unwrap(await revealCertNo(office, { area, psnNo: person.psn_no })),
        insutype: person.insutype,
        coverFrom: person.from_date,
        coverTo: person.to_date,
      })),
    ),
    items: items.map((item) => ({
      itemCode: item.item_code,
      name: item.name,
      itemClass: item.item_class,
      price: item.price_limit_fen === null ? '12.00' : (item.price_limit_fen / 100).toFixed(2),
    })),
  };
  fs.writeFileSync(clientFile(), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
