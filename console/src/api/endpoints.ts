/** Every request of the console, typed once. A `Get` is data: its path and query are also its cache key. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type QueryValues, send, toQueryString } from './client.ts';
import type * as Api from './types.ts';

export interface Get<T> {
  readonly path: string;
  readonly query: QueryValues;
  /** Never set: carries the type of the answer. */
  readonly answer?: T;
}

function get<T>(path: string, query: object = {}): Get<T> {
  return { path, query: query as QueryValues };
}

const id = encodeURIComponent;

export const reads = {
  session: () => get<Api.SessionResponse>('/api/session'),
  queue: () => get<Api.QueueResponse>('/api/queue'),
  people: (query: Api.PeopleQuery) => get<Api.PeopleResponse>('/api/people', query),
  person: (psnNo: string) => get<Api.PersonDetail>(`/api/people/${id(psnNo)}`),
  entitlement: (psnNo: string, on?: string) =>
    get<Api.EntitlementResponse>(`/api/people/${id(psnNo)}/entitlement`, on ? { on } : {}),
  contributions: (psnNo: string) => get<Api.ContributionsResponse>(`/api/people/${id(psnNo)}/contributions`),
  personSettlements: (psnNo: string, query: Api.PageQuery) =>
    get<Api.PersonSettlementsResponse>(`/api/people/${id(psnNo)}/settlements`, query),
  settlements: (query: Api.SettlementsQuery) => get<Api.SettlementsResponse>('/api/settlements', query),
  settlement: (setlId: string) => get<Api.SettlementDetail>(`/api/settlements/${id(setlId)}`),
  providers: (query: Api.ProvidersQuery) => get<Api.ProvidersResponse>('/api/providers', query),
  declarations: (query: Api.DeclarationsQuery) => get<Api.DeclarationsResponse>('/api/declarations', query),
  declaration: (key: string) => get<Api.DeclarationDetail>(`/api/declarations/${id(key)}`),
  batches: () => get<Api.BatchesResponse>('/api/batches'),
  batch: (key: string) => get<Api.BatchDetail>(`/api/batches/${id(key)}`),
  recomputationsDue: (query: Api.DueQuery) => get<Api.DueResponse>('/api/recomputations/due', query),
  recomputations: (query: Api.RecomputationsQuery) => get<Api.RecomputationsResponse>('/api/recomputations', query),
  recomputationTrial: (query: Api.YearQuery) => get<Api.RecomputationTrial>('/api/recomputations/trial', query),
  recomputation: (key: string) => get<Api.RecomputationDetail>(`/api/recomputations/${id(key)}`),
  fundBooks: () => get<Api.FundBooksResponse>('/api/fund/books'),
  fundOverview: (year: number) => get<Api.FundOverviewResponse>('/api/fund/overview', { year }),
  statement: (book: string, from: string, to: string) =>
    get<Api.StatementResponse>(`/api/fund/${id(book)}/statement`, { from, to }),
  trialBalance: (book: string, from: string, to: string) =>
    get<Api.TrialBalanceResponse>(`/api/fund/${id(book)}/trial-balance`, { from, to }),
  vouchers: (book: string, query: Api.VouchersQuery) =>
    get<Api.VouchersResponse>(`/api/fund/${id(book)}/vouchers`, query),
  voucher: (book: string, voucherId: string) =>
    get<Api.VoucherDetail>(`/api/fund/${id(book)}/vouchers/${id(voucherId)}`),
  control: (period: string) => get<Api.ControlResponse>('/api/fund/control', { period }),
  policies: () => get<Api.PolicyListResponse>('/api/policies'),
  policy: (area: string, query: Api.PolicyQuery) => get<Api.PolicyResponse>(`/api/policies/${id(area)}`, query),
  simulationOptions: () => get<Api.SimulationOptionsResponse>('/api/simulation/options'),
  simulationParameters: (query: Api.SimulationClaimsQuery) =>
    get<Api.PackParametersResponse>('/api/simulation/parameters', query),
  simulationJobs: () => get<Api.SimulationJobsResponse>('/api/simulation/jobs'),
  simulationJob: (job: string) => get<Api.SimulationJob>(`/api/simulation/jobs/${id(job)}`),
  search: (q: string) => get<Api.SearchResponse>('/api/search', { q }),
  audit: (query: Api.AuditQuery) => get<Api.AuditResponse>('/api/audit', query),
  accounts: () => get<Api.AccountsResponse>('/api/accounts'),
};

/** 待遇计算说明 of a settlement, a PDF of one page: opened by the browser itself. */
export function explanationPath(setlId: string): string {
  return `/api/settlements/${id(setlId)}/explanation?format=pdf`;
}

/** The meeting sheet of a finished run, as a file. */
export function simulationSheetPath(job: string, format: 'docx' | 'pdf' | 'xlsx'): string {
  return `/api/simulation/jobs/${id(job)}/sheet?format=${format}`;
}

/** The sheet of a policy as a file: a PDF is opened by the browser itself, Word saved. */
export function policyDocumentPath(area: string, query: Api.PolicyQuery, format: 'pdf' | 'docx'): string {
  return `/api/policies/${id(area)}/document${toQueryString({ ...query, format })}`;
}

export const writes = {
  signIn: (body: Api.SignInRequest) => post<Api.SessionResponse>('/api/session', body),
  signOut: () => send<void>('/api/session', { method: 'DELETE' }),
  changePassword: (body: Api.PasswordRequest) => post<void>('/api/session/password', body),
  reveal: (psnNo: string, body: Api.RevealRequest) => post<Api.RevealResponse>(`/api/people/${id(psnNo)}/reveal`, body),
  collect: (body: Api.CollectRequest, key: string) => post<Api.CollectResponse>('/api/declarations/collect', body, key),
  decideDeclaration: (declaration: string, body: Api.DecideDeclarationRequest, key: string) =>
    post<Api.DeclarationDetail>(`/api/declarations/${id(declaration)}/decide`, body, key),
  createBatch: (body: Api.CreateBatchRequest, key: string) => post<Api.BatchDetail>('/api/batches', body, key),
  decideBatch: (batch: string, body: Api.DecideBatchRequest, key: string) =>
    post<Api.BatchDetail>(`/api/batches/${id(batch)}/decide`, body, key),
  propose: (body: Api.ProposeRequest, key: string) => post<Api.RecomputationDetail>('/api/recomputations', body, key),
  decideRecomputation: (recomputation: string, body: Api.DecideRecomputationRequest, key: string) =>
    post<Api.RecomputationDetail>(`/api/recomputations/${id(recomputation)}/decide`, body, key),
  submitPersonPayment: (recomputation: string, key: string) =>
    post<Api.RecomputationDetail>(`/api/recomputations/${id(recomputation)}/payment`, {}, key),
  decidePersonPayment: (recomputation: string, body: Api.DecideRecomputationRequest, key: string) =>
    post<Api.RecomputationDetail>(`/api/recomputations/${id(recomputation)}/payment/decide`, body, key),
  scanYear: (body: Api.ScanRequest) => post<Api.ScanResponse>('/api/recomputations/scan', body),
  closePeriod: (book: string, body: Api.ClosePeriodRequest, key: string) =>
    post<Api.ClosePeriodResponse>(`/api/fund/${id(book)}/close`, body, key),
  checkReform: (body: Api.CheckReformRequest) => post<Api.CheckReformResponse>('/api/simulation/check', body),
  runSimulation: (body: Api.RunSimulationRequest, key: string) =>
    post<Api.SimulationJob>('/api/simulation/jobs', body, key),
  cancelSimulation: (job: string) => send<Api.SimulationJob>(`/api/simulation/jobs/${id(job)}`, { method: 'DELETE' }),
  check: (fileName: string, text: string) =>
    send<Api.CheckResponse>('/api/check', { method: 'POST', body: text, headers: { 'x-file-name': id(fileName) } }),
  createAccount: (body: Api.CreateAccountRequest, key: string) =>
    post<Api.CreateAccountResponse>('/api/accounts', body, key),
  setRoles: (account: string, body: Api.SetRolesRequest) =>
    post<Api.AccountRow>(`/api/accounts/${id(account)}/roles`, body),
  disableAccount: (account: string, body: Api.DisableAccountRequest) =>
    post<Api.AccountRow>(`/api/accounts/${id(account)}/disable`, body),
};

function post<T>(path: string, body: unknown, requestKey?: string): Promise<T> {
  return send<T>(path, { method: 'POST', body, ...(requestKey ? { requestKey } : {}) });
}

export function runGet<T>(request: Get<T>, signal?: AbortSignal): Promise<T> {
  return send<T>(request.path, { query: request.query, signal });
}

/** Reads with caching; `keep` shows the former rows while the next page loads. */
export function useGet<T>(request: Get<T> | null, options: { readonly keep?: boolean } = {}): UseQueryResult<T> {
  return useQuery({
    queryKey: request ? [request.path, request.query] : ['none'],
    queryFn: ({ signal }) => {
      if (!request) throw new Error('a disabled query was run');
      return runGet(request, signal);
    },
    enabled: request !== null,
    ...(options.keep ? { placeholderData: (before: T | undefined) => before } : {}),
  } as Parameters<typeof useQuery<T>>[0]);
}
