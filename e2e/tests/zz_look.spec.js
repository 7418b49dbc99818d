import { PEOPLE, actAs, at, done, idOf, path, toForming } from '../support/desk.js';
import { BOTH } from '../support/site.js';
import { expect, test } from '../support/test.js';
import { text } from '../support/words.js';
const main = (page) => page.getByRole('main');
const button = (page, name) => main(page).getByRole('button', { name, exact: true });
const it = BOTH.find((x) => x.lang === (process.env.LOOK_LANG || 'sv'));
const t = (key, values) => text(it, key, values);
test('look', async ({ page }) => {
  test.setTimeout(240_000);
  await actAs(page, it, PEOPLE.solveig);
  const round = await toForming(page, it);
  const snap = async (name) => {
    for (const [w, dark] of [[1280, false], [320, false], [1280, true]]) {
      await page.setViewportSize({ width: w, height: 900 });
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await page.screenshot({ path: `/tmp/shots/${name}-${w}${dark ? 'd' : ''}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
    (await import('node:fs')).writeFileSync(`/tmp/shots/${name}.txt`, await main(page).innerText());
  };
  await snap('form');
  await button(page, t('forming-start')).click();
  const t0 = Date.now();
  await expect(main(page).getByRole('heading', { name: t('groups'), exact: true })).toBeVisible({ timeout: 90_000 });
  console.log('formed in', Date.now() - t0);
  const proposal = idOf(path(page));
  await snap('proposal');
  await main(page).locator('summary', { hasText: t('forming-swap') }).click();
  const groups = main(page).locator('#groups ~ table').first().locator('tbody tr');
  const names = (await groups.locator('td:nth-of-type(1)').allInnerTexts()).flatMap((cell) => cell.split(', '));
  await page.locator('#swap-who').selectOption({ label: names[0] });
  await page.locator('#swap-other').selectOption({ label: names[names.length - 1] });
  await button(page, t('forming-swap-do')).click();
  await snap('step');
  await page.goto(at(it, 'forming', round));
  await main(page).locator('a[href$="/jamfor"], a[href$="/compare"]').first().click();
  await snap('compare');
});
