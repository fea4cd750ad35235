/** A person's page: overview, contributions, settlements, timeline. Masked; the full number is shown on a reason given. */
import { useParams } from '@tanstack/react-router';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { reads, useGet } from '../api/endpoints.ts';
import type { PersonDetail, SettlementRow, YearTotals } from '../api/types.ts';
import { useRight } from '../app/session.tsx';
import { AppLink, useSearchValues } from '../frame/link.tsx';
import { Facts, Page, Section } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { SETTLEMENT_COLUMNS } from '../settlement/settlement-columns.tsx';
import { SettlementDrawer } from '../settlement/settlement-drawer.tsx';
import { Empty, Loaded } from '../states/states.tsx';
import { PlainTable } from '../table/plain-table.tsx';
import { QueryTable } from '../table/query-table.tsx';
import { ContributionsTab } from './contributions-tab.tsx';
import { EntitlementPanel } from './entitlement-panel.tsx';
import { RevealDialog } from './reveal-dialog.tsx';
import { TimelineTab } from './timeline-tab.tsx';
import { totalText } from './totals.tsx';

export function PersonPage() {
  const { psnNo = '' } = useParams({ strict: false }) as { psnNo?: string };
  const person = useGet(reads.person(psnNo));
  const shown = person.data?.person;
  return (
    <Page
      title={shown ? `参保人 ${shown.name}` : '参保人'}
      scope={
        shown ? `${shown.gender.name}，${shown.age} 岁，${person.data?.town.name}${person.data?.village.name}` : ''
      }
      parent={{ title: '参保人员', href: '/people' }}
      actions={person.data && <Reveal person={person.data} />}
    >
      <Loaded query={person}>
        {(data) => (
          <>
            <EntitlementPanel psnNo={psnNo} />
            <PersonTabs person={data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Reveal(props: { readonly person: PersonDetail }) {
  const [open, setOpen] = useState(false);
  const action = props.person.actions.find(({ action }) => action === 'reveal');
  if (!action) return null;
  return (
    <>
      <Button disabled={!action.allowed} title={action.why} onClick={() => setOpen(true)}>
        查看完整号码
      </Button>
      <RevealDialog person={props.person.person} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function PersonTabs(props: { readonly person: PersonDetail }) {
  const [search, change] = useSearchValues();
  const mayContributions = useRight('contributions.read');
  const maySettlements = useRight('settlement.read');
  const { psnNo } = props.person.person;
  const items = [
    { key: 'overview', label: '概况', children: <Overview person={props.person} /> },
    ...(mayContributions
      ? [{ key: 'contributions', label: '缴费', children: <ContributionsTab psnNo={psnNo} /> }]
      : []),
    ...(maySettlements ? [{ key: 'settlements', label: '结算', children: <Settlements psnNo={psnNo} /> }] : []),
    { key: 'timeline', label: '时间线', children: <TimelineTab person={props.person} /> },
  ];
  return (
    <Tabs
      items={items}
      activeKey={search.tab ?? 'overview'}
      destroyOnHidden
      onChange={(tab) =>
        change({ tab: tab === 'overview' ? undefined : tab, page: undefined, open: undefined, sort: undefined })
      }
    />
  );
}

function Overview(props: { readonly person: PersonDetail }) {
  const { person, covers, identities, chronic } = props.person;
  return (
    <>
      <Facts
        items={[
          ['姓名', person.name],
          [
            person.certType.name,
            <span key="cert" className="amount">
              {person.certMasked}
            </span>,
          ],
          ['人员编号', person.psnNo],
          ['出生日期', `${person.birthDate}（${person.age} 岁）`],
          ['性别', person.gender.name],
          ['户编号', props.person.householdId],
          ['村（社区）', `${props.person.town.name} ${props.person.village.name}`],
          [
            '个人账户余额',
            props.person.accountBalanceFen === null ? (
              '不设个人账户'
            ) : (
              <Amount key="account" fen={props.person.accountBalanceFen} unit="yuan" withUnit />
            ),
          ],
        ]}
      />
      <Section title="参保关系">
        <PlainTable
          name="参保关系"
          rows={covers}
          rowKey={(cover) => `${cover.insutype.code}-${cover.from}`}
          columns={[
            { key: 'insutype', title: '险种', value: (cover) => cover.insutype.name },
            { key: 'psnType', title: '人员类别', value: (cover) => cover.psnType.name },
            { key: 'from', title: '开始', value: (cover) => cover.from },
            { key: 'to', title: '终止', value: (cover) => cover.to ?? '在保' },
            { key: 'employer', title: '单位', value: (cover) => cover.employer?.name ?? '' },
            { key: 'civil', title: '公务员医疗补助', value: (cover) => (cover.civilServant ? '享受' : '') },
          ]}
          empty="没有参保关系。"
        />
      </Section>
      {props.person.totals.map((totals) => (
        <YearTotalsTable key={`${totals.year}-${totals.insutype.code}`} totals={totals} />
      ))}
      <Section title="人员身份">
        <PlainTable
          name="人员身份"
          rows={identities}
          rowKey={(identity) => `${identity.code}-${identity.from}`}
          columns={[
            { key: 'name', title: '身份', value: (identity) => identity.name },
            { key: 'from', title: '开始', value: (identity) => identity.from },
            { key: 'to', title: '终止', value: (identity) => identity.to ?? '有效' },
          ]}
          empty="没有登记特殊身份。"
        />
      </Section>
      <Section title="门诊慢特病">
        <PlainTable
          name="门诊慢特病"
          rows={chronic}
          rowKey={(disease) => `${disease.code}-${disease.from}`}
          columns={[
            { key: 'name', title: '病种', value: (disease) => disease.name },
            { key: 'code', title: '病种编码', value: (disease) => disease.code },
            { key: 'from', title: '开始', value: (disease) => disease.from },
            { key: 'to', title: '终止', value: (disease) => disease.to ?? '有效' },
          ]}
          empty="没有登记门诊慢特病。"
        />
      </Section>
    </>
  );
}

function YearTotalsTable(props: { readonly totals: YearTotals }) {
  const { totals } = props;
  return (
    <Section title={`${totals.year}年累计 · ${totals.insutype.name}`}>
      {totals.items.length === 0 ? (
        <Empty why="本年还没有结算，没有累计。" />
      ) : (
        <table className="plain totals-table">
          <thead>
            <tr>
              <th scope="col">累计项目</th>
              <th scope="col" className="numeric">
                已累计
              </th>
              <th scope="col" className="numeric">
                年度限额
              </th>
              <th scope="col" className="numeric">
                剩余
              </th>
            </tr>
          </thead>
          <tbody>
            {totals.items.map((item) => {
              const text = totalText(item);
              return (
                <tr key={item.key}>
                  <th scope="row">{text.title}</th>
                  <td className="numeric">{text.value}</td>
                  <td className="numeric">{text.limit}</td>
                  <td className="numeric">{text.left}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Settlements(props: { readonly psnNo: string }) {
  return (
    <QueryTable<SettlementRow>
      id="person-settlements"
      name="结算记录"
      measure="笔"
      columns={SETTLEMENT_COLUMNS.filter(({ key }) => key !== 'person')}
      rowKey={(row) => row.setlId}
      request={(_, list) => reads.personSettlements(props.psnNo, list)}
      initialSort="-settledAt"
      empty={{ why: '没有结算记录。' }}
      drawer={{ title: '结算单', render: (setlId) => <SettlementDrawer setlId={setlId} /> }}
    />
  );
}

export function PersonLink(props: { readonly psnNo: string; readonly name: string }) {
  return <AppLink to={`/people/${props.psnNo}`}>{props.name}</AppLink>;
}
