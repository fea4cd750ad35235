/**
 * What the interface asks of the office. `office-use-cases.ts` wires it to the capabilities; tests give it an
 * in-memory office. Keys carry no area: a gateway speaks for one pooling area.
 */
import type { Scheme } from '../benefits/index.ts';
import type { IsoDate, IsoTime } from '../kernel/dates.ts';
import type { Result } from '../kernel/result.ts';
import type { PersonRecord } from '../people/index.ts';
import type { CatalogueItem, Provider } from '../providers/index.ts';
import type {
  FeeLine,
  NewFeeLine,
  NewVisit,
  Presettlement,
  ReverseRequest,
  Settlement,
  SettleRequest,
  Visit,
  VisitAmendment,
} from '../settlement/index.ts';

/** The key of a visit within the area. */
export interface VisitRef {
  readonly psnNo: string;
  readonly mdtrtId: string;
}

export interface EntitlementQuery {
  readonly psnNo: string;
  readonly insutype: Scheme;
  readonly fixmedinsCode: string;
  readonly care: Visit['care'];
  readonly place: Visit['place'];
  readonly diseaseCode: string | undefined;
  readonly on: IsoDate;
}

/** Whether one fund pays for the person's care on a day (2001). */
export interface FundEntitlement {
  readonly fundPayType: string;
  readonly title: string;
  readonly entitled: boolean;
  readonly from: IsoDate;
  /** Last day, inclusive; undefined while it lasts. */
  readonly to: IsoDate | undefined;
  /** Why not, where not. */
  readonly reason: string | undefined;
}

/** One of a year's running totals (5206). Counts are plain numbers, amounts fen. */
export interface YearTotal {
  readonly insutype: Scheme;
  readonly year: number;
  readonly id: string;
  readonly title: string;
  readonly kind: 'count' | 'amount';
  readonly value: number;
}

type InArea<T> = Omit<T, 'area'>;

export interface GatewayUseCases {
  /** The secret of a provider's gateway headers. */
  findSecret(fixmedinsCode: string): Promise<string | undefined>;
  findProvider(fixmedinsCode: string): Promise<Provider | undefined>;
  findItemVersions(codes: readonly string[]): Promise<ReadonlyMap<string, readonly CatalogueItem[]>>;

  findPsnNo(certType: string, certNo: string): Promise<string | undefined>;
  findPerson(psnNo: string): Promise<PersonRecord | undefined>;
  revealCertNo(psnNo: string): Promise<Result<string>>;
  checkEntitlement(query: EntitlementQuery): Promise<Result<readonly FundEntitlement[]>>;
  listTotals(psnNo: string, year: number): Promise<readonly YearTotal[]>;

  findVisit(visit: VisitRef): Promise<Visit | undefined>;
  listLines(visit: VisitRef): Promise<readonly FeeLine[]>;
  registerVisit(visit: InArea<NewVisit>): Promise<Result<Visit>>;
  amendVisit(visit: VisitRef, change: VisitAmendment): Promise<Result<Visit>>;
  cancelVisit(visit: VisitRef): Promise<Result<void>>;
  recordFees(visit: VisitRef, lines: readonly NewFeeLine[]): Promise<Result<readonly FeeLine[]>>;
  withdrawFees(
    visit: VisitRef,
    which: { readonly serials?: readonly string[] | undefined; readonly batchNo?: string | undefined },
  ): Promise<Result<number>>;
  discharge(
    visit: VisitRef,
    change: {
      readonly dischargedOn: IsoDate;
      readonly diagnosisCode?: string | undefined;
      readonly diagnosisName?: string | undefined;
    },
  ): Promise<Result<Visit>>;
  undoDischarge(visit: VisitRef): Promise<Result<Visit>>;

  presettle(request: InArea<SettleRequest>): Promise<Result<Presettlement>>;
  settle(request: InArea<SettleRequest>): Promise<Result<Settlement>>;
  reverse(request: InArea<ReverseRequest>): Promise<Result<Settlement>>;
}

/** A write that was done, as the message store keeps it. */
export interface StoredMessage extends MessageKey {
  /** Keyed digest of the canonical input. */
  readonly digest: string;
  readonly refs: MessageRefs;
  /** The answer in full, as it was sent. */
  readonly answer: string;
  readonly receivedAt: IsoTime;
  readonly opter: string;
  /** msgid of the 2601 that annulled it. */
  readonly annulledBy: string | undefined;
}

export interface MessageKey {
  readonly fixmedinsCode: string;
  readonly msgid: string;
  readonly infno: string;
}

/** What a message did, for a later 2601. */
export interface MessageRefs {
  readonly psnNo?: string | undefined;
  readonly mdtrtId?: string | undefined;
  readonly setlId?: string | undefined;
}

export interface SignIn {
  readonly fixmedinsCode: string;
  readonly opter: string;
  readonly mac: string;
  readonly ip: string;
  readonly at: IsoTime;
}

/** The gateway's own records: messages and sign-ins. */
export interface GatewayStore {
  findMessage(key: MessageKey): Promise<StoredMessage | undefined>;
  /** Keeps a message; false when the key is taken already (another server was quicker). */
  saveMessage(message: Omit<StoredMessage, 'annulledBy'>): Promise<boolean>;
  annulMessage(key: MessageKey, by: string): Promise<void>;
  openSignIn(signIn: SignIn): Promise<string>;
  /** Closes a sign-in of the day, the latest when no number is given; false when there is none open. */
  closeSignIn(sign: {
    fixmedinsCode: string;
    opter: string;
    signNo: string | undefined;
    at: IsoTime;
  }): Promise<boolean>;
  /** Keyed digest: equal texts, equal digests; the text cannot be guessed from it without the key. */
  digest(text: string): string;
}
