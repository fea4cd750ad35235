/** Settlements: the list, and one settlement with everything that decided it and everywhere it went. */

import Type from 'typebox';
import { type Actor, type Api, getActor, hasRight } from '../../access/index.ts';
import { listAdjustmentsOf } from '../../adjustments/index.ts';
import type { Clause, CompiledPolicy } from '../../benefits/index.ts';
import { type Coded, coded } from '../../catalogues/code-lists.ts';
import type { ContributionOffice } from '../../contributions/index.ts';
import { pageFields } from '../../database/index.ts';
import { fundBookId, fundOf, getVoucher, listPaymentVouchers } from '../../fund/index.ts';
import { dateOf, daysBetween, type IsoDate, isEffective } from '../../kernel/dates.ts';
import { refuse } from '../../kernel/result.ts';
import { declaredIn, findBatchRow, findDeclarationOf } from '../../payments/index.ts';
import {
  codesInForce,
  findCover,
  findPersonInScope,
  findPersonRecord,
  type PersonRecord,
  presentPerson,
} from '../../people/index.ts';
import { findItemVersions, findProvider } from '../../providers/index.ts';
import {
  benefitBookId,
  FUND_BEARERS,
  findReversalOf,
  findSettlement,
  findVisit,
  listSettlements,
  listVisitLines,
  SETTLEMENT_SORTS,
  type Settlement,
  settlementErrors,
  type Visit,
} from '../../settlement/index.ts';
import { factsOf } from './people.ts';
import { presentChanges } from './running-totals.ts';

const SettlementsQuery = Type.Object({
  ...pageFields(SETTLEMENT_SORTS),
  psnNo: Type.Optional(Type.String({ title: '人员编号', maxLength: 40 })),
  provider: Type.Optional(Type.String({ title: '医药机构', maxLength: 20 })),
  period: Type.Optional(
    Type.String({ title: '结算月份', pattern: '^\\d{4}-(0[1-9]|1[0-2])$', remedy: '请填写年月，形如 2020-03' }),
  ),
  care: Type.Optional(Type.Enum(['inpatient', 'outpatient', 'chronic'], { title: '类别' })),
  insutype: Type.Optional(Type.String({ title: '险种', maxLength: 10 })),
  declaration: Type.Optional(Type.String({ title: '申报', maxLength: 40 })),
  q: Type.Optional(Type.String({ title: '结算、就诊编号或姓名', maxLength: 50 })),
});
const SettlementKey = Type.Object({ setlId: Type.String({ title: '结算编号', maxLength: 40 }) });

export function registerSettlementRoutes(app: Api, office: ContributionOffice): void {
  const config = { right: 'settlement.read' } as const;
  app.get('/api/settlements', { config, schema: { querystring: SettlementsQuery } }, async (request) => {
    const { declaration, ...query } = request.query;
    const restriction = declaration === undefined ? undefined : declaredIn(office.area, declaration);
    return listSettlements(office, getActor(request), query, restriction);
  });
  app.get('/api/settlements/:setlId', { config, schema: { params: SettlementKey } }, async (request) =>
    getSettlement(office, getActor(request), request.params.setlId),
  );
}

interface Loaded {
  readonly settlement: Settlement & { readonly voucherId: number | null; readonly period: string };
  readonly record: PersonRecord;
  readonly visit: Visit;
}

async function load(office: ContributionOffice, actor: Actor, setlId: string): Promise<Loaded> {
  const unknown = () => refuse(settlementErrors.unknownSettlement({ value: setlId, path: 'setlId' }));
  const settlement = (await findSettlement(office.db, office.area, setlId)) ?? unknown();
  const key = (await findPersonInScope(office, actor, settlement.psnNo)) ?? unknown();
  const [record, visit] = await Promise.all([findPersonRecord(office.db, key), findVisit(office.db, settlement)]);
  return { settlement, record: record ?? unknown(), visit: visit ?? unknown() };
}

/** Refuses `settlement.unknownSettlement`, also beyond the actor's divisions. */
export async function getSettlement(office: ContributionOffice, actor: Actor, setlId: string) {
  const loaded = await load(office, actor, setlId);
  const { settlement, record, visit } = loaded;
  const decided = visit.dischargedOn ?? visit.admittedOn;
  const cover = findCover(record.covers, settlement.insutype, visit.admittedOn);
  const policy = findDecidingPolicy(office, settlement);
  const facts = factsOf(record, cover?.psnType, cover?.civilServant ?? false, decided);
  const identities = codesInForce(record.identities, decided);
  const [reversedBy, provider, lines, voucher, flow, adjustments] = await Promise.all([
    findReversalOf(office.db, settlement, setlId),
    findProvider(office.db, settlement.fixmedinsCode),
    presentLines(office, loaded),
    settlement.voucherId === null ? null : getVoucher(office, benefitBookId(office.area), settlement.voucherId),
    presentFlow(office, actor, settlement),
    hasRight(actor, 'adjustments.read')
      ? listAdjustmentsOf(office.db, office.area, settlement.psnNo, setlId)
      : Promise.resolve([]),
  ]);
  return {
    setlId,
    reverses: settlement.reverses,
    reversedBy: reversedBy ?? null,
    settledAt: settlement.settledAt as string,
    insuredYear: settlement.insuredYear,
    insutype: coded('insutype', settlement.insutype),
    care: coded('care', settlement.care),
    person: presentPerson(record.person, decided),
    psnType: cover ? coded('psn_type', cover.psnType) : { code: '', name: '结算时无有效参保' },
    identities: identities.map((code) => coded('psn_idet_type', code)),
    provider: { code: settlement.fixmedinsCode, name: provider?.name ?? settlement.fixmedinsCode },
    providerKind: coded('providerKind', provider?.kind ?? ''),
    providerGrade: coded('providerGrade', provider?.grade ?? ''),
    visit: presentVisit(visit),
    policy: { code: settlement.policy, name: policy ? `${policy.title}（${policy.from} 起执行）` : settlement.policy },
    amounts: presentAmounts(settlement),
    poolRatePer10k: settlement.poolRatePer10k === 0 ? null : settlement.poolRatePer10k,
    ...presentWalk(settlement),
    totals: presentChanges(policy, facts, settlement.totalsBefore, settlement.totalsAfter),
    accountAfterFen: settlement.insutype === '310' ? (settlement.accountAfter as number) : null,
    lines,
    voucher,
    adjustments,
    ...flow,
  };
}

function findDecidingPolicy(office: ContributionOffice, settlement: Settlement): CompiledPolicy | undefined {
  return office.policies.flatMap((pack) => pack.policies).find((policy) => policy.id === settlement.policy);
}

function presentVisit(visit: Visit) {
  const { diagnosisCode, diagnosisName, diseaseCode, dischargedOn } = visit;
  const days =
    visit.care === 'inpatient' && dischargedOn !== undefined
      ? Math.max(1, daysBetween(visit.admittedOn, dischargedOn))
      : null;
  return {
    mdtrtId: visit.mdtrtId,
    visitNo: visit.visitNo,
    medType: coded('med_type', visit.medType),
    place: coded('carePlace', visit.place),
    admittedOn: visit.admittedOn as string,
    dischargedOn: (dischargedOn ?? null) as string | null,
    days,
    diagnosis:
      diagnosisCode === undefined ? null : ({ code: diagnosisCode, name: diagnosisName ?? '未载名称' } satisfies Coded),
    disease: diseaseCode === undefined ? null : coded('chronicDisease', diseaseCode),
    department: visit.department ?? null,
  };
}

function presentAmounts({ amounts }: Settlement) {
  return {
    totalFen: amounts.total as number,
    fullSelfPayFen: amounts.fullSelfPay as number,
    overLimitFen: amounts.overLimit as number,
    priorShareFen: amounts.priorShare as number,
    inScopeFen: amounts.inScope as number,
    deductibleFen: amounts.deductible as number,
    poolFen: amounts.pool as number,
    civilServantFen: amounts.civilServant as number,
    enterpriseFen: amounts.enterprise as number,
    criticalIllnessFen: amounts.criticalIllness as number,
    largeAmountFen: amounts.largeAmount as number,
    medicalAidFen: amounts.medicalAid as number,
    otherFen: amounts.other as number,
    fundTotalFen: amounts.fundTotal as number,
    personTotalFen: amounts.personTotal as number,
    accountFen: amounts.account as number,
    cashFen: amounts.cash as number,
    hospitalShareFen: amounts.hospitalShare as number,
  };
}

/** Layers and the ladder, total to cash. A reversal has no ladder: the original's stands. */
function presentWalk(settlement: Settlement) {
  return {
    layers: settlement.layers.map((layer) => ({
      id: layer.id,
      title: layer.title,
      bearer: layer.bearer,
      fundPayType: coded('fund_pay_type', layer.fundPayType),
      baseFen: layer.base as number,
      paidFen: layer.paid as number,
    })),
    steps: settlement.steps.map(({ before, taken, after, clause, ...step }) => ({
      ...step,
      beforeFen: before as number,
      takenFen: taken as number,
      afterFen: after as number,
      ...(clause ? { clause: presentClause(clause) } : {}),
    })),
  };
}

function presentClause({ document, grade, article, url, retrievedOn, note }: Clause) {
  return {
    document,
    grade,
    ...(article === undefined ? {} : { article }),
    ...(url === undefined ? {} : { url }),
    ...(retrievedOn === undefined ? {} : { retrievedOn }),
    ...(note === undefined ? {} : { note }),
  };
}

/**
 * The bill's lines; of a reversal, the same with the signs turned. A visit that was charged anew after its settlement
 * was taken back no longer has the lines that the older settlement was about: then none are shown.
 */
async function presentLines(office: ContributionOffice, { settlement, visit }: Loaded) {
  const lines = await listVisitLines(office.db, visit);
  const sign = settlement.reverses === null ? 1 : -1;
  const total = lines.reduce((sum, line) => sum + line.total, 0);
  if (total !== sign * settlement.amounts.total) return [];
  const versions = await findItemVersions(office.db, [...new Set(lines.map((line) => line.itemCode))]);
  const itemOn = (code: string, on: IsoDate) => versions.get(code)?.find((item) => isEffective(item, on));
  return lines.map((line) => {
    const item = itemOn(line.itemCode, dateOf(line.occurredAt));
    return {
      serial: line.serial,
      occurredAt: line.occurredAt as string,
      item: { code: line.itemCode, name: item?.name ?? '目录中已无此项' },
      itemClass: coded('chrgitm_lv', line.itemClass),
      chargeType: coded('med_chrgitm_type', line.chargeType),
      unit: item?.unit ?? '',
      quantityPer10k: sign * line.quantityPer10k,
      pricePer10k: line.pricePer10k,
      totalFen: sign * line.total,
      fullSelfPayFen: sign * line.fullSelfPay,
      overLimitFen: sign * line.overLimit,
      priorShareFen: sign * line.priorShare,
      inScopeFen: sign * line.inScope,
    };
  });
}

/** Where the settlement went: declaration, batch, and the vouchers of the funds that bore a part of it. */
async function presentFlow(office: ContributionOffice, actor: Actor, settlement: Settlement) {
  const nowhere = { declaration: null, batch: null, fundVouchers: [] };
  if (!hasRight(actor, 'payments.read')) return nowhere;
  const found = await findDeclarationOf(office.db, office.area, settlement);
  if (!found) return nowhere;
  const { batchId, ...declaration } = found;
  const batch = batchId === null ? undefined : await findBatchRow(office, batchId);
  if (!batch) return { ...nowhere, declaration };
  const books = new Set(
    FUND_BEARERS.flatMap((bearer) => {
      const fund = settlement.amounts[bearer] === 0 ? undefined : fundOf(settlement.insutype, bearer);
      return fund ? [fundBookId(office.area, fund)] : [];
    }),
  );
  const vouchers = await listPaymentVouchers(office.db, batch.id);
  return {
    declaration,
    batch: { id: batch.id, title: `拨付批次 ${batch.id}`, state: batch.state, link: `/batches/${batch.id}` },
    fundVouchers: vouchers
      .filter((voucher) => books.has(voucher.bookId))
      .map((voucher) => ({
        title: `${voucher.bookName} 第 ${voucher.voucherNo ?? voucher.voucherId} 号`,
        link: voucher.link,
      })),
  };
}
