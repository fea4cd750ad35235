/** The tour of the README, click by click, in a real browser on a freshly started office. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../scripts/browser.ts';
import { type RunningServer, startServer, temporaryFolder } from './support/server.ts';

const ROOT = path.join(import.meta.dirname, '..');
const PASSWORD = 'Tongchou-2020';
const folder = temporaryFolder();

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ folder, arguments: ['--demo-scale', '0.01'] });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A page of its own, signed in through the form as a person would. */
async function signIn(account: string, viewport = { width: 1366, height: 768 }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '我的待办' }).waitFor();
  return page;
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(server.url + address);
  await page.waitForLoadState('networkidle');
}

const amountIn = (text: string) => Number(text.replace(/[^\d.-]/g, ''));

describe('from the fund’s statement to the clause', () => {
  it('follows one amount down: voucher, batch, declaration, settlement, step, clause', async () => {
    const page = await signIn('caiwu');
    await page.getByRole('link', { name: '收支表' }).click();
    const cell = page.getByRole('button', { name: '住院费用本期金额，查看凭证' });
    const stated = amountIn(await cell.innerText());
    expect(stated).toBeGreaterThan(0);
    await cell.click();
    const drawer = page.locator('.ant-drawer').last();
    await drawer.getByText('合计相符').waitFor();
    expect(await drawer.innerText()).toContain(stated.toLocaleString('en-US', { minimumFractionDigits: 2 }));
    await drawer.locator('tbody').getByRole('button').first().click();
    const batch = page.locator('.ant-drawer').last().locator('a[href^="/batches/"]').first();
    await batch.click();
    await page
      .getByRole('heading', { name: /拨付批次/ })
      .first()
      .waitFor();
    await page.locator('main a[href^="/declarations/"]').first().click();
    await page.getByRole('heading', { name: /申报/ }).first().waitFor();
    await page.getByRole('link', { name: /逐笔查看/ }).click();
    await page.locator('main a[href^="/settlements/"]').first().click();
    await page
      .getByRole('heading', { name: /结算单/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: '全部展开依据' }).click();
    const ladder = await page.locator('main').innerText();
    expect(ladder).toContain('依据');
    expect(ladder).toMatch(/来源等级|政府文件|样例/);
    expect(ladder.match(/相符/g)?.length).toBeGreaterThanOrEqual(4);
    expect(ladder).not.toContain('不符');
    await page.context().close();
  });
});

describe('from declaration to payment, by different people', () => {
  it('lets a reviewer approve what another declared, an accountant make the batch, a supervisor release it', async () => {
    const reviewer = await signIn('fuhe');
    await open(reviewer, '/declarations?state=pending&period=-');
    await reviewer.locator('main a[href^="/declarations/"]').first().click();
    const approve = (page: Page) => page.locator('main').getByRole('button', { name: '核定申报' });
    await approve(reviewer).click();
    await confirmIfAsked(reviewer);
    await reviewer.locator('main').getByText('已核定').first().waitFor();
    const maker = await signIn('shenhe');
    await open(maker, '/declarations?state=pending&period=-');
    await maker.locator('main a[href^="/declarations/"]').first().click();
    await maker.getByRole('heading', { name: /申报/ }).first().waitFor();
    expect(await approve(maker).count()).toBe(0);

    const accountant = await signIn('kuaiji');
    await open(accountant, '/batches');
    await accountant.getByRole('button', { name: '编制拨付批次' }).click();
    await confirmIfAsked(accountant);
    await accountant.locator('main').getByText('尚未拨付').first().waitFor();

    const supervisor = await signIn('caiwu');
    await open(supervisor, '/batches');
    await supervisor.locator('main a[href^="/batches/"]').first().click();
    await supervisor.locator('main').getByRole('button', { name: /拨付/ }).last().click();
    await confirmIfAsked(supervisor);
    await supervisor.locator('main').getByText('已拨付').first().waitFor();
    await open(supervisor, '/fund/control');
    const control = await supervisor.locator('main').innerText();
    expect(control).toContain('城乡居民');
    expect(control).toMatch(/\d+ 项全部相符/);
    for (const page of [reviewer, maker, accountant, supervisor]) await page.context().close();
  });
});

/** Some acts ask once more in a dialog; its last button goes on. */
async function confirmIfAsked(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').last();
  const asked = await dialog.waitFor({ timeout: 1500 }).then(
    () => true,
    () => false,
  );
  if (asked) await dialog.getByRole('button').last().click();
}

describe('the rest of the tour', () => {
  it('checks a published document in the browser and marks the finding', async () => {
    const page = await signIn('caiwu');
    await open(page, '/check');
    const text = fs.readFileSync(path.join(ROOT, 'src/disclosure/cases/shaanxi-form.txt'), 'utf8');
    await page.locator('input[type="file"]').setInputFiles({
      name: '决算公开.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    });
    await page.locator('.panes').waitFor();
    expect(await page.locator('main').innerText()).toMatch(/判定 \d+ 项/);
    await page.context().close();
  });

  it('tries the change of 2022-09-01 on the year’s claims, and keeps what was settled', async () => {
    const page = await signIn('zhengce');
    await open(page, '/simulation');
    await page.getByText('方案文件', { exact: true }).first().click();
    await page.getByRole('combobox', { name: '从样例开始' }).click();
    await page.getByTitle('宝鸡市2022年9月1日住院待遇').click();
    await page.getByRole('button', { name: '开始测算' }).click();
    await page.locator('.headlines').waitFor({ timeout: 60_000 });
    const report = await page.locator('main').innerText();
    expect(report).toMatch(/基金支出增加 [\d,.]+ 万元/);
    expect(report).toContain('没有人负担加重');
    expect(report).toMatch(/与当时的结算逐笔核对，[\d,]+ 笔全部一致/);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter((one) => one.impact === 'critical' || one.impact === 'serious');
    expect(serious.map((one) => `${one.id}: ${one.nodes[0]?.target.join(' ')}`)).toEqual([]);
    await page.context().close();
  });

  it('runs a hospital’s day over the national interface', () => {
    const script = path.join(ROOT, 'examples/hospital-day/hospital-day.ts');
    const words = [script, '--url', server.url, '--demo', path.join(folder, 'demo.json')];
    const run = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: ROOT });
    expect(run.stdout + run.stderr).toContain('项核对全部成立');
    expect(run.status).toBe(0);
  });

  it('is readable on a phone and free of serious accessibility faults', async () => {
    const page = await signIn('shenhe');
    for (const address of ['/', '/settlements?period=-', '/people', '/declarations?period=-']) {
      await open(page, address);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter((one) => one.impact === 'critical' || one.impact === 'serious');
      expect(serious.map((one) => `${address} ${one.id}: ${one.nodes[0]?.target.join(' ')}`)).toEqual([]);
    }
    await page.context().close();
    const phone = await signIn('shenhe', { width: 360, height: 740 });
    await open(phone, '/settlements?period=-');
    await phone.locator('main a[href^="/settlements/"]').first().click();
    await phone
      .getByRole('heading', { name: /结算单/ })
      .first()
      .waitFor();
    const overflow = await phone.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await phone.context().close();
  });
});

describe('starting and stopping', () => {
  it('says that a port is busy, names it and what to do', () => {
    const port = new URL(server.url).port;
    const run = spawnSync(process.execPath, ['src/app/main.ts', 'start', '--port', port], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, TONGCHOU_VAR: temporaryFolder() },
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`端口 ${port} 已被其他程序占用`);
    expect(run.stderr).toContain('处理：');
  });

  it('refuses a data folder that another server holds', () => {
    const run = spawnSync(process.execPath, ['src/app/main.ts', 'verify'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, TONGCHOU_VAR: folder, DATABASE_URL: '' },
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('正被另一个运行中的服务使用');
  });

  it('leaves no process behind, starts again with what it had, and proves its books', async () => {
    expect(await server.stop()).toBe(0);
    const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    expect(processes.split('\n').filter((line) => line.includes(folder))).toEqual([]);
    const verified = spawnSync(process.execPath, ['src/app/main.ts', 'verify'], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, TONGCHOU_VAR: folder, DATABASE_URL: '' },
    });
    expect(verified.stdout).toMatch(/\d+ 项全部通过/);
    expect(verified.status).toBe(0);
    server = await startServer({ folder });
    expect(server.output()).not.toContain('首次启动');
  });
});
