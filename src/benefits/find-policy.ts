/** Which policy decides a case. */
import type { IsoDate } from '../kernel/dates.ts';
import { failed, ok, type Result } from '../kernel/result.ts';
import type { CompiledPolicy, PolicyPack } from './compiled-policy.ts';
import { benefitErrors } from './errors.ts';
import type { BenefitCase, Scheme } from './model.ts';

export interface PolicyQuery {
  /** Six-digit division of the person's insurance. */
  readonly area: string;
  readonly scheme: Scheme;
  /** The decisive date: discharge or visit, unless the pack says admission. */
  readonly on: IsoDate;
}

/**
 * The policy in force for an area and scheme on a day. A county without a pack of its own follows the city or
 * province it pools with (610326 → 610300 → 610000); one with a pack follows from the day that its `poolsInto` names.
 * Fails with `benefits.noPolicy`; nothing is ever assumed.
 */
export function findPolicy(packs: readonly PolicyPack[], query: PolicyQuery): Result<CompiledPolicy> {
  const pack = findPack(packs, query);
  const policy = pack?.policies.find(({ from, to }) => from <= query.on && (to === undefined || query.on < to));
  return policy ? ok(policy) : failed(benefitErrors.noPolicy({ ...query }));
}

/** `findPolicy` by the date of the case that the pack itself names (`decidedBy`). */
export function findPolicyForCase(
  packs: readonly PolicyPack[],
  area: string,
  benefitCase: BenefitCase,
): Result<CompiledPolicy> {
  const { scheme, dischargedOn } = benefitCase;
  const decidedBy = findPack(packs, { area, scheme, on: dischargedOn })?.decidedBy ?? 'dischargedOn';
  return findPolicy(packs, { area, scheme, on: benefitCase[decidedBy] });
}

/**
 * The packs that can decide for an area on some day: the nearest upwards, and those it pools into. `findPolicy` finds
 * among them what it finds among all.
 */
export function listPacksOf(packs: readonly PolicyPack[], area: string, scheme: Scheme): PolicyPack[] {
  const own = nearestPack(packs, area, scheme);
  if (own === undefined) return [];
  const areas = new Set([own.area, ...own.poolsInto.map((pooled) => pooled.area)]);
  return packs.filter((pack) => pack.scheme === scheme && areas.has(pack.area));
}

/** The pack that governs an area on a day: its own, the one it has pooled into by then, or that of a division above. */
function findPack(packs: readonly PolicyPack[], { area, scheme, on }: PolicyQuery): PolicyPack | undefined {
  const pack = nearestPack(packs, area, scheme);
  const pooled = pack?.poolsInto.find(({ from, to }) => from <= on && (to === undefined || on < to));
  return pooled === undefined ? pack : packs.find((each) => each.area === pooled.area && each.scheme === scheme);
}

function nearestPack(packs: readonly PolicyPack[], area: string, scheme: Scheme): PolicyPack | undefined {
  for (const division of divisionsUpwards(area)) {
    const pack = packs.find((candidate) => candidate.area === division && candidate.scheme === scheme);
    if (pack !== undefined) return pack;
  }
  return undefined;
}

/** A division and those above it: 610326, 610300, 610000. */
export function divisionsUpwards(area: string): string[] {
  return [...new Set([area, `${area.slice(0, 4)}00`, `${area.slice(0, 2)}0000`])];
}
