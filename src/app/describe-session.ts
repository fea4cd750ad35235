import { type Actor, isInScope, type Office } from '../access/index.ts';
import { readSessionContext } from './api/session-context.ts';

/**
 * What the console is told with an actor's session besides who it is: the day, the months to choose from, the lists of
 * its filters. Villages are those within the actor's divisions.
 */
export async function describeSession(office: Pick<Office, 'db' | 'area' | 'clock'>, actor: Actor) {
  const context = await readSessionContext(office);
  const { lists } = context;
  return { ...context, lists: { ...lists, villages: lists.villages.filter(({ code }) => isInScope(actor, code)) } };
}
