/** A recomputation (重算单): its lines, its review, its payment or recovery, its vouchers. */
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { errorText } from '../api/client.ts';
import { reads, useGet, writes } from '../api/endpoints.ts';
import type { FundPart, RecomputationDetail } from '../api/types.ts';
import { useRequestKey } from '../frame/form.tsx';
import { AppLink } from '../frame/link.tsx';
import { Facts, Page, Section } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { DecideForm } from '../payments/decide-form.tsx';
import { Decisions } from '../payments/decisions.tsx';
import { useDecision } from '../payments/use-decision.ts';
import { VoucherLinks } from '../payments/voucher-links.tsx';
import { Loaded, State } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { Lines, sumFacts, TotalMoves } from './differences.tsx';

const FUND_COLUMNS: readonly Column<FundPart>[] = [
  { key: 'name', title: '支付方', value: (part) => part.name },
  { key: 'paid', title: '补付', kind: 'amount', unit: 'yuan', value: (part) => part.paidFen },
  { key: 'recovered', title: '收回', kind: 'amount', unit: 'yuan', value: (part) => part.recoveredFen },
  { key: 'net', title: '净支出', kind: 'amount', unit: 'yuan', value: (part) => part.netFen },
];

export function RecomputationPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const recomputation = useGet(reads.recomputation(id));
  const shown = recomputation.data;
  return (
    <Page
      title={`重算单 ${id}`}
      scope={
        shown && (
          <>
            <span>
              {shown.personName}，{shown.year}年度，{shown.insutype.name}
            </span>{' '}
            <State state={shown.state} />
          </>
        )
      }
      parent={{ title: '待遇重算', href: '/recomputations?tab=list' }}
    >
      <Loaded query={recomputation}>{(data) => <Recomputation recomputation={data} />}</Loaded>
    </Page>
  );
}

function Recomputation(props: { readonly recomputation: RecomputationDetail }) {
  const { recomputation } = props;
  return (
    <>
      <Facts
        items={[
          [
            '参保人',
            <AppLink key="person" to={`/people/${recomputation.psnNo}`}>
              {recomputation.personName}
            </AppLink>,
          ],
          ['重算结算', `${recomputation.settlements} 笔，其中有差额 ${recomputation.lines.length} 笔`],
          ...sumFacts(recomputation),
          ['重算原因', recomputation.cause.name],
          ['说明', recomputation.note],
          ['经办', `${recomputation.madeBy}，${recomputation.madeAt.slice(0, 16)}`],
          ['支付或收回', recomputation.payment.paidOn ?? '尚未办理'],
        ]}
      />
      <Lines lines={recomputation.lines} />
      <TotalMoves totals={recomputation.totals} />
      {recomputation.byFund.length > 0 && (
        <Section title="按支付方">
          <PlainTable
            name="按支付方"
            rows={recomputation.byFund}
            rowKey={(part) => part.name}
            columns={FUND_COLUMNS}
            empty=""
          />
        </Section>
      )}
      {recomputation.actions.length > 0 && (
        <Section title="复核" className="no-print">
          <Review recomputation={recomputation} />
        </Section>
      )}
      {recomputation.payment.submit !== null && (
        <Section title="支付与收回" className="no-print">
          <SubmitPayment recomputation={recomputation} />
        </Section>
      )}
      {recomputation.payment.actions.length > 0 && (
        <Section title="审核支付与收回" className="no-print">
          <Release recomputation={recomputation} />
        </Section>
      )}
      <VoucherLinks vouchers={recomputation.vouchers} />
      <Section title="办理记录">
        <Decisions decisions={recomputation.decisions} />
      </Section>
    </>
  );
}

function Review(props: { readonly recomputation: RecomputationDetail }) {
  const { recomputation } = props;
  const { id, toPersonFen, toAccountFen } = recomputation;
  const { draft, change, submit } = useDecision(`recomputation.${id}`, (body, key) =>
    writes.decideRecomputation(id, body, key),
  );
  return (
    <DecideForm
      actions={recomputation.actions}
      approveLabel="核定重算"
      returnLabel="退回（不同意）"
      value={draft}
      onChange={change}
      ready
      onSubmit={submit}
      effect={
        draft.decision === 'return' ? (
          <p>退回后本重算单作废，不记账；该年度留在待重算清单，可重新试算。</p>
        ) : (
          <>
            <p>
              核定后逐笔记入待遇明细账，{toPersonFen < 0 ? '应向个人追回' : '应补付个人'}{' '}
              <strong>
                <Amount fen={Math.abs(toPersonFen)} unit="yuan" withUnit />
              </strong>
              {toAccountFen !== 0 && (
                <>
                  ，{toAccountFen < 0 ? '从个人账户扣回' : '退回个人账户'}{' '}
                  <Amount fen={Math.abs(toAccountFen)} unit="yuan" withUnit />
                </>
              )}
              ；年度累计改为重算后的数。原结算单与应付医药机构款不变。
            </p>
            <p className="muted">提出之后有新结算、撤销或身份变动的，不能核定，须退回重新试算。</p>
          </>
        )
      }
    />
  );
}

function SubmitPayment(props: { readonly recomputation: RecomputationDetail }) {
  const { id, payment, toPersonFen } = props.recomputation;
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [busy, setBusy] = useState(false);
  if (payment.submit === null) return null;
  if (!payment.submit.allowed) return <p className="muted">{payment.submit.why}。</p>;
  const run = async () => {
    setBusy(true);
    try {
      await writes.submitPersonPayment(id, requestKey.current());
      requestKey.renew();
      await client.invalidateQueries();
      message.success('已提交审核。');
    } catch (error) {
      modal.error({ title: '没有提交', content: errorText(error), okText: '知道了' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>
        {toPersonFen < 0
          ? '收到个人退款后提交；审核后各基金按上表收付记账，应收应付结清。'
          : '提交后由基金财务主管审核；审核后各基金按上表收付记账，应收应付结清。'}
      </p>
      <Button type="primary" loading={busy} onClick={() => void run()}>
        {toPersonFen < 0 ? '提交收回' : '提交支付'}
      </Button>
    </>
  );
}

function Release(props: { readonly recomputation: RecomputationDetail }) {
  const { id, payment, byFund } = props.recomputation;
  const { draft, change, submit } = useDecision(`person-payment.${id}`, (body, key) =>
    writes.decidePersonPayment(id, body, key),
  );
  return (
    <DecideForm
      actions={payment.actions}
      approveLabel="审核支付与收回"
      returnLabel="退回"
      value={draft}
      onChange={change}
      ready
      onSubmit={submit}
      effect={
        draft.decision === 'return' ? (
          <p>退回后可重新提交支付；应付、应收仍挂账。</p>
        ) : (
          <p>
            审核后记账：
            {byFund.map((part) => (
              <span key={part.name}>
                {part.name}净支出 <Amount fen={part.netFen} unit="yuan" withUnit />；
              </span>
            ))}
            大病保险部分由承办机构支付或收回，不动用基金存款。
          </p>
        )
      }
    />
  );
}
