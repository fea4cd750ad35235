import { benefitErrors } from '../benefits/index.ts';
import { refuse } from '../kernel/result.ts';

/** Ends a run that somebody has cancelled, with the same failure as the evaluation itself. */
export function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) refuse(benefitErrors.cancelled());
}
