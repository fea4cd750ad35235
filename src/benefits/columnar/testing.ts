/** Random policies and random claims, and whether the two evaluators agree on them. Used by tests alone. */
import fc from 'fast-check';
import { stringify } from 'yaml';
import { addDays, isoDate, yearOf } from '../../kernel/dates.ts';
import { type Fen, fen, sumFen } from '../../kernel/money.ts';
import { compilePack } from '../compile-pack.ts';
import type { PolicyPack } from '../compiled-policy.ts';
import { computeBenefits } from '../compute-benefits.ts';
import type { BenefitResult, RunningTotals } from '../model.ts';
import { carriedTotals } from '../scope.ts';
import { buildColumns, type NumberedCase } from './claim-columns.ts';
import { COMPONENT_NAMES, type ColumnarResult, evaluateColumns } from './evaluate.ts';
import { CLAIM_STATUS } from './kernel-writer.ts';

const FOLDER = '999900-random';
const FIRST_DAY = isoDate('2020-01-01');
const cited = { from: '2000-01-01', source: 'test' };

type Json = Readonly<Record<string, unknown>>;

/** The sources of a random pack: what `compilePack` reads, as data. */
export interface RandomPack {
  readonly main: Json;
  readonly layers: readonly Json[];
}

const yuan = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((value) => value / 100);
const rate = fc.oneof(
  fc.constantFrom('0 %', '50 %', '80 %', '100 %'),
  fc.integer({ min: 0, max: 10_000 }).map((value) => `${value / 100} %`),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 1) => fc.option(arbitrary, { nil: undefined, freq: weight });

const anyRange = (max: number) =>
  fc.tuple(fc.integer({ min: 0, max }), maybe(fc.integer({ min: 1, max }))).map(([from, width]) => ({
    from,
    ...(width !== undefined && { under: from + width }),
  }));

/** One or two attributes, so that rows differ without hiding each other too often. */
const anyWhen: fc.Arbitrary<Json> = fc
  .uniqueArray(
    fc.oneof(
      fc.subarray(['inpatient', 'outpatient', 'chronic'], { minLength: 1 }).map((care) => ['care', care] as const),
      fc.subarray(['village', 'one', 'two', 'three'], { minLength: 1 }).map((grade) => ['grade', grade] as const),
      fc
        .subarray(['local', 'resettled', 'referred', 'unreferred'], { minLength: 1 })
        .map((place) => ['place', place] as const),
      fc.subarray(['2302', '2303', '2304'], { minLength: 1 }).map((codes) => ['identity', codes] as const),
      fc.subarray(['1403', '1404'], { minLength: 1 }).map((codes) => ['personType', codes] as const),
      fc.subarray(['M03900', 'M01600'], { minLength: 1 }).map((codes) => ['disease', codes] as const),
      fc.subarray(['M03900', 'M01600'], { minLength: 1 }).map((codes) => ['certified', codes] as const),
      fc.subarray(['tcm', 'urgent'], { minLength: 1 }).map((tags) => ['tag', tags] as const),
      fc.subarray(['tcm', 'urgent'], { minLength: 1 }).map((tags) => ['withoutTag', tags] as const),
      fc.constant(['package', ['P01']] as const),
      fc.boolean().map((flag) => ['retired', flag] as const),
      fc.boolean().map((flag) => ['civilServant', flag] as const),
      fc.boolean().map((flag) => ['crossYear', flag] as const),
      fc.boolean().map((flag) => ['continued', flag] as const),
      anyRange(90).map((range) => ['age', range] as const),
      anyRange(3).map(
        (range) =>
          [
            'visit',
            { ...range, from: range.from + 1, ...('under' in range && { under: (range.under ?? 0) + 1 }) },
          ] as const,
      ),
      anyRange(40).map((range) => ['days', range] as const),
      anyRange(12).map((range) => ['monthsSince', range] as const),
      anyRange(2).map((range) => ['certifiedCount', range] as const),
    ),
    { minLength: 1, maxLength: 2, selector: ([name]) => name },
  )
  .map((entries) => Object.fromEntries(entries));

const anySlices = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3_000_000 }), rate), { minLength: 2, maxLength: 4 })
  .chain((slices) => fc.constant(slices));

const anyPackage = fc.record({
  price: yuan(8_000),
  person: rate,
  excess: fc.constantFrom('hospital', 'person'),
  surplus: fc.constantFrom('kept', 'returned'),
});

interface LayerShape {
  readonly isEncounter: boolean;
  readonly ownDeductible: boolean;
  readonly mode: 'growth' | 'entitlement' | 'guarantee';
  readonly hasGroupBase: boolean;
}

function anyTerms(shape: LayerShape): fc.Arbitrary<Json> {
  const plain = fc
    .record({
      deductible: fc.oneof(fc.constant(0), yuan(3_000)),
      slices: fc.oneof(
        { weight: 2, arbitrary: rate.map((value) => ({ rate: value })) },
        { weight: 2, arbitrary: anySlices },
      ),
      bounds: fc.constantFrom('absolute', 'aboveDeductible'),
      cap: maybe(fc.integer({ min: 1, max: 3_000_000 })),
      firstTake: maybe(rate),
      groups: fc.constantFrom('none', 'listed', 'proportional'),
      groupRates: fc.tuple(rate, rate),
    })
    .map(({ deductible, slices, bounds, cap, firstTake, groups, groupRates }): Json => {
      const isCumulative = shape.ownDeductible && !shape.isEncounter;
      const where = isCumulative ? 'aboveDeductible' : bounds;
      const start = where === 'absolute' ? Math.round(deductible * 100) : 0;
      let upper = start;
      const rows = Array.isArray(slices)
        ? slices.map(([width, sliceRate], index) => {
            const isLast = index === slices.length - 1;
            if (!isLast) upper += width;
            return { ...(isLast ? {} : { upTo: upper / 100 }), rate: sliceRate };
          })
        : undefined;
      const useGroups = groups !== 'none' && shape.hasGroupBase && shape.isEncounter && shape.mode === 'growth';
      const isSingle = useGroups && groups === 'proportional';
      return {
        deductible,
        bounds: where,
        ...(rows === undefined || isSingle
          ? { rate: rows?.[0]?.rate ?? (slices as { rate: string }).rate }
          : { slices: rows }),
        ...(cap !== undefined && !isSingle && { costCap: ((rows ? upper : start) + cap) / 100 }),
        ...(firstTake !== undefined && { firstTake }),
        ...(useGroups && {
          groups: [
            { group: ['drug'], rate: groupRates[0] },
            { group: ['exam', 'rest'], rate: groupRates[1] },
          ].slice(0, groups === 'listed' ? 2 : 1),
          groupShare: groups,
        }),
      };
    });
  if (!shape.isEncounter || shape.mode !== 'growth') return plain;
  return fc.oneof(
    { weight: 5, arbitrary: plain },
    { weight: 1, arbitrary: anyPackage.map((terms) => ({ package: terms })) },
  );
}

const anyTiltRow: fc.Arbitrary<Json> = fc
  .record({
    when: anyWhen,
    effect: fc.oneof(
      fc.constant({ deductibleTimes: '50 %' }),
      yuan(500).map((deductible) => ({ deductible })),
      fc.constant({ deductibleMinus: 100, deductibleAtLeast: 150 }),
      fc.constantFrom('+5 %', '-10 %', '+12.5 %').map((ratePoints) => ({ ratePoints })),
      fc.constantFrom('90 %', '110 %').map((rateTimes) => ({ rateTimes })),
      fc.constantFrom('60 %', '80 %').map((coPayTimes) => ({ coPayTimes, rateAtMost: '95 %' })),
      rate.map((firstTake) => ({ firstTake })),
    ),
  })
  .map(({ when, effect }) => ({ ...cited, when, ...effect }));

const anyScope = fc.constantFrom('year', 'year', 'month', 'day', 'disease', 'stay', 'episode', 'lifetime');

/** Some rows, each under a condition or a time of its own; a last one for all, mostly. */
function rowsOf(row: fc.Arbitrary<Json>): fc.Arbitrary<Json[]> {
  return fc
    .record({
      some: fc.array(fc.tuple(anyWhen, row), { maxLength: 2 }),
      changing: maybe(fc.tuple(row, row)),
      last: row,
      hasLast: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ some, changing, last, hasLast }) => [
      ...some.map(([when, terms]) => ({ when, ...cited, ...terms })),
      ...(hasLast === 0
        ? []
        : changing === undefined
          ? [{ ...cited, ...last }]
          : [
              { ...cited, to: '2020-07-01', ...changing[0] },
              { ...cited, from: '2020-07-01', ...changing[1] },
            ]),
    ])
    .filter((rows) => rows.length > 0);
}

const anyLimit: fc.Arbitrary<Json> = fc.oneof(
  yuan(20_000).map((amount) => ({ amount })),
  yuan(300).map((amount) => ({ amount, perDay: true })),
  fc.constant({ unlimited: true }),
  rate.map((share) => ({ share: { rate: share, of: 'inScope - priorShare + overLimit' } })),
);

function anyLayer(index: number): fc.Arbitrary<{ layer: Json; accumulators: Json }> {
  const id = `l${index}`;
  const earlier = Array.from({ length: index }, (_, at) => `l${at}`);
  const bases = [
    'inScope',
    'inScope',
    'total',
    'unpaid',
    'inScope.drug + inScope.exam',
    ...(index > 0
      ? [
          `inScope - ${earlier.map((each) => `${each}.paid`).join(' - ')}`,
          'l0.deductible + l0.coPay + l0.overCap',
          'l0.firstTake + priorShare',
        ]
      : []),
  ];
  return fc
    .record({
      base: fc.constantFrom(...bases),
      floorBase: fc.boolean(),
      mode: fc.constantFrom(
        'growth',
        'growth',
        'growth',
        'entitlement',
        ...(index > 0 ? (['guarantee'] as const) : []),
      ),
      isEncounter: fc.boolean(),
      deductibleOn: fc.constantFrom(undefined, undefined, 'encounter', `${id}Threshold`),
      scopes: fc.tuple(anyScope, anyScope, anyScope),
      identities: fc.constantFrom('all', 'highest'),
      when: maybe(anyWhen, 2),
      tilts: fc.array(fc.array(anyTiltRow, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
      ceilings: fc.array(fc.tuple(fc.constantFrom('payment', 'payment', 'cost'), fc.boolean(), rowsOf(anyLimit)), {
        maxLength: 2,
      }),
      addsWhen: maybe(anyWhen, 2),
    })
    .chain((drawn) => {
      const mode = drawn.mode;
      const isEncounter = mode === 'guarantee' || (mode !== 'entitlement' && drawn.isEncounter);
      const deductibleOn = mode === 'entitlement' ? undefined : drawn.deductibleOn;
      const ownDeductible = deductibleOn !== undefined;
      const shape = { isEncounter, ownDeductible, mode, hasGroupBase: drawn.base === 'inScope' };
      return rowsOf(anyTerms(shape)).map((rules) => ({
        layer: {
          layer: id,
          title: `第${index + 1}层`,
          pays: ['hifp_pay', 'hifmi_pay', 'hifob_pay', 'cvlserv_pay', 'maf_pay'][index],
          fundPayType: '390100',
          ...cited,
          ...(drawn.when && { when: drawn.when }),
          base: drawn.base,
          floorBase: drawn.floorBase,
          identities: drawn.identities,
          accumulator: isEncounter ? 'encounter' : `${id}Cost`,
          ...(deductibleOn && { deductibleOn }),
          mode,
          ...(mode === 'entitlement' && { paidOn: `${id}Paid` }),
          ...(mode === 'guarantee' && { guarantees: earlier }),
          rules,
          tilts: drawn.tilts.map((rows, at) => ({ title: `倾斜${at}`, rows })),
          ceilings: drawn.ceilings.map(([counts, onCase, limits], at) => ({
            on: onCase ? 'encounter' : counts === 'payment' ? `${id}Paid` : `${id}Cost`,
            title: `限额${at}`,
            counts,
            limits: limits.map((limit) => ({ ...limit })),
          })),
        },
        accumulators: {
          [`${id}Cost`]: {
            title: '费用',
            adds: ownDeductible ? `${id}.paid + ${id}.coPay` : `${id}.base`,
            per: drawn.scopes[0],
          },
          [`${id}Paid`]: {
            title: '支付',
            adds: `${id}.paid`,
            per: drawn.scopes[1],
            ...(drawn.addsWhen && { when: drawn.addsWhen }),
          },
          [`${id}Threshold`]: { title: '起付', adds: `${id}.deductible`, per: drawn.scopes[2] },
        },
      }));
    });
}

export const anyPack: fc.Arbitrary<RandomPack> = fc
  .integer({ min: 1, max: 5 })
  .chain((count) =>
    fc.record({
      layers: fc.tuple(...Array.from({ length: count }, (_, index) => anyLayer(index))),
      covers: fc.constantFrom('none', 'personTotal', 'personTotal - fullSelfPay - l0.overCap'),
      decidedBy: fc.constantFrom('dischargedOn', 'admittedOn'),
    }),
  )
  .map(({ layers, covers, decidedBy }) => ({
    main: {
      pack: FOLDER,
      title: '随机政策',
      area: '999900',
      scheme: '390',
      from: '2000-01-01',
      to: '2021-12-01',
      decidedBy,
      identities: { 2302: '甲', 2303: '乙', 2304: '丙' },
      identityRank: ['2304', '2303', '2302'],
      personTypes: { 1403: '学生', 1404: '大学生' },
      tags: { tcm: '中医医院', urgent: '急诊' },
      groups: { drug: '药品', exam: '检查' },
      layers: layers.map(({ layer }) => `${String(layer.layer)}.yaml`),
      accumulators: {
        admissions: { title: '住院次数', counts: { care: ['inpatient'], continued: false } },
        ...Object.assign({}, ...layers.map(({ accumulators }) => accumulators)),
      },
      account: [{ ...cited, covers }],
      sources: { test: { document: '随机', grade: 'sample' } },
    },
    layers: layers.map(({ layer }) => layer),
  }));

/** The pack, or undefined where chance made one that the compiler refuses (a row that can never apply …). */
export function compileRandomPack({ main, layers }: RandomPack): PolicyPack | undefined {
  const pack = compilePack(FOLDER, [
    { name: `${FOLDER}/pack.yaml`, text: JSON.stringify(main) },
    ...layers.map((layer) => ({ name: `${FOLDER}/${String(layer.layer)}.yaml`, text: JSON.stringify(layer) })),
  ]);
  return pack.ok ? pack.value : undefined;
}

/** A small generator of uniform numbers from a seed (mulberry32): claims by the hundred thousand need to be cheap. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Dice {
  readonly below: (count: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
  readonly some: <T>(values: readonly T[]) => T[];
}

function diceOf(next: () => number): Dice {
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    pick: <T>(values: readonly T[]) => values[below(values.length)] as T,
    some: (values) => values.filter(() => next() < 0.4),
  };
}

/** What of a claim has few values: some dozens of them serve all claims of a run. */
function drawProfile({ below, pick, some }: Dice) {
  return {
    care: pick(['inpatient', 'inpatient', 'outpatient', 'chronic'] as const),
    grade: pick(['village', 'one', 'two', 'three'] as const),
    place: pick(['local', 'resettled', 'referred', 'unreferred'] as const),
    retired: below(2) === 0,
    civilServant: below(2) === 0,
    identities: some(['2302', '2303', '2304', '2101']),
    personType: pick([undefined, '1403', '1404']),
    disease: pick([undefined, 'M03900', 'M01600', 'M00500']),
    certified: some(['M03900', 'M01600']),
    tags: some(['tcm', 'urgent']),
    packageCode: pick([undefined, undefined, 'P01']),
    continued: below(5) === 0,
    crosses: below(8) === 0,
  };
}

function drawAmount({ below }: Dice): number {
  const size = below(4);
  return size === 0 ? 0 : size === 1 ? below(300) : below(4_000_000);
}

const PROFILES = 40;

/** Claims of a seed: some four to a person, over two years, with the edges (nothing, a fen, a stay over the year's end). */
export function randomClaims(seed: number, count: number): NumberedCase[] {
  const dice = diceOf(uniform(seed));
  const { below, pick } = dice;
  const profiles = Array.from({ length: PROFILES }, () => drawProfile(dice));
  return Array.from({ length: count }, (): NumberedCase => {
    const profile = pick(profiles);
    const dischargedOn = profile.crosses ? isoDate(`2021-01-${10 + below(20)}`) : addDays(FIRST_DAY, below(750));
    const admittedOn = addDays(dischargedOn, -(profile.crosses ? 30 : below(30)));
    const [fullSelfPay, overLimit, priorShare, inScope] = [0, 1, 2, 3].map(() => fen(drawAmount(dice))) as [
      Fen,
      Fen,
      Fen,
      Fen,
    ];
    return {
      person: 1 + below(Math.ceil(count / 4)),
      benefitCase: {
        scheme: '390',
        care: profile.care,
        admittedOn,
        dischargedOn,
        grade: profile.grade,
        place: profile.place,
        person: {
          birthDate: isoDate(`${1930 + below(90)}-06-15`),
          retired: profile.retired,
          civilServant: profile.civilServant,
          personType: profile.personType,
          identities: profile.identities,
          certified: profile.certified,
        },
        diseaseCode: profile.disease,
        certifiedOn: below(2) === 0 ? undefined : addDays(dischargedOn, -below(400)),
        packageCode: profile.packageCode,
        tags: profile.tags,
        stayId: pick([undefined, 's1', 's2']),
        episodeId: pick([undefined, 'e1']),
        continued: profile.continued,
        charges: {
          total: sumFen([fullSelfPay, overLimit, priorShare, inScope]),
          fullSelfPay,
          overLimit,
          priorShare,
          inScope,
        },
        groups: {
          drug: fen(Math.floor((inScope * below(100)) / 200)),
          exam: fen(Math.floor((inScope * below(100)) / 200)),
        },
        accountAvailable: fen(below(3) === 0 ? 0 : below(100_000)),
      },
    };
  });
}

/** The claims of each person together, by the date that decides. */
export function sortClaims(claims: readonly NumberedCase[], decidedBy: PolicyPack['decidedBy']): NumberedCase[] {
  return [...claims].sort(
    (left, right) =>
      left.person - right.person ||
      (left.benefitCase[decidedBy] < right.benefitCase[decidedBy]
        ? -1
        : left.benefitCase[decidedBy] > right.benefitCase[decidedBy]
          ? 1
          : 0),
  );
}

type Outcome = Readonly<Record<string, number>>;

interface Difference {
  readonly index: number;
  readonly sorted: readonly NumberedCase[];
  readonly words: string;
}

/** Both evaluators over the same claims: the first claim on which they differ. */
function findDifference(compiled: PolicyPack, claims: readonly NumberedCase[]): Difference | undefined {
  const sorted = sortClaims(claims, compiled.decidedBy);
  const columns = buildColumns(sorted, compiled.decidedBy);
  if (!columns.ok) return { index: 0, sorted, words: columns.error.message };
  const columnar = evaluateColumns(compiled.policies, columns.value, { components: true });
  if (!columnar.ok) return { index: 0, sorted, words: columnar.error.message };
  for (const [index, expected] of computeAll(compiled, sorted).entries()) {
    const actual = outcomeOfColumns(columnar.value, index);
    const name = Object.keys({ ...expected, ...actual }).find((key) => (expected[key] ?? 0) !== (actual[key] ?? 0));
    if (name === undefined) continue;
    const words = `${name} is ${expected[name] ?? 0} by the scalar evaluator, ${actual[name] ?? 0} by the columnar one`;
    return { index, sorted, words };
  }
  return undefined;
}

/**
 * A readable account of a disagreement with as few claims as will show it: those of the person up to the claim, then
 * without each that is not needed, then with amounts set to zero where that changes nothing.
 */
export function findDisagreement(
  pack: RandomPack,
  compiled: PolicyPack,
  claims: readonly NumberedCase[],
): string | undefined {
  const found = findDifference(compiled, claims);
  if (found === undefined) return undefined;
  const person = found.sorted[found.index]?.person;
  let least = found.sorted.slice(0, found.index + 1).filter((claim) => claim.person === person);
  if (findDifference(compiled, least) === undefined) least = [...found.sorted];
  for (let at = least.length - 1; at >= 0; at--) {
    const without = least.filter((_, index) => index !== at);
    if (without.length > 0 && findDifference(compiled, without) !== undefined) least = without;
  }
  const last = findDifference(compiled, least) ?? found;
  return [
    `claim ${last.index + 1} of ${least.length}: ${last.words}`,
    '--- policy',
    stringify(pack.main),
    ...pack.layers.map((layer) => stringify(layer)),
    '--- claims',
    stringify(last.sorted),
  ].join('\n');
}

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  'benefits.noRule': CLAIM_STATUS.noRule,
  'benefits.negativeBase': CLAIM_STATUS.negativeBase,
  'benefits.overpaid': CLAIM_STATUS.overpaid,
};

function computeAll(pack: PolicyPack, sorted: readonly NumberedCase[]): Outcome[] {
  let totals: RunningTotals = {};
  let previous: { person: number; year: number } | undefined;
  return sorted.map(({ person, benefitCase }) => {
    const on = benefitCase[pack.decidedBy];
    const year = yearOf(on);
    if (previous?.person !== person) totals = {};
    else if (previous.year !== year) totals = carriedTotals(totals);
    previous = { person, year };
    const policy = pack.policies.find(({ from, to }) => from <= on && (to === undefined || on < to));
    if (policy === undefined) return { status: CLAIM_STATUS.noPolicy };
    const result = computeBenefits(policy, benefitCase, totals, { explain: false });
    if (!result.ok) return { status: STATUS_BY_CODE[result.error.code] ?? -1 };
    totals = result.value.totalsAfter;
    return outcomeOfScalar(result.value);
  });
}

function outcomeOfScalar({ amounts, layers }: BenefitResult): Outcome {
  const outcome: Record<string, number> = {
    status: 0,
    person: amounts.personTotal,
    account: amounts.account,
    hospital: amounts.hospitalShare,
  };
  for (const layer of layers) {
    outcome[`${layer.id}.paid`] = layer.paid;
    outcome[`${layer.id}.base`] = layer.base;
    for (const [name, value] of Object.entries(layer.components)) outcome[`${layer.id}.${name}`] = value;
  }
  return outcome;
}

function outcomeOfColumns(result: ColumnarResult, index: number): Outcome {
  const outcome: Record<string, number> = {
    status: result.status[index] ?? -1,
    person: result.person[index] ?? 0,
    account: result.account?.[index] ?? 0,
    hospital: result.hospital[index] ?? 0,
  };
  for (const [at, { id }] of result.layers.entries()) {
    outcome[`${id}.paid`] = result.paid[at]?.[index] ?? 0;
    for (const [part, name] of COMPONENT_NAMES.entries())
      outcome[`${id}.${name}`] = result.components[at]?.[part]?.[index] ?? 0;
  }
  return outcome;
}

export interface AgreementOptions {
  readonly seed: number;
  readonly policies: number;
  readonly claimsPerPolicy: number;
}

export interface Agreement {
  readonly policies: number;
  readonly claims: number;
  /** Of the smallest counterexample that shrinking found. */
  readonly disagreement: string | undefined;
}

/** Compares the evaluators on random policies and claims; policy and claims are shrunk to what shows a difference. */
export function runAgreement({ seed, policies, claimsPerPolicy }: AgreementOptions): Agreement {
  const counted = { policies: 0, claims: 0 };
  const property = fc.property(anyPack, fc.nat(), (pack, claimSeed) => {
    const compiled = compileRandomPack(pack);
    fc.pre(compiled !== undefined);
    const claims = randomClaims(claimSeed, claimsPerPolicy);
    counted.policies += 1;
    counted.claims += claims.length;
    const disagreement = findDisagreement(pack, compiled, claims);
    if (disagreement !== undefined) throw new Error(disagreement);
  });
  const details = fc.check(property, { seed, numRuns: policies, maxSkipsPerRun: 20 });
  if (!details.failed) return { ...counted, disagreement: undefined };
  const { errorInstance } = details;
  const words = errorInstance instanceof Error ? errorInstance.message : 'more packs were refused than allowed';
  return { ...counted, disagreement: words };
}
