/**
 * The laboratory as a server keeps it: claims are loaded once, kept for the runs that follow and let go when nobody has
 * run anything for a while; runs wait for each other and can be cancelled. All of it is in memory: a restart forgets.
 */
import { randomUUID } from 'node:crypto';
import type { Actor, Office } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import type { PolicyPack, Scheme } from '../benefits/index.ts';
import { transact } from '../database/index.ts';
import type { IsoTime } from '../kernel/dates.ts';
import { type Failure, failed, ok, Refused, type Result, unwrap } from '../kernel/result.ts';
import { baselinePolicy, type ScenarioPolicy } from './apply-reform.ts';
import { simulationErrors } from './errors.ts';
import { loadCountyClaims } from './load-county.ts';
import { type OpenBench, openBench } from './open-bench.ts';
import type { SimulationReport } from './report.ts';
import { runSimulation } from './run-simulation.ts';

export interface RunRequest {
  readonly scheme: Scheme;
  readonly year: number;
  readonly burdenLineFen: number;
  readonly baseline: PolicyPack;
  readonly reforms: readonly ScenarioPolicy[];
}

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A run as it stands. */
export interface Job {
  readonly id: string;
  readonly startedBy: { readonly accountId: string; readonly name: string };
  readonly startedAt: IsoTime;
  readonly request: Pick<RunRequest, 'scheme' | 'year'> & { readonly reforms: readonly string[] };
  readonly state: JobState;
  /** What is being done, with how much of it is done. */
  readonly phase: string;
  readonly done: number;
  readonly total: number;
  readonly failure: Failure | undefined;
  readonly report: SimulationReport | undefined;
}

export interface LaboratoryOptions {
  /** Claims are let go after this time without a run. */
  readonly idleMs?: number | undefined;
  readonly workers?: number | undefined;
  /** A fault of a run: it ends that run, not the server. */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

const IDLE_MS = 10 * 60_000;
export const JOBS_KEPT = 8;
export const MOST_WAITING = 4;

export class Laboratory {
  readonly #office: Office;
  readonly #options: LaboratoryOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #controllers = new Map<string, AbortController>();
  #queue: Promise<void> = Promise.resolve();
  #bench: { readonly key: string; readonly open: OpenBench } | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(office: Office, options: LaboratoryOptions = {}) {
    this.#office = office;
    this.#options = options;
  }

  /** Puts a run into the queue. Refuses `simulation.busy` when too many wait already. */
  async start(actor: Actor, request: RunRequest): Promise<Result<Job>> {
    const waiting = [...this.#jobs.values()].filter(({ state }) => state === 'waiting').length;
    if (waiting >= MOST_WAITING) return failed(simulationErrors.busy({ limit: MOST_WAITING }));
    const job: Job = {
      id: randomUUID(),
      startedBy: { accountId: actor.accountId, name: actor.name },
      startedAt: this.#office.clock.now(),
      request: { scheme: request.scheme, year: request.year, reforms: request.reforms.map(({ name }) => name) },
      state: 'waiting',
      phase: '等待',
      done: 0,
      total: 0,
      failure: undefined,
      report: undefined,
    };
    const recorded = await transact(this.#office.db, (tx) =>
      recordAudit(tx, {
        actor,
        action: 'simulation.run',
        subjectKind: 'simulation',
        subjectId: job.id,
        detail: { insutype: request.scheme, year: request.year, reforms: job.request.reforms },
      }),
    );
    if (!recorded.ok) return recorded;
    this.#keep(job);
    const controller = new AbortController();
    this.#controllers.set(job.id, controller);
    this.#queue = this.#queue.then(() => this.#run(job.id, request, controller.signal));
    return ok(job);
  }

  find(id: string): Result<Job> {
    const job = this.#jobs.get(id);
    return job ? ok(job) : failed(simulationErrors.unknownJob({ path: 'id', kept: JOBS_KEPT }));
  }

  /** Newest first. */
  list(): Job[] {
    return [...this.#jobs.values()].reverse();
  }

  /** Cancels a run that waits or is under way; one that has ended stays as it is. */
  cancel(id: string): Result<Job> {
    const found = this.find(id);
    if (!found.ok) return found;
    if (found.value.state === 'waiting') this.#change(id, { state: 'cancelled', phase: '已取消' });
    this.#controllers.get(id)?.abort();
    return this.find(id);
  }

  /** Cancels everything and lets go of the claims. */
  async close(): Promise<void> {
    for (const controller of this.#controllers.values()) controller.abort();
    await this.#queue;
    await this.#release();
  }

  async #run(id: string, request: RunRequest, signal: AbortSignal): Promise<void> {
    if (this.#jobs.get(id)?.state !== 'waiting') return;
    clearTimeout(this.#idle);
    this.#change(id, { state: 'running', phase: '读取就诊' });
    try {
      const bench = await this.#openBench(id, request, signal);
      const report = unwrap(
        await runSimulation(bench, baselinePolicy(request.baseline), request.reforms, {
          burdenLineFen: request.burdenLineFen,
          signal,
          onProgress: (phase, done, total) => this.#change(id, { phase, done, total }),
        }),
      );
      this.#change(id, { state: 'done', phase: '完成', report });
    } catch (error) {
      this.#fail(id, error);
    } finally {
      this.#controllers.delete(id);
      this.#idle = setTimeout(() => void this.#release(), this.#options.idleMs ?? IDLE_MS);
      this.#idle.unref();
    }
  }

  #fail(id: string, error: unknown): void {
    const failure = error instanceof Refused ? error.failure : undefined;
    if (failure?.code === 'benefits.cancelled') this.#change(id, { state: 'cancelled', phase: '已取消' });
    else if (failure !== undefined) this.#change(id, { state: 'failed', phase: '未完成', failure });
    else {
      this.#options.onFault?.(error);
      this.#change(id, { state: 'failed', phase: '未完成', failure: simulationErrors.fault() });
      // What a fault has left of the workers is not to be trusted.
      void this.#release();
    }
  }

  /** The claims asked for: those at hand, or read anew in place of others. */
  async #openBench(id: string, request: RunRequest, signal: AbortSignal): Promise<OpenBench> {
    const { scheme, year, baseline } = request;
    const key = `${scheme} ${year} ${baseline.decidedBy}`;
    if (this.#bench?.key === key) return this.#bench.open;
    await this.#release();
    const started = performance.now();
    const query = { area: this.#office.area, scheme, year };
    const claims = unwrap(
      await loadCountyClaims(this.#office.db, query, {
        decidedBy: baseline.decidedBy,
        signal,
        onProgress: (done, total) => this.#change(id, { done, total }),
      }),
    );
    const open = openBench(claims, performance.now() - started, this.#options.workers);
    this.#bench = { key, open };
    return open;
  }

  async #release(): Promise<void> {
    clearTimeout(this.#idle);
    const bench = this.#bench;
    this.#bench = undefined;
    await bench?.open.close();
  }

  #keep(job: Job): void {
    this.#jobs.set(job.id, job);
    const ended = [...this.#jobs.values()].filter(({ state }) => state !== 'waiting' && state !== 'running');
    for (const { id } of ended.slice(0, Math.max(this.#jobs.size - JOBS_KEPT, 0))) this.#jobs.delete(id);
  }

  #change(id: string, change: Partial<Job>): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#jobs.set(id, { ...job, ...change });
  }
}
