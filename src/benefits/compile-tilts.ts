/** Compiles the rows that stand beside a layer's rules: tilts (倾斜) and limits (限额). */
import { parseYuan } from '../kernel/money.ts';
import {
  compileClause,
  compileInterval,
  compileRate,
  compileWhen,
  compileYuan,
  type Dated,
  type Place,
  placeAt,
  refuseSchedule,
} from './compile-rules.ts';
import type { CompiledLimit, CompiledTilt, Term, TiltEffect } from './compiled-policy.ts';
import { describeEffect, describeWhen } from './describe-rule.ts';
import type { LimitSource, TiltSource } from './pack-schema.ts';

export function compileTilt(source: TiltSource, place: Place): Dated<CompiledTilt> {
  const effect = compileEffect(source, place);
  if (Object.values(effect).every((value) => value === undefined)) {
    refuseSchedule(place, '没有写明调整什么', '（空）', '至少写一项：deductibleTimes、ratePoints、coPayTimes 等');
  }
  const subject = describeWhen(source.when, place.names);
  return {
    ...compileInterval(source, place),
    place: place.path,
    value: {
      when: compileWhen(source.when, placeAt(place, '/when')),
      phrase: [subject, describeEffect(effect)].filter((words) => words !== '').join('：'),
      effect,
      clause: compileClause(source, place),
    },
  };
}

function compileEffect(source: TiltSource, place: Place): TiltEffect {
  const yuan = (name: 'deductible' | 'deductibleMinus' | 'deductibleAtLeast') => {
    const value = source[name];
    return value === undefined ? undefined : compileYuan(value, placeAt(place, `/${name}`));
  };
  const rate = (name: 'rateAtMost' | 'rateAtLeast' | 'firstTake') => {
    const value = source[name];
    return value === undefined ? undefined : compileRate(value, placeAt(place, `/${name}`));
  };
  const times = (name: 'deductibleTimes' | 'rateTimes' | 'coPayTimes') => percentOf(source[name]);
  return {
    deductible: yuan('deductible'),
    deductibleTimesPer10k: times('deductibleTimes'),
    deductibleMinus: yuan('deductibleMinus'),
    deductibleAtLeast: yuan('deductibleAtLeast'),
    rateTimesPer10k: times('rateTimes'),
    ratePointsPer10k: percentOf(source.ratePoints),
    coPayTimesPer10k: times('coPayTimes'),
    rateAtMostPer10k: rate('rateAtMost'),
    rateAtLeastPer10k: rate('rateAtLeast'),
    firstTakePer10k: rate('firstTake'),
  };
}

/** "+5 %" → 500; the schema has made sure of the form. */
function percentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseYuan(text.replace('%', '').trim());
}

export function compileLimit(
  source: LimitSource,
  place: Place,
  compileShareTerms: (text: string, place: Place) => Term[],
): Dated<CompiledLimit> {
  const stated = [source.amount, source.unlimited, source.share].filter((value) => value !== undefined);
  if (stated.length !== 1) {
    refuseSchedule(
      place,
      'amount、share 与 unlimited 应恰有一项',
      source.amount ?? '（空）',
      '有限额写 amount（元）或 share，不设限写 unlimited: true',
    );
  }
  if (source.perDay !== undefined && source.amount === undefined) {
    refuseSchedule(
      placeAt(place, '/perDay'),
      '没有 amount',
      String(source.perDay),
      '按日限额写 amount 与 perDay: true',
    );
  }
  const at = placeAt(place, '/share');
  return {
    ...compileInterval(source, place),
    place: place.path,
    value: {
      when: compileWhen(source.when, placeAt(place, '/when')),
      amount: source.amount === undefined ? undefined : compileYuan(source.amount, placeAt(place, '/amount')),
      perDay: source.perDay ?? false,
      share:
        source.share === undefined
          ? undefined
          : { ratePer10k: compileRate(source.share.rate, at), terms: compileShareTerms(source.share.of, at) },
      clause: compileClause(source, place),
    },
  };
}
