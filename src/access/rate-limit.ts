/** So many in a window, for each key: against guessing passwords from one machine over many names. */
export interface RateLimit {
  /** Counts one; returns 0 when it is allowed, else the whole seconds to wait. */
  take(key: string): number;
}

const MILLIS_PER_SECOND = 1000;
/** Beyond this many keys the oldest are forgotten: memory stays bounded under attack. */
const KEYS = 10_000;

/** @param now milliseconds of a clock that never goes back. */
export function createRateLimit(
  options: { readonly limit: number; readonly windowSeconds: number },
  now: () => number = () => performance.now(),
): RateLimit {
  const windows = new Map<string, { from: number; count: number }>();
  const length = options.windowSeconds * MILLIS_PER_SECOND;
  return {
    take: (key) => {
      const at = now();
      const current = windows.get(key);
      if (current && at - current.from < length) {
        current.count += 1;
        return current.count <= options.limit ? 0 : Math.ceil((current.from + length - at) / MILLIS_PER_SECOND);
      }
      windows.delete(key);
      const [oldest] = windows.keys();
      if (windows.size >= KEYS && oldest !== undefined) windows.delete(oldest);
      windows.set(key, { from: at, count: 1 });
      return 0;
    },
  };
}
