/** A result as text: the ladder with its arithmetic, who pays what, and what it rests on. Pure. */
import { type Fen, formatYuan, parseYuan } from '../kernel/money.ts';
import type { CaseResult, EncounterResult, National, WrittenStep } from './result-schema.ts';
import { SOURCE_GRADE_LABELS } from './source-grade.ts';

const BEARERS: Readonly<Record<string, string>> = {
  pool: '统筹基金',
  criticalIllness: '大病保险',
  largeAmount: '大额补助',
  civilServant: '公务员补助',
  medicalAid: '医疗救助',
  enterprise: '企业补充',
  other: '其他补充',
  account: '个人账户',
  person: '个人',
  hospital: '医院',
};
const CARES: Readonly<Record<string, string>> = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  maternity: '生育',
  longTerm: '长期护理',
};
const GRADES: Readonly<Record<string, string>> = {
  village: '村级',
  one: '一级',
  two: '二级',
  three: '三级',
  none: '无等级',
};
const PLACES: Readonly<Record<string, string>> = {
  local: '统筹区内',
  resettled: '异地安置',
  referred: '转诊异地',
  unreferred: '未转诊异地',
};
const PARTS = { beforeYearEnd: '（至 12 月 31 日）', afterYearEnd: '（1 月 1 日起）' } as const;
const TITLE_COLUMNS = 30;
const AMOUNT_COLUMNS = 15;
const BEARER_COLUMNS = 12;

/** Ends without a line break. */
export function renderResult(result: CaseResult): string {
  switch (result.kind) {
    case 'encounter':
      return [...encounterLines(result), '', ...footLines(result)].join('\n');
    case 'year':
      return [
        ...result.encounters.flatMap((encounter, index) => [
          `第 ${index + 1} 次${encounter.part ? PARTS[encounter.part] : ''}`,
          ...encounterLines(encounter),
          '',
        ]),
        '合计',
        ...bearerLines(result.sums.national),
        '',
        ...footLines(result),
      ].join('\n');
    case 'maternityAllowance':
    case 'accountCredit':
      return [
        ...headLine(result.name, result.policy.title),
        ...result.steps.map(({ title, formula }) => `${pad(title, TITLE_COLUMNS)}${formula}`),
        '',
        ...footLines(result),
      ].join('\n');
  }
}

function headLine(name: string | undefined, title: string): string[] {
  return [`${name === undefined ? '' : `${name}　`}政策：${title}`];
}

function encounterLines(encounter: EncounterResult): string[] {
  const { policy, care, grade, place, admittedOn, dischargedOn, national } = encounter;
  const days = admittedOn === dischargedOn ? admittedOn : `${admittedOn} 至 ${dischargedOn}`;
  return [
    ...headLine(encounter.name, `${policy.title}（${policy.id}）`),
    `就诊：${CARES[care]}、${GRADES[grade]}、${PLACES[place]}，${days}`,
    '',
    `${pad('医疗费总额', TITLE_COLUMNS)}${padLeft(grouped(national.medfee_sumamt), AMOUNT_COLUMNS)}`,
    ...encounter.steps.flatMap(stepLines),
    '',
    ...bearerLines(national),
    ...(encounter.refund === undefined
      ? []
      : [`预交金 ${grouped(encounter.prepaid)}，应退 ${grouped(encounter.refund)}`]),
  ];
}

function stepLines(step: WrittenStep): string[] {
  const isReturned = step.taken.startsWith('-');
  const amount = grouped(isReturned ? step.taken.slice(1) : step.taken);
  const title = pad(`${isReturned ? '＋' : '－'} ${step.title}`, TITLE_COLUMNS);
  const bearer = pad(BEARERS[step.bearer] ?? step.bearer, BEARER_COLUMNS);
  const line = `${title}${padLeft(amount, AMOUNT_COLUMNS)}  ${bearer}${step.formula}`;
  return step.kind === 'paid' ? [line, `    ${step.rule}〔${sourceWords(step)}〕`] : [line];
}

function sourceWords({ clause }: WrittenStep): string {
  if (clause === undefined) return '无依据';
  const article = clause.article === undefined ? '' : `，${clause.article}`;
  return `${clause.document}${article}，${SOURCE_GRADE_LABELS[clause.grade]}`;
}

const PAYMENTS: readonly (readonly [keyof National, string])[] = [
  ['hifp_pay', '统筹'],
  ['cvlserv_pay', '公务员补助'],
  ['hifes_pay', '企业补充'],
  ['hifmi_pay', '大病保险'],
  ['hifob_pay', '大额补助'],
  ['maf_pay', '医疗救助'],
  ['oth_pay', '其他'],
];

function bearerLines(national: National): string[] {
  const payments = PAYMENTS.filter(([field]) => national[field] !== '0.00').map(
    ([field, title]) => `${title} ${grouped(national[field])}`,
  );
  const funds = payments.length === 0 ? '' : `（${payments.join('、')}）`;
  const hospital = national.hosp_part_amt === '0.00' ? '' : `；医院负担 ${grouped(national.hosp_part_amt)}`;
  return [
    `基金支付 ${grouped(national.fund_pay_sumamt)}${funds}`,
    `个人负担 ${grouped(national.psn_part_amt)}（账户 ${grouped(national.acct_pay)}、现金 ${grouped(national.psn_cash_pay)}）${hospital}`,
  ];
}

function footLines({ weakestGrade, notices }: CaseResult): string[] {
  return [
    ...(weakestGrade === undefined ? [] : [`依据最弱的一项：${SOURCE_GRADE_LABELS[weakestGrade]}`]),
    ...notices.map((notice) => `提示：${notice}`),
  ];
}

/** Amounts of a result are texts with two decimals. */
function grouped(amount: string | undefined): string {
  return formatYuan((parseYuan(amount ?? '0') ?? 0) as Fen, { grouped: true });
}

/** A Chinese character takes two columns. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
}

function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(1, columns - widthOf(text)));
}

function padLeft(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - widthOf(text))) + text;
}
