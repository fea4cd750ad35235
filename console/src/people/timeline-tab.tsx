import { useMemo } from 'react';
import { reads, useGet } from '../api/endpoints.ts';
import type { PersonDetail } from '../api/types.ts';
import { useRight } from '../app/session.tsx';
import { AppLink } from '../frame/link.tsx';
import { Amount } from '../money/amount.tsx';
import { Empty, Failed, Skeleton } from '../states/states.tsx';
import { buildTimeline } from './timeline.ts';
import './timeline.css';

/** The last two hundred settlements are on the line; older ones are in the list. */
const SHOWN = 200;

export function TimelineTab(props: { readonly person: PersonDetail }) {
  const { psnNo } = props.person.person;
  const contributions = useGet(useRight('contributions.read') ? reads.contributions(psnNo) : null);
  const settlements = useGet(
    useRight('settlement.read') ? reads.personSettlements(psnNo, { page: 1, size: SHOWN, sort: '-settledAt' }) : null,
  );
  const events = useMemo(
    () => buildTimeline(props.person, contributions.data?.rows ?? [], settlements.data?.rows ?? []),
    [props.person, contributions.data, settlements.data],
  );
  const failed = contributions.error ?? settlements.error;
  if (failed) {
    return (
      <Failed
        error={failed}
        onRetry={() => {
          void contributions.refetch();
          void settlements.refetch();
        }}
      />
    );
  }
  if (contributions.isLoading || settlements.isLoading) return <Skeleton columns={3} />;
  if (events.length === 0) return <Empty why="还没有记录。" />;
  return (
    <>
      <ol className="timeline">
        {events.map((event) => (
          <li key={event.key}>
            <time>{event.on}</time>
            <span className="muted">{event.kind}</span>
            <span>{event.link ? <AppLink to={event.link}>{event.title}</AppLink> : event.title}</span>
            <span className="timeline-amount">
              {event.amountFen !== undefined && (
                <>
                  <span className="muted">{event.kind === '结算' ? '基金支付 ' : ''}</span>
                  <Amount fen={event.amountFen} unit="yuan" withUnit />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {(settlements.data?.total ?? 0) > SHOWN && (
        <p className="muted">时间线只列最近 {SHOWN} 笔结算，更早的在“结算”页。</p>
      )}
    </>
  );
}
