/**
 * Gateway headers of the TIF dialect (national service gateway): who sends, when, and a digest with the shared secret.
 *
 * `x-tif-signature = hex(SHA-256(timestamp + secret + nonce + timestamp))`; the body is not covered, so the line to the
 * provider must be TLS or a private network. Gateway refusals are not business answers: status 401, `{code, message}`.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IsoTime } from '../kernel/dates.ts';
import { epochSeconds } from './national-time.ts';

/** How far a sender's clock may be from ours, in seconds, either way. */
export const TIME_WINDOW_SECONDS = 600;
const NONCE_LIMIT = 64;

export interface TifHeaders {
  /** The provider's code. */
  readonly paasid: string;
  /** Seconds since 1970, as text: the digest is over the text. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly signature: string;
}

export interface GatewayRefusal {
  readonly code: 401;
  readonly message: string;
}

const refusal = (message: string): GatewayRefusal => ({ code: 401, message });

export const GATEWAY_REFUSALS = {
  missingHeaders: refusal(
    '缺少服务网关的请求头：请同时发送 x-tif-paasid、x-tif-timestamp、x-tif-nonce、x-tif-signature',
  ),
  badTimestamp: refusal('请求头 x-tif-timestamp 不是有效的时间戳：请填写自 1970 年起的秒数'),
  expired: refusal(`签名时间戳超时：与中心时间相差超过 ${TIME_WINDOW_SECONDS / 60} 分钟，请校准本机时钟后重试`),
  unknownCaller: refusal('非法用户：x-tif-paasid 未登记或未发放密钥，请核对机构编号并向医保经办机构申请密钥'),
  badSignature: refusal('签名不一致：请核对密钥，签名为 SHA-256（时间戳 + 密钥 + 随机串 + 时间戳）的十六进制'),
  replayed: refusal('随机串 x-tif-nonce 已使用过：重发报文时请重新生成随机串、时间戳与签名'),
} as const;

/** The four headers, or undefined when one is missing or oversized. */
export function readTifHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): TifHeaders | undefined {
  const read = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const paasid = read('x-tif-paasid');
  const timestamp = read('x-tif-timestamp');
  const nonce = read('x-tif-nonce');
  const signature = read('x-tif-signature');
  if (!paasid || !timestamp || !nonce || !signature || nonce.length > NONCE_LIMIT) return undefined;
  return { paasid, timestamp, nonce, signature };
}

/** Lower-case hex of SHA-256 over timestamp, secret, nonce, timestamp. */
export function signTif(timestamp: string, secret: string, nonce: string): string {
  return createHash('sha256').update(`${timestamp}${secret}${nonce}${timestamp}`, 'utf8').digest('hex');
}

/**
 * Checks time window and signature; the nonce is for the caller to remember once this has passed. The comparison takes
 * the same time wherever the signatures differ, and does not mind the case of the hex digits.
 */
export function checkTif(headers: TifHeaders, secret: string | undefined, now: IsoTime): GatewayRefusal | undefined {
  // Ten digits are seconds; some clients send thirteen, milliseconds.
  if (!/^\d{10}(\d{3})?$/.test(headers.timestamp)) return GATEWAY_REFUSALS.badTimestamp;
  const sentAt = Number(headers.timestamp.slice(0, 10));
  if (Math.abs(epochSeconds(now) - sentAt) > TIME_WINDOW_SECONDS) return GATEWAY_REFUSALS.expired;
  if (secret === undefined) return GATEWAY_REFUSALS.unknownCaller;
  const expected = Buffer.from(signTif(headers.timestamp, secret, headers.nonce), 'hex');
  const given = /^[0-9a-f]{64}$/i.test(headers.signature) ? Buffer.from(headers.signature, 'hex') : Buffer.alloc(32);
  return timingSafeEqual(expected, given) ? undefined : GATEWAY_REFUSALS.badSignature;
}
