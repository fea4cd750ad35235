/** The estimate: what was filled in, computed here by the same engine that settles. Pure; every failure is in words. */
import {
  type BenefitCase,
  type BenefitResult,
  benefitErrors,
  type CompiledPolicy,
  computeBenefits,
  type ExplanationStep,
  findPolicyForCase,
  type RunningTotals,
  renderSteps,
  SOURCE_GRADES,
  type Step,
  totalsKey,
} from '../../../src/benefits/engine.ts';
import { type IsoDate, isIsoDate, isoDate, yearOf } from '../../../src/kernel/dates.ts';
import { type Fen, fen, formatYuan, parseYuan } from '../../../src/kernel/money.ts';
import type { Failure } from '../../../src/kernel/result.ts';
import type { PublicPoliciesResponse } from '../api/types.ts';
import { isDoubtful } from '../settlement/ladder-model.ts';
import { PAYERS, type Payer, payerOf } from '../settlement/payers.ts';
import type { Answers } from './answers.ts';
import type { Questions } from './questions.ts';
import { CARES, dateName, GRADES, labelOf, PLACES, SCHEMES } from './words.ts';

/** A field of the form, `used.<accumulator>`, or the case as a whole. */
export type FieldName = keyof Answers | `used.${string}` | 'case';

export interface Problem {
  readonly field: FieldName;
  /** What is wrong and what to do, as one text. */
  readonly message: string;
}

export interface Share {
  readonly payer: Payer;
  readonly amountFen: number;
}

export interface Rung {
  readonly id: string;
  readonly title: string;
  /** Who bears it, or what it is: 先由您负担, 统筹基金付, 这一步的费用. */
  readonly label: string;
  readonly amountFen: number;
  readonly payer: Payer | undefined;
  readonly rule: string;
  /** Empty where the amount says it all. */
  readonly formula: string;
  readonly clause: ExplanationStep['clause'];
}

export interface Estimate {
  readonly policy: string;
  readonly totalFen: number;
  readonly inScopeFen: number;
  readonly fundFen: number;
  readonly personFen: number;
  readonly accountFen: number;
  readonly shares: readonly Share[];
  readonly rungs: readonly Rung[];
  /** Grades of the clauses that nobody vouches for, strongest first; the last is what the result is worth. */
  readonly doubts: readonly string[];
}

export type Outcome =
  | { readonly ok: true; readonly estimate: Estimate }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Ten million yuan: beyond it somebody has typed a point too few. */
const LARGEST_FEN = 1_000_000_000;
const OLDEST = 120;
const LONGEST_STAY_DAYS = 366;
const MOST_TIMES = 366;
/** The age of a person where no rule asks for it. */
const ANY_AGE = 40;

/** What the funds and the person would pay, or what must be put right first. */
export function estimate(policies: PublicPoliciesResponse, questions: Questions, answers: Answers): Outcome {
  const problems: Problem[] = [];
  const benefitCase = readCase(answers, questions, problems);
  if (benefitCase === undefined || problems.length > 0) return { ok: false, problems };
  const policy = findPolicyForCase(policies.packs, policies.area.code, benefitCase);
  if (!policy.ok) return { ok: false, problems: [inWords(policy.error, answers, questions)] };
  const totals = readTotals(policy.value, benefitCase, answers, questions, problems);
  if (problems.length > 0) return { ok: false, problems };
  const result = computeBenefits(policy.value, benefitCase, totals);
  if (!result.ok) return { ok: false, problems: [inWords(result.error, answers, questions)] };
  return { ok: true, estimate: present(policy.value, result.value) };
}

function readCase(answers: Answers, questions: Questions, problems: Problem[]): BenefitCase | undefined {
  const { scheme, care, grade, place } = answers;
  const report = (field: FieldName, message: string) => void problems.push({ field, message });
  const date = readDate(answers.date, report);
  if (grade === '') report('grade', '请选医院级别。不知道的，可以问医院或看医院门口的牌子。');
  const age = questions.age
    ? readWhole(answers.age, 'age', { name: '年龄', most: OLDEST, needed: true }, report)
    : ANY_AGE;
  const days =
    questions.days && care === 'inpatient'
      ? readWhole(answers.days, 'days', { name: '住院天数', most: LONGEST_STAY_DAYS, needed: false }, report)
      : undefined;
  const charges = readCharges(answers, report);
  const accountAvailable = questions.account ? readAmount(answers.account, 'account', report) : fen(0);
  if (date === undefined || age === undefined || grade === '' || charges === undefined) return undefined;
  const known = (codes: readonly string[], list: readonly { readonly code: string }[]) =>
    codes.filter((code) => list.some((each) => each.code === code));
  return {
    scheme,
    care,
    admittedOn: date,
    dischargedOn: date,
    grade,
    place,
    person: {
      birthDate: bornFor(age, date),
      retired: scheme === '310' && answers.retired,
      civilServant: questions.civilServant && answers.civilServant,
      personType: known([answers.personType], questions.personTypes)[0],
      identities: known(answers.identities, questions.identities),
    },
    diseaseCode: care === 'chronic' ? known([answers.disease], questions.diseases)[0] : undefined,
    tags: known(answers.tags, questions.tags),
    days: days === 0 ? undefined : days,
    charges,
    accountAvailable: accountAvailable ?? fen(0),
  };
}

type Report = (field: FieldName, message: string) => void;

function readDate(text: string, report: Report): IsoDate | undefined {
  if (isIsoDate(text)) return isoDate(text);
  report('date', text === '' ? '请填日期。' : `没有“${text}”这一天，请重新选日期。`);
  return undefined;
}

/** A day of birth that makes just this age on the day; 29 February gives way to the 28th. */
function bornFor(age: number, on: IsoDate): IsoDate {
  const day = `${String(yearOf(on) - age).padStart(4, '0')}${on.slice(4)}`;
  return isIsoDate(day) ? day : isoDate(`${day.slice(0, 8)}28`);
}

/** An empty text is no number: undefined, and a problem where one is needed. */
function readWhole(
  text: string,
  field: FieldName,
  { name, most, needed }: { readonly name: string; readonly most: number; readonly needed: boolean },
  report: Report,
): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') {
    if (needed) report(field, `请填${name}。`);
    return undefined;
  }
  if (/^\d{1,3}$/.test(trimmed) && Number(trimmed) <= most) return Number(trimmed);
  report(field, `${name}“${trimmed}”不对，请填 0 到 ${most} 的整数。`);
  return undefined;
}

/** An amount as people write it: with separators, with 元, in full-width figures; nothing is zero. */
function readAmount(text: string, field: FieldName, report: Report): Fen | undefined {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '').replace(/元$/, '');
  if (plain === '') return fen(0);
  const amount = parseYuan(plain);
  if (amount === undefined || amount < 0) {
    report(field, `“${text.trim()}”不是金额，请填数字，如 12000 或 12000.50。`);
    return undefined;
  }
  if (amount <= LARGEST_FEN) return amount;
  report(field, `金额太大：最多填 ${formatYuan(fen(LARGEST_FEN), { grouped: true })} 元，请核对小数点。`);
  return undefined;
}

function readCharges(answers: Answers, report: Report): BenefitCase['charges'] | undefined {
  const total = readAmount(answers.total, 'total', report);
  const fullSelfPay = readAmount(answers.fullSelfPay, 'fullSelfPay', report);
  const priorShare = readAmount(answers.priorShare, 'priorShare', report);
  if (total === 0) report('total', '请填费用总额，就是医院账单上的合计。');
  if (total === undefined || total === 0 || fullSelfPay === undefined || priorShare === undefined) return undefined;
  const inScope = total - fullSelfPay - priorShare;
  if (inScope < 0) {
    const field = fullSelfPay > total ? 'fullSelfPay' : 'priorShare';
    report(field, '自费和先行自付加起来超过了费用总额，请核对。');
    return undefined;
  }
  return { total, fullSelfPay, overLimit: fen(0), priorShare, inScope: fen(inScope) };
}

function readTotals(
  policy: CompiledPolicy,
  benefitCase: BenefitCase,
  answers: Answers,
  questions: Questions,
  problems: Problem[],
): RunningTotals {
  const totals: Record<string, number> = {};
  const report: Report = (field, message) => void problems.push({ field, message });
  for (const { id, title, counts } of questions.used) {
    const accumulator = policy.accumulators.find((each) => each.id === id);
    const text = answers.totals[id] ?? '';
    if (accumulator === undefined || text === '') continue;
    const field = `used.${id}` as const;
    const value = counts
      ? readWhole(text, field, { name: title, most: MOST_TIMES, needed: false }, report)
      : readAmount(text, field, report);
    const key = totalsKey(accumulator, benefitCase, benefitCase[policy.decidedBy]);
    if (value !== undefined && key !== undefined) totals[key] = value;
  }
  return totals;
}

/** A failure of the engine as somebody at home can use it. */
function inWords({ code, message, remedy, params }: Failure, answers: Answers, questions: Questions): Problem {
  const scheme = labelOf(SCHEMES, answers.scheme);
  if (code === benefitErrors.noPolicy().code) {
    if (questions.from === undefined)
      return { field: 'scheme', message: `这里没有${scheme}医保的政策，算不了。请向当地医保窗口询问。` };
    return { field: 'date', message: `没有 ${answers.date} 的政策。请填 ${questions.from} 或以后的日期。` };
  }
  if (code === benefitErrors.noRule().code) {
    const facts = [labelOf(CARES, answers.care), labelOf(GRADES, answers.grade), labelOf(PLACES, answers.place)];
    return {
      field: 'case',
      message: `当地政策没有写“${facts.join('、')}”怎么报销（${params.layer}），所以算不了。请看看就诊类型和医院级别选得对不对；选得都对的，请向当地医保窗口询问。`,
    };
  }
  return { field: 'case', message: `${message}。${remedy}。` };
}

function present(policy: CompiledPolicy, { amounts, layers, steps }: BenefitResult): Estimate {
  const paid = (payer: Payer): number => {
    if (payer.bearer === 'account') return amounts.account;
    if (payer.bearer === 'person') return amounts.cash;
    if (payer.bearer === 'hospital') return amounts.hospitalShare;
    return layers.reduce((sum, layer) => (layer.bearer === payer.bearer ? sum + layer.paid : sum), 0);
  };
  const grades = new Set(steps.flatMap(({ clause }) => clause?.grade ?? []));
  const words = renderSteps(policy, steps);
  return {
    policy: `${policy.title}（${policy.from} 起执行）`,
    totalFen: amounts.total,
    inScopeFen: amounts.inScope,
    fundFen: amounts.fundTotal,
    personFen: amounts.personTotal,
    accountFen: amounts.account,
    shares: PAYERS.map((payer) => ({ payer, amountFen: paid(payer) })).filter(({ amountFen }) => amountFen !== 0),
    rungs: steps.flatMap((step, index) => rungOf(step, words[index], amounts.personTotal) ?? []),
    doubts: SOURCE_GRADES.filter((grade) => grades.has(grade) && isDoubtful(grade)),
  };
}

/** A step as the citizen sees it: an amount that is never negative, and who bears it. */
function rungOf(step: Step, words: ExplanationStep | undefined, personTotal: Fen): Rung | undefined {
  if (words === undefined) return undefined;
  const { id, title, rule, formula, clause } = words;
  const { kind, taken, numbers } = step;
  const payer = payerOf(step.bearer);
  const isPlain = formula === formatYuan(taken, { grouped: true }) || formula === formatYuan(taken);
  const rung = { id, title, rule, formula: isPlain ? '' : formula, clause };
  switch (kind) {
    case 'base':
      return { ...rung, label: '这一步的费用', amountFen: numbers?.base ?? 0, payer: undefined };
    case 'personTotal':
      return { ...rung, label: '您一共负担', amountFen: personTotal, payer: undefined };
    case 'hospitalShare':
      return { ...rung, label: taken < 0 ? '归医院' : '医院负担', amountFen: Math.abs(taken), payer };
    case 'cash':
      return { ...rung, label: '您付现金', amountFen: taken, payer };
    case 'account':
    case 'paid':
      return { ...rung, label: `${payer.title}付`, amountFen: taken, payer };
    case 'fullSelfPay':
    case 'priorShare':
      // It was filled in as a sum: there are no lines that it is the sum of.
      return { ...rung, label: '由您负担', formula: '', amountFen: taken, payer };
    default:
      // A later layer may count it into its base, so it is not yet the person's for good.
      return { ...rung, label: '先由您负担', amountFen: taken, payer };
  }
}

/** What was filled in, in words, for the head of a printed result. */
export function describeAnswers(answers: Answers, questions: Questions): readonly (readonly [string, string])[] {
  const names = (codes: readonly string[], list: readonly { readonly code: string; readonly name: string }[]) =>
    list.filter(({ code }) => codes.includes(code)).map(({ name }) => name);
  const { scheme, care } = answers;
  const status = scheme === '310' ? (answers.retired ? '（退休）' : '（在职）') : '';
  const who = [
    questions.age ? `${answers.age} 岁` : '',
    ...names([answers.personType], questions.personTypes),
    ...names(answers.identities, questions.identities),
    questions.civilServant && answers.civilServant ? '公务员' : '',
  ].filter((word) => word !== '');
  const used = questions.used.flatMap(({ id, title, counts }) => {
    const text = (answers.totals[id] ?? '').trim();
    return text === '' ? [] : [`${title} ${text} ${counts ? '次' : '元'}`];
  });
  const rows: (readonly [string, string])[] = [
    ['参保类型', labelOf(SCHEMES, scheme) + status],
    [
      '就诊',
      [labelOf(CARES, care), ...names([answers.disease], care === 'chronic' ? questions.diseases : [])].join('，'),
    ],
    [
      '医院',
      [labelOf(GRADES, answers.grade), labelOf(PLACES, answers.place), ...names(answers.tags, questions.tags)].join(
        '，',
      ),
    ],
    [dateName(care, questions.decidedBy), answers.date],
    ['本人', who.join('，')],
    ['今年已用', used.join('；')],
  ];
  return rows.filter(([, value]) => value !== '');
}
