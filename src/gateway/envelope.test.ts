import { describe, expect, it } from 'vitest';
import { isoTime } from '../kernel/dates.ts';
import { createAnswerSerials } from './answer-serial.ts';
import { answerDone, answerRefused, parseBody, readEnvelope, renderFailure } from './envelope.ts';
import { gatewayErrors } from './errors.ts';
import { epochSeconds } from './national-time.ts';
import { messageOf } from './testing.ts';

const bodyOf = (envelope: Record<string, unknown>, input: unknown = { signIn: {} }) =>
  JSON.parse(messageOf('9001', input, envelope)) as Record<string, unknown>;

function readOrThrow(body: Record<string, unknown>, path?: string) {
  const read = readEnvelope(body, path);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

describe('request envelope', () => {
  it('reads input as an object, as JSON text, and under the name Input', () => {
    const input = { signIn: { opter_no: '123' } };
    expect(readOrThrow(bodyOf({ input })).input).toEqual(input);
    expect(readOrThrow(bodyOf({ input: JSON.stringify(input) })).input).toEqual(input);
    const { input: _, ...rest } = bodyOf({});
    expect(readOrThrow({ ...rest, Input: input }).input).toEqual(input);
  });

  it('takes written-out nulls and blanks for nothing', () => {
    const envelope = readOrThrow(bodyOf({ sign_no: 'null', insuplc_admdvs: ' NULL ', opter_name: '' }));
    expect(envelope).toMatchObject({ signNo: undefined, insuplcAdmdvs: undefined, opterName: undefined });
  });

  it('takes the transaction from the address where the body names none', () => {
    expect(readOrThrow(bodyOf({ infno: '' }), '9001').infno).toBe('9001');
  });

  it.each([
    [{ infno: null }, '交易编号'],
    [{ msgid: '' }, 'msgid'],
    [{ msgid: 'x'.repeat(31) }, '30 个字符'],
    [{ fixmedins_code: 'null' }, 'fixmedins_code'],
    [{ fixmedins_code: 'H123' }, 'H123'],
    [{ opter: '' }, '经办人'],
    [{ inf_time: '2026/03/10' }, 'yyyy-MM-dd HH:mm:ss'],
    [{ infno: '9999' }, '9999'],
    [{ input: null }, 'input'],
    [{ input: '{' }, 'input'],
    [{ input: [] }, 'input'],
  ])('refuses %o and says %s', (envelope, said) => {
    const read = readEnvelope(bodyOf(envelope), undefined);
    expect(read.ok ? '' : renderFailure(read.error)).toContain(said);
  });

  it('refuses an address that contradicts the body', () => {
    const read = readEnvelope(bodyOf({}), '9002');
    expect(read.ok ? '' : read.error.code).toBe('gateway.pathMismatch');
  });

  it('parses a body with a byte-order mark; refuses anything that is no object, without quoting it', () => {
    expect(parseBody('\uFEFF{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
    for (const body of ['', '[]', '"x"', '{"certno":"610326199001010011"']) {
      const parsed = parseBody(body);
      expect(parsed.ok ? '' : parsed.error.code).toBe('gateway.notJson');
      expect(JSON.stringify(parsed)).not.toContain('6103261990');
    }
  });
});

describe('answer envelope', () => {
  const times = {
    area: '610326',
    receivedAt: isoTime('2026-03-10 23:59:59'),
    elapsedMillis: 1234,
    serial: '0001000002',
  };

  it('carries every field, recorded or specified', () => {
    expect(answerDone({ a: 1 }, '提示', times)).toEqual({
      infcode: 0,
      inf_refmsgid: '610326202603102359590001000002',
      refmsg_time: '20260310235959000',
      respond_time: '20260311000000234',
      enctype: null,
      signtype: null,
      cainfo: null,
      warn_msg: '提示',
      err_msg: null,
      output: { a: 1 },
    });
  });

  it('says in a refusal what is wrong and what to do, in at most 200 characters', () => {
    const long = gatewayErrors.notServed({ infno: '长'.repeat(300) });
    const answer = answerRefused(long, times);
    expect(answer).toMatchObject({ infcode: -1, output: null });
    expect(Array.from(answer.err_msg ?? '')).toHaveLength(200);
    expect(answer.err_msg).toMatch(/…。请核对交易编号/);
    const longRemedy = { ...long, message: '短', remedy: '法'.repeat(300) };
    expect(Array.from(renderFailure(longRemedy))).toHaveLength(200);
  });

  it('numbers answers with ten digits, each once', () => {
    const next = createAnswerSerials(7);
    const serials = Array.from({ length: 2000 }, next);
    expect(new Set(serials).size).toBe(2000);
    expect(serials.every((serial) => /^\d{10}$/.test(serial))).toBe(true);
  });

  it('counts seconds since 1970 in China Standard Time', () => {
    // date -d '2026-11-21 20:23:47 +0800' +%s
    expect(epochSeconds(isoTime('2026-11-21 20:23:47'))).toBe(1_795_263_827);
    expect(epochSeconds(isoTime('1970-01-01 08:00:00'))).toBe(0);
  });
});
