/** The session, the landing page, the search: /api/session, /api/queue, /api/search. */
import type { Coded, StateView } from './common.ts';

export interface SignInRequest {
  account: string;
  password: string;
}

export interface PasswordRequest {
  current: string;
  next: string;
}

export interface RoleView {
  role: string;
  title: string;
}

/** Answer of GET and POST /api/session. DELETE and the password change answer 204. */
export interface SessionResponse {
  actor: {
    accountId: string;
    name: string;
    roles: RoleView[];
    divisions: string[];
  };
  /** Keys of RIGHTS, e.g. `settlement.read`. */
  rights: string[];
  area: Coded;
  /** The server's day, and the months that may be chosen in the header. */
  today: string;
  currentPeriod: string;
  firstPeriod: string;
  /** True when the initial password still has to be changed: the console asks for it before anything else. */
  mustChangePassword: boolean;
  lists: CodeLists;
}

export interface Village extends Coded {
  town: Coded;
}

/** The lists the filters offer; small enough to come with the session. */
export interface CodeLists {
  insutypes: Coded[];
  /** psn_idet_type values in use in the area. */
  identities: Coded[];
  /** CareKind: inpatient, outpatient, chronic. */
  cares: Coded[];
  providerKinds: Coded[];
  declarationStates: StateView[];
  villages: Village[];
}

export interface QueueItem {
  id: string;
  title: string;
  /** Time since which it waits. */
  since: string;
  /** Last day, where there is one. */
  due?: string;
  link: string;
}

export interface QueueGroup {
  kind: string;
  /** 待复核申报 … */
  title: string;
  count: number;
  overdue: number;
  /** List page where the work is done, with its filter: /declarations?state=pending. */
  link: string;
  /** Oldest first; at most twenty. */
  items: QueueItem[];
}

export interface QueueFigure {
  key: string;
  label: string;
  /** Either an amount … */
  valueFen?: number;
  /** … or another number. */
  value?: number;
  /** 元 for amounts; 人, 笔, 家, 个月 … otherwise. */
  unit: string;
  /** 2021年3月, 截至2021-03-31 … */
  scope?: string;
  link: string;
}

export interface QueueResponse {
  groups: QueueGroup[];
  figures: QueueFigure[];
}

export interface SearchHit {
  /** person, provider, settlement, voucher, declaration, batch */
  kind: string;
  title: string;
  subtitle: string;
  link: string;
}
export interface SearchResponse {
  groups: { kind: string; title: string; hits: SearchHit[] }[];
}
