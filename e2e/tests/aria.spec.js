// What a screen reader is given on the main pages in Swedish, for seed 1. A change here is a change
// for readers: look at it, then take the picture anew with
//   npx playwright test aria --update-snapshots=all
import { SV, pages } from '../support/site.js';
import { expect, test } from '../support/test.js';

const MAIN = ['start', 'search', 'municipality', 'everything', 'figure', 'figure-people', 'compare-form', 'compare', 'how', 'data', 'accessibility', 'no-area'];

for (const [name, address] of pages(SV).filter(([name]) => MAIN.includes(name))) {
  test(name, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole('main')).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
  });
}

test('the frame around every page', async ({ page }) => {
  await page.goto(SV.how);
  await expect(page.getByRole('banner')).toMatchAriaSnapshot({ name: 'banner.aria.yml' });
});
