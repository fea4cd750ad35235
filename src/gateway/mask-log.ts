/**
 * Text for the log without personal data: every run of fifteen or more digits (identity, person and card numbers; an
 * identity number may end in X) keeps its first six and last two.
 */
export function maskNumbers(text: string): string {
  return text.replace(/\d{14,}[\dXx]/g, (number) => `${number.slice(0, 6)}…${number.slice(-2)}`);
}

/** What the log keeps of a fault: kind, code, place; values quoted by its message are masked. */
export function describeFault(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    stack: maskNumbers(error.stack ?? error.message),
  };
}
