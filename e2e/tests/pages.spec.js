// Every kind of page in both languages: axe with every rule, colours in both schemes, 320 pixels with more
// space in the text, and a walk with the keyboard. One visit each: getting there costs more than looking. What
// goes by the words (names, labels, headings, languages of parts) is looked at in both languages; what goes by the
// style sheet alone (colours, and on the desk the order of stops and the width) once, in Swedish.
import { COLOURS, audit, misfits, reachable, unfold, walk } from '../support/judge.js';
import { deskPages, visit } from '../support/desk.js';
import { BOTH, pages } from '../support/site.js';
import { expect, test } from '../support/test.js';

// A page that glides to the next stop would be looked at before it is there.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** A walk with Tab from the top to the end. */
async function walked(page) {
  const wanted = await reachable(page);
  const { stops, ended } = await walk(page, wanted.length + 5);
  expect(ended, `no trap: the walk leaves the page after ${wanted.length} stops`).toBe(true);
  expect(stops[0].what, 'the first stop leads past the menu').toBe('a #main');
  expect(stops.map(({ what }) => what), 'everything, once, in the order of the page').toEqual(wanted);
  const bad = stops.filter(({ outline, paper, seen, covered, same }) => outline < 2 || paper || !seen || covered || same);
  expect(bad, 'one sees where one is').toEqual([]);
}

const RULES = ['target-size', 'region', 'heading-order', 'svg-img-alt'];

/** axe, as the page is painted in a scheme: the rules that are asked for, of which these must have run. */
async function clean(page, colorScheme, asked, rules) {
  await page.emulateMedia({ colorScheme });
  const { faults, ran } = await audit(page, asked);
  expect(faults, colorScheme).toEqual([]);
  for (const rule of rules) expect(ran).toContain(rule);
}

/** On a narrow screen, and with more space in the text (WCAG 1.4.10, 1.4.12). */
async function narrow(page, name) {
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.scrollingElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await misfits(page)).toEqual({ page: 0, out: [] });
  // The narrow form of every picture that has one, at its true size.
  const boxes = await page.locator('.chart-box').evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((box) => ({
    wide: box.querySelector('.chart-wide').checkVisibility(),
    narrow: box.querySelector('.chart-narrow').getBoundingClientRect().width > 200,
  })));
  for (const box of boxes) expect(box).toEqual({ wide: false, narrow: true });
  if (['start', 'municipality', 'figure', 'compare'].includes(name)) expect(boxes.length).toBeGreaterThan(0);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important } svg * { letter-spacing: 0 !important; word-spacing: 0 !important }');
    document.adoptedStyleSheets = [sheet];
  });
  expect(await misfits(page), 'with more space in the text').toEqual({ page: 0, out: [] });
}

for (const it of BOTH) {
  const both = [...pages(it).map((one) => [...one, true]), ...deskPages(it).map((one) => [...one, false])];
  for (const [name, address, everybodys] of both) {
    test(`${it.lang}: ${name}`, async ({ page }) => {
      test.setTimeout(240_000);
      await visit(page, address);
      // The order of stops and the breaking of lines do not go by language, but Swedish words are the longer.
      if (it.lang === 'sv') await test.step('keyboard', () => walked(page));
      await unfold(page);
      if (it.lang === 'sv') {
        await test.step('light', () => clean(page, 'light', {}, [...RULES, ...COLOURS]));
        // Another scheme has other colours, and is the same page in everything else.
        await test.step('dark', () => clean(page, 'dark', { only: COLOURS }, COLOURS));
      } else {
        // The same classes have the same colours, whatever the words.
        await test.step('light', () => clean(page, 'light', { without: COLOURS }, RULES));
      }
      if (it.lang === 'sv' || everybodys) await test.step('320 pixels', () => narrow(page, name));
    });
  }
}

test('axe sees a fault where there is one', async ({ page }) => {
  await page.goto(BOTH[0].start);
  await page.evaluate(() => document.querySelector('main input').removeAttribute('id'));
  const { faults } = await audit(page);
  expect(faults.filter((fault) => fault.startsWith('label:'))).toHaveLength(1);
});
