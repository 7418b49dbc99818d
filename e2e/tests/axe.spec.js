// axe on every kind of page, in both languages and both schemes. Nothing is switched off.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deskPages, visit } from '../support/desk.js';
import { BOTH, pages } from '../support/site.js';
import { expect, test } from '../support/test.js';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds, one line a fault, and the rules it ran. */
async function audit(page) {
  // Not by a script tag: the page's own policy would rightly refuse it.
  await page.evaluate(source);
  const result = await page.evaluate(
    // axe leaves the rule for the size of targets out unless it is asked for by name.
    (tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } } }),
    TAGS,
  );
  const faults = result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 160).replaceAll('\n', ' ')} ${node.any.concat(node.all).map((check) => check.message).join('; ')}`),
  );
  const ran = [...result.violations, ...result.passes, ...result.inapplicable, ...result.incomplete].map(({ id }) => id);
  return { faults, ran };
}

for (const it of BOTH) {
  for (const colorScheme of ['light', 'dark']) {
    test.describe(`${it.lang}, ${colorScheme}`, () => {
      test.use({ colorScheme });
      // The desk has one template: each language in one of the schemes, so that both have both.
      const desk = (it.lang === 'sv') === (colorScheme === 'light') ? deskPages(it) : [];
      for (const [name, address] of [...pages(it), ...desk]) {
        test(name, async ({ page }) => {
          await visit(page, address);
          // What is folded must be as good as what is not.
          await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
          const { faults, ran } = await audit(page);
          expect(faults).toEqual([]);
          for (const rule of ['color-contrast', 'target-size', 'region', 'heading-order', 'svg-img-alt']) expect(ran).toContain(rule);
        });
      }
    });
  }
}

test('axe sees a fault where there is one', async ({ page }) => {
  await page.goto(BOTH[0].start);
  await page.evaluate(() => document.querySelector('main input').removeAttribute('id'));
  const { faults } = await audit(page);
  expect(faults.filter((fault) => fault.startsWith('label:'))).toHaveLength(1);
});
