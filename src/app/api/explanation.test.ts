/** 待遇计算说明: what it says of a settlement, that it is one page, and who may have it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REQUEST_HEADER, SESSION_COOKIE, SYSTEM_ACTOR } from '../../access/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing.ts';
import type { DocumentModel, TableBlock } from '../../documents/index.ts';
import { cellText, writePdf } from '../../documents/index.ts';
import { readPdf } from '../../documents/pdf/testing.ts';
import { explanationDocument } from './explanation-document.ts';
import { getSettlement } from './settlements.ts';
import { openTestApi, PASSWORD, type TestApi } from './testing.ts';

type View = Awaited<ReturnType<typeof getSettlement>>;
const CONTEXT = { areaName: '眉县', printedOn: '2020-06-30' };

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await openTestApi(database.db);
});
afterAll(async () => {
  await api?.app.close();
  await database?.close();
});

const view = (setlId: string): Promise<View> =>
  getSettlement(api.office, { ...SYSTEM_ACTOR, divisions: ['610326'] }, setlId);

function tablesOf({ blocks }: DocumentModel): string[][][] {
  return blocks
    .filter((block): block is TableBlock => block.kind === 'table')
    .map(({ columns, rows }) => [columns.map(({ title }) => title), ...rows.map(({ cells }) => cells.map(cellText))]);
}

const wordsOf = ({ blocks }: DocumentModel) => JSON.stringify(blocks);

describe('the explanation of a settlement', () => {
  it('three layers: who pays, each step with its arithmetic, the grade of what it rests on', async () => {
    const document = explanationDocument(await view(api.settlements.poorStay.setlId), CONTEXT);
    const [payers, steps] = tablesOf(document);
    // 50,000 in scope, level two, 建档立卡, March 2020:
    // pool (50,000 − 800) × 78 % = 38,376; left 11,624; critical illness (11,624 − 5,000) × 65 % = 4,305.60;
    // left 7,318.40; medical aid 70 % = 5,122.88; the person 2,195.52.
    expect(payers).toEqual([
      ['', '医疗总费用', '统筹基金', '大病保险', '医疗救助', '个人现金'],
      ['金额', '50,000.00', '38,376.00', '4,305.60', '5,122.88', '2,195.52'],
      ['占总费用', '100.00%', '76.75%', '8.61%', '10.25%', '4.39%'],
    ]);
    const [head, ...rungs] = steps ?? [];
    expect(head).toEqual(['步骤', '规定', '计算', '金额', '依据']);
    const sum = rungs.reduce((total, row) => total + Math.round(Number(row[3]?.replace(/,/g, '')) * 100), 0);
    expect(sum).toBe(5_000_000);
    expect(steps).toContainEqual([
      '基本医保统筹支付',
      expect.stringContaining('78 %'),
      '(50,000.00 − 800.00) × 78 % = 38,376.00',
      '38,376.00',
      expect.stringMatching(/^〔\d〕$/),
    ]);
    const words = wordsOf(document);
    expect(words).toContain('计算依据中含“样例（虚构）”');
    expect(words).toContain('《中华人民共和国社会保险法》第八十三条');
    expect(words).toContain('负数金额');
  });

  it('names nobody in full', async () => {
    const words = JSON.stringify(explanationDocument(await view(api.settlements.poorStay.setlId), CONTEXT));
    expect(words).toContain('测*乙');
    expect(words).toContain('999101********0024');
    expect(words).not.toContain('测试乙');
  });

  it('of a settlement that was taken back, and of the one that took it back, says so', async () => {
    const { reversed, reversal } = api.settlements;
    expect(wordsOf(explanationDocument(await view(reversed.setlId), CONTEXT))).toContain(
      `本结算已由结算 ${reversal.setlId} 冲销`,
    );
    const taken = explanationDocument(await view(reversal.setlId), CONTEXT);
    expect(wordsOf(taken)).toContain(`本结算冲销结算 ${reversed.setlId}`);
    const [payers, ...others] = tablesOf(taken);
    expect(others).toEqual([]);
    // 3,000 − 800 = 2,200 × 78 % = 1,716
    expect(payers).toEqual([
      ['', '医疗总费用', '统筹基金', '个人现金'],
      ['金额', '-3,000.00', '-1,716.00', '-1,284.00'],
      ['占总费用', '100.00%', '57.20%', '42.80%'],
    ]);
  });

  it('is one page, also with every charge step and the longest names before three layers', async () => {
    const poor = await view(api.settlements.poorStay.setlId);
    const charge = (id: string, title: string, rule: string) => ({
      ...{ id, layer: 'charges', title, rule, formula: '各明细之和 = 1,000.00', bearer: 'person' as const },
      ...{ beforeFen: 5_000_000, takenFen: 100_000, afterFen: 4_900_000 },
    });
    const long: View = {
      ...poor,
      provider: { ...poor.provider, name: '某某省某某市某某县某某街道社区卫生服务中心（某某县第二人民医院）' },
      steps: [
        charge('charges.fullSelfPay', '全自费', '目录外项目和未获准的限制用药，由个人全额负担'),
        charge('charges.overLimit', '超限价自付', '单价超过支付限价的部分，由个人负担'),
        charge('charges.priorShare', '先行自付', '乙类项目先由个人按比例负担'),
        ...poor.steps,
      ],
    };
    for (const settlement of [poor, long]) {
      const { pages } = await readPdf(await writePdf(explanationDocument(settlement, CONTEXT)));
      expect(pages).toHaveLength(1);
      expect(pages[0]?.text).toContain('38,376.00');
      expect(pages[0]?.text).toContain('联系电话');
    }
  });
});

describe('GET /api/settlements/:setlId/explanation', () => {
  const get = async (account: string | null, url: string) => {
    const cookies: Record<string, string> = {};
    if (account !== null) {
      const payload = { account, password: PASSWORD };
      const headers = { [REQUEST_HEADER]: '1' };
      const signedIn = await api.app.inject({ method: 'POST', url: '/api/session', headers, payload });
      cookies[SESSION_COOKIE] = signedIn.cookies.find(({ name }) => name === SESSION_COOKIE)?.value ?? '';
    }
    return api.app.inject({ method: 'GET', url, cookies });
  };
  const address = () => `/api/settlements/${api.settlements.stay.setlId}/explanation`;

  it('is a PDF that the browser shows, or a Word file that it saves', async () => {
    const pdf = await get('shenhe', address());
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(pdf.headers['content-disposition']).toMatch(/^inline; filename\*=UTF-8''%E5%BE%85.*\.pdf$/);
    expect(pdf.headers['content-security-policy']).toBe("frame-ancestors 'none'");
    expect(pdf.headers['cache-control']).toBe('no-store');
    const { pages } = await readPdf(pdf.rawPayload);
    // (12,000 − 800) × 78 % = 8,736.00
    expect(pages.map(({ text }) => text.includes('8,736.00'))).toEqual([true]);
    const docx = await get('shenhe', `${address()}?format=docx`);
    expect(docx.headers['content-disposition']).toMatch(/^attachment; .*\.docx$/);
    expect(docx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('is for whoever may see the settlement, and for nobody else', async () => {
    expect((await get(null, address())).statusCode).toBe(401);
    expect((await get('xitong', address())).statusCode).toBe(403);
    // A station of another town does not see the person at all.
    expect((await get('zhen1', address())).statusCode).toBe(404);
    expect((await get('zhen2', address())).statusCode).toBe(200);
    expect((await get('shenhe', '/api/settlements/none/explanation')).json().code).toBe('settlement.unknownSettlement');
    expect((await get('shenhe', `${address()}?format=xlsx`)).json().path).toBe('format');
  });
});
