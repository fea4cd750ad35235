/** The shape of a served transaction, and what its handler is given. */
import type { IsoTime } from '../kernel/dates.ts';
import type { RequestEnvelope } from './envelope.ts';
import type { GatewayStore, GatewayUseCases, MessageKey, MessageRefs } from './use-cases.ts';
import type { InputNodes, Row } from './validation.ts';

export interface Call {
  readonly envelope: RequestEnvelope;
  readonly nodes: InputNodes;
  readonly now: IsoTime;
  /** The pooling area that the gateway speaks for. */
  readonly area: string;
  readonly useCases: GatewayUseCases;
  readonly store: GatewayStore;
  /** Waits for a message that this server is working on at the moment. */
  awaitMessage(key: MessageKey): Promise<void>;
}

export interface Outcome {
  /** The answer's `output`. */
  readonly output: unknown;
  /** The answer's `warn_msg`. */
  readonly warning?: string | undefined;
  readonly refs?: MessageRefs | undefined;
}

export interface Transaction {
  readonly infno: string;
  /** A write is answered from the message store when it comes again. */
  readonly kind: 'read' | 'write';
  /** Leaves with `Refused` (kernel/result.ts) when the office refuses. */
  run(call: Call): Promise<Outcome>;
}

/** The answer of transactions without output: an empty object, as recorded. */
export const NO_OUTPUT = {} as const;

/** The one row of a node; an absent optional node is an empty row. */
export function rowOf(call: Call, node: string): Row {
  return call.nodes[node]?.[0] ?? {};
}

export function rowsOf(call: Call, node: string): readonly Row[] {
  return call.nodes[node] ?? [];
}

/** A value that validation has made sure of. Throws (a fault of the program) when it is not there. */
export function requireText(row: Row, field: string): string {
  const value = row[field];
  if (value === undefined) throw new RangeError(`field ${field} is not required by the table`);
  return value;
}
