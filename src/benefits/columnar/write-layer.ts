/** Writes one layer of the kernel: a branch for each of its shapes, and in it the arithmetic. */
import {
  type CompiledLayer,
  FIRST_GROUP_SLOT,
  LAYER_OFFSET,
  LAYER_QUANTITIES,
  UNPAID_SLOT,
} from '../compiled-policy.ts';
import {
  add,
  adding,
  CLAIM_STATUS,
  fail,
  fieldOf,
  isComputed,
  isEager,
  isFollowed,
  literal,
  RATED,
  standing,
  sum,
  type Way,
  type Writer,
} from './kernel-writer.ts';
import { type CeilingLayout, FLAG, HEAD, type LayerLayout, type LayerShapes } from './layout.ts';

/** Adds what a layer has just come to. */
function writeAdded(writer: Writer, { slot }: CompiledLayer): void {
  for (const index of writer.live) {
    const accumulator = writer.policy.accumulators[index];
    if (accumulator === undefined || !isEager(writer, index)) continue;
    const own = accumulator.adds.filter((term) => term.slot >= slot && term.slot < slot + LAYER_QUANTITIES.length);
    if (own.length > 0) add(writer, `a${index} += ${adding(writer.layout.accumulators[index], sum(own, undefined))};`);
  }
}

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
export function writeLayer(writer: Writer, layer: LayerShapes, index: number): void {
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
