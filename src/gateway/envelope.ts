/**
 * The message envelope (报文): reading a request as hospitals' clients really send it, and writing an answer in full.
 *
 * Tolerated, because recorded clients do it: `Input` for `input`; an input that is a JSON text; "null" and "NULL" for
 * nothing; a byte-order mark; a message number of any shape up to 30 characters.
 */
import { type IsoTime, isIsoTime } from '../kernel/dates.ts';
import { isProviderCode } from '../kernel/national-codes.ts';
import { type Failure, failed, ok, type Result } from '../kernel/result.ts';
import { gatewayErrors } from './errors.ts';
import { findTransactionTable } from './field-tables.ts';
import { compactMillis } from './national-time.ts';

export interface RequestEnvelope {
  readonly infno: string;
  readonly msgid: string;
  readonly fixmedinsCode: string;
  readonly opter: string;
  readonly opterName: string | undefined;
  readonly infTime: IsoTime;
  /** Place of insurance and place of care, where the client states them. */
  readonly insuplcAdmdvs: string | undefined;
  readonly mdtrtareaAdmvs: string | undefined;
  readonly signNo: string | undefined;
  /** The transaction's nodes, unchecked. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What of a request is known whether or not the rest of it could be read: for the log. */
export interface RequestHead {
  readonly infno: string | undefined;
  readonly msgid: string | undefined;
}

export interface Answer {
  /** 0 done, -1 refused. */
  readonly infcode: 0 | -1;
  readonly inf_refmsgid: string;
  readonly refmsg_time: string;
  readonly respond_time: string;
  readonly enctype: null;
  readonly signtype: null;
  readonly cainfo: null;
  readonly warn_msg: string | null;
  readonly err_msg: string | null;
  readonly output: unknown;
}

const MESSAGE_LIMIT = 200;
const MSGID_LIMIT = 30;

/** A text that says something: trimmed, and neither empty nor a written-out null. Numbers become text. */
export function meaningfulText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' || text.toLowerCase() === 'null' ? undefined : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses a body. Refuses `gateway.notJson`. */
export function parseBody(body: string): Result<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body.replace(/^\uFEFF/, ''));
    return isRecord(parsed) ? ok(parsed) : failed(gatewayErrors.notJson({ reason: '最外层不是对象' }));
  } catch (error) {
    // The parser's own words quote the body, which may hold personal data: only the place is told.
    const place = /position \d+/.exec(error instanceof Error ? error.message : '')?.[0];
    return failed(
      gatewayErrors.notJson({ reason: place ? `${place.replace('position', '错误位置第')} 个字符` : '内容不完整' }),
    );
  }
}

export function readHead(body: Readonly<Record<string, unknown>>): RequestHead {
  const short = (value: unknown) => clip(meaningfulText(value) ?? '') || undefined;
  return { infno: short(body.infno), msgid: short(body.msgid) };
}

/**
 * Reads the envelope. `pathInfno` is the transaction that the address names, where it names one; it stands in for a
 * missing `infno` and must not contradict it. Refuses with the field, its value and the remedy.
 */
export function readEnvelope(
  body: Readonly<Record<string, unknown>>,
  pathInfno: string | undefined,
): Result<RequestEnvelope> {
  const infno = meaningfulText(body.infno) ?? pathInfno;
  const msgid = meaningfulText(body.msgid);
  const fixmedinsCode = meaningfulText(body.fixmedins_code);
  const opter = meaningfulText(body.opter);
  const infTime = meaningfulText(body.inf_time);
  if (infno === undefined) return missing('infno', '交易编号');
  if (pathInfno !== undefined && infno !== pathInfno)
    return failed(gatewayErrors.pathMismatch({ path: pathInfno, infno }));
  if (msgid === undefined) return missing('msgid', '发送方报文ID');
  if (msgid.length > MSGID_LIMIT) return bad('msgid', '发送方报文ID', msgid, `请控制在 ${MSGID_LIMIT} 个字符以内`);
  if (fixmedinsCode === undefined) return missing('fixmedins_code', '定点医药机构编号');
  if (!isProviderCode(fixmedinsCode))
    return bad('fixmedins_code', '定点医药机构编号', fixmedinsCode, '应为 H 或 P 加 11 位数字');
  if (opter === undefined) return missing('opter', '经办人');
  if (infTime === undefined) return missing('inf_time', '交易时间');
  if (!isIsoTime(infTime)) return bad('inf_time', '交易时间', infTime, '请按 yyyy-MM-dd HH:mm:ss 填写');
  if (!findTransactionTable(infno)) return failed(gatewayErrors.notServed({ infno: clip(infno), path: 'infno' }));
  const input = readInput(body.input ?? body.Input);
  if (!input.ok) return input;
  return ok({
    infno,
    msgid,
    fixmedinsCode,
    opter,
    opterName: meaningfulText(body.opter_name),
    infTime,
    insuplcAdmdvs: meaningfulText(body.insuplc_admdvs),
    mdtrtareaAdmvs: meaningfulText(body.mdtrtarea_admvs),
    signNo: meaningfulText(body.sign_no),
    input: input.value,
  });
}

function readInput(input: unknown): Result<Record<string, unknown>> {
  if (isRecord(input)) return ok(input);
  if (input === undefined || input === null)
    return failed(gatewayErrors.badInput({ reason: '缺少 input', path: 'input' }));
  if (typeof input !== 'string') return failed(gatewayErrors.badInput({ reason: '类型有误', path: 'input' }));
  const parsed = parseBody(input);
  return parsed.ok ? parsed : failed(gatewayErrors.badInput({ reason: '字符串内容不是 JSON 对象', path: 'input' }));
}

function missing(field: string, name: string): Result<never> {
  return failed(gatewayErrors.missingEnvelopeField({ field, name, path: field }));
}

function bad(field: string, name: string, value: string, expected: string): Result<never> {
  return failed(gatewayErrors.badEnvelopeField({ field, name, value: clip(value), expected, path: field }));
}

/** A value as a message may quote it. */
export function clip(text: string, limit = 40): string {
  const characters = Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit).join('')}…`;
}

/** What went wrong and what to do, in at most 200 characters; the remedy is kept whole where there is room. */
export function renderFailure(failure: Failure): string {
  const message = Array.from(failure.message);
  const remedy = Array.from(`。${failure.remedy}`);
  const room = MESSAGE_LIMIT - remedy.length;
  if (message.length <= room) return [...message, ...remedy].join('');
  if (room >= MESSAGE_LIMIT / 2) return [...message.slice(0, room - 1), '…', ...remedy].join('');
  return clip([...message, ...remedy].join(''), MESSAGE_LIMIT - 1);
}

export interface AnswerTimes {
  /** Division of the bureau: the first six digits of the answer's number. */
  readonly area: string;
  readonly receivedAt: IsoTime;
  readonly elapsedMillis: number;
  /** Ten digits, unique within the second. */
  readonly serial: string;
}

/** inf_refmsgid: division(6) + yyyyMMddHHmmss(14) + serial(10). */
function answerHead(times: AnswerTimes) {
  const received = compactMillis(times.receivedAt, 0);
  return {
    inf_refmsgid: `${times.area}${received.slice(0, 14)}${times.serial}`,
    refmsg_time: received,
    respond_time: compactMillis(times.receivedAt, times.elapsedMillis),
    enctype: null,
    signtype: null,
    cainfo: null,
  } as const;
}

export function answerDone(output: unknown, warning: string | undefined, times: AnswerTimes): Answer {
  return { infcode: 0, ...answerHead(times), warn_msg: warning ?? null, err_msg: null, output };
}

export function answerRefused(failure: Failure, times: AnswerTimes): Answer {
  return { infcode: -1, ...answerHead(times), warn_msg: null, err_msg: renderFailure(failure), output: null };
}
