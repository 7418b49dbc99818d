// Everything can be reached and done with the keyboard, and one always sees where one is.
import { deskPages, visit } from '../support/desk.js';
import { BOTH, LAXMORA, RAGKOPING, SV, pages } from '../support/site.js';
import { expect, test } from '../support/test.js';

const path = (page) => {
  const url = new URL(page.url());
  return url.pathname + url.search;
};

// A page that glides to the next stop would be looked at before it is there.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** What can be reached by Tab, in the order of the page, as short descriptions. */
const reachable = (page) => page.evaluate(() => {
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]');
  return [...all]
    .filter((one) => one.tabIndex >= 0 && one.type !== 'hidden' && one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
    .map((one) => `${one.tagName.toLowerCase()} ${one.getAttribute('href')?.baseVal ?? one.getAttribute('href') ?? one.id ?? ''}`);
});

/** Presses Tab until the page has been left; what each stop is and whether one sees it. */
async function walk(page, most) {
  const stops = [];
  let inside = 0;
  for (let press = 0; press <= most; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      // How a thing and what is drawn in it look, as far as it can show the focus.
      const look = (one) => {
        const parts = [one, ...one.querySelectorAll('.chart-tile')];
        return parts.map((part) => {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow, stroke, strokeWidth } = getComputedStyle(part);
          return [outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`, boxShadow, stroke, strokeWidth].join('|');
        }).join('\n');
      };
      const one = document.activeElement;
      const last = window.e2eLast;
      const before = last ? { same: look(last.one) === last.look } : undefined;
      if (one === document.body || one === null) {
        window.e2eLast = undefined;
        return { end: true, before };
      }
      // A field for a date or a time has stops of its own inside: year, month, day, calendar; hour, minute.
      const again = last?.one === one && ['date', 'time'].includes(one.type);
      if (!again) window.e2eLast = { one, look: look(one) };
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const middle = document.elementFromPoint(
        Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width, innerWidth) / 2)),
        Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height / 2, 12))),
      );
      return {
        again,
        before,
        what: `${one.tagName.toLowerCase()} ${one.getAttribute('href') ?? one.id ?? ''}`,
        outline: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
        paper: outlineColor === getComputedStyle(document.body).backgroundColor && !one.closest('.invented, .skip'),
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: Boolean(middle) && !one.contains(middle) && !middle.contains(one) && getComputedStyle(one).display !== 'inline',
      };
    });
    if (stop.again && inside < 4) {
      inside += 1;
      most += 1;
      continue;
    }
    inside = 0;
    if (stops.length > 0 && stop.before) stops.at(-1).same = stop.before.same;
    if (stop.end) return { stops, ended: true };
    stops.push(stop);
  }
  return { stops, ended: false };
}

for (const it of BOTH) {
  // The desk has one template, and Swedish words are the longer.
  for (const [name, address] of [...pages(it), ...(it.lang === 'sv' ? deskPages(it) : [])]) {
    test(`${it.lang}: a walk through ${name}`, async ({ page }) => {
      test.setTimeout(240_000);
      await visit(page, address);
      const wanted = await reachable(page);
      const { stops, ended } = await walk(page, wanted.length + 5);
      expect(ended, `no trap: the walk leaves the page after ${wanted.length} stops`).toBe(true);
      expect(stops[0].what, 'the first stop leads past the menu').toBe('a #main');
      expect(stops.map(({ what }) => what), 'everything, once, in the order of the page').toEqual(wanted);
      const bad = stops.filter(({ outline, paper, seen, covered, same }) => outline < 2 || paper || !seen || covered || same);
      expect(bad, 'one sees where one is').toEqual([]);
    });
  }
}

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
