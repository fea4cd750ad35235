/**
 * An office in memory, for tests of mapping and message handling. It keeps visits and lines and settles a visit once,
 * for amounts that the test names; it knows no benefit rules. Used by tests alone.
 */
import { createHmac } from 'node:crypto';
import { type Charges, type LayerResult, type SettlementAmounts, sumCharges } from '../benefits/index.ts';
import { type IsoDate, type IsoTime, isoDate, isoTime } from '../kernel/dates.ts';
import { type Fen, fen, negateFen, ZERO_FEN } from '../kernel/money.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import { type PersonRecord, peopleErrors } from '../people/index.ts';
import type { CatalogueItem, Provider } from '../providers/index.ts';
import {
  type FeeLine,
  type NewFeeLine,
  type NewVisit,
  type Presettlement,
  type ReverseRequest,
  type Settlement,
  type SettleRequest,
  settlementErrors,
  type Visit,
  type VisitAmendment,
} from '../settlement/index.ts';
import { createGateway, type Gateway, type Handled } from './service.ts';
import type {
  EntitlementQuery,
  GatewayStore,
  GatewayUseCases,
  StoredMessage,
  VisitRef,
  YearTotal,
} from './use-cases.ts';

export const AREA = '610326';
export const HOSPITAL = 'H61032600001';
export const OTHER_HOSPITAL = 'H61032600002';
export const SECRET = 'secretKey';
export const PSN_NO = '61032600000000000001';
export const CERT_NO = '610326196001010018';
export const NOW: IsoTime = isoTime('2026-03-10 09:30:00');

export interface SettledBy {
  readonly amounts: SettlementAmounts;
  readonly layers: readonly LayerResult[];
}

const person: PersonRecord = {
  person: {
    area: AREA,
    psnNo: PSN_NO,
    name: '参保人甲',
    gender: '1',
    birthDate: isoDate('1960-01-01'),
    certType: '01',
    certMasked: '610326********0018',
    householdId: 'H1',
    villageCode: '610326101001',
  },
  deceasedOn: null,
  covers: [{ insutype: '390', psnType: '15', from: isoDate('2025-01-01'), to: null, empNo: null, civilServant: false }],
  identities: [{ code: '2303', from: isoDate('2026-01-01'), to: isoDate('2027-01-01') }],
  suspensions: [],
  arrears: [],
  payments: [],
  chronic: [],
  accountBalance: ZERO_FEN,
};

const provider: Provider = {
  fixmedinsCode: HOSPITAL,
  name: '县医院',
  kind: 'hospital',
  grade: 'two',
  division: AREA,
  agreementFrom: isoDate('2025-01-01'),
};

/** A class-B drug with 5 % prior share, as in the line recorded in Hebei: 4.52 yuan gives 0.23 and 4.29. */
export const DRUG: CatalogueItem = {
  itemCode: 'XA01ABD075A002010100483',
  from: isoDate('2025-01-01'),
  name: '样例药品',
  unit: '盒',
  listType: '101',
  itemClass: '02',
  chargeType: '09',
  priorRatePer10k: 500,
  restricted: false,
  source: '样例',
};

export function amountsOf(given: Partial<SettlementAmounts>): SettlementAmounts {
  const names = [
    ...['total', 'fullSelfPay', 'overLimit', 'priorShare', 'inScope', 'deductible', 'pool', 'civilServant'],
    ...['enterprise', 'criticalIllness', 'largeAmount', 'medicalAid', 'other', 'fundTotal', 'personTotal'],
    ...['account', 'cash', 'hospitalShare'],
  ];
  const zeros = Object.fromEntries(names.map((name) => [name, ZERO_FEN])) as unknown as SettlementAmounts;
  return { ...zeros, ...given };
}

/** Use cases over plain maps. */
export class FakeOffice implements GatewayUseCases {
  readonly visits = new Map<string, Visit>();
  readonly lines = new Map<string, readonly FeeLine[]>();
  readonly settlements: Settlement[] = [];
  readonly messages = new Map<string, StoredMessage>();
  /** Names of the writing use cases, in the order of their calls. */
  readonly calls: string[] = [];
  #serial = 0;

  /** What settling a visit gives; by default the whole bill falls to the person. */
  settledBy = (charges: Charges): SettledBy => ({
    amounts: amountsOf({ ...charges, personTotal: charges.total, cash: charges.total }),
    layers: [],
  });

  async findSecret(code: string): Promise<string | undefined> {
    return code === HOSPITAL || code === OTHER_HOSPITAL ? SECRET : undefined;
  }
  async findProvider(code: string) {
    return { ...provider, fixmedinsCode: code };
  }
  async findItemVersions(codes: readonly string[]) {
    return new Map(codes.includes(DRUG.itemCode) ? [[DRUG.itemCode, [DRUG]]] : []);
  }
  async findPsnNo(certType: string, certNo: string): Promise<string | undefined> {
    return certType === '01' && certNo === CERT_NO ? PSN_NO : undefined;
  }
  async findPerson(psnNo: string) {
    return psnNo === PSN_NO ? person : undefined;
  }
  async revealCertNo(psnNo: string) {
    return psnNo === PSN_NO ? ok(CERT_NO) : failed(peopleErrors.unknownPerson({ value: psnNo }));
  }
  async checkEntitlement({ on }: EntitlementQuery) {
    const entitled = {
      fundPayType: '390100',
      title: '统筹',
      entitled: true,
      from: on,
      to: undefined,
      reason: undefined,
    };
    return ok([entitled, { ...entitled, fundPayType: '610100', entitled: false, reason: '非救助对象' }]);
  }
  async listTotals(_: string, year: number): Promise<readonly YearTotal[]> {
    return [
      { insutype: '390', year, id: 'poolPaid', title: '统筹支付', kind: 'amount', value: 123456 },
      { insutype: '390', year, id: 'admissions', title: '住院次数', kind: 'count', value: 2 },
    ];
  }
  async findVisit(ref: VisitRef) {
    return this.visits.get(ref.mdtrtId);
  }
  async listLines(ref: VisitRef) {
    return this.lines.get(ref.mdtrtId) ?? [];
  }

  async registerVisit(visit: Omit<NewVisit, 'area'>): Promise<Result<Visit>> {
    this.calls.push('registerVisit');
    const standing = [...this.visits.values()].find(
      (other) => other.visitNo === visit.visitNo && other.state !== 'cancelled',
    );
    if (standing) return failed(settlementErrors.duplicateVisit({ value: visit.visitNo, mdtrtId: standing.mdtrtId }));
    const state = visit.care === 'inpatient' ? 'open' : 'discharged';
    const registered: Visit = { ...visit, area: AREA, mdtrtId: this.#nextId('M'), state, setlId: null };
    this.visits.set(registered.mdtrtId, registered);
    return ok(registered);
  }
  async amendVisit(ref: VisitRef, values: VisitAmendment) {
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    return this.#change(ref, Object.fromEntries(given));
  }
  async cancelVisit(ref: VisitRef): Promise<Result<void>> {
    this.calls.push('cancelVisit');
    if (this.visits.get(ref.mdtrtId)?.state === 'cancelled')
      return failed(settlementErrors.cancelled({ value: ref.mdtrtId }));
    const changed = this.#change(ref, { state: 'cancelled' });
    return changed.ok ? ok(undefined) : changed;
  }
  async discharge(ref: VisitRef, { dischargedOn }: { readonly dischargedOn: IsoDate }) {
    return this.#change(ref, { state: 'discharged', dischargedOn });
  }
  async undoDischarge(ref: VisitRef) {
    return this.#change(ref, { state: 'open', dischargedOn: undefined });
  }

  async recordFees(ref: VisitRef, sent: readonly NewFeeLine[]): Promise<Result<readonly FeeLine[]>> {
    this.calls.push('recordFees');
    const before = await this.listLines(ref);
    const repeated = sent.find((line) => before.some((other) => other.serial === line.serial));
    if (repeated) return failed(settlementErrors.duplicateLine({ value: repeated.serial }));
    const priced = sent.map(({ approval: _, ...line }): FeeLine => {
      const priorShare = fen(Math.round((line.total * DRUG.priorRatePer10k) / 10_000));
      const parts = { fullSelfPay: ZERO_FEN, overLimit: ZERO_FEN, priorShare, inScope: fen(line.total - priorShare) };
      return { ...line, ...parts, itemClass: DRUG.itemClass, chargeType: DRUG.chargeType };
    });
    this.lines.set(ref.mdtrtId, [...before, ...priced]);
    return ok(priced);
  }
  async withdrawFees(
    ref: VisitRef,
    which: { readonly serials?: readonly string[] | undefined; readonly batchNo?: string | undefined },
  ): Promise<Result<number>> {
    this.calls.push('withdrawFees');
    const before = await this.listLines(ref);
    const missing = which.serials?.find((serial) => !before.some((line) => line.serial === serial));
    if (missing !== undefined) return failed(settlementErrors.unknownLine({ value: missing }));
    const isMeant = (line: FeeLine) =>
      which.serials
        ? which.serials.includes(line.serial)
        : which.batchNo === undefined || line.batchNo === which.batchNo;
    const kept = before.filter((line) => !isMeant(line));
    this.lines.set(ref.mdtrtId, kept);
    return ok(before.length - kept.length);
  }

  async presettle(request: Omit<SettleRequest, 'area'>): Promise<Result<Presettlement>> {
    const visit = this.visits.get(request.mdtrtId);
    if (!visit) return unknownVisit(request);
    const settled = this.settledBy(sumCharges(await this.listLines(request)));
    const result = { ...settled, policy: 'test@2026', poolRatePer10k: 0, steps: [], totalsAfter: {} };
    return ok({ visit, result, accountAfter: ZERO_FEN });
  }
  async settle(request: Omit<SettleRequest, 'area'>): Promise<Result<Settlement>> {
    this.calls.push('settle');
    const visit = this.visits.get(request.mdtrtId);
    if (!visit) return unknownVisit(request);
    const standing = this.settlements.find((one) => one.setlId === visit.setlId);
    if (standing) return ok(standing);
    const charges = sumCharges(await this.listLines(request));
    if (request.statedTotal !== undefined && request.statedTotal !== charges.total)
      return failed(settlementErrors.totalMismatch({ stated: request.statedTotal, expected: charges.total }));
    // Lets two requests meet, as two transactions would.
    await new Promise((resolve) => setImmediate(resolve));
    const { psnNo, mdtrtId, insutype, fixmedinsCode, care } = visit;
    const settlement: Settlement = {
      ...this.settledBy(charges),
      ...{ area: AREA, psnNo, mdtrtId, insutype, fixmedinsCode, care, setlId: this.#nextId('S'), reverses: null },
      ...{ settledAt: request.settledAt, insuredYear: 2026, messageKey: request.messageKey, policy: 'test@2026' },
      ...{ poolRatePer10k: 0, accountAfter: ZERO_FEN, steps: [], totalsBefore: {}, totalsAfter: {} },
    };
    this.settlements.push(settlement);
    this.#change(request, { setlId: settlement.setlId });
    return ok(settlement);
  }
  async reverse(request: Omit<ReverseRequest, 'area'>): Promise<Result<Settlement>> {
    this.calls.push('reverse');
    const standing = this.settlements.find((one) => one.reverses === request.setlId);
    if (standing) return ok(standing);
    const original = this.settlements.find((one) => one.setlId === request.setlId);
    if (!original) return failed(settlementErrors.unknownSettlement({ value: request.setlId }));
    const reversal: Settlement = {
      ...original,
      ...{ setlId: this.#nextId('S'), reverses: original.setlId, messageKey: request.messageKey },
      settledAt: request.settledAt,
      amounts: negateAmounts(original.amounts),
      layers: original.layers.map((layer) => ({ ...layer, paid: negateFen(layer.paid) })),
    };
    this.settlements.push(reversal);
    this.#change(request, { setlId: null });
    return ok(reversal);
  }

  #nextId(prefix: string): string {
    this.#serial += 1;
    return `${prefix}${this.#serial}`;
  }
  #change(ref: VisitRef, values: Partial<Visit>): Result<Visit> {
    const visit = this.visits.get(ref.mdtrtId);
    if (!visit) return unknownVisit(ref);
    const changed: Visit = { ...visit, ...values };
    this.visits.set(ref.mdtrtId, changed);
    return ok(changed);
  }
}

function unknownVisit(ref: VisitRef): Result<never> {
  return failed(settlementErrors.unknownVisit({ value: ref.mdtrtId }));
}

function negateAmounts(amounts: SettlementAmounts): SettlementAmounts {
  const entries: [string, Fen][] = Object.entries(amounts);
  return Object.fromEntries(entries.map(([name, amount]) => [name, negateFen(amount)])) as unknown as SettlementAmounts;
}

function createFakeStore(messages: Map<string, StoredMessage>): GatewayStore {
  const keyOf = (key: { fixmedinsCode: string; msgid: string; infno: string }) =>
    `${key.fixmedinsCode}/${key.msgid}/${key.infno}`;
  const open = new Map<string, string>();
  return {
    findMessage: async (key) => messages.get(keyOf(key)),
    saveMessage: async (message) => {
      if (messages.has(keyOf(message))) return false;
      messages.set(keyOf(message), { ...message, annulledBy: undefined });
      return true;
    },
    annulMessage: async (key, by) => {
      const message = messages.get(keyOf(key));
      if (message) messages.set(keyOf(key), { ...message, annulledBy: by });
    },
    openSignIn: async (signIn) => {
      open.set(signIn.opter, '00000001');
      return '00000001';
    },
    closeSignIn: async ({ opter }) => open.delete(opter),
    digest: (text) => createHmac('sha256', 'test').update(text).digest('hex'),
  };
}

let messageSerial = 0;

/** A request body in full, as a hospital's client sends it; `envelope` overrides single fields. */
export function messageOf(infno: string, input: unknown, envelope: Readonly<Record<string, unknown>> = {}): string {
  messageSerial += 1;
  return JSON.stringify({
    infno,
    msgid: `${HOSPITAL}20260310093000${String(messageSerial).padStart(4, '0')}`,
    mdtrtarea_admvs: AREA,
    insuplc_admdvs: AREA,
    recer_sys_code: 'FSI_LOCAL',
    dev_no: '',
    dev_safe_info: 'null',
    cainfo: '',
    signtype: '',
    infver: 'V1.0',
    opter_type: '1',
    opter: '0053',
    opter_name: '经办乙',
    inf_time: NOW,
    fixmedins_code: HOSPITAL,
    fixmedins_name: '县医院',
    sign_no: 'null',
    input,
    ...envelope,
  });
}

export interface TestGateway {
  readonly office: FakeOffice;
  readonly gateway: Gateway;
  readonly store: GatewayStore;
  /** Sends a transaction under a new message number and returns the answer. */
  send(infno: string, input: unknown, envelope?: Readonly<Record<string, unknown>>): Promise<Handled['answer']>;
}

export function createTestGateway(): TestGateway {
  const office = new FakeOffice();
  const store = createFakeStore(office.messages);
  const gateway = createGateway({ useCases: office, store, clock: { now: () => NOW }, area: AREA });
  const send = async (infno: string, input: unknown, envelope?: Readonly<Record<string, unknown>>) => {
    const caller = typeof envelope?.fixmedins_code === 'string' ? envelope.fixmedins_code : HOSPITAL;
    return (await gateway.handle({ caller, path: `/fsi/api/${infno}`, body: messageOf(infno, input, envelope) }))
      .answer;
  };
  return { office, gateway, store, send };
}
