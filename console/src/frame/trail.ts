/**
 * The way down: statement → vouchers → voucher → batch → settlement. The trail travels in the history entry, so that
 * "back" and a reload keep it, and an address that was typed or sent has none.
 */
export interface TrailStep {
  readonly title: string;
  readonly href: string;
}

const LONGEST = 8;

/**
 * The trail of the page that `to` opens from a page with `trail`. Going to a page already on the way cuts back to it,
 * so that circles (settlement → person → settlement) do not grow; of a very long way the end is kept.
 */
export function extendTrail(trail: readonly TrailStep[], current: TrailStep, to: string): TrailStep[] {
  const way = [...trail, current];
  const seen = way.findIndex((step) => pathOf(step.href) === pathOf(to));
  const kept = seen >= 0 ? way.slice(0, seen) : way;
  return kept.slice(-LONGEST);
}

function pathOf(href: string): string {
  return href.split('?')[0] ?? href;
}
