// Saves a picture of every kind of page: node support/screenshots.js ADDRESS FOLDER AREA
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import config from '../playwright.config.js';
import { EN, FULL_TIME, SV } from './site.js';

const [base, folder, area] = process.argv.slice(2);

const own = (it, others) => [
  ['start', it.start],
  ['search', it.search('heltid')],
  ['municipality', it.area(area)],
  ['everything', it.everything(area)],
  ['figure', it.figure(FULL_TIME, area)],
  ['figure-nowhere', it.figure(FULL_TIME)],
  ['compare-form', it.compare()],
  ['compare', it.compare([area, ...others], others.at(-1))],
  ['compare-wrong', it.compare([area, 'Xyzzy'])],
  ['nation', it.area('0000')],
  ['how', it.how],
  ['data', it.data],
  ['accessibility', it.accessibility],
  ['no-area', it.area('Laxmorra')],
];

const LOOKS = [
  ['1180', { viewport: { width: 1180, height: 900 } }],
  ['320', { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 }],
  ['dark', { viewport: { width: 1180, height: 900 }, colorScheme: 'dark' }],
];

const browser = await chromium.launch(config.use.launchOptions);
// Three others: the first of the area's own comparison group.
const page = await browser.newPage({ baseURL: base });
await page.goto(SV.area(area));
const others = await page.locator('details.members a').evaluateAll((all) => all.slice(0, 3).map((one) => one.pathname.split('/').pop()));
await page.close();
for (const [look, options] of LOOKS) {
  for (const it of look === '1180' ? [SV, EN] : [SV]) {
    const context = await browser.newContext({ baseURL: base, ...options });
    const page = await context.newPage();
    for (const [name, address] of own(it, others)) {
      await page.goto(address, { timeout: 120_000 });
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: join(folder, `${name}-${it.lang}-${look}.png`), fullPage: true });
      if (['municipality', 'figure'].includes(name) && it === SV) {
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
        await page.screenshot({ path: join(folder, `${name}-open-${it.lang}-${look}.png`), fullPage: true });
      }
    }
    await context.close();
  }
}
await browser.close();
