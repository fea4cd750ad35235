import { reads, useGet } from '../api/endpoints.ts';
import { AppLink } from '../frame/link.tsx';
import { Loaded, Skeleton } from '../states/states.tsx';
import { Ladder } from './ladder.tsx';
import { SettlementHead } from './settlement-head.tsx';
import { WhoPaid } from './who-paid.tsx';

/** The slip beside the list; its own page has the fee lines and where the money went. */
export function SettlementDrawer(props: { readonly setlId: string }) {
  const settlement = useGet(reads.settlement(props.setlId));
  return (
    <Loaded query={settlement} skeleton={<Skeleton columns={4} />}>
      {(data) => (
        <div className="in-drawer">
          <p>
            <AppLink to={`/settlements/${data.setlId}`}>打开结算单页：费用明细、凭证与去向、打印</AppLink>
          </p>
          <SettlementHead settlement={data} />
          <Ladder settlement={data} />
          <WhoPaid settlement={data} />
        </div>
      )}
    </Loaded>
  );
}
