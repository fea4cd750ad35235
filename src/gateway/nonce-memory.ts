import type { IsoTime } from '../kernel/dates.ts';
import { epochSeconds } from './national-time.ts';
import { TIME_WINDOW_SECONDS } from './signature.ts';

/**
 * Remembers the nonces of the time window, per provider. Two generations, each as long as a signature may live
 * (twice the window: from the earliest to the latest moment at which its timestamp passes), so that forgetting costs
 * nothing: the older one is dropped whole.
 *
 * The memory is the process's own. A replay that reaches another server, or this one after a restart, meets the
 * message store: a write is answered from it and never done twice.
 */
export class NonceMemory {
  #young = new Set<string>();
  #old = new Set<string>();
  #since = 0;

  /** True the first time a provider uses a nonce, false when it comes again within the window. */
  claim(paasid: string, nonce: string, now: IsoTime): boolean {
    const seconds = epochSeconds(now);
    if (seconds - this.#since > 2 * TIME_WINDOW_SECONDS) {
      const muchLater = seconds - this.#since > 4 * TIME_WINDOW_SECONDS;
      this.#old = muchLater ? new Set() : this.#young;
      this.#young = new Set();
      this.#since = seconds;
    }
    const key = `${paasid}/${nonce}`;
    if (this.#young.has(key) || this.#old.has(key)) return false;
    this.#young.add(key);
    return true;
  }
}
