/** The citizens' calculator in a real browser: no sign-in, computed on the device, nothing sent, also without network. */
import fs from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../scripts/browser.ts';
import { type RunningServer, startServer, temporaryFolder } from './support/server.ts';

const folder = temporaryFolder();
const PHONE = { width: 360, height: 740 };
const OFFICE = { width: 1366, height: 768 };

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ folder, arguments: ['--no-demo'] });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Visit {
  readonly page: Page;
  /** Addresses asked for, in order. */
  readonly requests: string[];
  /** Errors of the page, refusals of the content security policy among them. */
  readonly complaints: string[];
}

async function visit(viewport: typeof PHONE, options: { readonly dark?: boolean; readonly hash?: string } = {}) {
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: options.dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url().replace(server.url, '')));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${server.url}/calculator${options.hash ?? ''}`);
  await page.getByRole('button', { name: '算一算' }).waitFor();
  await page.waitForLoadState('networkidle');
  return { page, requests, complaints } satisfies Visit;
}

/** A resident of 45 in a county hospital of level two, 12,000 yuan all in scope, discharged on 30 June 2020. */
async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('二级').check();
  await page.getByLabel('出院日期').fill('2020-06-30');
  await page.getByLabel('年龄').fill('45');
  await page.getByLabel('费用总额').fill('12000');
  await page.getByRole('button', { name: '算一算' }).click();
}

const resultOf = (page: Page) => page.getByRole('region', { name: '估算结果' });

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'critical' || impact === 'serious')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
}

const overflow = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('算一算我能报多少', () => {
  it('computes a worked case on the phone and sends nothing, with the network and without', async () => {
    const { page, requests, complaints } = await visit(PHONE);
    expect(requests).toContain('/api/public/policies/610326');
    expect(requests.filter((address) => address.startsWith('/api/'))).toHaveLength(2);
    const loaded = requests.length;

    await fillIn(page);
    // (12,000 − 800) × 78 % = 8,736.00; the 3,264.00 left stay under the 10,000 of critical illness.
    await resultOf(page).getByText('预计报销 8,736.00 元，自己付 3,264.00 元').waitFor();
    const shown = await resultOf(page).innerText();
    expect(shown).toContain('(12,000.00 − 800.00) × 78 % = 8,736.00');
    expect(shown).toContain('关于调整城乡居民医保住院待遇的通知');
    expect(shown).toContain('本结果依据含未核实数据，仅供参考');
    expect(shown).toMatch(/统筹基金\s+8,736\.00 元\s+72\.80%/);
    expect(shown).toMatch(/个人现金\s+3,264\.00 元\s+27\.20%/);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('估算结果');

    await page.context().setOffline(true);
    await page.getByLabel('费用总额').fill('20000');
    // (20,000 − 800) × 78 % = 14,976.00
    await resultOf(page).getByText('预计报销 14,976.00 元，自己付 5,024.00 元').waitFor();
    await page.getByLabel('特困救助对象').check();
    // Critical illness has a threshold of 5,000 for the destitute: (5,024 − 5,000) × 65 % = 15.60; aid pays the rest.
    await resultOf(page).getByText('预计报销 20,000.00 元，自己付 0.00 元').waitFor();
    expect(await resultOf(page).innerText()).toContain('样例数据');
    expect(await resultOf(page).innerText()).toMatch(/大病保险\s+15\.60 元/);

    expect(requests.slice(loaded)).toEqual([]);
    expect(new URL(page.url()).hash).toContain('total=20000');
    expect(requests.join(' ')).not.toMatch(/total|12000|20000|age/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('keeps the form behind the # of the address, which is not sent', async () => {
    const hash = '#grade=two&date=2022-09-01&age=45&total=12000';
    const { page, requests } = await visit(PHONE, { hash });
    // From September 2022: (12,000 − 600) × 80 % = 9,120.00
    await resultOf(page).getByText('预计报销 9,120.00 元，自己付 2,880.00 元').waitFor();
    expect(requests[0]).toContain('/calculator');
    const sent = await page.evaluate('performance.getEntries().map(({ name }) => name.split("#")[0]).join(" ")');
    expect(sent).not.toContain('12000');
    await page.getByRole('button', { name: '清空重填' }).click();
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.getByLabel('费用总额').inputValue()).toBe('');
    await page.context().close();
  });

  it('says in plain Chinese what is missing, and leads there', async () => {
    const { page } = await visit(PHONE);
    await page.getByRole('button', { name: '算一算' }).click();
    await page.getByRole('alert').getByText('还有 3 处要补填或改正').waitFor();
    expect(await page.evaluate('document.activeElement.type')).toBe('radio');
    await page.getByLabel('村卫生室').check();
    await page.getByLabel('年龄').fill('45');
    await page.getByLabel('费用总额').fill('300');
    await page.getByRole('alert').getByText('当地政策没有写“住院、村卫生室、本地”怎么报销').waitFor();
    await page.getByLabel('普通门诊').check();
    // Village clinic 60 %, at most 80 a year.
    await resultOf(page).getByText('预计报销 80.00 元，自己付 220.00 元').waitFor();
    await page.context().close();
  });

  it('is usable by keyboard alone', async () => {
    const { page } = await visit(OFFICE);
    const at = () => page.evaluate('document.activeElement.closest("label, .ask")?.innerText ?? ""') as Promise<string>;
    const tabTo = async (words: string) => {
      for (let presses = 0; presses < 40 && !(await at()).includes(words); presses += 1)
        await page.keyboard.press('Tab');
      expect(await at()).toContain(words);
    };
    await tabTo('村卫生室');
    for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('ArrowDown');
    await page.getByLabel('出院日期').fill('2020-06-30');
    await tabTo('年龄');
    await page.keyboard.type('45');
    await tabTo('费用总额');
    await page.keyboard.type('12000');
    await page.keyboard.press('Enter');
    await resultOf(page).getByText('预计报销').waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('估算结果');
    await page.context().close();
  });

  it.each([
    ['a phone', PHONE, false],
    ['a phone in the dark', PHONE, true],
    ['an office screen', OFFICE, false],
    ['an office screen in the dark', OFFICE, true],
  ])('fits %s and is free of serious accessibility faults', async (_name, viewport, dark) => {
    const { page } = await visit(viewport, { dark });
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: '算一算' }).click();
    await page.getByRole('alert').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await fillIn(page);
    await page.getByText('今年已经报销过').click();
    await page.getByLabel('年内住院次数').fill('1');
    await resultOf(page).getByText('谁付多少').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: '大字' }).click();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const small = await page.evaluate(
      '[...document.querySelectorAll("button, .choice, .ask input:not(.choice input), select, summary")].filter((each) => each.getBoundingClientRect().height < 44).length',
    );
    expect(small).toBe(0);
    await page.context().close();
  });

  it('prints the result without the form', async () => {
    const { page } = await visit(OFFICE, { hash: '#grade=two&date=2020-06-30&age=45&total=12000' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByLabel('填写就医情况').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: '打印结果' }).isVisible()).toBe(false);
    expect(await resultOf(page).innerText()).toContain('8,736.00');
    await page.context().close();
  });

  it('runs under a content security policy without eval, and is a small page of its own', async () => {
    const response = await fetch(`${server.url}/calculator`, { headers: { accept: 'text/html' } });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
    const html = await response.text();
    const files = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    let bytes = 0;
    for (const file of files) {
      const asset = await fetch(server.url + file, { headers: { 'accept-encoding': 'gzip' } });
      const length = Number(asset.headers.get('content-length'));
      bytes += length;
      // A file of less than a kilobyte gains nothing by it.
      if (length >= 1024) expect(asset.headers.get('content-encoding'), file).toBe('gzip');
    }
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(130_000);
  });

  it('is found from the sign-in page', async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.getByRole('link', { name: '算一算我能报多少' }).click();
    await page.getByRole('heading', { name: '算一算我能报多少' }).waitFor();
    await page.close();
  });
});
