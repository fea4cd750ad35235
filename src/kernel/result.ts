/**
 * Expected failures are values; faults throw.
 *
 * A `Failure` says in plain Chinese what happened, where (path and value) and what to do. Each capability declares
 * its failures once, in its `errors.ts`, with `defineErrors`; the HTTP layer and the national interface only render.
 */
export interface Failure {
  /** `capability.name`, stable: clients and tests may rely on it. */
  readonly code: string;
  /** The HTTP status that fits it. */
  readonly status: number;
  readonly message: string;
  readonly remedy: string;
  /** The field or place that is wrong, where there is one. */
  readonly path?: string | undefined;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function failed(error: Failure): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error };
}

/**
 * Carries a failure out of a transaction so that it rolls back; `transact`, `attempt` and `asResult` turn it into a
 * `Result` again. Nothing else may catch it.
 */
export class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.message}`);
    this.name = 'Refused';
    this.failure = failure;
  }
}

/** Leaves the running use case with a failure (and rolls its transaction back). */
export function refuse(failure: Failure): never {
  throw new Refused(failure);
}

/** The value of a result, or `Refused`: for use inside a use case that itself returns a result. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.error);
  return result.value;
}

/** Runs a pure computation; a `Refused` thrown in it becomes a failed result, any other error stays a fault. */
export function attempt<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    return failedBy(error);
  }
}

/** For a `catch` of its own, where the closure of `attempt` would be felt: the failure, or the fault again. */
export function failedBy(error: unknown): { readonly ok: false; readonly error: Failure } {
  if (error instanceof Refused) return failed(error.failure);
  throw error;
}

/** Runs a use case; a `Refused` thrown in it becomes a failed result, any other error stays a fault. */
export async function asResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof Refused) return failed(error.failure);
    throw error;
  }
}

interface ErrorDefinition {
  readonly status: number;
  /** Template with `{name}` places. */
  readonly message: string;
  readonly remedy: string;
}

type ErrorParams = Readonly<Record<string, string | number>> & { readonly path?: string };
type ErrorTable<K extends string> = { readonly [key in K]: (params?: ErrorParams) => Failure };

/** Declares a capability's failures: one entry per code, with status, message template and remedy in Chinese. */
export function defineErrors<K extends string>(
  capability: string,
  definitions: Readonly<Record<K, ErrorDefinition>>,
): ErrorTable<K> {
  const entries = Object.entries<ErrorDefinition>(definitions).map(([name, definition]) => {
    const build = (params: ErrorParams = {}): Failure => {
      const { path, ...values } = params;
      return {
        code: `${capability}.${name}`,
        status: definition.status,
        message: fillTemplate(definition.message, values),
        remedy: fillTemplate(definition.remedy, values),
        path,
        params: values as Readonly<Record<string, string | number>>,
      };
    };
    return [name, build] as const;
  });
  return Object.fromEntries(entries) as ErrorTable<K>;
}

function fillTemplate(template: string, params: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => (name in params ? String(params[name]) : place));
}
