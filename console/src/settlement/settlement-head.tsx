import type { SettlementDetail } from '../api/types.ts';
import { AppLink } from '../frame/link.tsx';
import { Facts } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';

/** Person (masked), visit, hospital, dates; and what became of the settlement when it did not stay as it was. */
export function SettlementHead(props: { readonly settlement: SettlementDetail }) {
  const { settlement } = props;
  const { person, visit, provider } = settlement;
  return (
    <>
      {settlement.reversedBy !== null && (
        <p className="notice notice-wrong">
          本结算已冲销，金额以冲销结算{' '}
          <AppLink to={`/settlements/${settlement.reversedBy}`}>{settlement.reversedBy}</AppLink> 抵回。
        </p>
      )}
      {settlement.reverses !== null && (
        <p className="notice notice-wrong">
          本结算冲销 <AppLink to={`/settlements/${settlement.reverses}`}>{settlement.reverses}</AppLink>
          ，各项金额符号相反。
        </p>
      )}
      {settlement.adjustments.length > 0 && (
        <p className="notice">
          本结算所在年度经过重算，差额另行补退，结算单不改：
          {settlement.adjustments.map((adjustment) => (
            <span key={adjustment.id}>
              <AppLink to={`/recomputations/${adjustment.id}`}>{adjustment.id}</AppLink>（
              {adjustment.toPersonFen < 0 ? '向个人追回' : '补付个人'}{' '}
              <Amount fen={Math.abs(adjustment.toPersonFen)} unit="yuan" withUnit />）
            </span>
          ))}
        </p>
      )}
      <Facts
        items={[
          [
            '参保人',
            <AppLink
              key="person"
              to={`/people/${person.psnNo}`}
            >{`${person.name}，${person.gender.name}，${person.age} 岁`}</AppLink>,
          ],
          [
            person.certType.name,
            <span key="cert" className="amount">
              {person.certMasked}
            </span>,
          ],
          ['险种', settlement.insutype.name],
          ['人员类别', [settlement.psnType.name, ...settlement.identities.map((identity) => identity.name)].join('、')],
          ['医药机构', `${provider.name}（${settlement.providerGrade.name}）`],
          ['医疗类别', `${visit.medType.name}，${visit.place.name}`],
          ['就诊日期', <VisitDates key="dates" visit={visit} />],
          [
            '诊断',
            [visit.diagnosis?.name, visit.disease && `慢特病：${visit.disease.name}`].filter(Boolean).join('；'),
          ],
          ['结算时间', settlement.settledAt],
          ['结算编号', settlement.setlId],
          ['就诊编号', visit.mdtrtId],
          ['执行政策', settlement.policy.name],
        ]}
      />
    </>
  );
}

function VisitDates(props: { readonly visit: SettlementDetail['visit'] }) {
  const { admittedOn, dischargedOn, days } = props.visit;
  return (
    <>
      <time>{admittedOn}</time>
      {dischargedOn !== null && dischargedOn !== admittedOn && (
        <>
          {' 至 '}
          <time>{dischargedOn}</time>
        </>
      )}
      {days !== null && `，${days} 天`}
    </>
  );
}
