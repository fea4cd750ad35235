/** `tongchou simulate`: reforms tried on a year of claims, from the county's database or from a file. */
import fs from 'node:fs';
import { loadPolicies, type PolicyPack, type Scheme } from '../benefits/index.ts';
import { documentFormat, writeDocumentFile } from '../documents/index.ts';
import { dateOf, systemClock } from '../kernel/dates.ts';
import { parseYuan } from '../kernel/money.ts';
import { type Failure, type Result, refuse, unwrap } from '../kernel/result.ts';
import {
  baselinePolicy,
  compileReform,
  findBaselinePack,
  loadCountyClaims,
  loadParquetClaims,
  meetingSheet,
  openBench,
  runSimulation,
  type ScenarioPolicy,
  type SimulationClaims,
  simulationErrors,
} from '../simulation/index.ts';
import { openOffice, POLICIES } from './office.ts';
import { simulationText } from './simulation-text.ts';
import { createProgress, say, sayError } from './terminal.ts';

export interface SimulateOptions {
  readonly reform: readonly string[];
  /** Six-digit division of the office's own county, or a Parquet file. */
  readonly on: string;
  readonly year: number;
  readonly scheme: Scheme;
  /** Pack of the baseline; without it that of the area, or that of the first reform for a file. */
  readonly pack?: string | undefined;
  readonly burdenLine: string;
  readonly workers?: number | undefined;
  readonly format: 'text' | 'json';
  readonly out?: string | undefined;
}

const CANCELLED = 130;

/** Exit code 0; 130 when it was cancelled with Ctrl-C. */
export async function simulate(options: SimulateOptions): Promise<number> {
  const burdenLineFen = parseYuan(options.burdenLine);
  if (burdenLineFen === undefined || burdenLineFen <= 0) {
    return refuse(simulationErrors.badLine({ value: options.burdenLine, path: 'burdenLine' }));
  }
  // What cannot be written is told before anything is computed.
  const format = options.out === undefined ? undefined : unwrap(documentFormat(options.out));
  const packs = unwrap(loadPolicies(POLICIES));
  const { baseline, reforms } = readReforms(options, packs);
  return withCancel(async (signal) => {
    const started = performance.now();
    const progress = createProgress();
    const claims = await loadClaims(options, baseline, signal, (done, total) =>
      progress.report('读取就诊', done, total),
    );
    progress.finish();
    if (!claims.ok) return endWithout(claims.error);
    const bench = openBench(claims.value, performance.now() - started, options.workers);
    try {
      const report = await runSimulation(bench, baselinePolicy(baseline), reforms, {
        burdenLineFen,
        signal,
        onProgress: (name, done, total) => progress.report(name, done, total),
      });
      progress.finish();
      if (!report.ok) return endWithout(report.error);
      if (options.format === 'json') say(JSON.stringify(report.value, undefined, 1));
      else for (const line of simulationText(report.value)) say(line);
      if (options.out === undefined) return 0;
      const sheet = meetingSheet(report.value, { madeOn: dateOf(systemClock.now()), annex: format === 'xlsx' });
      sayError(`测算情况已写入 ${unwrap(await writeDocumentFile(sheet, options.out))}`);
      return 0;
    } finally {
      await bench.close();
    }
  });
}

/** What cancelling leaves: no result, and no error either. */
export function endWithout(error: Failure): number {
  if (error.code !== 'benefits.cancelled') return refuse(error);
  sayError('已取消，没有结果');
  return CANCELLED;
}

/** Ctrl-C cancels the work; a second one ends the process as usual. */
export async function withCancel(work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  process.once('SIGINT', cancel);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', cancel);
  }
}

interface ReadyReforms {
  readonly baseline: PolicyPack;
  readonly reforms: readonly ScenarioPolicy[];
}

/** The reforms, and the pack that they are held against: that of the area, or for a file that of the first reform. */
function readReforms(options: SimulateOptions, packs: readonly PolicyPack[]): ReadyReforms {
  const texts = options.reform.map((file) => {
    if (!fs.existsSync(file)) refuse(simulationErrors.noReformFile({ file, path: 'reform' }));
    return { name: file, text: fs.readFileSync(file, 'utf8') };
  });
  const named = namedBaseline(options, packs);
  const reforms = texts.map((text) => unwrap(compileReform(POLICIES, text, named)));
  const id = reforms[0]?.pack.id;
  const baseline = named ?? packs.find((pack) => pack.id === id);
  if (baseline === undefined) throw new RangeError('a run needs a reform');
  return { baseline, reforms };
}

/** The pack that was asked for, or that of the area; a file of claims has neither. */
function namedBaseline(
  { pack, on, scheme, year }: SimulateOptions,
  packs: readonly PolicyPack[],
): PolicyPack | undefined {
  if (pack === undefined) return isFile(on) ? undefined : unwrap(findBaselinePack(packs, { area: on, scheme, year }));
  const known = packs.map(({ id }) => id).join('、');
  const values = { reform: '现行政策', pack, known };
  return packs.find(({ id }) => id === pack) ?? refuse(simulationErrors.unknownPack({ path: 'pack', ...values }));
}

function isFile(on: string): boolean {
  return !/^\d{6}$/.test(on);
}

async function loadClaims(
  options: SimulateOptions,
  { decidedBy }: PolicyPack,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<Result<SimulationClaims>> {
  const { on, scheme, year } = options;
  const load = { decidedBy, signal, onProgress };
  if (isFile(on)) return loadParquetClaims(on, { ...load, scheme });
  const running = await openOffice();
  try {
    const { area, db } = running.office;
    if (on !== area) refuse(simulationErrors.otherArea({ value: on, area, path: 'on' }));
    return await loadCountyClaims(db, { area, scheme, year }, load);
  } finally {
    await running.close();
  }
}
