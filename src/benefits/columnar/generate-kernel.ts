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
  type CompiledLayer,
  type CompiledPolicy,
  FIRST_GROUP_SLOT,
  LAYER_OFFSET,
  LAYER_QUANTITIES,
  PERSON_TOTAL_SLOT,
  type Term,
  UNPAID_SLOT,
} from '../compiled-policy.ts';
import {
  type AccumulatorLayout,
  type CeilingLayout,
  type Field,
  FLAG,
  HEAD,
  type LayerLayout,
  type LayerShapes,
  type Layout,
} from './layout.ts';
import type { PlanTable } from './plan-table.ts';

/** Claims in a piece of the loop. */
const PIECE = 2048;

/** Why a claim was left uncomputed: its amounts are zero, and the totals stay as they were. */
export const CLAIM_STATUS = { computed: 0, noRule: 1, negativeBase: 2, overpaid: 3, noPolicy: 4 } as const;

export interface KernelOptions {
  /** Also writes each layer's base, first take, threshold, co-pay, over-cap and hospital share. */
  readonly components: boolean;
  readonly hasAccount: boolean;
  /** Earliest and latest day of the claims. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Whether any claim is a later part of a stay. */
  readonly hasLaterParts: boolean;
}

interface Writer {
  readonly policy: CompiledPolicy;
  readonly layout: Layout;
  readonly table: PlanTable;
  readonly options: KernelOptions;
  /** Slots whose value somebody asks for. */
  readonly needed: ReadonlySet<number>;
  /** Accumulators that anything runs on. */
  readonly live: ReadonlySet<number>;
  readonly lines: string[];
}

const SCOPED_BY_NUMBER = new Set(['disease', 'stay', 'episode']);

/** One way of working a layer, as it is being written: its layout, and the text of the number at an offset. */
interface Way {
  readonly layout: LayerLayout;
  readonly number: (at: number) => string;
  /** Number of the layer among all; texts of the table, of the row's place in it, and of what tells this way from others. */
  readonly index: number;
  readonly values: string;
  readonly row: string;
  readonly name: string;
}

/** A validated whole number (or no limit) as text; nothing else can become code. */
function literal(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return value < 0 ? `(${value})` : String(value);
}

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

function add(writer: Writer, ...lines: readonly string[]): void {
  writer.lines.push(...lines);
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

/** Slots that have a variable: those that are asked for, and the hospital's share of packages. */
function isComputed({ needed, layout }: Writer, slot: number): boolean {
  if (needed.has(slot)) return true;
  return layout.layers.some((each) => hasPackage(each) && slot === each.layer.slot + LAYER_OFFSET.hospitalShare);
}

function hasPackage({ shapes }: LayerShapes): boolean {
  return shapes.some(({ layout }) => layout.flags.has(FLAG.package));
}

/** Signed sum of quantities; of those before `limit` where it is given, as later ones are still zero. */
function sum(terms: readonly Term[], limit: number | undefined): string {
  return terms
    .filter(({ slot }) => limit === undefined || (slot < limit && slot !== PERSON_TOTAL_SLOT))
    .map(({ slot, sign }, index) => `${sign < 0 ? '- ' : index === 0 ? '' : '+ '}q${slot}`)
    .join(' ');
}

/**
 * Whether an accumulator adds up layers' quantities alone: each layer then adds its own as soon as it is worked, and a
 * claim that fails takes back what it had added.
 */
function isEager({ policy, layout }: Writer, index: number): boolean {
  const slots = new Set(layout.layers.flatMap(({ layer }) => Object.values(LAYER_OFFSET).map((at) => layer.slot + at)));
  return policy.accumulators[index]?.adds.every(({ slot }) => slots.has(slot)) ?? false;
}

/** Adds what a layer has just come to. */
function writeAdded(writer: Writer, { slot }: CompiledLayer): void {
  for (const index of writer.live) {
    const accumulator = writer.policy.accumulators[index];
    if (accumulator === undefined || !isEager(writer, index)) continue;
    const own = accumulator.adds.filter((term) => term.slot >= slot && term.slot < slot + LAYER_QUANTITIES.length);
    if (own.length > 0) add(writer, `a${index} += ${adding(writer.layout.accumulators[index], sum(own, undefined))};`);
  }
}

/** An accumulator's value while a layer is worked. */
function standing(writer: Writer, index: number, slot: number): string {
  if (isEager(writer, index)) return `a${index}`;
  const accumulator = writer.policy.accumulators[index];
  const layout = writer.layout.accumulators[index];
  const inCase = accumulator === undefined ? '' : sum(accumulator.adds, slot);
  return inCase === '' ? `a${index}` : `(a${index} + ${adding(layout, inCase)})`;
}

/** The number that a field of a code word holds. */
function fieldOf({ word, shift, mask }: Field): string {
  return shift === 0 ? `(word${word} & ${literal(mask)})` : `(word${word} >> ${literal(shift)} & ${literal(mask)})`;
}

function adding(layout: AccumulatorLayout | undefined, text: string): string {
  return layout?.adds === undefined ? `(${text})` : `${fieldOf(layout.adds)} * (${text})`;
}

function fail(writer: Writer, code: number, beforeLayers = false): string {
  const { policy, layout, live, options } = writer;
  const zeros = layout.layers.map((_, index) => `out${index}[i] = 0;`);
  if (options.components) {
    for (const [index] of layout.layers.entries()) zeros.push(`for (const part of parts${index}) part[i] = 0;`);
  }
  const account = options.hasAccount ? 'accountPart[i] = 0;' : '';
  const undone = [...live].flatMap((index) => {
    const { adds = [], scope = '' } = policy.accumulators[index] ?? {};
    const isKept = !SCOPED_BY_NUMBER.has(scope) && adds.length > 0 && isEager(writer, index);
    return isKept && !beforeLayers ? `a${index} -= ${adding(layout.accumulators[index], sum(adds, undefined))};` : [];
  });
  // Earlier layers may have gone ahead of their accumulators, which stay: what they had paid is to be looked up again.
  const forgotten = layout.layers.flatMap(({ layer }, index) =>
    layer.accumulator === undefined ? [] : `w${index} = 0;`,
  );
  return `status[i] = ${code}; ${zeros.join(' ')} ${account} personPart[i] = 0; hospitalPart[i] = 0; ${forgotten.join(' ')} ${undone.join(' ')} continue;`;
}

const RATED = (amount: string, rate: string) => `floor((${amount} * ${rate} + 5000) / 10000)`;

/** Text of F(x): the slice that x ends in, and what the slices below it pay. */
function growthTo({ layout, number }: Way, x: string): string {
  const at = (index: number, part: number) => number(layout.slicesAt + index * 3 + part);
  let text = '';
  for (let index = layout.slices - 1; index >= 0; index--) {
    const rate = at(index, 1);
    const below = at(index, 2);
    const part = rate === '0' ? '0' : RATED(index === 0 ? x : `(${x} - ${at(index, 0)})`, rate);
    const within = index === 0 || below === '0' ? part : part === '0' ? below : `${below} + ${part}`;
    text = text === '' ? within : `(${x} <= ${at(index + 1, 0)} ? ${within} : ${text})`;
  }
  return text === '' ? '0' : text;
}

/** A layer: a branch for each of its shapes; 0 is for claims that it does not concern. */
function writeLayer(writer: Writer, layer: LayerShapes, index: number): void {
  const { shapes, isSometimesAbsent } = layer;
  const branches = shapes.length + (isSometimesAbsent ? 1 : 0);
  if (branches > 2) {
    add(writer, `switch (${fieldOf(layer.shape)}) {`);
    for (const [number] of shapes.entries()) {
      add(writer, `case ${number + 1}: {`);
      writeShape(writer, layer, index, number);
      add(writer, 'break; }');
    }
    add(writer, '}');
  } else {
    for (const [number] of shapes.entries()) {
      const condition = branches === 1 ? '' : `if (${fieldOf(layer.shape)} === ${number + 1}) `;
      add(writer, `${number > 0 ? 'else ' : ''}${condition}{`);
      writeShape(writer, layer, index, number);
      add(writer, '}');
    }
  }
  const q = (name: keyof typeof LAYER_OFFSET) => `q${layer.layer.slot + LAYER_OFFSET[name]}`;
  add(writer, `out${index}[i] = ${q('paid')};`);
  if (writer.options.components) {
    const names = ['base', 'firstTake', 'deductible', 'coPay', 'overCap', 'hospitalShare'] as const;
    for (const [part, name] of names.entries()) add(writer, `parts${index}[${part}][i] = ${q(name)};`);
  }
}

/** The code of a shape: with the numbers of its only rule, or for a row of its table. */
function writeShape(writer: Writer, layer: LayerShapes, index: number, shape: number): void {
  const { layout, rows, stride, values } = layer.shapes[shape] ?? raise(shape);
  const way = { layout, index, values: `T${index}_${shape}` };
  if (rows === 1 || layer.row === undefined) {
    const number = (at: number) => literal(values[at] ?? 0);
    writeWay(writer, { ...way, number, row: '0', name: String((shape + 1) * ROWS_AT_MOST) });
    return;
  }
  add(writer, `const row = ${fieldOf(layer.row)} * ${stride};`);
  const number = (at: number) => `${way.values}[row + ${at}]`;
  writeWay(writer, { ...way, number, row: 'row', name: `row + ${(shape + 1) * ROWS_AT_MOST}` });
}

/** Rows of a table times its stride stay below it: shape and row make one number. */
const ROWS_AT_MOST = 2 ** 24;

function raise(shape: number): never {
  throw new RangeError(`no shape ${shape}`);
}

function writeWay(writer: Writer, way: Way): void {
  const { layout, number } = way;
  const { layer, flags } = layout;
  const flag = number(layout.at + HEAD.flag);
  const q = (name: keyof typeof LAYER_OFFSET) => `q${layer.slot + LAYER_OFFSET[name]}`;
  if (flags.has(FLAG.noRule)) {
    const words = fail(writer, CLAIM_STATUS.noRule);
    add(writer, flags.size === 1 ? words : `if (${flag} < 0) { ${words} }`);
    if (flags.size === 1) return;
  }
  add(writer, `let base = ${sum(layer.base, layer.slot) || '0'};`);
  if (layer.floorBase || layer.base.some(({ slot, sign }) => sign < 0 || canBeNegative(writer, slot))) {
    add(
      writer,
      layer.floorBase ? 'if (base < 0) base = 0;' : `if (base < 0) { ${fail(writer, CLAIM_STATUS.negativeBase)} }`,
    );
  }
  writeRoom(writer, way, 'payment', 'room');
  const others = flags.has(FLAG.schedule) || flags.has(FLAG.parts);
  if (flags.has(FLAG.package)) {
    add(writer, others ? `if (${flag} === ${FLAG.package}) {` : '{');
    writePackage(writer, way);
    add(writer, others ? '} else {' : '}');
  }
  if (others) {
    writeSchedule(writer, way);
    if (flags.has(FLAG.package)) add(writer, '}');
  }
  if (writer.needed.has(UNPAID_SLOT)) {
    const hospital = flags.has(FLAG.package) ? ` + ${q('hospitalShare')}` : '';
    add(writer, `q${UNPAID_SLOT} -= ${q('paid')}${hospital};`);
  }
  writeAdded(writer, layer);
}

/** More may be paid than there is cost, and a hospital may keep more than the case cost it. */
function canBeNegative({ layout }: Writer, slot: number): boolean {
  return slot === UNPAID_SLOT || layout.layers.some(({ layer }) => slot === layer.slot + LAYER_OFFSET.hospitalShare);
}

/** Ceilings of a kind that can limit anything. */
function ceilingsOf({ layout }: Way, counts: CeilingLayout['counts']): CeilingLayout[] {
  return layout.ceilings.filter((ceiling) => ceiling.counts === counts && ceiling.isLimited);
}

/** Declares `name`: how much the ceilings of a kind leave; nothing where there is none. */
function writeRoom(writer: Writer, way: Way, counts: CeilingLayout['counts'], name: string): void {
  for (const [index, ceiling] of ceilingsOf(way, counts).entries()) {
    const { accumulator } = ceiling;
    const used = accumulator === undefined ? '' : ` - ${standing(writer, accumulator, way.layout.layer.slot)}`;
    const left = index === 0 ? name : `${name}${index}`;
    add(writer, `let ${left} = ${limitOf(way, ceiling)}${used}; if (${left} < 0) ${left} = 0;`);
    if (index > 0) add(writer, `if (${left} < ${name}) ${name} = ${left};`);
  }
}

function limitOf({ layout, number }: Way, ceiling: CeilingLayout): string {
  const amount = ceiling.hasDays
    ? `(${number(ceiling.at + 1)} === 1 ? ${number(ceiling.at)} * days[i] : ${number(ceiling.at)})`
    : number(ceiling.at);
  return ceiling.shares.reduceRight((otherwise, terms, index) => {
    const text = sum(terms, layout.layer.slot) || '0';
    const share = RATED(`Math.max(${text}, 0)`, number(ceiling.at + 3));
    return `(${number(ceiling.at + 2)} === ${index} ? ${share} : ${otherwise})`;
  }, amount);
}

function writePackage(writer: Writer, way: Way): void {
  const { layout, number } = way;
  const at = (part: number) => number(layout.packageAt + part);
  const hasRoom = ceilingsOf(way, 'payment').length > 0;
  add(
    writer,
    `const price = ${at(0)};`,
    `const payable = ${at(3)} === 1 && base > 0 ? price : base < price ? base : price;`,
    `const share = ${RATED('payable', at(1))};`,
    'const due = payable - share, beyond = base - payable;',
    `const paid = ${hasRoom ? '(due < room ? due : room)' : 'due'};`,
    `const hospitals = beyond < 0 || ${at(2)} === 1;`,
  );
  assign(writer, layout, {
    base: 'base',
    coPay: 'share',
    overCap: 'due - paid + (hospitals ? 0 : beyond)',
    hospitalShare: 'hospitals ? beyond : 0',
    paid: 'paid',
  });
}

type Values = Partial<Record<keyof typeof LAYER_OFFSET, string>>;

/** Writes quantities that somebody asks for. */
function assign(writer: Writer, { layer }: LayerLayout, values: Values): void {
  for (const [name, text] of Object.entries(values)) {
    const slot = layer.slot + LAYER_OFFSET[name as keyof typeof LAYER_OFFSET];
    if (isComputed(writer, slot)) add(writer, `q${slot} = ${text};`);
  }
}

function isAsked(writer: Writer, { layer }: LayerLayout, name: keyof typeof LAYER_OFFSET): boolean {
  return writer.needed.has(layer.slot + LAYER_OFFSET[name]);
}

function writeSchedule(writer: Writer, way: Way): void {
  const { layout, number } = way;
  const { layer, flags } = layout;
  const hasCost = ceilingsOf(way, 'cost').length > 0;
  const isApart = layer.deductibleOn !== 'schedule';
  let entering = 'base';
  let overCost = '';
  let firstTake = '0';
  if (layout.hasFirstTake) {
    add(writer, `const first = ${RATED('base', number(layout.at + HEAD.firstTake))};`);
    firstTake = 'first';
    entering = '(base - first)';
  }
  let apart = '';
  if (isApart) {
    const charged =
      typeof layer.deductibleOn === 'object'
        ? ` - ${standing(writer, layer.deductibleOn.accumulator, layer.slot)}`
        : '';
    add(writer, `let apart = ${number(layout.at + HEAD.threshold)}${charged};`);
    add(writer, `if (apart < 0) apart = 0; if (apart > ${entering}) apart = ${entering};`);
    entering = `(${entering} - apart)`;
    apart = ' + apart';
  }
  if (hasCost) {
    writeRoom(writer, way, 'cost', 'costRoom');
    add(
      writer,
      `const offered = ${entering};`,
      'const admitted = offered < costRoom ? offered : costRoom;',
      'const overCost = offered - admitted;',
    );
    entering = 'admitted';
    overCost = ' + overCost';
  }
  add(writer, `const entering = ${entering};`);
  if (flags.has(FLAG.parts)) {
    add(writer, flags.has(FLAG.schedule) ? `if (${number(layout.at + HEAD.flag)} === ${FLAG.parts}) {` : '{');
    writeParts(writer, way, { firstTake, overCost, apart });
    add(writer, flags.has(FLAG.schedule) ? '} else {' : '}');
    if (!flags.has(FLAG.schedule)) return;
  }
  if (layer.mode.kind === 'guarantee') writeGuarantee(writer, way);
  else if (layer.mode.kind === 'entitlement') writeEntitlement(writer, way, { firstTake, overCost, apart });
  else writeGrowth(writer, way, { firstTake, overCost, apart });
  if (flags.has(FLAG.parts)) add(writer, '}');
}

interface Reductions {
  readonly firstTake: string;
  readonly overCost: string;
  readonly apart: string;
}

function roomOf(way: Way): string | undefined {
  return ceilingsOf(way, 'payment').length > 0 ? 'room' : undefined;
}

function beforeOf(writer: Writer, { layer }: LayerLayout): string {
  return layer.accumulator === undefined ? '' : standing(writer, layer.accumulator, layer.slot);
}

/** What of the growth falls into the threshold slice, and beyond the cap on cost. */
function writeEdges(writer: Writer, { layout, number }: Way, hasBefore: boolean): void {
  const top = number(layout.at + HEAD.thresholdTop);
  const cap = number(layout.at + HEAD.cap);
  const low = hasBefore ? ` - (before < ${top} ? before : ${top})` : '';
  const high = hasBefore ? ` - (before > ${cap} ? before - ${cap} : 0)` : '';
  add(writer, `const threshold = ${layout.hasThresholdSlice ? `(after < ${top} ? after : ${top})${low}` : '0'};`);
  add(writer, `const beyondCap = ${layout.hasCap ? `(after > ${cap} ? after - ${cap} : 0)${high}` : '0'};`);
}

/**
 * Whether a layer's accumulator stands exactly where the layer left it: it adds nothing but the layer's base, in every
 * case, over the year or longer. What the schedule had paid up to there is then known without asking where that was.
 */
function isFollowed({ policy, layout }: Writer, layer: CompiledLayer): boolean {
  const accumulator = policy.accumulators[layer.accumulator ?? -1];
  const [term, ...others] = accumulator?.adds ?? [];
  return (
    accumulator !== undefined &&
    (accumulator.scope === 'year' || accumulator.scope === 'lifetime') &&
    layout.accumulators[layer.accumulator ?? -1]?.adds === undefined &&
    others.length === 0 &&
    term?.sign === 1 &&
    term.slot === layer.slot &&
    layer.deductibleOn === 'schedule' &&
    entersWhole(layout, layer)
  );
}

/** Nothing is taken off the base before it enters the schedule. */
function entersWhole({ layers }: Layout, layer: CompiledLayer): boolean {
  const own = layers.find((each) => each.layer.slot === layer.slot);
  const layouts = (own?.shapes ?? []).map(({ layout }) => layout);
  return layouts.every(
    ({ hasFirstTake, ceilings }) => !hasFirstTake && ceilings.every(({ counts }) => counts === 'payment'),
  );
}

function writeGrowth(writer: Writer, way: Way, { firstTake, overCost, apart }: Reductions): void {
  const { layout, index, name } = way;
  const before = beforeOf(writer, layout);
  const hasBefore = before !== '';
  const room = roomOf(way);
  const asksCost = isAsked(writer, layout, 'coPay') || isAsked(writer, layout, 'overCap');
  if (hasBefore) {
    const isSame = `w${index} === ${name}`;
    const isKnown = isFollowed(writer, layout.layer) ? isSame : `x${index} === before && ${isSame}`;
    add(
      writer,
      `const before = ${before}, after = before + entering;`,
      `const reached = ${growthTo(way, 'after')};`,
      `let paid = reached - (${isKnown} ? f${index} : ${growthTo(way, 'before')});`,
      `w${index} = ${name}; f${index} = reached;`,
    );
    if (!isFollowed(writer, layout.layer)) add(writer, `x${index} = after;`);
  } else add(writer, 'const after = entering;', `let paid = ${growthTo(way, 'after')};`);
  if (asksCost || isAsked(writer, layout, 'deductible')) writeEdges(writer, way, hasBefore);
  if (asksCost) {
    add(writer, 'let over = beyondCap, share = entering - paid - threshold - beyondCap;');
    if (room !== undefined) writeCut(writer, way, hasBefore ? 'before' : '0', room);
  } else if (room !== undefined) {
    add(writer, `if (paid > ${room}) paid = ${room};`);
  }
  assign(writer, layout, {
    base: 'base',
    firstTake,
    deductible: `threshold${apart}`,
    coPay: 'share',
    overCap: `over${overCost}`,
    paid: 'paid',
  });
}

/** Where the limit cuts the payment, the slices are walked one by one, to solve the cost back from it. */
function writeCut(writer: Writer, { layout, number, values, row }: Way, before: string, room: string): void {
  const top = number(layout.at + HEAD.thresholdTop);
  const cap = number(layout.at + HEAD.cap);
  add(
    writer,
    `if (!(paid < ${room})) {`,
    `h.cut(${values}, ${row} + ${layout.slicesAt}, ${layout.slices}, ${top}, ${cap}, ${before}, after, ${room});`,
    'paid = S[0]; share = S[1]; over = S[2]; }',
  );
}

function writeEntitlement(writer: Writer, way: Way, { firstTake, overCost }: Reductions): void {
  const { layout } = way;
  const { mode } = layout.layer;
  if (mode.kind !== 'entitlement') return;
  const room = roomOf(way);
  add(
    writer,
    `const before = ${beforeOf(writer, layout) || '0'};`,
    'const after = before + entering;',
    `let due = ${growthTo(way, 'after')} - ${standing(writer, mode.paid, layout.layer.slot)};`,
    'if (due < 0) due = 0; if (due > entering) due = entering;',
    `const paid = ${room === undefined ? 'due' : `(due < ${room} ? due : ${room})`};`,
  );
  writeEdges(writer, way, true);
  add(
    writer,
    'const left = entering - paid;',
    'const low = threshold < left ? threshold : left;',
    'let over = beyondCap + due - paid; if (over > left - low) over = left - low;',
  );
  assign(writer, layout, {
    base: 'base',
    firstTake,
    deductible: 'low',
    coPay: 'left - low - over',
    overCap: `over${overCost}`,
    paid: 'paid',
  });
}

function writeGuarantee(writer: Writer, way: Way): void {
  const { layout } = way;
  const { mode } = layout.layer;
  if (mode.kind !== 'guarantee') return;
  const room = roomOf(way);
  const already = mode.layers.map((slot) => `q${slot + LAYER_OFFSET.paid}`).join(' + ');
  add(
    writer,
    `let missing = ${growthTo(way, 'entering')} - (${already});`,
    'if (missing < 0) missing = 0;',
    `let paid = missing; if (paid > q${UNPAID_SLOT}) paid = q${UNPAID_SLOT} < 0 ? 0 : q${UNPAID_SLOT};`,
  );
  if (room !== undefined) add(writer, `if (paid > ${room}) paid = ${room};`);
  assign(writer, layout, { base: 'missing', overCap: 'missing - paid', paid: 'paid' });
}

/** Rates by fee-line group: worked by the helper, which has the rule's list. */
function writeParts(writer: Writer, way: Way, { firstTake, overCost, apart }: Reductions): void {
  const { policy } = writer;
  const { layout } = way;
  const groups = policy.groups.map((_, index) => `q${FIRST_GROUP_SLOT + index}`).join(', ');
  const reduced = `${firstTake}${overCost}`;
  add(
    writer,
    `h.parts(t.planOf[at], ${layout.layer.slot}, [${groups}], q4, ${reduced}, ${apart === '' ? '0' : 'apart'}, ${roomOf(way) ?? 'Infinity'});`,
  );
  assign(writer, layout, {
    base: 'base',
    firstTake,
    deductible: `S[3]${apart}`,
    coPay: 'S[1]',
    overCap: `S[2]${overCost}`,
    paid: 'S[0]',
  });
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
