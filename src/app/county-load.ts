/** Making a county in this office's database, with a mark of how far it got. */
import { sql } from 'kysely';
import { type Actor, demoAccounts } from '../access/index.ts';
import type { ContributionOffice } from '../contributions/index.ts';
import { type CountyReport, type CountyRequest, newCounty } from '../county/index.ts';
import { type Db, migrate } from '../database/index.ts';
import { type Clock, daysBetween, type IsoDate, isoDate, shiftedClock } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import type { Progress } from './terminal.ts';

export type CountyState = 'empty' | 'loaded' | { readonly phase: string };

/** Whether the database is empty, holds an office at work, or a county whose loading was interrupted. */
export async function countyState(db: Db): Promise<CountyState> {
  const result = await sql<{ phase: string | null; finished: boolean; persons: boolean }>`
    select l.phase, l.finished_at is not null as finished, exists (select 1 from person) as persons
    from (select 1) as one left join county_load l on true limit 1`.execute(db);
  const [row] = result.rows;
  if (row?.phase != null) return row.finished ? 'loaded' : { phase: row.phase };
  return row?.persons ? 'loaded' : 'empty';
}

/**
 * Empties a database in which nothing but an interrupted load ever happened: the server does not open its doors
 * before a load is finished, so there is nothing of anybody's to lose.
 */
export async function discardHalfLoaded(db: Db): Promise<void> {
  await sql.raw('drop schema public cascade; create schema public').execute(db);
  await migrate(db);
}

/** Generates and loads a county, noting each phase, so that an interruption is recognised. Refuses as `newCounty`. */
export async function loadCountyInto(
  office: ContributionOffice,
  request: CountyRequest & { readonly leaveLastMonthOpen?: boolean },
  report: Progress,
): Promise<CountyReport> {
  await sql`insert into county_load (area, request, phase)
    values (${office.area}, ${JSON.stringify(request)}::jsonb, '开始')`.execute(office.db);
  let phase = '';
  let noted: Promise<unknown> = Promise.resolve();
  const note: Progress = (name, done, total) => {
    if (name !== phase) {
      phase = name;
      noted = noted.then(() => sql`update county_load set phase = ${name}`.execute(office.db));
    }
    report(name, done, total);
  };
  const { leaveLastMonthOpen, ...asked } = request;
  const county = unwrap(
    await newCounty(office, asked, {
      actors: actorsOf(office.area),
      progress: note,
      leaveLastMonthOpen: leaveLastMonthOpen ?? false,
    }),
  );
  await noted;
  await sql`update county_load set finished_at = clock_timestamp()`.execute(office.db);
  // The planner's view, and the visibility map, of a year that arrived in a minute.
  await sql.raw('vacuum analyze').execute(office.db);
  return county;
}

/**
 * The clock of a synthetic county: it runs on from the fifth of January after its year, so that December is over and
 * waits to be paid and closed. Undefined in an office that was not generated.
 */
export async function countyClock(db: Db): Promise<Clock | undefined> {
  const result = await sql<{ year: number; finished: IsoDate }>`
    select (request->>'year')::integer as year, finished_at::date as finished
    from county_load where finished_at is not null`.execute(db);
  const [row] = result.rows;
  return row && shiftedClock(daysBetween(isoDate(`${row.year + 1}-01-05`), row.finished));
}

/** The posts that act in the load are those of the demo accounts: their work is found under their names. */
function actorsOf(area: string) {
  const find = (accountId: string): Actor => {
    const account = demoAccounts(area).find((one) => one.accountId === accountId);
    if (!account) throw new Error(`no demo account ${accountId}`);
    return { accountId, name: account.name, roles: account.roles, divisions: account.divisions, kind: 'clerk' };
  };
  return {
    collection: find('zhengjiao'),
    benefits: find('shenhe'),
    benefitsReview: find('fuhe'),
    fundAccountant: find('kuaiji'),
    fundSupervisor: find('caiwu'),
    director: find('juzhang'),
  };
}
