import { describe, expect, it } from 'vitest';
import { fromEpochMillis } from '../kernel/dates.ts';
import { NonceMemory } from './nonce-memory.ts';
import { checkTif, GATEWAY_REFUSALS, readTifHeaders, signTif, TIME_WINDOW_SECONDS } from './signature.ts';

// Headers that a public hospital client (oepnhisC/OpenHIS-Server, yibao/info.py) generated with the secret "secretKey".
const RECORDED = {
  paasid: 'paasid',
  timestamp: '1795292627',
  nonce: 'q0MK0sylBx6Ravx0CIuUIlYfQUpALtWf',
  signature: '3ca9f35edf3e0df4c62629942eb96b29a6b765771b0401319b2902408c665faa',
};
const at = (seconds: number) => fromEpochMillis((1_795_292_627 + seconds) * 1000);

describe('TIF headers', () => {
  it('sign as a public client does', () => {
    expect(signTif(RECORDED.timestamp, 'secretKey', RECORDED.nonce)).toBe(RECORDED.signature);
  });

  it('pass with the right secret, whatever the case of the signature', () => {
    expect(checkTif(RECORDED, 'secretKey', at(0))).toBeUndefined();
    expect(checkTif({ ...RECORDED, signature: RECORDED.signature.toUpperCase() }, 'secretKey', at(0))).toBeUndefined();
  });

  it('are refused with another secret, nonce or signature', () => {
    expect(checkTif(RECORDED, 'other', at(0))).toBe(GATEWAY_REFUSALS.badSignature);
    expect(checkTif({ ...RECORDED, nonce: 'x' }, 'secretKey', at(0))).toBe(GATEWAY_REFUSALS.badSignature);
    expect(checkTif({ ...RECORDED, signature: 'zz' }, 'secretKey', at(0))).toBe(GATEWAY_REFUSALS.badSignature);
    expect(checkTif({ ...RECORDED, signature: '0'.repeat(64) }, 'secretKey', at(0))).toBe(
      GATEWAY_REFUSALS.badSignature,
    );
  });

  it('are refused from an unknown sender, and outside the time window either way', () => {
    expect(checkTif(RECORDED, undefined, at(0))).toBe(GATEWAY_REFUSALS.unknownCaller);
    expect(checkTif(RECORDED, 'secretKey', at(TIME_WINDOW_SECONDS))).toBeUndefined();
    expect(checkTif(RECORDED, 'secretKey', at(TIME_WINDOW_SECONDS + 1))).toBe(GATEWAY_REFUSALS.expired);
    expect(checkTif(RECORDED, 'secretKey', at(-TIME_WINDOW_SECONDS - 1))).toBe(GATEWAY_REFUSALS.expired);
    expect(checkTif({ ...RECORDED, timestamp: 'now' }, 'secretKey', at(0))).toBe(GATEWAY_REFUSALS.badTimestamp);
  });

  it('take a timestamp in milliseconds, signed as it is written', () => {
    const timestamp = `${RECORDED.timestamp}123`;
    const signature = signTif(timestamp, 'secretKey', RECORDED.nonce);
    expect(checkTif({ ...RECORDED, timestamp, signature }, 'secretKey', at(0))).toBeUndefined();
  });

  it('must all be there', () => {
    const headers = {
      'x-tif-paasid': 'p',
      'x-tif-timestamp': '1',
      'x-tif-nonce': 'n',
      'x-tif-signature': 's',
    };
    expect(readTifHeaders(headers)).toEqual({ paasid: 'p', timestamp: '1', nonce: 'n', signature: 's' });
    for (const name of Object.keys(headers)) expect(readTifHeaders({ ...headers, [name]: '' })).toBeUndefined();
    expect(readTifHeaders({ ...headers, 'x-tif-nonce': 'n'.repeat(65) })).toBeUndefined();
  });
});

describe('nonces', () => {
  it('are taken once per provider while a signature over them may live', () => {
    const nonces = new NonceMemory();
    expect(nonces.claim('H1', 'a', at(0))).toBe(true);
    expect(nonces.claim('H1', 'a', at(1))).toBe(false);
    expect(nonces.claim('H2', 'a', at(1))).toBe(true);
    expect(nonces.claim('H1', 'b', at(2 * TIME_WINDOW_SECONDS + 1))).toBe(true);
    expect(nonces.claim('H1', 'a', at(2 * TIME_WINDOW_SECONDS + 2))).toBe(false);
  });

  it('are forgotten afterwards', () => {
    const nonces = new NonceMemory();
    nonces.claim('H1', 'a', at(0));
    nonces.claim('H1', 'b', at(2 * TIME_WINDOW_SECONDS + 1));
    expect(nonces.claim('H1', 'c', at(4 * TIME_WINDOW_SECONDS + 2))).toBe(true);
    expect(nonces.claim('H1', 'a', at(4 * TIME_WINDOW_SECONDS + 3))).toBe(true);
  });
});
