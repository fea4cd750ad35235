/** `tongchou verify`: everything that can be proved about the books, proved. */
import { sealAudit, verifyAudit } from '../audit/index.ts';
import { controlAccounts, FUNDS, fundBookId } from '../fund/index.ts';
import { formatYuan } from '../kernel/money.ts';
import { period } from '../kernel/periods.ts';
import type { Failure } from '../kernel/result.ts';
import { sealBook, verifyBook } from '../ledger/index.ts';
import { benefitBookId } from '../settlement/index.ts';
import { openOffice, type RunningOffice } from './office.ts';
import { padColumns, say } from './terminal.ts';

interface Finding {
  readonly what: string;
  readonly detail: string;
  readonly passed: boolean;
}

const ALL_PERIODS = period('9999-12');

/** Seals what is not sealed yet, then proves chains, balance and control accounts. Exit code 1 when anything fails. */
export async function verify(): Promise<number> {
  const running = await openOffice();
  try {
    const findings = await verifyOffice(running.office);
    for (const { what, detail, passed } of findings)
      say(`${passed ? '通过' : '不符'}  ${padColumns(what, 44)}${detail}`);
    const failures = findings.filter((finding) => !finding.passed).length;
    say(
      failures === 0
        ? `验证完成：${findings.length} 项全部通过`
        : `验证完成：${findings.length} 项中有 ${failures} 项不符`,
    );
    return failures === 0 ? 0 : 1;
  } finally {
    await running.close();
  }
}

export async function verifyOffice(office: RunningOffice['office']): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const bookId of [benefitBookId(office.area), ...FUNDS.map((fund) => fundBookId(office.area, fund))]) {
    await sealBook(office.db, bookId);
    const { fault, vouchers, seals } = await verifyBook(office.db, bookId);
    findings.push({ what: `账簿 ${bookId}`, ...describe(fault, `${vouchers} 张凭证，${seals} 批封存，借贷平衡`) });
  }
  await sealAudit(office.db);
  const audit = await verifyAudit(office.db);
  findings.push({ what: '审计日志', ...describe(audit.fault, `${audit.entries} 条，${audit.seals} 批封存`) });
  for (const line of await controlAccounts(office.db, office.area, ALL_PERIODS))
    findings.push({
      what: `对账 ${line.title}`,
      detail: `明细账 ${formatYuan(line.subLedger, { grouped: true })} 元，基金账 ${formatYuan(line.book, { grouped: true })} 元`,
      passed: line.difference === 0,
    });
  return findings;
}

function describe(fault: Failure | undefined, good: string): { readonly detail: string; readonly passed: boolean } {
  return fault === undefined ? { detail: good, passed: true } : { detail: fault.message, passed: false };
}
