import { useParams } from '@tanstack/react-router';
import { reads, useGet, writes } from '../api/endpoints.ts';
import type { BatchDetail, BatchFundAmount, BatchItem } from '../api/types.ts';
import { periodName } from '../app/periods.ts';
import { AppLink } from '../frame/link.tsx';
import { Facts, Page, Section } from '../frame/page.tsx';
import { PostingsTable } from '../fund/voucher-view.tsx';
import { Amount } from '../money/amount.tsx';
import { Loaded, State } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { DecideForm } from './decide-form.tsx';
import { Decisions } from './decisions.tsx';
import { useDecision } from './use-decision.ts';
import { VoucherLinks } from './voucher-links.tsx';

const ITEM_COLUMNS: readonly Column<BatchItem>[] = [
  { key: 'provider', title: '医药机构', value: (item) => item.provider.name },
  {
    key: 'declaration',
    title: '申报',
    value: (item) => item.declarationId,
    render: (item) => <AppLink to={`/declarations/${item.declarationId}`}>查看申报</AppLink>,
  },
  {
    key: 'settlements',
    title: '结算笔数',
    kind: 'count',
    value: (item) => item.settlements,
    render: (item) => (
      <AppLink to={`/settlements?declaration=${item.declarationId}`} className="amount">
        {String(item.settlements)}
      </AppLink>
    ),
    sum: 'settlements',
  },
  { key: 'payable', title: '核定应付', kind: 'amount', value: (item) => item.payableFen, sum: 'payableFen' },
  { key: 'offset', title: '冲抵预付金', kind: 'amount', value: (item) => item.offsetFen, sum: 'offsetFen' },
  { key: 'paid', title: '实际拨付', kind: 'amount', value: (item) => item.paidFen, sum: 'paidFen' },
  { key: 'insurer', title: '保险公司赔付', kind: 'amount', value: (item) => item.insurerFen, sum: 'insurerFen' },
];

const FUND_COLUMNS: readonly Column<BatchFundAmount>[] = [
  { key: 'book', title: '基金', value: (amount) => amount.bookName },
  { key: 'payable', title: '核定应付', kind: 'amount', value: (amount) => amount.payableFen, sum: 'payableFen' },
  { key: 'offset', title: '冲抵预付金', kind: 'amount', value: (amount) => amount.offsetFen, sum: 'offsetFen' },
  { key: 'paid', title: '实际拨付', kind: 'amount', value: (amount) => amount.paidFen, sum: 'paidFen' },
];

export function BatchPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const batch = useGet(reads.batch(id));
  const shown = batch.data;
  return (
    <Page
      title={`拨付批次 ${id}`}
      scope={
        shown && (
          <>
            <span>{periodName(shown.period)}申报</span> <State state={shown.state} />
          </>
        )
      }
      parent={{ title: '拨付批次', href: '/batches' }}
    >
      <Loaded query={batch}>{(data) => <Batch batch={data} />}</Loaded>
    </Page>
  );
}

function Batch(props: { readonly batch: BatchDetail }) {
  const { batch } = props;
  const sums = {
    settlements: batch.items.reduce((sum, item) => sum + item.settlements, 0),
    payableFen: batch.payableFen,
    offsetFen: batch.offsetFen,
    paidFen: batch.paidFen,
    insurerFen: batch.insurerFen,
  };
  return (
    <>
      <Facts
        items={[
          ['核定应付', <Amount key="payable" fen={batch.payableFen} withUnit />],
          ['冲抵预付金', <Amount key="offset" fen={batch.offsetFen} withUnit />],
          ['实际拨付', <Amount key="paid" fen={batch.paidFen} withUnit />],
          ['保险公司赔付', <Amount key="insurer" fen={batch.insurerFen} withUnit />],
          ['机构', `${batch.providers} 家`],
          ['编制', `${batch.createdBy}，${batch.createdAt.slice(0, 16)}`],
          ['拨付时间', batch.releasedAt ?? '尚未拨付'],
        ]}
      />
      <Section title="按基金">
        <PlainTable
          name="按基金"
          rows={batch.byFund}
          rowKey={(amount) => amount.bookId}
          columns={FUND_COLUMNS}
          sums={sums}
          empty="批次中没有金额。"
        />
      </Section>
      {batch.actions.length > 0 && (
        <Section title="审核拨付" className="no-print">
          <Decide batch={batch} />
        </Section>
      )}
      <VoucherLinks vouchers={batch.vouchers} />
      <Section title="按机构">
        <PlainTable
          name="按机构"
          rows={batch.items}
          rowKey={(item) => item.declarationId}
          columns={ITEM_COLUMNS}
          sums={sums}
          empty="批次中没有机构。"
        />
      </Section>
      <Section title="办理记录">
        <Decisions decisions={batch.decisions} />
      </Section>
    </>
  );
}

function Decide(props: { readonly batch: BatchDetail }) {
  const { batch } = props;
  const { draft, change, submit } = useDecision(`batch.${batch.id}`, (decision, key) =>
    writes.decideBatch(batch.id, decision, key),
  );
  return (
    <DecideForm
      actions={batch.actions}
      approveLabel="审核拨付"
      returnLabel="退回重编"
      value={draft}
      onChange={change}
      ready
      onSubmit={submit}
      effect={
        draft.decision === 'return' ? (
          <p>退回后批次解散，所含申报回到“已核定”，可重新编批。</p>
        ) : (
          <>
            <p>
              审核后拨付{' '}
              <strong>
                <Amount fen={batch.paidFen} unit="yuan" withUnit />
              </strong>
              ，并记入下列凭证：
            </p>
            {batch.effects.map((effect) => (
              <div key={`${effect.bookName}-${effect.summary}`} className="effect-voucher">
                <p>
                  {effect.bookName}：{effect.summary}
                </p>
                <PostingsTable postings={effect.postings} name={effect.bookName} />
              </div>
            ))}
          </>
        )
      }
    />
  );
}
