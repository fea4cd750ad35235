/**
 * The HTTP API as the console uses it: every request and response, nothing more.
 *
 * Conventions
 * - JSON, camelCase. Amounts are signed integer fen (分) in fields that end in `Fen`; `null` is "no figure" (shown
 *   blank), which is not the same as 0. Rates are per 10,000 in fields that end in `Per10k`.
 * - Dates `YYYY-MM-DD`, times `YYYY-MM-DD HH:mm:ss` (China Standard Time), periods `YYYY-MM`.
 * - Intervals of validity are half-open: `to` is the first day on which it no longer holds, `null` while in force.
 *   Query parameters `from`/`to` are inclusive; they are periods under /api/fund and dates under /api/audit.
 * - A code never travels without its name: `Coded`.
 * - `link` is a path of the console (`/settlements/…`); the paths are listed under "Links" below.
 * - Lists: `page` counts from 1, `size` up to 1000 (the export asks for 1000), `sort` is a field name, with `-` before
 *   it for descending; `sums` are over ALL matching rows, not the page.
 * - Persons are masked (name 张*三, identity number 610326********1234) everywhere except in `RevealResponse`.
 * - Unsafe methods carry `x-tongchou: 1` and `x-request-key: <uuid>`, the same for a repetition of the same submit.
 * - Errors have a 4xx/5xx status and the body `ApiErrorBody`. 401 sends the user to the sign-in page, 403 is shown as
 *   "no right", 404 as "not found", 409 as "meanwhile changed" with the message.
 *
 * Links: / (queue) · /people · /people/:psnNo · /settlements · /settlements/:setlId · /providers · /declarations ·
 * /declarations/:id · /batches · /batches/:id · /recomputations · /recomputations/trial · /recomputations/:id ·
 * /fund · /fund/:book/statement · /fund/:book/trial-balance ·
 * /fund/:book/vouchers · /fund/:book/vouchers/:voucherId · /fund/control · /policies · /simulation · /check · /accounts · /audit
 */

export type * from './types/adjustments.ts';
export type * from './types/administration.ts';
export type * from './types/check.ts';
export type * from './types/common.ts';
export type * from './types/fund.ts';
export type * from './types/payments.ts';
export type * from './types/people.ts';
export type * from './types/policies.ts';
export type * from './types/policy-sheets.ts';
export type * from './types/session.ts';
export type * from './types/settlements.ts';
export type * from './types/simulation.ts';
