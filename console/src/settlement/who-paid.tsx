/** The foot of the ladder: who paid what, the sums worked out again, the running totals before and after. */
import type { SettlementDetail, TotalChange } from '../api/types.ts';
import { Section } from '../frame/page.tsx';
import { Amount } from '../money/amount.tsx';
import { formatCount, formatPercent, formatShare } from '../money/format.ts';
import { paymentRates, sumChecks } from './ladder-model.ts';
import { payerShares } from './payers.ts';
import './ladder.css';

export function WhoPaid(props: { readonly settlement: SettlementDetail }) {
  const { amounts } = props.settlement;
  const shares = payerShares(amounts);
  const rates = paymentRates(amounts);
  return (
    <Section
      title="谁支付了多少"
      aside={
        <span>
          基金支付占总费用 {formatPercent(rates.ofTotal)}，占政策范围内费用 {formatPercent(rates.ofInScope)}
        </span>
      }
    >
      <div className="stack" aria-hidden="true">
        {shares.map(({ payer, amountFen }) => (
          <span key={payer.title} className={`payer-${payer.colour}`} style={{ flexGrow: Math.abs(amountFen) }} />
        ))}
      </div>
      <table className="plain who-paid">
        <thead>
          <tr>
            <th scope="col">支付方</th>
            <th scope="col" className="numeric">
              金额 (元)
            </th>
            <th scope="col" className="numeric">
              占总费用
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.map(({ payer, amountFen }) => (
            <tr key={payer.title}>
              <th scope="row">
                <span className={`swatch payer-${payer.colour}`} />
                {payer.title}
              </th>
              <td className="numeric">
                <Amount fen={amountFen} unit="yuan" />
              </td>
              <td className="numeric">{formatShare(amountFen, amounts.totalFen)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>医疗总费用</td>
            <td className="numeric">
              <Amount fen={amounts.totalFen} unit="yuan" />
            </td>
            <td className="numeric">{formatShare(amounts.totalFen, amounts.totalFen)}</td>
          </tr>
        </tfoot>
      </table>
      <ul className="checks">
        {sumChecks(props.settlement).map((check) => (
          <li key={check.title} className={check.holds ? '' : 'wrong'}>
            <span>{check.title}</span>
            <span>
              {check.holds ? (
                <span className="done">相符</span>
              ) : (
                <>
                  不符：
                  <Amount fen={check.leftFen} unit="yuan" /> 与 <Amount fen={check.rightFen} unit="yuan" />
                  ，差 <Amount fen={check.leftFen - check.rightFen} unit="yuan" />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function RunningTotals(props: { readonly settlement: SettlementDetail }) {
  const { totals, insuredYear, accountAfterFen } = props.settlement;
  return (
    <Section title={`${insuredYear}年累计的变化`}>
      {totals.length === 0 ? (
        <p className="muted">本次结算不改变年度累计。</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">累计项目</th>
              <th scope="col" className="numeric">
                结算前
              </th>
              <th scope="col" className="numeric">
                本次
              </th>
              <th scope="col" className="numeric">
                结算后
              </th>
              <th scope="col" className="numeric">
                年度限额
              </th>
            </tr>
          </thead>
          <tbody>
            {totals.map((total) => (
              <TotalRow key={total.key} total={total} />
            ))}
          </tbody>
        </table>
      )}
      {accountAfterFen !== null && (
        <p>
          个人账户结算后余额 <Amount fen={accountAfterFen} unit="yuan" withUnit />
        </p>
      )}
    </Section>
  );
}

function TotalRow(props: { readonly total: TotalChange }) {
  const { total } = props;
  if (total.kind === 'count') {
    return (
      <tr>
        <th scope="row">{total.title} (次)</th>
        <td className="numeric">{formatCount(total.before)}</td>
        <td className="numeric">{formatCount(total.after - total.before)}</td>
        <td className="numeric">{formatCount(total.after)}</td>
        <td className="numeric">{total.limit === null ? '不限' : formatCount(total.limit)}</td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{total.title} (元)</th>
      <td className="numeric">
        <Amount fen={total.beforeFen} unit="yuan" />
      </td>
      <td className="numeric">
        <Amount fen={total.afterFen - total.beforeFen} unit="yuan" />
      </td>
      <td className="numeric">
        <Amount fen={total.afterFen} unit="yuan" />
      </td>
      <td className="numeric">{total.limitFen === null ? '不限' : <Amount fen={total.limitFen} unit="yuan" />}</td>
    </tr>
  );
}
