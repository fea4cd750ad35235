/** Compiles one layer file with all its dated rows, before a day is chosen. */
import type { IsoDate } from '../kernel/dates.ts';
import { refuse } from '../kernel/result.ts';
import { compileTerms, readAccumulatorIndex, type Symbols } from './compile-accumulators.ts';
import {
  compileClause,
  compileInterval,
  compileRule,
  compileWhen,
  type Dated,
  type Place,
  placeAt,
  type RuleContext,
  rowsInForce,
} from './compile-rules.ts';
import { compileLimit, compileTilt } from './compile-tilts.ts';
import {
  type CompiledCeiling,
  type CompiledLayer,
  type CompiledLimit,
  type CompiledRule,
  type CompiledTilt,
  type CompiledTiltGroup,
  type DeductibleOn,
  LAYER_QUANTITIES,
  type LayerMode,
  type PaidAmount,
  PERSON_TOTAL,
} from './compiled-policy.ts';
import { benefitErrors } from './errors.ts';
import { parseExpression } from './expression.ts';
import type { Bearer } from './model.ts';
import type { LayerSource, MainSource } from './pack-schema.ts';

/** Which amount and which bearer a national pay field stands for. */
const PAY_FIELDS: Readonly<Record<LayerSource['pays'], { readonly amount: PaidAmount; readonly bearer: Bearer }>> = {
  hifp_pay: { amount: 'pool', bearer: 'pool' },
  hifmi_pay: { amount: 'criticalIllness', bearer: 'criticalIllness' },
  hifob_pay: { amount: 'largeAmount', bearer: 'largeAmount' },
  cvlserv_pay: { amount: 'civilServant', bearer: 'civilServant' },
  hifes_pay: { amount: 'enterprise', bearer: 'enterprise' },
  maf_pay: { amount: 'medicalAid', bearer: 'medicalAid' },
  oth_pay: { amount: 'other', bearer: 'other' },
};

export const ENCOUNTER = 'encounter';

type DatedRows<T> = { readonly rows: readonly Dated<T>[] };

/** A layer with all its dated rows. */
export interface DatedLayer {
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly place: Place;
  readonly layer: Omit<CompiledLayer, 'rules' | 'tilts' | 'ceilings'>;
  readonly rules: readonly Dated<CompiledRule>[];
  readonly tilts: readonly (Omit<CompiledTiltGroup, 'rows'> & DatedRows<CompiledTilt>)[];
  readonly ceilings: readonly (Omit<CompiledCeiling, 'limits'> & DatedRows<CompiledLimit>)[];
}

/** What a layer file may refer to. */
export interface LayerContext {
  readonly main: MainSource;
  readonly symbols: Symbols;
  /** First slot of this layer, and those of the layers before it by name. */
  readonly slot: number;
  readonly earlierLayers: readonly string[];
  readonly firstLayerSlot: number;
  readonly groups: readonly string[];
}

export function readLayer(source: LayerSource, place: Place, context: LayerContext): DatedLayer {
  const { main, symbols, slot } = context;
  const earlier = symbols.quantities.slice(0, slot).filter((name) => name !== PERSON_TOTAL);
  const { amount, bearer } = PAY_FIELDS[source.pays];
  const base = compileTerms(source.base, symbols, earlier, placeAt(place, '/base'));
  const deductibleOn = readDeductibleOn(source, place, context);
  const isEncounter = source.accumulator === ENCOUNTER;
  const ruleContext = ruleContextOf(source, context.groups);
  const entering = (['base', 'paid', 'coPay'] as const).map((quantity) => `${source.layer}.${quantity}`);
  return {
    ...compileInterval(source, place),
    place,
    layer: {
      id: source.layer,
      title: source.title,
      bearer,
      amount,
      fundPayType: source.fundPayType,
      clause: compileClause(source, place),
      when: compileWhen(source.when, placeAt(place, '/when')),
      base,
      floorBase: source.floorBase ?? false,
      identities: source.identities ?? 'all',
      accumulator: isEncounter
        ? undefined
        : readAccumulatorIndex(source.accumulator, main, symbols, placeAt(place, '/accumulator'), entering),
      deductibleOn,
      mode: readMode(source, place, context),
      slot,
    },
    rules: source.rules.map((rule, at) => {
      if (rule.when?.visit !== undefined)
        readAccumulatorIndex('admissions', main, symbols, placeAt(place, `/rules/${at}/when/visit`));
      return compileRule(rule, placeAt(place, `/rules/${at}`), ruleContext);
    }),
    tilts: (source.tilts ?? []).map((group, at) => ({
      title: group.title,
      rows: group.rows.map((row, index) => {
        const rowPlace = placeAt(place, `/tilts/${at}/rows/${index}`);
        if (row.when?.visit !== undefined)
          readAccumulatorIndex('admissions', main, symbols, placeAt(rowPlace, '/when/visit'));
        return compileTilt(row, rowPlace);
      }),
    })),
    ceilings: source.ceilings.map((ceiling, at) => {
      const ceilingPlace = placeAt(place, `/ceilings/${at}`);
      const counts = ceiling.counts ?? 'payment';
      const needed = counts === 'payment' ? [`${source.layer}.paid`] : entering;
      return {
        title: ceiling.title,
        counts,
        accumulator:
          ceiling.on === ENCOUNTER
            ? undefined
            : readAccumulatorIndex(ceiling.on, main, symbols, placeAt(ceilingPlace, '/on'), needed),
        rows: ceiling.limits.map((limit, row) =>
          compileLimit(limit, placeAt(ceilingPlace, `/limits/${row}`), (text, at2) =>
            compileTerms(text, symbols, earlier, at2),
          ),
        ),
      };
    }),
  };
}

/** How the rows of a layer are to be read, from what the layer says of itself. */
export function ruleContextOf(source: LayerSource, groups: readonly string[]): RuleContext {
  const base = parseExpression(source.base) ?? [];
  return {
    ownDeductible: source.deductibleOn !== undefined,
    isEncounter: source.accumulator === ENCOUNTER,
    isGrowth: (source.mode ?? 'growth') === 'growth',
    groups,
    hasGroupBase: base.length === 1 && base[0]?.name === 'inScope' && base[0].sign === 1,
  };
}

function readDeductibleOn(source: LayerSource, place: Place, { main, symbols }: LayerContext): DeductibleOn {
  if (source.deductibleOn === undefined) return 'schedule';
  if (source.deductibleOn === ENCOUNTER) return 'case';
  const at = placeAt(place, '/deductibleOn');
  const needed = [`${source.layer}.deductible`];
  return { accumulator: readAccumulatorIndex(source.deductibleOn, main, symbols, at, needed) };
}

function readMode(source: LayerSource, place: Place, context: LayerContext): LayerMode {
  const mode = source.mode ?? 'growth';
  if (mode !== 'entitlement' && source.paidOn !== undefined) refuseField(place, 'paidOn', source.paidOn, mode);
  if (mode !== 'guarantee' && source.guarantees !== undefined) {
    refuseField(place, 'guarantees', source.guarantees.join('、'), mode);
  }
  switch (mode) {
    case 'growth':
      return { kind: 'growth' };
    case 'entitlement': {
      if (source.accumulator === ENCOUNTER || source.paidOn === undefined || source.deductibleOn !== undefined) {
        return refuseField(place, 'mode', 'entitlement', '写明 accumulator 与 paidOn 两个累计，且不写 deductibleOn');
      }
      const needed = [`${source.layer}.paid`];
      const { main, symbols } = context;
      return {
        kind: 'entitlement',
        paid: readAccumulatorIndex(source.paidOn, main, symbols, placeAt(place, '/paidOn'), needed),
      };
    }
    case 'guarantee': {
      const names = source.guarantees ?? [];
      if (source.accumulator !== ENCOUNTER || names.length === 0) {
        return refuseField(place, 'mode', 'guarantee', '写明 guarantees（所保的各层），且 accumulator 写作 encounter');
      }
      const layers = names.map((name) => {
        const index = context.earlierLayers.indexOf(name);
        if (index < 0) refuseField(place, 'guarantees', name, `本层之前的层：${context.earlierLayers.join('、')}`);
        return context.firstLayerSlot + index * LAYER_QUANTITIES.length;
      });
      return { kind: 'guarantee', layers };
    }
  }
}

function refuseField(place: Place, field: string, value: string, expected: string): never {
  return refuse(
    benefitErrors.invalidValue({
      path: `${place.file}#/${field}`,
      file: place.file,
      place: `/${field}`,
      problem: '与本层的 mode 不合',
      value,
      expected,
    }),
  );
}

/** The layer as it stands on a day. */
export function layerOn(dated: DatedLayer, on: IsoDate): CompiledLayer {
  return {
    ...dated.layer,
    rules: rowsInForce(dated.rules, on, dated.place),
    tilts: dated.tilts.map(({ title, rows }) => ({ title, rows: rowsInForce(rows, on, dated.place) })),
    ceilings: dated.ceilings.map(({ rows, ...ceiling }) => ({
      ...ceiling,
      limits: rowsInForce(rows, on, dated.place),
    })),
  };
}

/** Everything of a layer that begins or ends on a day. */
export function spansOf(dated: DatedLayer): readonly { readonly from: IsoDate; readonly to: IsoDate | undefined }[] {
  return [
    dated,
    ...dated.rules,
    ...dated.tilts.flatMap(({ rows }) => rows),
    ...dated.ceilings.flatMap(({ rows }) => rows),
  ];
}
