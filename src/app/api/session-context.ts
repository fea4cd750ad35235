/** What the console is told with the session: the day, the months it may choose from, the lists of its filters. */
import { sql } from 'kysely';
import type { Office } from '../../access/index.ts';
import { type Coded, coded, codedDivision, listCodes } from '../../catalogues/code-lists.ts';
import { findCountyDivisions } from '../../catalogues/divisions.ts';
import type { DbOrTx } from '../../database/index.ts';
import { FUNDS, fundBookId } from '../../fund/index.ts';
import { dateOf } from '../../kernel/dates.ts';
import { type Period, period, periodOf } from '../../kernel/periods.ts';
import { DECLARATION_STATE_VIEWS } from '../../payments/index.ts';
import { listIdentitiesInUse } from '../../people/index.ts';
import { benefitBookId } from '../../settlement/index.ts';

/** Schemes that the office settles; the national list has more. */
const SCHEMES = ['390', '310'];

/**
 * The part of the session's answer that is about the office. The current period is the last month with entries in the
 * books (at most the clock's month): an office that looks at a past year stands in that year.
 */
export async function readSessionContext(office: Pick<Office, 'db' | 'area' | 'clock'>) {
  const today = dateOf(office.clock.now());
  const [months, identities] = await Promise.all([
    readBookMonths(office.db, office.area, periodOf(today)),
    listIdentitiesInUse(office.db, office.area),
  ]);
  return {
    today: today as string,
    currentPeriod: (months.last ?? periodOf(today)) as string,
    firstPeriod: (months.first ?? periodOf(today)) as string,
    lists: {
      insutypes: SCHEMES.map((code) => coded('insutype', code)),
      identities,
      cares: listCodes('care'),
      providerKinds: listCodes('providerKind'),
      declarationStates: [...DECLARATION_STATE_VIEWS],
      villages: listVillages(office.area),
    },
  };
}

/** First month of the books and last month with an entry, not after `now`; undefined before the books are opened. */
export async function readBookMonths(
  db: DbOrTx,
  area: string,
  now: Period,
): Promise<{ readonly first?: Period; readonly last?: Period }> {
  const books = [...FUNDS.map((fund) => fundBookId(area, fund)), benefitBookId(area)];
  const found = await sql<{ first: string | null; last: string | null }>`
    select to_char(min(b.opened_on), 'YYYY-MM') as first, max(v.last) as last
    from book b
    left join lateral (select max(v.period) as last from voucher v
      where v.book_id = b.book_id and v.period <= ${now}) v on true
    where b.book_id = any(${books}::text[])`.execute(db);
  const { first, last } = found.rows[0] ?? {};
  return { ...(first ? { first: period(first) } : {}), ...(last ? { last: period(last) } : {}) };
}

function listVillages(area: string): (Coded & { town: Coded })[] {
  const villages = findCountyDivisions(area)?.villages ?? [];
  return villages.map(({ code, name, town }) => ({ code, name, town: codedDivision(town) }));
}
