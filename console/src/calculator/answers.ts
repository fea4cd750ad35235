/**
 * What a citizen has filled in, as text, and its place in the address: behind the `#`, which a browser never sends.
 * Pure.
 */
import type { CareKind, CarePlace, ProviderGrade, Scheme } from '../../../src/benefits/engine.ts';

export interface Answers {
  readonly scheme: Scheme;
  readonly retired: boolean;
  readonly civilServant: boolean;
  readonly care: CareKind;
  readonly grade: ProviderGrade | '';
  readonly place: CarePlace;
  readonly date: string;
  readonly age: string;
  readonly personType: string;
  readonly identities: readonly string[];
  readonly disease: string;
  readonly tags: readonly string[];
  readonly days: string;
  /** Amounts in yuan, as they were typed. */
  readonly total: string;
  readonly fullSelfPay: string;
  readonly priorShare: string;
  readonly account: string;
  /** What has been used this year, by the accumulator's name in the policy. */
  readonly totals: Readonly<Record<string, string>>;
}

/** Fields of one choice among few, with what may stand in them. */
type ChoiceKey = 'scheme' | 'care' | 'grade' | 'place';
const CHOICES: { readonly [K in ChoiceKey]: readonly Answers[K][] } = {
  scheme: ['390', '310'],
  care: ['inpatient', 'outpatient', 'chronic'],
  grade: ['', 'village', 'one', 'two', 'three'],
  place: ['local', 'resettled', 'referred', 'unreferred'],
};

const FLAGS = ['retired', 'civilServant'] as const;
const TEXTS = [
  'date',
  'age',
  'personType',
  'disease',
  'days',
  'total',
  'fullSelfPay',
  'priorShare',
  'account',
] as const satisfies readonly (keyof Answers)[];
const LISTS = ['identities', 'tags'] as const;

const TOTALS_PREFIX = 'used.';
/** Longer than any amount, date or code: what is longer was not typed here. */
const TEXT_LENGTH = 20;

/** The blank form of a day. */
export function blankAnswers(today: string): Answers {
  return {
    scheme: '390',
    retired: false,
    civilServant: false,
    care: 'inpatient',
    grade: '',
    place: 'local',
    date: today,
    age: '',
    personType: '',
    identities: [],
    disease: '',
    tags: [],
    days: '',
    total: '',
    fullSelfPay: '',
    priorShare: '',
    account: '',
    totals: {},
  };
}

/** `scheme=310&total=12000`: what differs from the blank form. Empty for a blank form. */
export function answersToHash(answers: Answers, blank: Answers): string {
  const params = new URLSearchParams();
  for (const key of [...Object.keys(CHOICES), ...TEXTS] as (ChoiceKey | (typeof TEXTS)[number])[])
    if (answers[key] !== blank[key]) params.set(key, answers[key]);
  for (const key of FLAGS) if (answers[key]) params.set(key, '1');
  for (const key of LISTS) if (answers[key].length > 0) params.set(key, answers[key].join('.'));
  for (const [name, value] of Object.entries(answers.totals)) if (value !== '') params.set(TOTALS_PREFIX + name, value);
  return params.toString();
}

/** The form that an address describes; what it says wrongly is left as in the blank form. */
export function hashToAnswers(hash: string, blank: Answers): Answers {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const choice = <K extends ChoiceKey>(key: K): Answers[K] => {
    const allowed: readonly Answers[K][] = CHOICES[key];
    return allowed.find((value) => value === params.get(key)) ?? blank[key];
  };
  const text = (key: (typeof TEXTS)[number]) => params.get(key)?.slice(0, TEXT_LENGTH) ?? blank[key];
  const flag = (key: (typeof FLAGS)[number]) => params.get(key) === '1';
  const list = (key: (typeof LISTS)[number]) => params.get(key)?.split('.').filter(Boolean) ?? blank[key];
  const totals = [...params].flatMap(([key, value]) =>
    key.startsWith(TOTALS_PREFIX) ? [[key.slice(TOTALS_PREFIX.length), value.slice(0, TEXT_LENGTH)] as const] : [],
  );
  return {
    scheme: choice('scheme'),
    retired: flag('retired'),
    civilServant: flag('civilServant'),
    care: choice('care'),
    grade: choice('grade'),
    place: choice('place'),
    date: text('date'),
    age: text('age'),
    personType: text('personType'),
    identities: list('identities'),
    disease: text('disease'),
    tags: list('tags'),
    days: text('days'),
    total: text('total'),
    fullSelfPay: text('fullSelfPay'),
    priorShare: text('priorShare'),
    account: text('account'),
    totals: Object.fromEntries(totals),
  };
}
