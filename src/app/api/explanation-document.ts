/**
 * 医疗保障待遇计算说明: one page that tells a person how their own settlement was worked out, step by step, on which
 * clause each step rests, what those clauses are worth, and where to object. Pure: the settlement as its page shows it
 * (masked already) goes in.
 */
import { SOURCE_GRADE_LABELS, SOURCE_GRADES, type SourceGrade } from '../../benefits/index.ts';
import { coded } from '../../catalogues/code-lists.ts';
import {
  amountCell,
  type Block,
  type Cell,
  type DocumentModel,
  EMPTY_CELL,
  percentCell,
  textCell,
} from '../../documents/index.ts';
import { divideRounded, fen } from '../../kernel/money.ts';
import type { getSettlement } from './settlements.ts';

type SettlementView = Awaited<ReturnType<typeof getSettlement>>;
type StepView = SettlementView['steps'][number];
type ClauseView = NonNullable<StepView['clause']>;

interface ExplanationContext {
  /** 眉县. */
  readonly areaName: string;
  /** Day of printing. */
  readonly printedOn: string;
}

const PAID_BY = [
  ['pool', 'poolFen'],
  ['criticalIllness', 'criticalIllnessFen'],
  ['largeAmount', 'largeAmountFen'],
  ['civilServant', 'civilServantFen'],
  ['enterprise', 'enterpriseFen'],
  ['medicalAid', 'medicalAidFen'],
  ['other', 'otherFen'],
  ['hospital', 'hospitalShareFen'],
  ['account', 'accountFen'],
  ['person', 'cashFen'],
] as const;
/** Bearers that the code list has no name for. */
const BEARER_NAMES: Readonly<Record<string, string>> = {
  enterprise: '企业补充医疗保险',
  other: '其他基金',
  person: '个人现金',
};

/** Grades that a reader must be told of. */
const DOUBTFUL: readonly SourceGrade[] = ['C', 'D', 'sample'];

const RETURNS = '把前面由个人负担的部分计回来，由后面的待遇按规定再付；各步金额之和等于医疗总费用。';
const OBJECTION =
  '对计算结果有疑问的，请持本说明和费用清单到参保地医疗保障经办窗口询问，或者要求复核。认为经办机构没有依法支付待遇的，可以依法申请行政复议或者提起行政诉讼（《中华人民共和国社会保险法》第八十三条）。';

/** The page; with a settlement that was taken back, or takes one back, it says so and shows amounts alone. */
export function explanationDocument(settlement: SettlementView, context: ExplanationContext): DocumentModel {
  const clauses = distinctClauses(settlement.steps);
  return {
    title: '医疗保障待遇计算说明',
    subtitles: [`${context.areaName}医疗保障经办机构　${context.printedOn}`],
    author: `${context.areaName}医疗保障局`,
    margins: 'narrow',
    footer: `结算编号 ${settlement.setlId}`,
    blocks: [
      ...reversalNotes(settlement),
      { kind: 'keyValues', perLine: 2, items: facts(settlement) },
      whoPaid(settlement),
      ...(settlement.steps.length === 0 ? [] : [ladder(settlement.steps, clauses)]),
      ...doubtNotes(clauses),
      foot(settlement.steps, clauses),
    ],
  };
}

function reversalNotes({ reverses, reversedBy }: SettlementView): Block[] {
  if (reversedBy !== null)
    return [{ kind: 'callout', tone: 'warning', text: `本结算已由结算 ${reversedBy} 冲销，金额不再有效。` }];
  if (reverses !== null)
    return [{ kind: 'callout', tone: 'warning', text: `本结算冲销结算 ${reverses}，各项金额符号相反。` }];
  return [];
}

function facts(settlement: SettlementView): { readonly label: string; readonly value: Cell }[] {
  const { person, visit, provider, identities, psnType } = settlement;
  const until =
    visit.dischargedOn === null || visit.dischargedOn === visit.admittedOn ? '' : ` 至 ${visit.dischargedOn}`;
  const days = visit.days === null ? '' : `，${visit.days} 天`;
  const disease = visit.disease === null ? '' : `，${visit.disease.name}`;
  return [
    { label: '参保人', value: `${person.name}，${person.gender.name}，${person.age} 岁` },
    { label: '证件号码', value: person.certMasked },
    { label: '险种', value: settlement.insutype.name },
    { label: '人员类别', value: [psnType, ...identities].map(({ name }) => name).join('、') },
    { label: '医药机构', value: `${provider.name}（${settlement.providerGrade.name}）` },
    { label: '就医类别', value: `${visit.medType.name}${disease}，${visit.place.name}` },
    { label: '就诊日期', value: `${visit.admittedOn}${until}${days}` },
    { label: '结算时间', value: settlement.settledAt },
  ];
}

/** Payers side by side: the page has room for many steps, not for many rows of sums. */
function whoPaid({ amounts }: SettlementView): Block {
  const { totalFen } = amounts;
  const share = (part: number): Cell =>
    totalFen === 0 ? EMPTY_CELL : percentCell(divideRounded(part * 10_000 * Math.sign(totalFen), Math.abs(totalFen)));
  const parts = PAID_BY.flatMap(([bearer, field]) =>
    amounts[field] === 0 ? [] : [{ name: BEARER_NAMES[bearer] ?? coded('bearer', bearer).name, fen: amounts[field] }],
  );
  const all = [{ name: '医疗总费用', fen: totalFen }, ...parts];
  return {
    kind: 'table',
    caption: '费用由谁支付（元）',
    columns: [{ title: '' }, ...all.map(({ name }) => ({ title: name, align: 'right' as const }))],
    rows: [
      { cells: ['金额', ...all.map((part) => amountCell(fen(part.fen)))] },
      { cells: ['占总费用', ...all.map((part) => share(part.fen))] },
    ],
  };
}

function ladder(steps: readonly StepView[], clauses: readonly ClauseView[]): Block {
  return {
    kind: 'table',
    caption: '怎样算出来的（元）',
    small: true,
    columns: [
      { title: '步骤', width: 8 },
      { title: '规定', width: 17 },
      { title: '计算', width: 18 },
      { title: '金额' },
      { title: '依据', align: 'center', width: 2 },
    ],
    rows: steps.map((step) => ({
      cells: [
        step.title,
        step.rule,
        step.formula,
        amountCell(fen(step.takenFen)),
        step.clause === undefined
          ? textCell('账单', { muted: true })
          : `〔${clauses.findIndex(sameAs(step.clause)) + 1}〕`,
      ],
    })),
  };
}

/** Each clause once, in the order of the steps. */
function distinctClauses(steps: readonly StepView[]): ClauseView[] {
  const clauses: ClauseView[] = [];
  for (const { clause } of steps) if (clause !== undefined && !clauses.some(sameAs(clause))) clauses.push(clause);
  return clauses;
}

/** The note does not make another clause of it: many rows of one document have notes of their own. */
function sameAs(clause: ClauseView): (other: ClauseView) => boolean {
  const key = ({ document, article, grade }: ClauseView) => [document, article, grade].join('\n');
  return (other) => key(other) === key(clause);
}

function sourceList(clauses: readonly ClauseView[]): string {
  const lines = clauses.map(({ document, article, grade }, index) => {
    const where = article === undefined ? '' : `，${article}`;
    const label = SOURCE_GRADE_LABELS[grade];
    return `〔${index + 1}〕${document}${where}${document.includes(label) ? '' : `（${label}）`}`;
  });
  return `${lines.join('；')}。`;
}

/** What the result is worth, where its sources are weak. */
function doubtNotes(clauses: readonly ClauseView[]): Block[] {
  const doubts = SOURCE_GRADES.filter(
    (grade) => DOUBTFUL.includes(grade) && clauses.some((each) => each.grade === grade),
  );
  if (doubts.length === 0) return [];
  const words = doubts.map((grade) => SOURCE_GRADE_LABELS[grade]).join('、');
  return [{ kind: 'callout', tone: 'warning', text: `计算依据中含“${words}”，尚未与政府文件原文核对，仅供参考。` }];
}

/** The foot, in the small letters of a form: sources, how to read the steps, where to object, who to ask. */
function foot(steps: readonly StepView[], clauses: readonly ClauseView[]): Block {
  const returns = steps.some(({ takenFen }) => takenFen < 0);
  return {
    kind: 'keyValues',
    items: [
      ...(clauses.length === 0 ? [] : [{ label: '依据', value: sourceList(clauses) }]),
      ...(returns ? [{ label: '负数金额', value: RETURNS }] : []),
      { label: '如有异议', value: OBJECTION },
      { label: '经办窗口', value: '经办人：　　　　　　　　联系电话：　　　　　　　　　（盖章）' },
    ],
  };
}
