/** What every answer is made of: codes with names, pages of rows, states, actions, decisions, errors. */

export interface Coded {
  code: string;
  name: string;
}

export interface ApiErrorBody {
  /** `capability.name`, stable. */
  code: string;
  /** What happened, Chinese. */
  message: string;
  /** What to do about it, Chinese. */
  remedy: string;
  /** The field or place that is wrong. */
  path?: string;
}

export interface PageOf<Row> {
  rows: Row[];
  /** Number of matching rows. */
  total: number;
  page: number;
  size: number;
}

export interface PageQuery {
  page?: number;
  size?: number;
  sort?: string;
}

/** How a state is coloured: waiting amber, done green, wrong red, neutral grey. */
export type Tone = 'waiting' | 'done' | 'wrong' | 'neutral';

export interface StateView extends Coded {
  tone: Tone;
}

/** What the signed-in user may do with this record now; the server checks again when it is done. */
export interface ActionView {
  /** approve · return · release · reveal … */
  action: string;
  allowed: boolean;
  /** Chinese, when not allowed: 经办人与复核人不能为同一人. */
  why?: string;
}

/** One decision of the approval flow, oldest first. */
export interface DecisionView {
  step: string;
  stepTitle: string;
  decision: 'submit' | 'approve' | 'return' | 'reverse';
  comment: string;
  by: string;
  at: string;
}

/** A voucher something posted, and where it stands in its book. */
export interface VoucherLink {
  bookId: string;
  bookName: string;
  voucherId: string;
  voucherNo: number | null;
  amountFen: number;
  link: string;
}
