/** Browser storage under one prefix. It may be full, forbidden or hold what an older version wrote: then it is ignored. */
const PREFIX = 'tongchou.';

export function readStored<T>(key: string, fallback: T): T {
  try {
    const text = window.localStorage.getItem(PREFIX + key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    if (value === undefined) window.localStorage.removeItem(PREFIX + key);
    else window.localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // What cannot be remembered is chosen again.
  }
}
