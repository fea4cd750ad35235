/**
 * Micro-batching by queue depth: while one batch is being written, the requests that arrive wait together and go next
 * as one transaction. With little load every request goes alone and at once; under load a commit carries up to
 * `limit` settlements (docs/decisions/006-settlement-path.md).
 */
import { asResult, type Result } from '../kernel/result.ts';
import type { Settlement, SettleRequest } from './model.ts';
import type { SettlementOffice } from './office.ts';
import { settleBatch } from './settle.ts';

interface Waiting {
  readonly request: SettleRequest;
  readonly resolve: (result: Result<Settlement>) => void;
  readonly reject: (error: unknown) => void;
}

const BATCH_LIMIT = 64;
const CONCURRENT_BATCHES = 3;

export type Settler = (request: SettleRequest) => Promise<Result<Settlement>>;

/** A `settle` that shares transactions with whatever else is waiting. */
export function createSettler(office: SettlementOffice, limit = BATCH_LIMIT): Settler {
  const queue: Waiting[] = [];
  let running = 0;

  async function runNext(): Promise<void> {
    if (running >= CONCURRENT_BATCHES || queue.length === 0) return;
    running += 1;
    const batch = takeDistinctPersons(queue, limit);
    try {
      await settleTogether(office, batch);
    } finally {
      running -= 1;
      void runNext();
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      queue.push({ request, resolve, reject });
      void runNext();
    });
}

/** Takes up to `limit` waiting requests of different persons, in order; two batches then rarely meet on one person. */
function takeDistinctPersons(queue: Waiting[], limit: number): Waiting[] {
  const persons = new Set<string>();
  const taken: Waiting[] = [];
  const left: Waiting[] = [];
  for (const waiting of queue.splice(0)) {
    if (taken.length < limit && !persons.has(waiting.request.psnNo)) {
      persons.add(waiting.request.psnNo);
      taken.push(waiting);
    } else left.push(waiting);
  }
  queue.push(...left);
  return taken;
}

/** One transaction for all; when the batch as a whole fails, each request is tried alone and answers for itself. */
async function settleTogether(office: SettlementOffice, batch: readonly Waiting[]): Promise<void> {
  const requests = batch.map((waiting) => waiting.request);
  try {
    const settled = await asResult(() => settleBatch(office, requests));
    if (settled.ok) for (const [index, result] of settled.value.entries()) batch[index]?.resolve(result);
    else if (batch.length === 1) batch[0]?.resolve(settled);
    else await settleOneByOne(office, batch);
  } catch (error) {
    if (batch.length === 1) batch[0]?.reject(error);
    else await settleOneByOne(office, batch);
  }
}

async function settleOneByOne(office: SettlementOffice, batch: readonly Waiting[]): Promise<void> {
  for (const waiting of batch) await settleTogether(office, [waiting]);
}
