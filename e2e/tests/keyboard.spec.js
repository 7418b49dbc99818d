// Everything can be reached and done with the keyboard, and one always sees where one is.
import { BOTH, LAXMORA, RAGKOPING, SV } from '../support/site.js';
import { expect, test } from '../support/test.js';

const path = (page) => {
  const url = new URL(page.url());
  return url.pathname + url.search;
};

// A page that glides to the next stop would be looked at before it is there.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the skip link leads past the menu', async ({ page }) => {
  for (const it of BOTH) {
    await page.goto(it.area(LAXMORA.code));
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: it.word.skip });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.querySelector('main').contains(document.activeElement))).toBe(true);
  }
});

test('every municipality on the map is a link with a name', async ({ page }) => {
  await page.goto(SV.start);
  const map = page.locator('.country-map svg:visible');
  const links = await map.locator('a').evaluateAll((all) => all.map((one) => ({
    href: one.getAttribute('href'), name: one.getAttribute('aria-label') ?? one.textContent, tab: one.tabIndex,
  })));
  const listed = await page.locator('ul.areas a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(links).toHaveLength(60);
  expect(links.map(({ href }) => href).sort()).toEqual([...listed].sort());
  for (const { name, tab } of links) {
    expect(tab).toBe(0);
    expect(name).toMatch(/\p{L}{3,}/u);
  }
  // By keyboard: to the tile of Laxmora, and in.
  await map.locator(`a[href="${SV.area(LAXMORA.code)}"]`).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${SV.area(LAXMORA.code)}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Laxmora');
});

test('search, choose a group, open a table and compare with the keyboard only', async ({ page }) => {
  const tabTo = async (locator) => {
    for (let press = 0; press < 60; press += 1) {
      if (await locator.evaluate((one) => one === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error('not reached in 60 presses');
  };
  await page.goto(SV.start);
  await tabTo(page.getByLabel(SV.word.find));
  await page.keyboard.type('laxm');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${SV.search('laxm')}`);
  await tabTo(page.locator('main .results a').first());
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${SV.area(LAXMORA.code)}`);

  const group = page.locator('main select');
  await tabTo(group);
  const choices = await group.locator('option').evaluateAll((all) => all.map((one) => one.value));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${SV.area(LAXMORA.code)}?**`);
  expect(decodeURIComponent(path(page))).toBe(decodeURIComponent(SV.area(LAXMORA.code, choices[1])));

  const finding = page.locator('main article.finding').first();
  await tabTo(finding.locator('summary'));
  await expect(finding.locator('table')).toBeHidden();
  await page.keyboard.press('Space');
  await expect(finding.locator('table')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(finding.locator('table')).toBeHidden();

  await page.goto(SV.compare());
  await tabTo(page.getByLabel(SV.word.first, { exact: true }));
  await page.keyboard.type('Laxmora');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Rågköping');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${SV.compare([LAXMORA.code, RAGKOPING.code])}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Laxmora och Rågköping');
});
