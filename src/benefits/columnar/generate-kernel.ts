/**
 * Writes the kernel: the loop over claims, as JavaScript text for one policy.
 *
 * What becomes code is the validated structure of a policy alone: numbers of slots, of accumulators and of offsets,
 * never a name or a value of the input. All values (thresholds, rates, limits) are parameters in a table that the
 * kernel reads. Only the needed is computed: without `components`, a layer's threshold or co-pay is worked out only
 * where a later base, limit or accumulator asks for it.
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
import { type AccumulatorLayout, type CeilingLayout, FLAG, HEAD, type LayerLayout, type Layout } from './layout.ts';
import type { PlanTable } from './plan-table.ts';

/** Why a claim was left uncomputed: its amounts are zero, and the totals stay as they were. */
export const CLAIM_STATUS = { computed: 0, noRule: 1, negativeBase: 2, overpaid: 3, noPolicy: 4 } as const;

export interface KernelOptions {
  /** Also writes each layer's base, first take, threshold, co-pay, over-cap and hospital share. */
  readonly components: boolean;
  readonly hasAccount: boolean;
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
  for (const { layer, ceilings } of layers) {
    use(layer.base);
    for (const { shares } of ceilings) for (const terms of shares) use(terms);
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
    'const person = c.person, day = c.day, profile = c.profile, age = c.age, days = c.days, months = c.monthsSince;',
    'const total = c.total, fullSelfPay = c.fullSelfPay, overLimit = c.overLimit, priorShare = c.priorShare;',
    'const planOf = t.planOf, profileClass = t.profileClass, ageClass = t.ageClass, visitClass = t.visitClass;',
    'const daysClass = t.daysClass, monthsClass = t.monthsClass, P = t.parameters, S = h.scratch;',
    'const yearOf = t.yearOf, monthOf = t.monthOf, firstDay = t.firstDay, diseaseOf = t.diseaseOf, laterPart = t.laterPart;',
    'const personPart = o.person, hospitalPart = o.hospital, accountPart = o.account, status = o.status;',
    'const floor = Math.floor;',
  );
  for (const [index] of policy.groups.entries()) add(writer, `const g${index} = c.groupList[${index}];`);
  if (options.hasAccount) add(writer, 'const account = c.accountAvailable;');
  for (const [index] of layout.layers.entries()) {
    add(writer, `const out${index} = o.layers[${index}];`);
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
  add(writer, 'return function run(from, to) {', 'let lastPerson = -1, lastYear = -1, serial = h.serial[0];');
  for (const index of state) {
    add(writer, `let a${index} = 0;`);
    if (isKeyedByTime(policy.accumulators[index])) add(writer, `let k${index} = -1;`);
  }
  add(writer, 'for (let i = from; i < to; i++) {', 'const d = day[i], pr = profile[i], year = yearOf[d - firstDay];');
  add(writer, 'if (i === from || person[i] !== lastPerson) {', 'lastPerson = person[i]; lastYear = year; serial++;');
  for (const index of state) add(writer, resetOf(policy, index));
  add(writer, '} else if (year !== lastYear) {', 'lastYear = year; serial++;');
  for (const index of state) {
    if (policy.accumulators[index]?.scope !== 'lifetime') add(writer, resetOf(policy, index));
  }
  add(writer, '}');
  writePlanLookup(writer);
  for (const index of live) add(writer, ...openAccumulator(policy, index));
  writeQuantities(writer);
  for (const [index, layer] of layout.layers.entries()) writeLayer(writer, layer, index);
  const paid = layout.layers.map(({ layer }) => `q${layer.slot + LAYER_OFFSET.paid}`).join(' + ') || '0';
  const hospital = layout.layers
    .filter(({ flags }) => flags.has(FLAG.package))
    .map(({ layer }) => `q${layer.slot + LAYER_OFFSET.hospitalShare}`);
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
  add(writer, 'status[i] = 0;');
  for (const index of live) writeAccumulatorEnd(writer, index);
  if (table.versionStarts.length === 0) throw new RangeError('a kernel needs a version');
  add(writer, '}', 'h.serial[0] = serial;', '};');
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
      return [`if (k${index} !== d) { k${index} = d; a${index} = 0; }`];
    case 'month':
      return [`if (k${index} !== monthOf[d - firstDay]) { k${index} = monthOf[d - firstDay]; a${index} = 0; }`];
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
  const before = bounded.length === versionStarts.length ? `d < ${versionStarts[0]}` : '';
  const after = Number.isFinite(versionEnd) ? `d >= ${versionEnd}` : '';
  const outside = [before, after].filter((text) => text !== '').join(' || ');
  if (outside !== '') add(writer, `if (${outside}) { ${fail(writer, CLAIM_STATUS.noPolicy)} }`);
  const version = versionStarts
    .slice(1)
    .map((start) => `(d >= ${start} ? 1 : 0)`)
    .join(' + ');
  let index = version === '' ? 'profileClass[pr]' : `(${version}) * ${table.profileClasses} + profileClass[pr]`;
  const extend = (size: number, lookup: string) => {
    if (size > 1) index = `(${index}) * ${size} + ${lookup}`;
  };
  const clamp = (value: string, length: number) => `(${value} < ${length} ? ${value} : ${length - 1})`;
  extend(table.ageClasses, `ageClass[${clamp('age[i]', table.ageClass.length)}]`);
  const admissions = admissionsOf(policy);
  if (table.visitClasses > 1) {
    const counted = admissions < 0 ? '1' : `a${admissions} + 1`;
    add(writer, `let visit = ${counted} - laterPart[pr]; if (visit < 1) visit = 1;`);
  }
  extend(table.visitClasses, `visitClass[${clamp('visit', table.visitClass.length)}]`);
  extend(table.daysClasses, `daysClass[${clamp('days[i]', table.daysClass.length)}]`);
  extend(table.monthsClasses, `monthsClass[${clamp('months[i] + 1', table.monthsClass.length)}]`);
  add(writer, `const r = planOf[${index}] * ${writer.layout.stride};`);
}

function writeQuantities(writer: Writer): void {
  const { policy, layout } = writer;
  add(
    writer,
    'const q0 = total[i], q1 = fullSelfPay[i], q2 = overLimit[i], q3 = priorShare[i], q4 = q0 - q1 - q2 - q3;',
  );
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
  return layout.layers.some(
    ({ layer, flags }) => flags.has(FLAG.package) && slot === layer.slot + LAYER_OFFSET.hospitalShare,
  );
}

/** Signed sum of quantities; of those before `limit` where it is given, as later ones are still zero. */
function sum(terms: readonly Term[], limit: number | undefined): string {
  return terms
    .filter(({ slot }) => limit === undefined || (slot < limit && slot !== PERSON_TOTAL_SLOT))
    .map(({ slot, sign }, index) => `${sign < 0 ? '- ' : index === 0 ? '' : '+ '}q${slot}`)
    .join(' ');
}

/** An accumulator's value while a layer is worked. */
function standing(writer: Writer, index: number, slot: number): string {
  const accumulator = writer.policy.accumulators[index];
  const layout = writer.layout.accumulators[index];
  const inCase = accumulator === undefined ? '' : sum(accumulator.adds, slot);
  return inCase === '' ? `a${index}` : `(a${index} + ${adding(layout, inCase)})`;
}

function adding(layout: AccumulatorLayout | undefined, text: string): string {
  return layout?.addsAt === undefined ? `(${text})` : `P[r + ${layout.addsAt}] * (${text})`;
}

function fail(writer: Writer, code: number): string {
  const { layout, options } = writer;
  const zeros = layout.layers.map((_, index) => `out${index}[i] = 0;`);
  if (options.components) {
    for (const [index] of layout.layers.entries()) zeros.push(`for (const part of parts${index}) part[i] = 0;`);
  }
  const account = options.hasAccount ? 'accountPart[i] = 0;' : '';
  return `status[i] = ${code}; ${zeros.join(' ')} ${account} personPart[i] = 0; hospitalPart[i] = 0; continue;`;
}

const RATED = (amount: string, rate: string) => `floor((${amount} * ${rate} + 5000) / 10000)`;

/** Text of F(x): the slice that x ends in, and what the slices below it pay. */
function growthTo(layout: LayerLayout, x: string): string {
  const at = (index: number, part: number) => `P[r + ${layout.slicesAt + index * 3 + part}]`;
  let text = '';
  for (let index = layout.slices - 1; index >= 0; index--) {
    const within =
      index === 0 ? RATED(x, at(0, 1)) : `${at(index, 2)} + ${RATED(`(${x} - ${at(index, 0)})`, at(index, 1))}`;
    text = text === '' ? within : `(${x} <= ${at(index + 1, 0)} ? ${within} : ${text})`;
  }
  return text === '' ? '0' : text;
}

function writeLayer(writer: Writer, layout: LayerLayout, index: number): void {
  const { layer, flags } = layout;
  const q = (name: keyof typeof LAYER_OFFSET) => `q${layer.slot + LAYER_OFFSET[name]}`;
  const usesFlag = flags.size > 1 || !flags.has(FLAG.schedule) || isAbsentSomewhere(writer, layout);
  const flag = `P[r + ${layout.at + HEAD.flag}]`;
  add(writer, usesFlag ? `if (${flag} !== 0) {` : '{');
  if (flags.has(FLAG.noRule)) add(writer, `if (${flag} < 0) { ${fail(writer, CLAIM_STATUS.noRule)} }`);
  add(writer, `let base = ${sum(layer.base, layer.slot) || '0'};`);
  if (layer.floorBase || layer.base.some(({ slot, sign }) => sign < 0 || canBeNegative(writer, slot))) {
    add(
      writer,
      layer.floorBase ? 'if (base < 0) base = 0;' : `if (base < 0) { ${fail(writer, CLAIM_STATUS.negativeBase)} }`,
    );
  }
  writeRoom(writer, layout, 'payment', 'room');
  if (flags.has(FLAG.package)) {
    add(writer, flags.has(FLAG.schedule) || flags.has(FLAG.parts) ? `if (${flag} === ${FLAG.package}) {` : '{');
    writePackage(writer, layout);
    add(writer, flags.has(FLAG.schedule) || flags.has(FLAG.parts) ? '} else {' : '}');
  }
  if (flags.has(FLAG.schedule) || flags.has(FLAG.parts)) {
    writeSchedule(writer, layout);
    if (flags.has(FLAG.package)) add(writer, '}');
  }
  if (writer.needed.has(UNPAID_SLOT)) {
    const hospital = flags.has(FLAG.package) ? ` + ${q('hospitalShare')}` : '';
    add(writer, `q${UNPAID_SLOT} -= ${q('paid')}${hospital};`);
  }
  add(writer, '}');
  add(writer, `out${index}[i] = ${q('paid')};`);
  if (writer.options.components) {
    const names = ['base', 'firstTake', 'deductible', 'coPay', 'overCap', 'hospitalShare'] as const;
    for (const [part, name] of names.entries()) add(writer, `parts${index}[${part}][i] = ${q(name)};`);
  }
}

/** More may be paid than there is cost, and a hospital may keep more than the case cost it. */
function canBeNegative({ layout }: Writer, slot: number): boolean {
  return slot === UNPAID_SLOT || layout.layers.some(({ layer }) => slot === layer.slot + LAYER_OFFSET.hospitalShare);
}

function isAbsentSomewhere({ table }: Writer, { layer }: LayerLayout): boolean {
  return table.plans.some(({ plan }) => !plan.layers.some((planned) => planned.layer.id === layer.id));
}

/** Declares `name`: how much the ceilings of a kind leave; nothing where there is none. */
function writeRoom(writer: Writer, layout: LayerLayout, counts: CeilingLayout['counts'], name: string): void {
  const ceilings = layout.ceilings.filter((ceiling) => ceiling.counts === counts);
  if (ceilings.length === 0) return;
  add(writer, `let ${name} = Infinity;`);
  for (const ceiling of ceilings) {
    add(writer, `{ let left = ${limitOf(layout, ceiling)};`);
    if (ceiling.accumulator !== undefined)
      add(writer, `left -= ${standing(writer, ceiling.accumulator, layout.layer.slot)};`);
    add(writer, `if (left < 0) left = 0; if (left < ${name}) ${name} = left; }`);
  }
}

function limitOf({ layer }: LayerLayout, ceiling: CeilingLayout): string {
  const amount = ceiling.hasDays
    ? `(P[r + ${ceiling.at + 1}] === 1 ? P[r + ${ceiling.at}] * days[i] : P[r + ${ceiling.at}])`
    : `P[r + ${ceiling.at}]`;
  return ceiling.shares.reduceRight((otherwise, terms, number) => {
    const text = sum(terms, layer.slot) || '0';
    return `(P[r + ${ceiling.at + 2}] === ${number} ? ${RATED(`Math.max(${text}, 0)`, `P[r + ${ceiling.at + 3}]`)} : ${otherwise})`;
  }, amount);
}

function writePackage(writer: Writer, layout: LayerLayout): void {
  const at = (part: number) => `P[r + ${layout.packageAt + part}]`;
  const hasRoom = layout.ceilings.some(({ counts }) => counts === 'payment');
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

function writeSchedule(writer: Writer, layout: LayerLayout): void {
  const { layer, flags } = layout;
  const hasCost = layout.ceilings.some(({ counts }) => counts === 'cost');
  const isApart = layer.deductibleOn !== 'schedule';
  let entering = 'base';
  let overCost = '';
  let firstTake = '0';
  if (layout.hasFirstTake) {
    add(writer, `const first = ${RATED('base', `P[r + ${layout.at + HEAD.firstTake}]`)};`);
    firstTake = 'first';
    entering = '(base - first)';
  }
  let apart = '';
  if (isApart) {
    const charged =
      typeof layer.deductibleOn === 'object'
        ? ` - ${standing(writer, layer.deductibleOn.accumulator, layer.slot)}`
        : '';
    add(writer, `let apart = P[r + ${layout.at + HEAD.threshold}]${charged};`);
    add(writer, `if (apart < 0) apart = 0; if (apart > ${entering}) apart = ${entering};`);
    entering = `(${entering} - apart)`;
    apart = ' + apart';
  }
  if (hasCost) {
    writeRoom(writer, layout, 'cost', 'costRoom');
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
    add(writer, flags.has(FLAG.schedule) ? `if (P[r + ${layout.at}] === ${FLAG.parts}) {` : '{');
    writeParts(writer, layout, firstTake, overCost, apart);
    add(writer, flags.has(FLAG.schedule) ? '} else {' : '}');
    if (!flags.has(FLAG.schedule)) return;
  }
  if (layer.mode.kind === 'guarantee') writeGuarantee(writer, layout);
  else if (layer.mode.kind === 'entitlement') writeEntitlement(writer, layout, { firstTake, overCost, apart });
  else writeGrowth(writer, layout, { firstTake, overCost, apart });
  if (flags.has(FLAG.parts)) add(writer, '}');
}

interface Reductions {
  readonly firstTake: string;
  readonly overCost: string;
  readonly apart: string;
}

function roomOf(layout: LayerLayout): string | undefined {
  return layout.ceilings.some(({ counts }) => counts === 'payment') ? 'room' : undefined;
}

function beforeOf(writer: Writer, { layer }: LayerLayout): string {
  return layer.accumulator === undefined ? '' : standing(writer, layer.accumulator, layer.slot);
}

/** What of the growth falls into the threshold slice, and beyond the cap on cost. */
function writeEdges(writer: Writer, layout: LayerLayout, hasBefore: boolean, asked: boolean): void {
  if (!asked) return;
  const top = `P[r + ${layout.at + HEAD.thresholdTop}]`;
  const cap = `P[r + ${layout.at + HEAD.cap}]`;
  const low = hasBefore ? ` - (before < ${top} ? before : ${top})` : '';
  const high = hasBefore ? ` - (before > ${cap} ? before - ${cap} : 0)` : '';
  add(writer, `const threshold = ${layout.hasThresholdSlice ? `(after < ${top} ? after : ${top})${low}` : '0'};`);
  add(writer, `const beyondCap = ${layout.hasCap ? `(after > ${cap} ? after - ${cap} : 0)${high}` : '0'};`);
}

function writeGrowth(writer: Writer, layout: LayerLayout, { firstTake, overCost, apart }: Reductions): void {
  const before = beforeOf(writer, layout);
  const hasBefore = before !== '';
  const room = roomOf(layout);
  const asksCost = isAsked(writer, layout, 'coPay') || isAsked(writer, layout, 'overCap');
  const asksEdges = asksCost || isAsked(writer, layout, 'deductible');
  if (hasBefore) add(writer, `const before = ${before};`);
  add(writer, `const after = ${hasBefore ? 'before + entering' : 'entering'};`);
  add(writer, `let paid = ${growthTo(layout, 'after')}${hasBefore ? ` - (${growthTo(layout, 'before')})` : ''};`);
  writeEdges(writer, layout, hasBefore, asksEdges);
  if (asksCost) {
    add(writer, 'let over = beyondCap, share = entering - paid - threshold - beyondCap;');
    if (room !== undefined) {
      // The limit cuts the payment: the slices are walked one by one, to solve the cost back from it.
      add(
        writer,
        `if (!(paid < ${room})) {`,
        `h.cut(P, r + ${layout.slicesAt}, ${layout.slices}, P[r + ${layout.at + HEAD.thresholdTop}], P[r + ${layout.at + HEAD.cap}], ${hasBefore ? 'before' : '0'}, after, ${room});`,
        'paid = S[0]; share = S[1]; over = S[2]; }',
      );
    }
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

function writeEntitlement(writer: Writer, layout: LayerLayout, { firstTake, overCost }: Reductions): void {
  const { mode } = layout.layer;
  if (mode.kind !== 'entitlement') return;
  const room = roomOf(layout);
  add(
    writer,
    `const before = ${beforeOf(writer, layout) || '0'};`,
    'const after = before + entering;',
    `let due = ${growthTo(layout, 'after')} - ${standing(writer, mode.paid, layout.layer.slot)};`,
    'if (due < 0) due = 0; if (due > entering) due = entering;',
    `const paid = ${room === undefined ? 'due' : `(due < ${room} ? due : ${room})`};`,
  );
  writeEdges(writer, layout, true, true);
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

function writeGuarantee(writer: Writer, layout: LayerLayout): void {
  const { mode } = layout.layer;
  if (mode.kind !== 'guarantee') return;
  const room = roomOf(layout);
  const already = mode.layers.map((slot) => `q${slot + LAYER_OFFSET.paid}`).join(' + ');
  add(
    writer,
    `let missing = ${growthTo(layout, 'entering')} - (${already});`,
    'if (missing < 0) missing = 0;',
    `let paid = missing; if (paid > q${UNPAID_SLOT}) paid = q${UNPAID_SLOT} < 0 ? 0 : q${UNPAID_SLOT};`,
  );
  if (room !== undefined) add(writer, `if (paid > ${room}) paid = ${room};`);
  assign(writer, layout, { base: 'missing', overCap: 'missing - paid', paid: 'paid' });
}

/** Rates by fee-line group: worked by the helper, which has the rule's list. */
function writeParts(writer: Writer, layout: LayerLayout, firstTake: string, overCost: string, apart: string): void {
  const { policy } = writer;
  const groups = policy.groups.map((_, index) => `q${FIRST_GROUP_SLOT + index}`).join(', ');
  const reduced = `${firstTake}${overCost}`;
  add(
    writer,
    `h.parts(r / ${writer.layout.stride}, ${layout.layer.slot}, [${groups}], q4, ${reduced}, ${apart === '' ? '0' : 'apart'}, ${roomOf(layout) ?? 'Infinity'});`,
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
  const text = sum(accumulator.adds, undefined);
  if (text !== '') add(writer, `a${index} += ${adding(layout, text)};`);
  if (layout.countsAt !== undefined) add(writer, `a${index} += P[r + ${layout.countsAt}];`);
  if (SCOPED_BY_NUMBER.has(accumulator.scope)) {
    add(writer, `V${index}[n${index}] = a${index}; G${index}[n${index}] = serial;`);
  }
}
