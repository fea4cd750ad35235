import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Input } from 'antd';
import { reads, useGet, writes } from '../api/endpoints.ts';
import type { DeclarationDetail, DeclarationPart } from '../api/types.ts';
import { periodName } from '../app/periods.ts';
import { useRight } from '../app/session.tsx';
import { Field, useDraft, useRequestKey } from '../frame/form.tsx';
import { AppLink } from '../frame/link.tsx';
import { Facts, Page, Section } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { Loaded, State } from '../states/states.tsx';
import type { Column } from '../table/columns.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { DecideForm, type Decision } from './decide-form.tsx';
import { Decisions } from './decisions.tsx';
import { readDeduction } from './deduction.ts';

const PART_COLUMNS: readonly Column<DeclarationPart>[] = [
  { key: 'insutype', title: '险种', value: (part) => part.insutype.name },
  { key: 'care', title: '类别', value: (part) => part.care.name },
  { key: 'settlements', title: '笔数', kind: 'count', value: (part) => part.settlements, sum: 'settlements' },
  { key: 'total', title: '总费用', kind: 'amount', value: (part) => part.totalFen, sum: 'totalFen' },
  { key: 'pool', title: '统筹', kind: 'amount', value: (part) => part.poolFen, sum: 'poolFen' },
  {
    key: 'critical',
    title: '大病',
    kind: 'amount',
    value: (part) => part.criticalIllnessFen,
    sum: 'criticalIllnessFen',
  },
  { key: 'large', title: '大额', kind: 'amount', value: (part) => part.largeAmountFen, sum: 'largeAmountFen' },
  { key: 'civil', title: '公务员补助', kind: 'amount', value: (part) => part.civilServantFen, sum: 'civilServantFen' },
  { key: 'aid', title: '救助', kind: 'amount', value: (part) => part.medicalAidFen, sum: 'medicalAidFen' },
  { key: 'account', title: '个人账户', kind: 'amount', value: (part) => part.accountFen, sum: 'accountFen' },
  { key: 'fund', title: '申报基金支付', kind: 'amount', value: (part) => part.fundFen, sum: 'fundFen' },
];

export function DeclarationPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const declaration = useGet(reads.declaration(id));
  const shown = declaration.data;
  return (
    <Page
      title={shown ? `${shown.provider.name} ${periodName(shown.period)}申报` : '月度申报'}
      scope={shown && <State state={shown.state} />}
      parent={{ title: '月度申报', href: '/declarations' }}
      actions={<NextPending after={id} />}
    >
      <Loaded query={declaration}>{(data) => <Declaration declaration={data} />}</Loaded>
    </Page>
  );
}

/** The reviewer's next one, so that a queue is worked off without going back to the list. */
function NextPending(props: { readonly after: string }) {
  const mayReview = useRight('payments.review');
  const pending = useGet(mayReview ? reads.declarations({ state: 'pending', page: 1, size: 2, sort: 'period' }) : null);
  const next = pending.data?.rows.find((row) => row.id !== props.after);
  if (!next) return null;
  return (
    <AppLink to={`/declarations/${next.id}`} drill={false}>
      下一份待复核：{next.provider.name}（共 {pending.data?.total} 份）
    </AppLink>
  );
}

function Declaration(props: { readonly declaration: DeclarationDetail }) {
  const { declaration } = props;
  return (
    <>
      <Facts
        items={[
          ['申报基金支付', <Amount key="fund" fen={declaration.fundFen} withUnit />],
          ['审核扣减', <Amount key="deduction" fen={declaration.deductionFen} withUnit />],
          [
            '核定应付',
            declaration.approvedFen === null ? (
              '尚未核定'
            ) : (
              <Amount key="approved" fen={declaration.approvedFen} withUnit />
            ),
          ],
          [
            '结算',
            <AppLink
              key="rows"
              to={`/settlements?declaration=${declaration.id}`}
            >{`${declaration.settlements} 笔，逐笔查看`}</AppLink>,
          ],
          ['受理时间', declaration.collectedAt],
          [
            '拨付批次',
            declaration.batch ? (
              <AppLink key="batch" to={declaration.batch.link}>
                {declaration.batch.title}
              </AppLink>
            ) : (
              '尚未编入'
            ),
          ],
          ...(declaration.deductionReason ? ([['扣减理由', declaration.deductionReason]] as const) : []),
        ]}
      />
      <Section title="按险种和就医类别">
        <PlainTable
          name="按险种和就医类别"
          rows={declaration.parts}
          rowKey={(part) => `${part.insutype.code}-${part.care.code}`}
          // A payer that pays nothing here would be an empty column.
          columns={PART_COLUMNS.filter(
            (column) => column.kind !== 'amount' || declaration.parts.some((part) => column.value(part) !== 0),
          )}
          sums={sumParts(declaration.parts)}
          empty="本月没有结算。"
        />
      </Section>
      {declaration.actions.length > 0 && (
        <Section title="复核" className="no-print">
          <Decide declaration={declaration} />
        </Section>
      )}
      <Section title="办理记录">
        <Decisions decisions={declaration.decisions} />
      </Section>
    </>
  );
}

function sumParts(parts: readonly DeclarationPart[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part))
      if (typeof value === 'number') sums[key] = (sums[key] ?? 0) + value;
  }
  return sums;
}

interface Draft extends Decision {
  readonly amount: string;
  readonly reason: string;
}

function Decide(props: { readonly declaration: DeclarationDetail }) {
  const { declaration } = props;
  const client = useQueryClient();
  const requestKey = useRequestKey();
  const [draft, change, clear] = useDraft<Draft>(`declaration.${declaration.id}`, {
    decision: 'approve',
    comment: '',
    amount: '',
    reason: '',
  });
  const reading = readDeduction(draft, declaration.fundFen);
  const submit = async () => {
    if (draft.decision === 'approve' && !reading.ok) return;
    const deduction =
      draft.decision === 'approve' && reading.ok && reading.deductionFen > 0
        ? { deductionFen: reading.deductionFen, deductionReason: draft.reason.trim() }
        : {};
    await writes.decideDeclaration(
      declaration.id,
      { decision: draft.decision, comment: draft.comment.trim(), ...deduction },
      requestKey.current(),
    );
    requestKey.renew();
    clear();
    await client.invalidateQueries();
  };
  return (
    <DecideForm
      actions={declaration.actions}
      approveLabel="核定申报"
      returnLabel="退回补正"
      value={draft}
      onChange={(decision) => change({ ...draft, ...decision })}
      ready={draft.decision === 'return' || reading.ok}
      onSubmit={submit}
      fields={
        <>
          <Field label="扣减金额（元）" help="没有扣减时不填。" error={!reading.ok ? reading.amountError : undefined}>
            {(id, note) => (
              <Input
                id={id}
                aria-describedby={note}
                inputMode="decimal"
                className="amount-input"
                value={draft.amount}
                onChange={(event) => change({ ...draft, amount: event.target.value })}
              />
            )}
          </Field>
          <Field label="扣减理由" error={!reading.ok ? reading.reasonError : undefined}>
            {(id, note) => (
              <Input
                id={id}
                aria-describedby={note}
                maxLength={200}
                value={draft.reason}
                onChange={(event) => change({ ...draft, reason: event.target.value })}
              />
            )}
          </Field>
        </>
      }
      effect={
        draft.decision === 'return' ? (
          <p>退回后本申报回到受理环节，不进入拨付；补正后须重新复核。</p>
        ) : reading.ok ? (
          <p>
            核定后应付 <Amount fen={declaration.fundFen} unit="yuan" /> −{' '}
            <Amount fen={reading.deductionFen} unit="yuan" /> ={' '}
            <strong>
              <Amount fen={reading.approvedFen} unit="yuan" withUnit />
            </strong>
            ，可编入拨付批次。
          </p>
        ) : (
          <p className="muted">扣减填写正确后，这里显示核定应付金额。</p>
        )
      }
    />
  );
}
