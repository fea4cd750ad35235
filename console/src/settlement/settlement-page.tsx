/** The settlement slip (结算单): the ladder, its fee lines, and where it went in the books. */
import { useParams } from '@tanstack/react-router';
import { Button, QRCode, Space, Tabs } from 'antd';
import { explanationPath, reads, useGet } from '../api/endpoints.ts';
import type { SettlementDetail } from '../api/types.ts';
import { useSession } from '../app/session.tsx';
import { AppLink, useSearchValues } from '../frame/link.tsx';
import { Page, Section } from '../frame/page.tsx';
import { VoucherView } from '../fund/voucher-view.tsx';
import { Empty, Loaded, State } from '../states/states.tsx';
import { FeeLines } from './fee-lines.tsx';
import { Ladder } from './ladder.tsx';
import { SettlementHead } from './settlement-head.tsx';
import { RunningTotals, WhoPaid } from './who-paid.tsx';

export function SettlementPage() {
  const { setlId = '' } = useParams({ strict: false }) as { setlId?: string };
  const { area } = useSession();
  const settlement = useGet(reads.settlement(setlId));
  return (
    <Page
      title={`结算单 ${setlId}`}
      className="slip"
      scope={
        <span className="no-print">
          {settlement.data ? `${settlement.data.person.name}，${settlement.data.provider.name}` : ''}
        </span>
      }
      parent={{ title: '结算记录', href: '/settlements' }}
      actions={
        <Space>
          <Button href={explanationPath(setlId)} target="_blank" disabled={!settlement.data}>
            打印说明
          </Button>
          <Button onClick={() => window.print()} disabled={!settlement.data}>
            打印结算单
          </Button>
        </Space>
      }
    >
      <div className="print-only print-head">
        <div>
          <strong>{area.name}医疗保障局 医疗费用结算单</strong>
          <span>编号 {setlId}</span>
        </div>
        <QRCode value={setlId} type="svg" size={72} bordered={false} />
      </div>
      <Loaded query={settlement}>{(data) => <SlipTabs settlement={data} />}</Loaded>
    </Page>
  );
}

function SlipTabs(props: { readonly settlement: SettlementDetail }) {
  const [search, change] = useSearchValues();
  const { settlement } = props;
  return (
    <>
      <SettlementHead settlement={settlement} />
      <Tabs
        activeKey={search.tab ?? 'ladder'}
        destroyOnHidden
        onChange={(tab) => change({ tab: tab === 'ladder' ? undefined : tab })}
        items={[
          {
            key: 'ladder',
            label: '结算阶梯',
            children: (
              <>
                {settlement.steps.length === 0 ? (
                  <Empty why="这笔结算没有保存计算步骤。" />
                ) : (
                  <Ladder settlement={settlement} />
                )}
                <div className="slip-foot">
                  <WhoPaid settlement={settlement} />
                  <RunningTotals settlement={settlement} />
                </div>
              </>
            ),
          },
          {
            key: 'lines',
            label: `费用明细（${settlement.lines.length}）`,
            children: <FeeLines settlement={settlement} />,
          },
          { key: 'way', label: '凭证与去向', children: <Way settlement={settlement} /> },
        ]}
      />
    </>
  );
}

/** Downstream: sub-ledger entry, declaration, batch, vouchers of the fund. */
function Way(props: { readonly settlement: SettlementDetail }) {
  const { declaration, batch, fundVouchers, voucher } = props.settlement;
  return (
    <>
      <Section title="申报与拨付">
        <ol className="way">
          <li>
            <span>月度申报</span>
            {declaration ? (
              <>
                <AppLink to={declaration.link}>{declaration.title}</AppLink> <State state={declaration.state} />
              </>
            ) : (
              <span className="muted">尚未申报</span>
            )}
          </li>
          <li>
            <span>拨付批次</span>
            {batch ? (
              <>
                <AppLink to={batch.link}>{batch.title}</AppLink> <State state={batch.state} />
              </>
            ) : (
              <span className="muted">尚未编入批次</span>
            )}
          </li>
          <li>
            <span>基金凭证</span>
            {fundVouchers.length === 0 ? (
              <span className="muted">尚未拨付，基金账没有支出</span>
            ) : (
              <span className="way-links">
                {fundVouchers.map((entry) => (
                  <AppLink key={entry.link} to={entry.link}>
                    {entry.title}
                  </AppLink>
                ))}
              </span>
            )}
          </li>
        </ol>
      </Section>
      <Section title="待遇明细账分录">
        {voucher ? (
          <VoucherView voucher={voucher} />
        ) : (
          <Empty why="没有明细账分录。" todo="结算与分录同时写入；缺少时请联系基金会计核实。" />
        )}
      </Section>
    </>
  );
}
