/**
 * Writes the kernel: the loop over claims, as JavaScript text for one policy.
 *
 * What becomes code is the validated structure of a policy, by number: slots, accumulators, offsets, and the whole
 * numbers of its thresholds, rates and limits (`literal` refuses anything else); never a name, a text or an expression of
 * the input. A layer that is worked in very many ways reads its numbers from a table instead. Only the needed is
 * computed: without `components`, a layer's threshold or co-pay is worked out only where a later base, limit or
 * accumulator asks for it.
 */
import {
  type CompiledAccumulator,
  type CompiledPolicy,
  FIRST_GROUP_SLOT,
  LAYER_OFFSET,
  PERSON_TOTAL_SLOT,
  type Term,
  UNPAID_SLOT,
} from '../compiled-policy.ts';
import {
  add,
  adding,
  CLAIM_STATUS,
  fail,
  fieldOf,
  hasPackage,
  isComputed,
  isEager,
  isFollowed,
  type KernelOptions,
  literal,
  SCOPED_BY_NUMBER,
  sum,
  type Writer,
} from './kernel-writer.ts';
import type { Layout } from './layout.ts';
import type { PlanTable } from './plan-table.ts';
import { writeLayer } from './write-layer.ts';

/** Claims in a piece of the loop. */
const PIECE = 2048;

/** The class of a number, by comparing it with the splits: there are one or two of them. */
function compared(value: string, splits: readonly number[]): string {
  return `(${splits.map((split) => `(${value} >= ${literal(split)} ? 1 : 0)`).join(' + ')})`;
}

/** The kernel's text: the body of `function (c, o, t, h)`, which gives `run(from, to)`. */
export function generateKernel(
  policies: readonly CompiledPolicy[],
  table: PlanTable,
  layout: Layout,
  options: KernelOptions,
): string {
  const [policy] = policies;
  if (policy === undefined) throw new RangeError('a kernel needs a policy');
  const live = liveAccumulators(policy, layout, table);
  const needed = neededSlots(policies, layout, live, options);
  const writer: Writer = { policy, layout, table, options, needed, live, lines: [] };
  writeHead(writer);
  writeLoop(writer);
  return writer.lines.join('\n');
}

function admissionsOf(policy: CompiledPolicy): number {
  return policy.accumulators.findIndex(({ id, scope }) => id === 'admissions' && scope === 'year');
}

function liveAccumulators(policy: CompiledPolicy, { layers }: Layout, table: PlanTable): Set<number> {
  const live = new Set<number>();
  const use = (index: number | undefined) => {
    if (index !== undefined) live.add(index);
  };
  for (const { layer } of layers) {
    use(layer.accumulator);
    if (typeof layer.deductibleOn === 'object') use(layer.deductibleOn.accumulator);
    if (layer.mode.kind === 'entitlement') use(layer.mode.paid);
    for (const ceiling of layer.ceilings) use(ceiling.accumulator);
  }
  const admissions = admissionsOf(policy);
  if (admissions >= 0 && table.visitClasses > 1) live.add(admissions);
  return live;
}

function neededSlots(
  policies: readonly CompiledPolicy[],
  { layers }: Layout,
  live: ReadonlySet<number>,
  options: KernelOptions,
): Set<number> {
  const needed = new Set<number>();
  const use = (terms: readonly Term[]) => {
    for (const { slot } of terms) needed.add(slot);
  };
  for (const { layer, shapes } of layers) {
    use(layer.base);
    for (const { layout } of shapes) {
      for (const { shares } of layout.ceilings) for (const terms of shares) use(terms);
    }
    needed.add(layer.slot + LAYER_OFFSET.paid);
    if (layer.mode.kind === 'guarantee') needed.add(UNPAID_SLOT);
    if (!options.components) continue;
    for (const offset of Object.values(LAYER_OFFSET)) needed.add(layer.slot + offset);
  }
  for (const policy of policies) {
    if (options.hasAccount) use(policy.account.covers);
    for (const index of live) use(policy.accumulators[index]?.adds ?? []);
  }
  return needed;
}

function writeHead(writer: Writer): void {
  const { policy, options, layout, live } = writer;
  add(
    writer,
    "'use strict';",
    // All arrays are locals of the loop's own function: reached through the closure, each use would be checked anew.
    'function piece(from, to) {',
    'const person = c.person, day = c.day, profile = c.profile, age = c.age, days = c.days, months = c.monthsSince;',
    'const total = c.total, inScope = c.inScope, fullSelfPay = c.fullSelfPay, priorShare = c.priorShare;',
    'const profileClass = t.profileClass, ageClass = t.ageClass, claimStart = t.claimStart;',
    'const daysClass = t.daysClass, monthsClass = t.monthsClass, S = h.scratch;',
    'const monthOf = t.monthOf, firstDay = t.firstDay, diseaseOf = t.diseaseOf, laterPart = t.laterPart;',
    'const personPart = o.person, hospitalPart = o.hospital, accountPart = o.account, status = o.status;',
    'const floor = Math.floor;',
  );
  for (const [index] of layout.words.entries()) add(writer, `const code${index} = t.words[${index}];`);
  for (const [index] of policy.groups.entries()) add(writer, `const g${index} = c.groupList[${index}];`);
  if (options.hasAccount) add(writer, 'const account = c.accountAvailable;');
  for (const [index] of layout.layers.entries()) {
    add(writer, `const out${index} = o.layers[${index}];`);
    for (const [shape] of (layout.layers[index]?.shapes ?? []).entries()) {
      add(writer, `const T${index}_${shape} = t.values[${index}][${shape}];`);
    }
    if (options.components) add(writer, `const parts${index} = o.components[${index}];`);
  }
  for (const index of live) {
    const accumulator = policy.accumulators[index];
    if (accumulator === undefined || !SCOPED_BY_NUMBER.has(accumulator.scope)) continue;
    add(writer, `const V${index} = h.values[${index}], G${index} = h.stamps[${index}];`);
    if (accumulator.scope !== 'disease') add(writer, `const N${index} = c.${accumulator.scope};`);
  }
}

function writeLoop(writer: Writer): void {
  const { policy, live, layout, options, table } = writer;
  const state = [...live].filter((index) => !SCOPED_BY_NUMBER.has(policy.accumulators[index]?.scope ?? ''));
  add(writer, 'let serial = h.serial[0];');
  add(writer, 'status.fill(0, from, to);');
  for (const index of state) {
    add(writer, `let a${index} = 0;`);
    if (isKeyedByTime(policy.accumulators[index])) add(writer, `let k${index} = -1;`);
  }
  // Where a layer's schedule was last looked up: a year's next claim begins where the one before ended.
  for (const [index, { layer }] of layout.layers.entries()) {
    if (layer.accumulator === undefined) continue;
    add(writer, `let w${index} = 0, f${index} = 0;`);
    if (!isFollowed(writer, layer)) add(writer, `let x${index} = 0;`);
  }
  add(writer, 'for (let i = from; i < to; i++) {', 'const pr = profile[i], start = claimStart[i];');
  // 1: another year of the same person; 2: another person.
  const lifetime = state.filter((index) => policy.accumulators[index]?.scope === 'lifetime');
  add(writer, 'if (start !== 0) {', 'serial++;');
  for (const [index, { layer }] of layout.layers.entries()) {
    if (layer.accumulator !== undefined && isFollowed(writer, layer)) add(writer, `w${index} = 0;`);
  }
  for (const index of state) if (!lifetime.includes(index)) add(writer, resetOf(policy, index));
  if (lifetime.length > 0) {
    add(writer, 'if (start === 2) {');
    for (const index of lifetime) add(writer, resetOf(policy, index));
    add(writer, '}');
  }
  add(writer, '}');
  writePlanLookup(writer);
  for (const index of live) add(writer, ...openAccumulator(policy, index));
  writeQuantities(writer);
  for (const [index, layer] of layout.layers.entries()) writeLayer(writer, layer, index);
  const paid = layout.layers.map(({ layer }) => `q${layer.slot + LAYER_OFFSET.paid}`).join(' + ') || '0';
  const hospital = layout.layers.filter(hasPackage).map(({ layer }) => `q${layer.slot + LAYER_OFFSET.hospitalShare}`);
  const hospitalSum = hospital.join(' + ') || '0';
  add(writer, `const hospitalShare = ${hospitalSum};`);
  add(writer, `q${PERSON_TOTAL_SLOT} = q0 - (${paid}) - hospitalShare;`);
  add(writer, `if (q${PERSON_TOTAL_SLOT} < 0) { ${fail(writer, CLAIM_STATUS.overpaid)} }`);
  if (options.hasAccount) {
    add(writer, `let covered = ${sum(accountTerms(writer), undefined) || '0'};`);
    add(writer, `if (covered < 0) covered = 0; if (covered > q${PERSON_TOTAL_SLOT}) covered = q${PERSON_TOTAL_SLOT};`);
    add(writer, 'accountPart[i] = account[i] < covered ? account[i] : covered;');
  }
  add(writer, `personPart[i] = q${PERSON_TOTAL_SLOT};`);
  if (hospital.length > 0 || options.components) add(writer, 'hospitalPart[i] = hospitalShare;');
  for (const index of live) writeAccumulatorEnd(writer, index);
  if (table.versionStarts.length === 0) throw new RangeError('a kernel needs a version');
  add(
    writer,
    '}',
    'h.serial[0] = serial;',
    '}',
    // In pieces of some hundred persons: a function that is entered often is compiled as a whole, with totals in
    // registers; one call over all claims would be replaced in its midst and keep them boxed.
    'const person = c.person;',
    'return function run(from, to) {',
    'for (let at = from; at < to; ) {',
    `let next = at + ${PIECE}; if (next > to) next = to;`,
    'while (next < to && person[next] === person[next - 1]) next++;',
    'piece(at, next); at = next;',
    '}',
    '};',
  );
}

function accountTerms({ policy }: Writer): readonly Term[] {
  return policy.account.covers;
}

function isKeyedByTime(accumulator: CompiledAccumulator | undefined): boolean {
  return accumulator?.scope === 'day' || accumulator?.scope === 'month';
}

function resetOf(policy: CompiledPolicy, index: number): string {
  return isKeyedByTime(policy.accumulators[index]) ? `a${index} = 0; k${index} = -1;` : `a${index} = 0;`;
}

/** Brings an accumulator that runs over a day, a month, a disease … to the claim's own. */
function openAccumulator(policy: CompiledPolicy, index: number): string[] {
  switch (policy.accumulators[index]?.scope) {
    case 'day':
      return [`if (k${index} !== day[i]) { k${index} = day[i]; a${index} = 0; }`];
    case 'month':
      return [
        `if (k${index} !== monthOf[day[i] - firstDay]) { k${index} = monthOf[day[i] - firstDay]; a${index} = 0; }`,
      ];
    case 'disease':
      return [
        `const n${index} = diseaseOf[pr];`,
        `let a${index} = G${index}[n${index}] === serial ? V${index}[n${index}] : 0;`,
      ];
    case 'stay':
    case 'episode':
      // 0 is a case without a number: it stands alone, and what is written there is never read.
      return [
        `const n${index} = N${index} === undefined ? 0 : N${index}[i];`,
        `let a${index} = n${index} > 0 && G${index}[n${index}] === serial ? V${index}[n${index}] : 0;`,
      ];
    default:
      return [];
  }
}

function writePlanLookup(writer: Writer): void {
  const { policy, table } = writer;
  const { versionStarts, versionEnd } = table;
  const bounded = versionStarts.filter(Number.isFinite);
  const before =
    bounded.length === versionStarts.length && writer.options.firstDay < (versionStarts[0] ?? 0)
      ? `day[i] < ${versionStarts[0]}`
      : '';
  const after = writer.options.lastDay >= versionEnd ? `day[i] >= ${versionEnd}` : '';
  const outside = [before, after].filter((text) => text !== '').join(' || ');
  if (outside !== '') add(writer, `if (${outside}) { ${fail(writer, CLAIM_STATUS.noPolicy, true)} }`);
  const version = versionStarts
    .slice(1)
    .map((start) => `(day[i] >= ${start} ? 1 : 0)`)
    .join(' + ');
  const own = table.profileClass === undefined ? 'pr' : 'profileClass[pr]';
  let index = version === '' ? own : `(${version}) * ${table.profileClasses} + ${own}`;
  const extend = (size: number, lookup: string) => {
    if (size > 1) index = `(${index}) * ${size} + ${lookup}`;
  };
  const clamp = (value: string, length: number) => `(${value} < ${length} ? ${value} : ${length - 1})`;
  extend(table.ageClasses, `ageClass[${clamp('age[i]', table.ageClass.length)}]`);
  const admissions = admissionsOf(policy);
  if (table.visitClasses > 1) {
    const counted = admissions < 0 ? '1' : `a${admissions} + 1`;
    const later = writer.options.hasLaterParts ? ' - laterPart[pr]' : '';
    add(writer, `let visit = ${counted}${later};${later === '' ? '' : ' if (visit < 1) visit = 1;'}`);
  }
  extend(table.visitClasses, compared('visit', table.visitSplits));
  extend(table.daysClasses, `daysClass[${clamp('days[i]', table.daysClass.length)}]`);
  extend(table.monthsClasses, `monthsClass[${clamp('months[i] + 1', table.monthsClass.length)}]`);
  add(writer, `const at = ${index};`);
  for (const [word] of writer.layout.words.entries()) add(writer, `const word${word} = code${word}[at];`);
}

function writeQuantities(writer: Writer): void {
  const { policy, layout, needed } = writer;
  add(writer, 'const q0 = total[i], q4 = inScope[i];');
  if (needed.has(1) || needed.has(2)) add(writer, 'const q1 = fullSelfPay[i];');
  if (needed.has(2) || needed.has(3)) add(writer, 'const q3 = priorShare[i];');
  if (needed.has(2)) add(writer, 'const q2 = q0 - q4 - q1 - q3;');
  add(writer, `let q${PERSON_TOTAL_SLOT} = 0, q${UNPAID_SLOT} = q0;`);
  for (const [index] of policy.groups.entries()) {
    add(writer, `const q${FIRST_GROUP_SLOT + index} = g${index} === undefined ? 0 : g${index}[i];`);
  }
  const slots = layout.layers.flatMap(({ layer }) => Object.values(LAYER_OFFSET).map((offset) => layer.slot + offset));
  const zeros = slots.filter((slot) => isComputed(writer, slot)).map((slot) => `q${slot} = 0`);
  if (zeros.length > 0) add(writer, `let ${zeros.join(', ')};`);
}

function writeAccumulatorEnd(writer: Writer, index: number): void {
  const accumulator = writer.policy.accumulators[index];
  const layout = writer.layout.accumulators[index];
  if (accumulator === undefined || layout === undefined) return;
  const text = isEager(writer, index) ? '' : sum(accumulator.adds, undefined);
  if (text !== '') add(writer, `a${index} += ${adding(layout, text)};`);
  if (layout.counts !== undefined) add(writer, `a${index} += ${fieldOf(layout.counts)};`);
  if (SCOPED_BY_NUMBER.has(accumulator.scope)) {
    add(writer, `V${index}[n${index}] = a${index}; G${index}[n${index}] = serial;`);
  }
}
