/**
 * The gateway itself: one message in, one answer out, whatever the transport.
 *
 * A write is done once per (provider, msgid, infno). Messages that are under way on this server share one run; a
 * message that was answered before is answered from the store; two servers that run the same message at once both
 * rely on the use cases, which do a thing once, and the one that stores second answers with what the first stored.
 * Refusals are not stored: nothing was done, so the corrected message may keep its number.
 */
import type { Clock, IsoTime } from '../kernel/dates.ts';
import { asResult, type Failure, failed, ok, type Result } from '../kernel/result.ts';
import { createAnswerSerials } from './answer-serial.ts';
import {
  type Answer,
  type AnswerTimes,
  answerDone,
  answerRefused,
  parseBody,
  type RequestEnvelope,
  type RequestHead,
  readEnvelope,
  readHead,
} from './envelope.ts';
import { gatewayErrors } from './errors.ts';
import { findTransactionOfPath, findTransactionTable } from './field-tables.ts';
import type { Outcome, Transaction } from './transaction.ts';
import { TRANSACTIONS } from './transactions/index.ts';
import type { GatewayStore, GatewayUseCases, MessageKey } from './use-cases.ts';
import { canonicalInput, type InputNodes, validateInput } from './validation.ts';

export interface GatewayDependencies {
  readonly useCases: GatewayUseCases;
  readonly store: GatewayStore;
  readonly clock: Clock;
  /** The pooling area: six digits. */
  readonly area: string;
}

export interface Incoming {
  /** The provider that the transport has authenticated. */
  readonly caller: string;
  /** The address's path, without query. */
  readonly path: string;
  readonly body: string;
}

/** What was answered, and what the log may know of it: never a value of the message. */
export interface Handled {
  readonly answer: Answer;
  readonly head: RequestHead;
  readonly failure: Failure | undefined;
  /** Answered from the store or by joining a run under way. */
  readonly repeated: boolean;
}

export interface Gateway {
  handle(incoming: Incoming): Promise<Handled>;
  /** An answer for a message that could not be handled at all. */
  refuse(failure: Failure): Answer;
}

interface Running {
  readonly digest: string;
  readonly answer: Promise<Done>;
}

interface Done {
  readonly answer: Answer;
  readonly failure: Failure | undefined;
  readonly repeated: boolean;
}

interface Request {
  readonly envelope: RequestEnvelope;
  readonly nodes: InputNodes;
  readonly transaction: Transaction;
}

const NO_HEAD: RequestHead = { infno: undefined, msgid: undefined };

const keyText = (key: MessageKey) => `${key.fixmedinsCode}/${key.msgid}/${key.infno}`;

export function createGateway(dependencies: GatewayDependencies): Gateway {
  return new MessageHandler(dependencies);
}

/** Times of an answer; the time of answering is taken when it is called. */
type Times = () => AnswerTimes;

class MessageHandler implements Gateway {
  readonly #dependencies: GatewayDependencies;
  readonly #nextSerial = createAnswerSerials();
  readonly #running = new Map<string, Running>();

  constructor(dependencies: GatewayDependencies) {
    this.#dependencies = dependencies;
  }

  async handle(incoming: Incoming): Promise<Handled> {
    const { clock, area } = this.#dependencies;
    const receivedAt = clock.now();
    const times = this.#timesFrom(receivedAt);
    const body = parseBody(incoming.body);
    const head = body.ok ? readHead(body.value) : NO_HEAD;
    const request = body.ok ? readRequest(body.value, incoming, area) : body;
    if (!request.ok) return { ...refusal(request.error, times), head };
    const isRead = request.value.transaction.kind === 'read';
    const done = isRead
      ? { ...(await this.#perform(request.value, receivedAt, times)), repeated: false }
      : await this.#runOnce(request.value, receivedAt, times);
    return { answer: done.answer, failure: done.failure, repeated: done.repeated, head };
  }

  refuse(failure: Failure): Answer {
    return answerRefused(failure, this.#timesFrom(this.#dependencies.clock.now())());
  }

  #timesFrom(receivedAt: IsoTime): Times {
    const began = performance.now();
    const serial = this.#nextSerial();
    const { area } = this.#dependencies;
    return () => ({ area, receivedAt, elapsedMillis: performance.now() - began, serial });
  }

  async #perform({ envelope, nodes, transaction }: Request, now: IsoTime, times: Times) {
    const { useCases, store, area } = this.#dependencies;
    const awaitMessage = (key: MessageKey) => this.#awaitMessage(key);
    const call = { envelope, nodes, now, area, useCases, store, awaitMessage };
    const result = await asResult<Outcome>(() => transaction.run(call));
    if (!result.ok) return { answer: answerRefused(result.error, times()), failure: result.error, refs: undefined };
    const { output, warning, refs } = result.value;
    return { answer: answerDone(output, warning, times()), failure: undefined, refs };
  }

  async #awaitMessage(key: MessageKey): Promise<void> {
    await this.#running.get(keyText(key))?.answer.catch(() => undefined);
  }

  /** Shares a run under way; else answers from the store; else runs and stores. */
  async #runOnce(request: Request, now: IsoTime, times: Times): Promise<Done> {
    const key = messageKeyOf(request.envelope);
    const digest = this.#dependencies.store.digest(canonicalInput(request.nodes));
    const underWay = this.#running.get(keyText(key));
    if (underWay && underWay.digest !== digest) return refusal(gatewayErrors.messageReused(params(key)), times);
    if (underWay) return { ...(await underWay.answer), repeated: true };
    const answer = this.#answerOrRun(request, key, digest, now, times);
    this.#running.set(keyText(key), { digest, answer });
    try {
      return await answer;
    } finally {
      this.#running.delete(keyText(key));
    }
  }

  async #answerOrRun(request: Request, key: MessageKey, digest: string, now: IsoTime, times: Times): Promise<Done> {
    const stored = await this.#answerFromStore(key, digest, times);
    if (stored) return stored;
    const { answer, failure, refs = {} } = await this.#perform(request, now, times);
    if (failure) return { answer, failure, repeated: false };
    const { opter } = request.envelope;
    const message = { ...key, digest, refs, answer: JSON.stringify(answer), receivedAt: now, opter };
    const saved = await this.#dependencies.store.saveMessage(message);
    // Not saved: another server stored the same message while this one worked, and its answer is the answer.
    const standing = saved ? undefined : await this.#answerFromStore(key, digest, times);
    return standing ?? { answer, failure: undefined, repeated: false };
  }

  async #answerFromStore(key: MessageKey, digest: string, times: Times): Promise<Done | undefined> {
    const stored = await this.#dependencies.store.findMessage(key);
    if (!stored) return undefined;
    if (stored.digest !== digest) return refusal(gatewayErrors.messageReused(params(key)), times);
    if (stored.annulledBy !== undefined) return refusal(gatewayErrors.messageAnnulled(params(key)), times);
    return { answer: JSON.parse(stored.answer) as Answer, failure: undefined, repeated: true };
  }
}

const messageKeyOf = ({ fixmedinsCode, msgid, infno }: RequestEnvelope): MessageKey => ({
  fixmedinsCode,
  msgid,
  infno,
});

const params = (key: MessageKey) => ({ msgid: key.msgid, infno: key.infno, path: 'msgid' });

function refusal(failure: Failure, times: Times): Done {
  return { answer: answerRefused(failure, times()), failure, repeated: false };
}

/** Envelope, caller, area and field tables: everything that can be refused without asking the office. */
function readRequest(body: Readonly<Record<string, unknown>>, incoming: Incoming, area: string): Result<Request> {
  const read = readEnvelope(body, findTransactionOfPath(incoming.path));
  if (!read.ok) return read;
  const envelope = read.value;
  const { infno, fixmedinsCode, insuplcAdmdvs } = envelope;
  if (fixmedinsCode !== incoming.caller)
    return failed(
      gatewayErrors.otherProvider({ value: fixmedinsCode, caller: incoming.caller, path: 'fixmedins_code' }),
    );
  if (insuplcAdmdvs !== undefined && !isInArea(insuplcAdmdvs, area))
    return failed(gatewayErrors.otherArea({ value: insuplcAdmdvs, area, path: 'insuplc_admdvs' }));
  const table = findTransactionTable(infno);
  const transaction = TRANSACTIONS.get(infno);
  if (!table || !transaction) return failed(gatewayErrors.notServed({ infno, path: 'infno' }));
  const nodes = validateInput(table, envelope.input);
  return nodes.ok ? ok({ envelope, nodes: nodes.value, transaction }) : nodes;
}

/** The area itself or the city it belongs to, which is written with 00 or 99 in the last place. */
function isInArea(division: string, area: string): boolean {
  return division === area || division === `${area.slice(0, 4)}00` || division === `${area.slice(0, 4)}99`;
}
