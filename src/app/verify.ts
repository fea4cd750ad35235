/** `tongchou verify`: everything that can be proved about the books, proved. */
import fs from 'node:fs';
import { sealAudit, verifyAudit } from '../audit/index.ts';
import { controlAccounts, FUNDS, fundBookId, personControls } from '../fund/index.ts';
import type { Anchor } from '../kernel/hash-chain.ts';
import { formatYuan } from '../kernel/money.ts';
import { period } from '../kernel/periods.ts';
import { type Failure, refuse } from '../kernel/result.ts';
import { sealBook, verifyBook } from '../ledger/index.ts';
import { benefitBookId } from '../settlement/index.ts';
import { appErrors } from './errors.ts';
import { openOffice, type RunningOffice } from './office.ts';
import { padColumns, say } from './terminal.ts';

interface Finding {
  readonly what: string;
  readonly detail: string;
  readonly passed: boolean;
}

const ALL_PERIODS = period('9999-12');

/** The newest seal of every chain, by name: kept outside the database, it shows a chain rewritten as a whole. */
type Anchors = Readonly<Record<string, Anchor>>;

const AUDIT_CHAIN = 'audit';

export interface VerifyOptions {
  /** File of the anchors: compared with when it exists, written anew when everything was proved. */
  readonly anchors?: string | undefined;
}

/** Seals what is not sealed yet, then proves chains, balance and control accounts. Exit code 1 when anything fails. */
export async function verify(options: VerifyOptions = {}): Promise<number> {
  const before = readAnchors(options.anchors);
  const running = await openOffice();
  try {
    const { findings, anchors } = await verifyOffice(running.office, before);
    for (const { what, detail, passed } of findings)
      say(`${passed ? '通过' : '不符'}  ${padColumns(what, 44)}${detail}`);
    const failures = findings.filter((finding) => !finding.passed).length;
    if (failures === 0 && options.anchors) {
      fs.writeFileSync(options.anchors, `${JSON.stringify(anchors, null, 2)}\n`);
      say(`各链最新封存值已写入 ${options.anchors}，请另存于库外，下次验证时带上`);
    }
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

function readAnchors(file: string | undefined): Anchors {
  if (file === undefined || !fs.existsSync(file)) return {};
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Anchors;
  } catch {
    return refuse(appErrors.badAnchors({ file, path: 'anchors' }));
  }
}

async function verifyOffice(
  office: RunningOffice['office'],
  before: Anchors,
): Promise<{ readonly findings: Finding[]; readonly anchors: Anchors }> {
  const findings: Finding[] = [];
  const anchors: Record<string, Anchor> = {};
  for (const bookId of [benefitBookId(office.area), ...FUNDS.map((fund) => fundBookId(office.area, fund))]) {
    await sealBook(office.db, bookId);
    const { fault, vouchers, seals, newest } = await verifyBook(office.db, bookId, { anchor: before[bookId] });
    if (newest) anchors[bookId] = newest;
    findings.push({ what: `账簿 ${bookId}`, ...describe(fault, `${vouchers} 张凭证，${seals} 批封存，借贷平衡`) });
  }
  await sealAudit(office.db);
  const audit = await verifyAudit(office.db, { anchor: before[AUDIT_CHAIN] });
  if (audit.newest) anchors[AUDIT_CHAIN] = audit.newest;
  findings.push({ what: '审计日志', ...describe(audit.fault, `${audit.entries} 条，${audit.seals} 批封存`) });
  for (const line of await controlAccounts(office.db, office.area, ALL_PERIODS))
    findings.push({
      what: `对账 ${line.title}`,
      detail: `明细账 ${formatYuan(line.subLedger, { grouped: true })} 元，基金账 ${formatYuan(line.book, { grouped: true })} 元`,
      passed: line.difference === 0,
    });
  for (const { name, subLedger, inBook } of await personControls(office, ALL_PERIODS))
    findings.push({
      what: `对账 ${name}`,
      detail: `单据 ${formatYuan(subLedger, { grouped: true })} 元，明细账 ${formatYuan(inBook, { grouped: true })} 元`,
      passed: subLedger === inBook,
    });
  return { findings, anchors };
}

function describe(fault: Failure | undefined, good: string): { readonly detail: string; readonly passed: boolean } {
  return fault === undefined ? { detail: good, passed: true } : { detail: fault.message, passed: false };
}
