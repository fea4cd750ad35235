/**
 * Remembers providers' secrets for some seconds, so that not every message costs a look-up and a decryption. A changed
 * or withdrawn secret takes effect when its entry has aged; unknown providers are not remembered.
 */
export function createSecretCache(
  find: (code: string) => Promise<string | undefined>,
  lifeMillis = 10_000,
  now: () => number = () => performance.now(),
): (code: string) => Promise<string | undefined> {
  const known = new Map<string, { readonly secret: string; readonly until: number }>();
  return async (code) => {
    const found = known.get(code);
    if (found && now() < found.until) return found.secret;
    const secret = await find(code);
    if (secret === undefined) known.delete(code);
    else known.set(code, { secret, until: now() + lifeMillis });
    return secret;
  };
}
