/** What was acted on: its name on screen, and the console's page of it. */
interface SubjectKind {
  readonly name: string;
  /** The page, and the right that opens it. */
  readonly page?: { readonly right: string; readonly path: (id: string) => string } | undefined;
}

const key = encodeURIComponent;

const SUBJECT_KINDS: Readonly<Record<string, SubjectKind>> = {
  account: { name: '账号', page: { right: 'access.read', path: () => '/accounts' } },
  person: { name: '参保人', page: { right: 'people.read', path: (id) => `/people/${key(id)}` } },
  employer: { name: '参保单位' },
  period: { name: '月份', page: { right: 'payments.read', path: (id) => `/declarations?period=${key(id)}` } },
  declaration: { name: '月度申报', page: { right: 'payments.read', path: (id) => `/declarations/${key(id)}` } },
  paymentBatch: { name: '拨付批次', page: { right: 'payments.read', path: (id) => `/batches/${key(id)}` } },
  recomputation: {
    name: '待遇重算',
    page: { right: 'adjustments.read', path: (id) => `/recomputations/${key(id)}` },
  },
  insuredYear: { name: '参保年度', page: { right: 'adjustments.read', path: () => '/recomputations' } },
  simulation: { name: '政策测算', page: { right: 'simulation.run', path: (id) => `/simulation?job=${key(id)}` } },
  audit: { name: '审计日志' },
};

/** A kind that is not listed is shown by its code. */
export function subjectKindName(kind: string): string {
  return SUBJECT_KINDS[kind]?.name ?? kind;
}

/** The page of a subject; null where it has none, or where whoever reads the trail may not open it. */
export function subjectLink(kind: string, id: string, rights: ReadonlySet<string>): string | null {
  const page = SUBJECT_KINDS[kind]?.page;
  return page && rights.has(page.right) ? page.path(id) : null;
}
