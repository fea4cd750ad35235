/** The statement of income and expenditure (收支表): every figure opens the vouchers behind it. */
import { Button } from 'antd';
import { reads, useGet } from '../api/endpoints.ts';
import type { StatementLine, StatementResponse } from '../api/types.ts';
import { useSearchValues } from '../frame/link.tsx';
import { Amount, useUnitName } from '../money/amount.tsx';
import { changeRatio, formatPercent } from '../money/format.ts';
import { Empty, Loaded } from '../states/states.tsx';
import { type CellKind, cellKey, findCell, isOpenable } from './statement-model.ts';
import { VoucherDrawer } from './voucher-drawer.tsx';
import './fund.css';

interface StatementProps {
  readonly book: string;
  readonly from: string;
  readonly to: string;
}

export function Statement(props: StatementProps) {
  const statement = useGet(reads.statement(props.book, props.from, props.to));
  return <Loaded query={statement}>{(data) => <StatementTable statement={data} />}</Loaded>;
}

function StatementTable(props: { readonly statement: StatementResponse }) {
  const { statement } = props;
  const [search, change] = useSearchValues();
  const unitName = useUnitName();
  const cell = findCell(statement, search.cell);
  const hasBudget = statement.lines.some((line) => line.budgetFen !== null);
  if (statement.lines.length === 0) return <Empty why="这段期间没有收支。" todo="可换一段期间。" />;
  const open = (line: StatementLine, kind: CellKind) => change({ cell: cellKey(line, kind), voucher: undefined });
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className="table-scroll" aria-label="收支表" tabIndex={0}>
        <table className="plain statement">
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col" className="numeric">
                本期 ({unitName})
              </th>
              <th scope="col" className="numeric">
                上年同期 ({unitName})
              </th>
              <th scope="col" className="numeric">
                增减
              </th>
              {hasBudget && (
                <>
                  <th scope="col" className="numeric">
                    年度预算 ({unitName})
                  </th>
                  <th scope="col" className="numeric">
                    占预算
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {statement.lines.map((line) => (
              <tr
                key={line.key}
                className={`line-${line.kind} level-${line.level} ${search.cell?.startsWith(line.key) && cell?.line === line ? 'open-row' : ''}`}
              >
                <th scope="row">{line.label}</th>
                <td className="numeric">
                  <Cell line={line} kind="now" amountFen={line.amountFen} onOpen={open} />
                </td>
                <td className="numeric">
                  <Cell
                    line={line}
                    kind="before"
                    amountFen={line.lastYearFen}
                    onOpen={statement.lastYear ? open : undefined}
                  />
                </td>
                <td className="numeric">
                  {line.amountFen === null ? '' : formatPercent(changeRatio(line.amountFen, line.lastYearFen))}
                </td>
                {hasBudget && (
                  <>
                    <td className="numeric">
                      <Amount fen={line.budgetFen} />
                    </td>
                    <td className="numeric">
                      {line.amountFen === null || !line.budgetFen ? '' : formatPercent(line.amountFen / line.budgetFen)}
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <VoucherDrawer statement={statement} cell={cell} />
    </>
  );
}

interface CellProps {
  readonly line: StatementLine;
  readonly kind: CellKind;
  readonly amountFen: number | null;
  readonly onOpen: ((line: StatementLine, kind: CellKind) => void) | undefined;
}

function Cell(props: CellProps) {
  const { line, kind, amountFen, onOpen } = props;
  if (amountFen === null || !onOpen || !isOpenable(line)) return <Amount fen={amountFen} />;
  return (
    <Button
      type="link"
      className="cell-button"
      aria-label={`${line.label}${kind === 'now' ? '本期' : '上年同期'}金额，查看凭证`}
      onClick={() => onOpen(line, kind)}
    >
      <Amount fen={amountFen} />
    </Button>
  );
}
