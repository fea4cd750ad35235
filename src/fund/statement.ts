/** The income and expenditure statement (收支表) of a fund, from the trial balance. Pure. */
import { addFen, type Fen, negateFen, subtractFen, sumFen, ZERO_FEN } from '../kernel/money.ts';
import type { TrialBalanceRow } from '../ledger/index.ts';
import { naturalBalance } from '../ledger/index.ts';
import { ACCOUNT } from './chart.ts';
import type { StatementLine } from './model.ts';

interface LineTemplate {
  readonly key: string;
  readonly label: string;
  readonly accounts?: readonly string[];
  /** Parts printed under the line. */
  readonly parts?: readonly (readonly [key: string, label: string, account: string])[];
}

const INCOME: readonly LineTemplate[] = [
  {
    key: 'premiums',
    label: '社会保险费收入',
    parts: [
      ['premiums.unit', '单位缴费', ACCOUNT.unitPremiums],
      ['premiums.personal', '个人缴费', ACCOUNT.personalPremiums],
      ['premiums.assisted', '资助参保', ACCOUNT.assistedPremiums],
    ],
  },
  {
    key: 'subsidy',
    label: '财政补贴收入',
    parts: [
      ['subsidy.central', '中央', ACCOUNT.subsidyCentral],
      ['subsidy.province', '省级', ACCOUNT.subsidyProvince],
      ['subsidy.city', '市级', ACCOUNT.subsidyCity],
      ['subsidy.county', '县级', ACCOUNT.subsidyCounty],
    ],
  },
  { key: 'interest', label: '利息收入', accounts: [ACCOUNT.interest] },
  { key: 'otherIncome', label: '其他收入', accounts: [ACCOUNT.otherIncome] },
];

const EXPENDITURE: readonly LineTemplate[] = [
  {
    key: 'benefits',
    label: '社会保险待遇支出',
    parts: [
      ['benefits.inpatient', '住院费用', ACCOUNT.inpatient],
      ['benefits.outpatient', '门诊费用', ACCOUNT.outpatient],
      ['benefits.chronic', '门诊慢特病', ACCOUNT.chronic],
      ['benefits.account', '个人账户支出', ACCOUNT.personalAccount],
      ['benefits.enrolment', '资助参保', ACCOUNT.assistedEnrolment],
    ],
  },
  { key: 'criticalIllness', label: '大病保险支出', accounts: [ACCOUNT.insurancePremium] },
  { key: 'otherExpense', label: '其他支出', accounts: [ACCOUNT.otherExpense] },
];

/**
 * Lines in the order of the fund's statement: opening balance, income, expenditure, the year's surplus, closing
 * balance. `opening` is the general balance before the first month; movements exclude the year-end transfer.
 * Identities: SI-2 surplus = income − expenditure; SI-3 closing = opening + surplus.
 */
export function buildStatement(rows: readonly TrialBalanceRow[], opening: Fen): StatementLine[] {
  const movement = new Map(
    rows.map((row) => [row.code, naturalBalance(row.element, subtractFen(row.debit, row.credit))]),
  );
  const income = sideLines(INCOME, movement);
  const expenditure = sideLines(EXPENDITURE, movement);
  const surplus = subtractFen(income.total, expenditure.total);
  return [
    head('opening', '一、上年结余', opening),
    head('income', '二、本年收入', income.total),
    ...income.lines,
    head('expenditure', '三、本年支出', expenditure.total),
    ...expenditure.lines,
    head('surplus', '四、本年收支结余', surplus),
    head('closing', '五、年末滚存结余', addFen(opening, surplus)),
  ];
}

function head(key: string, label: string, amount: Fen): StatementLine {
  return { key, label, level: 0, amount, accounts: [] };
}

function sideLines(
  templates: readonly LineTemplate[],
  movement: ReadonlyMap<string, Fen>,
): { readonly lines: StatementLine[]; readonly total: Fen } {
  const of = (account: string) => movement.get(account) ?? ZERO_FEN;
  const lines = templates.flatMap((template): StatementLine[] => {
    const accounts = template.accounts ?? (template.parts ?? []).map(([, , account]) => account);
    const amount = sumFen(accounts.map(of));
    const parts = (template.parts ?? []).map(
      ([key, label, account]): StatementLine => ({ key, label, level: 2, amount: of(account), accounts: [account] }),
    );
    return [{ key: template.key, label: template.label, level: 1, amount, accounts }, ...parts];
  });
  return { lines, total: sumFen(lines.filter((line) => line.level === 1).map((line) => line.amount)) };
}

/** The year-end transfer: every income and expense account to the general balance. */
export function closingPostings(rows: readonly TrialBalanceRow[]): { account: string; amount: Fen }[] {
  const flows = rows
    .filter((row) => (row.element === 'income' || row.element === 'expense') && row.closing !== 0)
    .map((row) => ({ account: row.code, amount: negateFen(row.closing) }));
  const total = sumFen(flows.map((flow) => flow.amount));
  return flows.length === 0 || total === 0 ? flows : [...flows, { account: ACCOUNT.balance, amount: negateFen(total) }];
}
