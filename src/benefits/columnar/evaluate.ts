/**
 * The columnar evaluator (按列计算): the same policy over millions of claims, with the running totals of each person
 * carried from claim to claim.
 *
 * It gives to the fen what the scalar evaluator gives (columnar/agreement.test.ts). Node only: the kernel is compiled
 * from text, which a browser under a strict content policy refuses; there the scalar evaluator serves.
 */
import { fromDayNumber, yearOf } from '../../kernel/dates.ts';
import { failed, ok, type Result } from '../../kernel/result.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import { benefitErrors } from '../errors.ts';
import type { ClaimColumns, ClaimProfile } from './claim-columns.ts';
import { generateKernel } from './generate-kernel.ts';
import { cutPayment, payParts } from './kernel-runtime.ts';
import { buildLayout } from './layout.ts';
import { buildPlanTable, type TableOptions } from './plan-table.ts';
import { sharedInt32, sharedUint8 } from './shared-array.ts';

/** A layer's quantities besides what it paid, in the order of `ColumnarResult.components`. */
export const COMPONENT_NAMES = ['base', 'firstTake', 'deductible', 'coPay', 'overCap', 'hospitalShare'] as const;

/** What comes out, an entry a claim. Amounts are fen. */
export interface ColumnarResult {
  /** Layers in the order of computation; those of all versions of the pack. */
  readonly layers: readonly { readonly id: string; readonly title: string; readonly amount: string }[];
  /** What each layer paid. */
  readonly paid: readonly Int32Array[];
  /** By layer, then by `COMPONENT_NAMES`; empty unless asked for. */
  readonly components: readonly (readonly Int32Array[])[];
  /** The person's part, account and cash together; the account's part of it. */
  readonly person: Int32Array;
  readonly account: Int32Array | undefined;
  readonly hospital: Int32Array;
  /** `CLAIM_STATUS`: anything but 0 was not computed, and its amounts are zero. */
  readonly status: Uint8Array;
}

export interface EvaluateOptions extends TableOptions {
  readonly components?: boolean | undefined;
  /** Results to write into again, of an earlier run of the same shape. */
  readonly into?: ColumnarResult | undefined;
}

export interface Kernel {
  /** Computes the claims `from` to `to` (exclusive), both at the first claim of a person. */
  readonly run: (from: number, to: number) => void;
  readonly result: ColumnarResult;
}

/**
 * Compiles a policy (the versions of one pack, earliest first) for given columns.
 *
 * Fails when the columns were dated by another date than the policy is decided by.
 */
export function compileKernel(
  policies: readonly CompiledPolicy[],
  columns: ClaimColumns,
  options: EvaluateOptions = {},
): Result<Kernel> {
  const odd = policies.find(({ decidedBy }) => decidedBy !== columns.decidedBy);
  if (odd !== undefined) {
    const values = { columns: columns.decidedBy, policy: odd.id, decidedBy: odd.decidedBy };
    return failed(benefitErrors.decidedByMismatch({ path: 'decidedBy', ...values }));
  }
  const table = buildPlanTable(policies, columns.profiles, options);
  const layout = buildLayout(policies, table);
  const hasAccount = columns.accountAvailable !== undefined;
  const result =
    options.into ??
    allocateResult(
      columns.length,
      layout.layers.map(({ layer }) => layer),
      { components: options.components ?? false, hasAccount },
    );
  const groups = policies[0]?.groups ?? [];
  const inputs = { ...columns, groupList: groups.map(({ id }) => columns.groups[id]) };
  const outputs = { ...result, layers: result.paid };
  const calendar = calendarOf(columns);
  const text = generateKernel(policies, table, layout, {
    components: result.components.length > 0,
    hasAccount,
    firstDay: calendar.firstDay,
    lastDay: calendar.lastDay,
    hasLaterParts: columns.profiles.some(({ continued }) => continued),
  });
  const lookups = {
    ...table,
    ...calendar,
    ...profileLookups(columns.profiles),
    words: layout.words,
    claimStart: calendar.starts,
    values: layout.layers.map(({ shapes }) => shapes.map(({ values }) => values)),
  };
  const make = makeKernel(text);
  return ok({ run: make(inputs, outputs, lookups, helpersOf(policies, columns, table, lookups.diseases)), result });
}

type MakeKernel = (...args: readonly unknown[]) => (from: number, to: number) => void;

/** Kernels by text: policies that differ in values of tables alone share one, with the machine code made of it so far. */
const made = new Map<string, MakeKernel>();
const MADE = 32;

function makeKernel(text: string): MakeKernel {
  const known = made.get(text);
  if (known !== undefined) return known;
  const make = new Function('c', 'o', 't', 'h', text) as MakeKernel;
  const [oldest] = made.keys();
  if (made.size >= MADE && oldest !== undefined) made.delete(oldest);
  made.set(text, make);
  return make;
}

/** Evaluates all claims on this thread. */
export function evaluateColumns(
  policies: readonly CompiledPolicy[],
  columns: ClaimColumns,
  options: EvaluateOptions = {},
): Result<ColumnarResult> {
  const kernel = compileKernel(policies, columns, options);
  if (!kernel.ok) return kernel;
  kernel.value.run(0, columns.length);
  return ok(kernel.value.result);
}

interface ResultShape {
  readonly components: boolean;
  readonly hasAccount: boolean;
}

/** Empty results over shared memory, so that several workers may write their own claims. */
export function allocateResult(
  length: number,
  layers: readonly { readonly id: string; readonly title: string; readonly amount: string }[],
  { components, hasAccount }: ResultShape,
): ColumnarResult {
  const ints = () => sharedInt32(length);
  return {
    layers: layers.map(({ id, title, amount }) => ({ id, title, amount })),
    paid: layers.map(ints),
    components: components ? layers.map(() => COMPONENT_NAMES.map(ints)) : [],
    person: ints(),
    account: hasAccount ? ints() : undefined,
    hospital: ints(),
    status: sharedUint8(length),
  };
}

interface Calendar {
  readonly firstDay: number;
  readonly lastDay: number;
  /** Number of the month by day since the first. */
  readonly monthOf: Int32Array;
  readonly starts: Uint8Array;
}

const calendars = new WeakMap<Int32Array, Calendar>();

/** What follows from the days of the claims: worked out once for all scenarios. */
function calendarOf(columns: ClaimColumns): Calendar {
  const known = calendars.get(columns.day);
  if (known !== undefined) return known;
  const { day, length } = columns;
  let firstDay = length === 0 ? 0 : Number.POSITIVE_INFINITY;
  let lastDay = length === 0 ? 0 : Number.NEGATIVE_INFINITY;
  for (let index = 0; index < length; index++) {
    const value = day[index] as number;
    if (value < firstDay) firstDay = value;
    if (value > lastDay) lastDay = value;
  }
  const dates = Array.from({ length: lastDay - firstDay + 1 }, (_, index) => fromDayNumber(firstDay + index));
  const monthOf = Int32Array.from(dates, (date) => yearOf(date) * 12 + Number(date.slice(5, 7)));
  const starts = startsOf(columns, firstDay, Int32Array.from(dates, yearOf));
  const calendar = { firstDay, lastDay, monthOf, starts };
  calendars.set(day, calendar);
  return calendar;
}

/** 2 at a person's first claim, 1 at the first of another insured year, else 0. */
function startsOf({ person, day, length }: ClaimColumns, firstDay: number, yearOfDay: Int32Array): Uint8Array {
  const starts = sharedUint8(length);
  let lastPerson: number | undefined;
  let lastYear: number | undefined;
  for (let index = 0; index < length; index++) {
    const current = person[index] as number;
    const year = yearOfDay[(day[index] as number) - firstDay] as number;
    starts[index] = current !== lastPerson ? 2 : year !== lastYear ? 1 : 0;
    lastPerson = current;
    lastYear = year;
  }
  return starts;
}

/** Number of the disease by profile (0 for none), and 1 where the case is a later part of a stay. */
function profileLookups(profiles: readonly ClaimProfile[]) {
  const numbers = new Map<string, number>();
  const diseaseOf = Int32Array.from(profiles, ({ disease }) => {
    if (disease === undefined) return 0;
    const number = numbers.get(disease) ?? numbers.size + 1;
    numbers.set(disease, number);
    return number;
  });
  const laterPart = Uint8Array.from(profiles, ({ continued }) => (continued ? 1 : 0));
  return { diseaseOf, laterPart, diseases: numbers.size };
}

function helpersOf(
  policies: readonly CompiledPolicy[],
  columns: ClaimColumns,
  table: ReturnType<typeof buildPlanTable>,
  diseases: number,
) {
  const scratch = new Float64Array(4);
  const sizes = { disease: diseases, stay: highest(columns.stay), episode: highest(columns.episode) };
  const accumulators = policies[0]?.accumulators ?? [];
  const sizeOf = (scope: string) => (scope in sizes ? sizes[scope as keyof typeof sizes] + 1 : 0);
  return {
    scratch,
    serial: new Int32Array(1),
    values: accumulators.map(({ scope }) => new Float64Array(sizeOf(scope))),
    stamps: accumulators.map(({ scope }) => new Int32Array(sizeOf(scope))),
    cut: cutPayment.bind(undefined, scratch),
    parts: payParts.bind(undefined, scratch, table),
  };
}

function highest(column: Int32Array | undefined): number {
  let most = 0;
  if (column !== undefined) for (const value of column) if (value > most) most = value;
  return most;
}
