/** 我的待办: what waits for this role, oldest first, and the figures of the role, each a link to its rows. */
import { reads, useGet } from '../api/endpoints.ts';
import type { QueueFigure, QueueGroup } from '../api/types.ts';
import { daysBetween, shortTime } from '../app/periods.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useSession } from '../app/session.tsx';
import { AppLink } from '../frame/link.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { formatCount } from '../money/format.ts';
import { Empty, Loaded } from '../states/states.tsx';

export function QueuePage() {
  const { actor } = useSession();
  const queue = useGet(reads.queue());
  return (
    <Page title="我的待办" scope={actor.roles.map((role) => role.title).join('、')}>
      <Loaded query={queue}>
        {(data) => (
          <>
            {data.figures.length > 0 && (
              <ul className="figures">
                {data.figures.slice(0, 6).map((figure) => (
                  <Figure key={figure.key} figure={figure} />
                ))}
              </ul>
            )}
            {data.groups.every((group) => group.count === 0) ? (
              <Empty why="没有待办事项。" todo="新的申报、批次或结账事项到您这一环节时会出现在这里。" />
            ) : (
              data.groups.filter((group) => group.count > 0).map((group) => <Group key={group.kind} group={group} />)
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Figure(props: { readonly figure: QueueFigure }) {
  const { figure } = props;
  const { unit } = usePreferences();
  const isAmount = figure.valueFen !== undefined;
  return (
    <li>
      <AppLink to={figure.link} className="figure">
        <span className="figure-label">{figure.label}</span>
        <span className="figure-value">
          {isAmount ? <Amount fen={figure.valueFen} /> : <span className="amount">{formatCount(figure.value)}</span>}
          <span className="unit"> {isAmount ? (unit === 'wan' ? '万元' : '元') : figure.unit}</span>
        </span>
        {figure.scope !== undefined && <span className="figure-scope">{figure.scope}</span>}
      </AppLink>
    </li>
  );
}

function Group(props: { readonly group: QueueGroup }) {
  const { group } = props;
  const { today } = useSession();
  return (
    <Section
      title={group.title}
      aside={
        <>
          <span>
            {group.count} 项{group.overdue > 0 && <span className="waiting">，超期 {group.overdue} 项</span>}
          </span>
          <AppLink to={group.link}>查看全部</AppLink>
        </>
      }
    >
      <ul className="queue-items">
        {group.items.map((item) => {
          const overdue = item.due !== undefined && item.due < today;
          return (
            <li key={item.id}>
              <AppLink to={item.link}>{item.title}</AppLink>
              <span className="muted">{shortTime(item.since, today)} 起</span>
              <span className={overdue ? 'waiting' : 'muted'}>
                {item.due === undefined
                  ? `已等待 ${daysBetween(item.since, today)} 天`
                  : overdue
                    ? `超期 ${daysBetween(item.due, today)} 天`
                    : `${shortTime(item.due, today)} 到期`}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
