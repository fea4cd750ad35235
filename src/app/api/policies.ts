/** The office's benefit policies to read: which there are, one on a day as a sheet, and what changed before it. */
import Type from 'typebox';
import { type Api, sendFailure } from '../../access/index.ts';
import {
  diffPolicies,
  findPolicy,
  listPacksOf,
  type PolicyPack,
  policySheet,
  type Scheme,
  SOURCE_GRADE_LABELS,
  type SourceGrade,
  weakestGrade,
} from '../../benefits/index.ts';
import { type Coded, coded } from '../../catalogues/code-lists.ts';
import { findDivision } from '../../catalogues/divisions.ts';
import type { ContributionOffice } from '../../contributions/index.ts';
import { writeDocument } from '../../documents/index.ts';
import { dateOf, type IsoDate } from '../../kernel/dates.ts';
import { unwrap } from '../../kernel/result.ts';
import { sheetDocument } from '../policy/sheet-document.ts';
import { doubtWords } from '../policy/sheet-words.ts';
import { sendFile } from './send-file.ts';

const Area = Type.Object({
  area: Type.String({ title: '区划', pattern: '^\\d{6}$', remedy: '请填写六位区划代码，如 610326' }),
});
const day = Type.Optional(Type.Unsafe<IsoDate>(Type.String({ title: '日期', format: 'date' })));
const scheme = Type.Enum(['390', '310'], { title: '险种', default: '390' });
const SheetQuery = Type.Object({ scheme, at: day });
const DocumentQuery = Type.Object({
  scheme,
  at: day,
  format: Type.Enum(['pdf', 'docx', 'xlsx'], { title: '格式', default: 'pdf' }),
});

type PolicyOffice = Pick<ContributionOffice, 'area' | 'policies' | 'clock'>;

/** Policy is public: whoever is signed in may read it. */
export function registerPolicyRoutes(app: Api, office: PolicyOffice): void {
  const config = { right: 'session' } as const;
  const today = () => dateOf(office.clock.now());
  app.get('/api/policies', { config }, async () => presentPolicyList(office));
  app.get('/api/policies/:area', { config, schema: { params: Area, querystring: SheetQuery } }, async (request) => {
    const { scheme: ofScheme, at = today() } = request.query;
    return presentPolicy(office, { area: request.params.area, scheme: ofScheme, on: at });
  });
  app.get(
    '/api/policies/:area/document',
    { config, schema: { params: Area, querystring: DocumentQuery } },
    async (request, reply) => {
      const { scheme: ofScheme, at = today(), format } = request.query;
      const { area } = request.params;
      const { sheet } = presentPolicy(office, { area, scheme: ofScheme, on: at });
      const written = await writeDocument(sheetDocument(sheet, area), format);
      if (!written.ok) return sendFailure(reply, written.error);
      return sendFile(reply, format, `${sheet.title}-${at}.${format}`, written.value);
    },
  );
}

/** All packs, those that decide for the office's own area first. */
export function presentPolicyList({ area, policies }: PolicyOffice) {
  const own = new Set(['390', '310'].flatMap((code) => listPacksOf(policies, area, code as Scheme)));
  const rows = policies.map((pack) => ({
    pack: pack.id,
    title: pack.title,
    area: presentArea(pack.area),
    scheme: coded('insutype', pack.scheme),
    versions: versionsOf(pack),
    weakest: presentGrade(weakestOf(pack)),
    ofOffice: own.has(pack),
  }));
  return {
    area: presentArea(area),
    rows: [...rows.filter(({ ofOffice }) => ofOffice), ...rows.filter(({ ofOffice }) => !ofOffice)],
  };
}

interface PolicyAsked {
  readonly area: string;
  readonly scheme: Scheme;
  readonly on: IsoDate;
}

/** The sheet of a day, the pack's other versions, and what changed from the version before. */
export function presentPolicy({ policies }: PolicyOffice, { area, scheme: ofScheme, on }: PolicyAsked) {
  const policy = unwrap(findPolicy(policies, { area, scheme: ofScheme, on }));
  const pack = policies.find(({ id }) => id === policy.pack);
  if (pack === undefined) throw new Error(`${policy.id} is of no pack`);
  const previous = pack.policies[pack.policies.indexOf(policy) - 1];
  const { names } = pack;
  const sheet = policySheet(policy, names);
  return {
    area: presentArea(area),
    scheme: coded('insutype', ofScheme),
    on,
    /** Says so where the area pools with another, whose policy this is. */
    pooledArea: policy.area === area ? null : presentArea(policy.area),
    sheet,
    doubt: doubtWords(sheet) ?? null,
    versions: versionsOf(pack),
    difference: previous === undefined ? null : diffPolicies({ policy: previous, names }, { policy, names }),
  };
}

function versionsOf({ policies }: PolicyPack) {
  return policies.map(({ id, from, to }) => ({ policy: id, from, to: to ?? null }));
}

function weakestOf({ policies, names }: PolicyPack): SourceGrade | undefined {
  const grades = policies.flatMap((policy) => policySheet(policy, names).weakest ?? []);
  return weakestGrade(grades.map((grade) => ({ document: '', grade })));
}

function presentGrade(grade: SourceGrade | undefined): Coded | null {
  return grade === undefined ? null : { code: grade, name: SOURCE_GRADE_LABELS[grade] };
}

/** Invented areas (样例) are in no list of divisions. */
function presentArea(code: string): Coded {
  return { code, name: findDivision(code)?.name ?? '样例地区' };
}
