/** Entitlement as the person's page shows it. */
import { type Clause, findEntitlementPolicy, type Scheme, SOURCE_GRADE_LABELS } from '../benefits/index.ts';
import { coded } from '../catalogues/code-lists.ts';
import { addDays, type IsoDate } from '../kernel/dates.ts';
import { unwrap } from '../kernel/result.ts';
import { decideEntitlement, type EntitlementDecision, entitlementFacts, type Finding } from './entitlement.ts';
import { SCHEME_TITLES } from './entitlement-reasons.ts';
import type { PersonRecord } from './model.ts';
import type { EntitlementOffice } from './office.ts';

const SCHEMES = Object.keys(SCHEME_TITLES) as Scheme[];

/**
 * The decisions of a day: for one scheme, or for every scheme that the person has or had cover under. `from` and `to` of
 * an answer are the unbroken time with benefits, half open; without benefits `from` is when they begin, where known.
 * Refuses `benefits.noEntitlementRule`.
 */
export function presentEntitlement(
  office: Pick<EntitlementOffice, 'entitlements' | 'area'>,
  record: PersonRecord,
  query: { readonly on: IsoDate; readonly scheme?: Scheme | undefined },
) {
  const policy = findEntitlementPolicy(office.entitlements, office.area);
  const asked = SCHEMES.filter((scheme) =>
    query.scheme === undefined ? record.covers.some(({ insutype }) => insutype === scheme) : scheme === query.scheme,
  );
  return {
    on: query.on as string,
    rows: asked.map((scheme) => {
      const decision = unwrap(decideEntitlement(entitlementFacts(record), policy, scheme, query.on));
      return presentDecision(scheme, decision);
    }),
  };
}

function presentDecision(scheme: Scheme, decision: EntitlementDecision) {
  const to = (decision.entitled && decision.to) || null;
  return {
    insutype: coded('insutype', scheme),
    psnType: decision.cover ? coded('psn_type', decision.cover.psnType) : null,
    entitled: decision.entitled,
    from: (decision.from ?? null) as string | null,
    to: to as string | null,
    words: decision.entitled ? inWords(scheme, decision.from, to) : decision.words,
    findings: decision.entitled ? [] : decision.findings.map(presentFinding),
  };
}

function inWords(scheme: Scheme, from: IsoDate, to: IsoDate | null): string {
  return `自 ${from} 起享受${SCHEME_TITLES[scheme]}待遇${to === null ? '' : `，至 ${addDays(to, -1)}（含）`}`;
}

function presentFinding({ reason, words, remedy, until, clause }: Finding) {
  return {
    reason: reason as string,
    words,
    remedy,
    until: (until ?? null) as string | null,
    source: clause === undefined ? null : presentClause(clause),
  };
}

function presentClause({ document, article, grade, note }: Clause) {
  return {
    document,
    article: article ?? null,
    grade: { code: grade as string, name: SOURCE_GRADE_LABELS[grade] },
    note: note ?? null,
  };
}
