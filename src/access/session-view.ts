/** A session as the console is told of it. */
import { codedDivision } from '../catalogues/code-lists.ts';
import { presentRole } from './account-view.ts';
import type { Actor } from './model.ts';
import type { Office } from './office.ts';
import { rightsOf } from './roles.ts';
import type { Session } from './sessions.ts';

/**
 * What the rest of the office adds to the session's answer for an actor: the day, the months to choose from, the lists
 * of the filters. None of it is known here.
 */
export type DescribeSession = (actor: Actor) => Promise<object>;

export async function presentSession(office: Pick<Office, 'area'>, session: Session, describe: DescribeSession) {
  const { accountId, name, roles, divisions } = session.actor;
  return {
    ...(await describe(session.actor)),
    actor: { accountId, name, roles: roles.map(presentRole), divisions: [...divisions] },
    rights: [...rightsOf(roles)],
    area: codedDivision(office.area),
    mustChangePassword: session.mustChangePassword,
  };
}
