/**
 * Takes a picture of every page at the two widths the console is made for: an office screen and a phone.
 *
 *   node scripts/run.js scripts/screenshots.ts [--url http://127.0.0.1:8080] [--account NAME] [--password …]
 *       [--only settlement,fund] [--theme dark] [--document FILE] [--out docs/screenshots]
 *
 * Writes <page>-1366.png and <page>-360.png. Each page is shown as the post that works on it sees it (the accounts of the
 * demonstration county); with --account all are shown to that one. Records (a person, a settlement …) are found by
 * following the first row of each list, so that it works on any data; pages with nothing to show are named. Ends with
 * code 1 when a page showed an error, logged one, or is wider than its window.
 */
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

const ROOT = path.dirname(import.meta.dirname);
const VIEWPORTS = [
  { width: 1366, height: 768 },
  { width: 360, height: 740 },
] as const;
const SETTLED_MS = 250;

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    account: { type: 'string' },
    password: { type: 'string', default: 'Tongchou-2020' },
    only: { type: 'string' },
    theme: { type: 'string', default: 'light' },
    document: { type: 'string', default: path.join(ROOT, 'src/disclosure/cases/shaanxi-form.txt') },
    out: { type: 'string', default: path.join(ROOT, 'docs/screenshots') },
  },
});

interface Shot {
  readonly name: string;
  /** Demonstration account that works on the page. */
  readonly as: string;
  readonly path?: string;
  /** Leads to the page from `path`: answers false when there is nothing to show. */
  readonly act?: (page: Page) => Promise<boolean>;
  /** The window instead of the whole page: drawers and dialogs. */
  readonly window?: boolean;
}

const SHOTS: readonly Shot[] = [
  { name: 'queue', as: 'fuhe', path: '/' },
  { name: 'people', as: 'canbao', path: '/people' },
  { name: 'person', as: 'canbao', path: '/people', act: (page) => follow(page, 'a[href^="/people/"]') },
  {
    name: 'person-contributions',
    as: 'juzhang',
    path: '/people',
    act: (page) => followToTab(page, 'a[href^="/people/"]', '缴费'),
  },
  {
    name: 'person-timeline',
    as: 'fuhe',
    path: '/settlements?care=inpatient&period=-',
    act: (page) => followToTab(page, 'main a[href^="/people/"]', '时间线'),
  },
  { name: 'settlements', as: 'shenhe', path: '/settlements?period=-' },
  {
    name: 'settlement-drawer',
    as: 'shenhe',
    path: '/settlements?care=inpatient&period=-&sort=-fundTotalFen',
    act: openDrawer,
    window: true,
  },
  {
    name: 'settlement',
    as: 'shenhe',
    path: '/settlements?care=inpatient&period=-&sort=-fundTotalFen',
    act: (page) => follow(page, 'main a[href^="/settlements/"]'),
  },
  {
    name: 'settlement-open',
    as: 'shenhe',
    path: '/settlements?care=inpatient&period=-&sort=-fundTotalFen',
    act: openLadder,
  },
  {
    name: 'settlement-lines',
    as: 'shenhe',
    path: '/settlements?care=inpatient&period=-',
    act: (page) => followToTab(page, 'main a[href^="/settlements/"]', '费用明细'),
  },
  {
    name: 'settlement-way',
    as: 'juzhang',
    path: '/settlements?care=inpatient&period=-&sort=settledAt',
    act: (page) => followToTab(page, 'main a[href^="/settlements/"]', '凭证与去向'),
  },
  { name: 'recomputations', as: 'shenhe', path: '/recomputations' },
  {
    name: 'recomputation-trial',
    as: 'shenhe',
    path: '/recomputations',
    act: (page) => follow(page, 'main a[href^="/recomputations/trial"]'),
  },
  { name: 'recomputation-list', as: 'fuhe', path: '/recomputations?tab=list' },
  {
    name: 'recomputation',
    as: 'fuhe',
    path: '/recomputations?tab=list',
    act: (page) => follow(page, 'main a[href^="/recomputations/"]'),
  },
  { name: 'policies', as: 'shenhe', path: '/policies?at=2022-10-01' },
  { name: 'providers', as: 'shenhe', path: '/providers' },
  { name: 'declarations', as: 'fuhe', path: '/declarations?period=-' },
  {
    name: 'declaration',
    as: 'fuhe',
    path: '/declarations?period=-&state=pending',
    act: (page) => follow(page, 'main a[href^="/declarations/"]'),
  },
  { name: 'batches', as: 'caiwu', path: '/batches' },
  { name: 'batch', as: 'caiwu', path: '/batches', act: (page) => follow(page, 'main a[href^="/batches/"]') },
  { name: 'fund', as: 'caiwu', path: '/fund' },
  { name: 'statement', as: 'caiwu', path: '/fund/statement' },
  { name: 'statement-vouchers', as: 'caiwu', path: '/fund/statement', act: openCell, window: true },
  { name: 'statement-voucher', as: 'caiwu', path: '/fund/statement', act: openVoucher, window: true },
  { name: 'trial-balance', as: 'caiwu', path: '/fund/trial-balance' },
  { name: 'vouchers', as: 'caiwu', path: '/fund/vouchers' },
  { name: 'voucher', as: 'caiwu', path: '/fund/vouchers', act: (page) => follow(page, 'main a[href*="/vouchers/"]') },
  { name: 'control', as: 'caiwu', path: '/fund/control' },
  { name: 'close', as: 'caiwu', path: '/fund/close' },
  { name: 'simulation', as: 'zhengce', path: '/simulation', act: writeReform },
  { name: 'simulation-report', as: 'zhengce', path: '/simulation', act: tryReform },
  { name: 'check', as: 'caiwu', path: '/check' },
  { name: 'check-result', as: 'caiwu', path: '/check', act: checkDocument },
  { name: 'accounts', as: 'xitong', path: '/accounts' },
  { name: 'audit', as: 'shenji', path: '/audit' },
  { name: 'password', as: 'shenhe', path: '/password' },
  { name: 'search', as: 'shenhe', path: '/', act: openSearch, window: true },
  { name: 'help', as: 'shenhe', path: '/', act: openHelp, window: true },
  { name: 'not-found', as: 'shenhe', path: '/nothing-here' },
  // For anyone, without signing in.
  { name: 'calculator', as: 'shenhe', path: '/calculator' },
  {
    name: 'calculator-result',
    as: 'shenhe',
    path: '/calculator#grade=two&date=2020-06-30&age=45&identities=2303&total=60000&fullSelfPay=2000&priorShare=1500',
  },
];

async function main(): Promise<void> {
  fs.mkdirSync(options.out, { recursive: true });
  const only = options.only?.split(',');
  const shots = SHOTS.filter(({ name }) => !only || only.includes(name));
  const browser = await launchBrowser();
  const complaints: string[] = [];
  try {
    for (const viewport of VIEWPORTS) {
      if (!only || only.includes('sign-in'))
        await shootSignIn(await openPage(browser, viewport, complaints), viewport.width);
      for (const account of new Set(shots.map((shot) => options.account ?? shot.as))) {
        const page = await openPage(browser, viewport, complaints);
        await signIn(page.context(), account);
        for (const shot of shots)
          if ((options.account ?? shot.as) === account) await shoot(page, shot, viewport, complaints);
        await page.context().close();
      }
    }
  } finally {
    await browser.close();
  }
  for (const complaint of new Set(complaints)) console.error(`✗ ${complaint}`);
  if (complaints.length > 0) process.exitCode = 1;
}

/** A page in a browser of its own, that writes down what goes wrong in it. */
async function openPage(browser: Browser, viewport: (typeof VIEWPORTS)[number], complaints: string[]): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    colorScheme: options.theme === 'dark' ? 'dark' : 'light',
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`${viewport.width} ${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    const isRefusal = message.text().includes('status of 40');
    if (message.type() === 'error' && !isRefusal) complaints.push(`${viewport.width} ${page.url()}: ${message.text()}`);
  });
  return page;
}

function fileFor(name: string, width: number): string {
  return path.join(options.out, `${name}${options.theme === 'dark' ? '-dark' : ''}-${width}.png`);
}

async function signIn(context: BrowserContext, account: string): Promise<void> {
  const answer = await context.request.post(`${options.url}/api/session`, {
    headers: { 'x-tongchou': '1' },
    data: { account, password: options.password },
  });
  if (!answer.ok()) throw new Error(`${account} 登录失败（${answer.status()}）：${await answer.text()}`);
}

async function shootSignIn(page: Page, width: number): Promise<void> {
  await page.goto(options.url);
  await settle(page);
  await page.screenshot({ path: fileFor('sign-in', width) });
  await page.context().close();
}

async function shoot(
  page: Page,
  shot: Shot,
  viewport: (typeof VIEWPORTS)[number],
  complaints: string[],
): Promise<void> {
  await page.goto(options.url + (shot.path ?? '/'));
  await settle(page);
  if (shot.act && !(await shot.act(page))) {
    console.error(`– ${shot.name} ${viewport.width}: 没有可截的内容`);
    return;
  }
  await settle(page);
  if (await page.locator('[role="alert"]').count())
    complaints.push(`${viewport.width} ${shot.name}: ${await page.locator('[role="alert"]').first().textContent()}`);
  if (await page.getByText('没有查看这项内容的权限').count()) {
    console.error(`– ${shot.name} ${viewport.width}: 该账号没有权限`);
    return;
  }
  const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  if (Number(overflow) > 0) complaints.push(`${viewport.width} ${shot.name}: 页面比窗口宽 ${overflow} 像素`);
  await page.screenshot({ path: fileFor(shot.name, viewport.width), fullPage: shot.window !== true });
}

/** Waits until nothing is loading any more. */
async function settle(page: Page): Promise<void> {
  await page.locator('main').first().waitFor();
  await page.locator('.opening').waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  await page
    .locator('.skeleton')
    .first()
    .waitFor({ state: 'detached', timeout: 15_000 })
    .catch(() => undefined);
  await page.waitForTimeout(SETTLED_MS);
}

/** The first match once it is there; undefined when nothing comes within three seconds. */
async function firstOf(page: Page, selector: string): Promise<Locator | undefined> {
  const found = page.locator(selector).first();
  return found.waitFor({ state: 'visible', timeout: 3000 }).then(
    () => found,
    () => undefined,
  );
}

async function follow(page: Page, selector: string): Promise<boolean> {
  const link = await firstOf(page, selector);
  if (!link) return false;
  await link.click();
  await settle(page);
  return true;
}

async function followToTab(page: Page, selector: string, tab: string): Promise<boolean> {
  if (!(await follow(page, selector))) return false;
  const label = await firstOf(page, `[role="tab"]:has-text("${tab}")`);
  if (!label) return false;
  await label.click();
  return true;
}

async function openDrawer(page: Page): Promise<boolean> {
  const row = await firstOf(page, 'tr.clickable, .cards button');
  if (!row) return false;
  await row.click();
  return true;
}

async function openLadder(page: Page): Promise<boolean> {
  if (!(await follow(page, 'main a[href^="/settlements/"]'))) return false;
  await page.getByRole('button', { name: '全部展开依据' }).click();
  return true;
}

/** The first figure that vouchers stand behind. */
async function openCell(page: Page): Promise<boolean> {
  if (!(await firstOf(page, '.statement .cell-button'))) return false;
  const cell = page.locator('.statement .level-1 .cell-button').filter({ hasNotText: /^0\.00$/ });
  if ((await cell.count()) === 0) return false;
  await cell.first().click();
  return true;
}

async function openVoucher(page: Page): Promise<boolean> {
  if (!(await openCell(page))) return false;
  await settle(page);
  const voucher = await firstOf(page, '.ant-drawer .cell-button');
  if (!voucher) return false;
  await voucher.click();
  return true;
}

async function checkDocument(page: Page): Promise<boolean> {
  const input = page.locator('input[type="file"]');
  if ((await input.count()) === 0) return false;
  await input.setInputFiles(options.document);
  await page.locator('.panes').waitFor({ timeout: 20_000 });
  await page.keyboard.press('j');
  return true;
}

/** A number changed in the form of a reform. */
async function writeReform(page: Page): Promise<boolean> {
  const field = await firstOf(page, 'input[aria-label="二级、统筹区内 起付标准（元）"]');
  if (!field) return false;
  await field.fill('600');
  await page.getByRole('button', { name: '核对方案' }).click();
  await firstOf(page, '.change-list');
  await page.evaluate('window.scrollTo(0, 0)');
  return true;
}

/** The change of 2022-09-01 tried on the year's claims, with its report. */
async function tryReform(page: Page): Promise<boolean> {
  await page.getByText('方案文件', { exact: true }).first().click();
  await page.getByRole('combobox', { name: '从样例开始' }).click();
  await page.getByTitle('宝鸡市2022年9月1日住院待遇').click();
  await page.getByRole('button', { name: '开始测算' }).click();
  await page.locator('.headlines').waitFor({ timeout: 60_000 });
  await page.evaluate('window.scrollTo(0, 0)');
  return true;
}

async function openSearch(page: Page): Promise<boolean> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '搜索内容' }).fill('眉县');
  await page.waitForTimeout(500);
  return true;
}

async function openHelp(page: Page): Promise<boolean> {
  await page.keyboard.press('?');
  return true;
}

await main();
