/**
 * A hospital's client of the national interface: the envelope, the signed headers, one HTTP POST a transaction.
 * Nothing here comes from the server's own code; a hospital would write the same in its own language.
 */
import { createHash, randomBytes } from 'node:crypto';

export interface Caller {
  readonly url: string;
  readonly providerCode: string;
  readonly secret: string;
}

export interface Message {
  readonly infno: string;
  readonly msgid: string;
  readonly input: unknown;
}

export interface Answer {
  readonly infcode: number;
  readonly inf_refmsgid: string;
  readonly warn_msg: string | null;
  readonly err_msg: string | null;
  readonly output: unknown;
}

/** What is said to the office, line by line, for whoever watches. */
export type Log = (line: string) => void;

export class HospitalClient {
  readonly #caller: Caller;
  readonly #log: Log;
  #serial = 0;
  /** sign_no of 9001, carried by every later message. */
  signNo = '';
  /** Place of insurance (1101), carried by messages about a person. */
  insuplc = '';

  constructor(caller: Caller, log: Log) {
    this.#caller = caller;
    this.#log = log;
  }

  /** msgid: provider code (12), time (14), serial (4). */
  nextMessageId(): string {
    this.#serial += 1;
    const time = chinaTime().replace(/\D/g, '');
    return `${this.#caller.providerCode}${time}${String(this.#serial).padStart(4, '0')}`;
  }

  /** Sends a new message and hands back its output; throws what the office refuses. */
  async call<T>(infno: string, input: unknown): Promise<T> {
    const answer = await this.send({ infno, msgid: this.nextMessageId(), input });
    if (answer.infcode !== 0) throw new Error(`${infno} 被拒：${answer.err_msg}`);
    return answer.output as T;
  }

  /** Sends one message, new or again, and hands back the answer whatever it says. */
  async send({ infno, msgid, input }: Message): Promise<Answer> {
    this.#log(`→ ${infno} ${msgid} ${JSON.stringify(input)}`);
    const response = await fetch(`${this.#caller.url}/fsi/api/${infno}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#signedHeaders() },
      body: JSON.stringify(this.#envelope(infno, msgid, input)),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`网关拒绝（HTTP ${response.status}）：${text}`);
    const answer = JSON.parse(text) as Answer;
    const said = [answer.warn_msg, answer.err_msg].filter(Boolean).join('；');
    this.#log(`← ${answer.infcode} ${answer.inf_refmsgid} ${said} ${JSON.stringify(answer.output)}`);
    return answer;
  }

  /** x-tif-signature = hex(SHA-256(timestamp + secret + nonce + timestamp)), with a nonce used once. */
  #signedHeaders(): Record<string, string> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const nonce = randomBytes(16).toString('hex');
    const signature = createHash('sha256')
      .update(`${timestamp}${this.#caller.secret}${nonce}${timestamp}`, 'utf8')
      .digest('hex');
    return {
      'x-tif-paasid': this.#caller.providerCode,
      'x-tif-timestamp': timestamp,
      'x-tif-nonce': nonce,
      'x-tif-signature': signature,
    };
  }

  #envelope(infno: string, msgid: string, input: unknown) {
    return {
      infno,
      msgid,
      // The provider's code carries its division.
      mdtrtarea_admvs: this.#caller.providerCode.slice(1, 7),
      insuplc_admdvs: this.insuplc,
      recer_sys_code: 'FSI_LOCAL',
      dev_no: '',
      dev_safe_info: '',
      cainfo: '',
      signtype: '',
      infver: 'V1.0',
      opter_type: '1',
      opter: '0053',
      opter_name: '收费员',
      inf_time: chinaTime(),
      fixmedins_code: this.#caller.providerCode,
      fixmedins_name: '演示医院',
      sign_no: this.signNo,
      input,
    };
  }
}

/** yyyy-MM-dd HH:mm:ss in China Standard Time. */
export function chinaTime(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
