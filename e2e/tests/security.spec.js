// No page needs more than our own style sheet, font and mark, and the browser is told so.
// The guard in support/test.js watches every other test as well.
import { BOTH, LAXMORA, SV, pages } from '../support/site.js';
import { expect, test } from '../support/test.js';

for (const it of BOTH) {
  test(`${it.lang}: nothing inline, nothing from elsewhere, nothing kept`, async ({ page, context, baseURL }) => {
    test.setTimeout(180_000);
    const asked = [];
    page.on('request', (request) => asked.push([request.resourceType(), new URL(request.url())]));
    for (const [name, address] of pages(it)) {
      asked.length = 0;
      const response = await page.goto(address, { waitUntil: 'networkidle' });
      const headers = response.headers();
      expect(headers['content-security-policy'], name).toBe(
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
      const inline = await page.evaluate(() => ({
        styles: document.querySelectorAll('style, [style]').length,
        scripts: document.querySelectorAll('script').length,
        handlers: [...document.querySelectorAll('*')].filter((one) => one.getAttributeNames().some((name) => name.startsWith('on'))).length,
        sheets: document.styleSheets.length,
      }));
      expect(inline, name).toEqual({ styles: 0, scripts: 0, handlers: 0, sheets: 1 });
      for (const [type, url] of asked) {
        if (url.protocol === 'data:') continue;
        expect(url.origin, name).toBe(new URL(baseURL).origin);
        if (type !== 'document') expect(url.pathname, name).toMatch(/^\/static\/[0-9a-z]+\//);
      }
      expect(await page.evaluate(() => document.fonts.check('16px "Source Sans 3"')), 'our own font').toBe(true);
    }
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });
}

test('what is written is shown and not run', async ({ page }) => {
  const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  let ran = false;
  page.on('dialog', (dialog) => { ran = true; return dialog.dismiss(); });
  for (const address of [SV.search(evil), SV.area(encodeURIComponent(evil)), SV.compare([LAXMORA.code, evil]), SV.area(LAXMORA.code, evil)]) {
    await page.goto(address);
    expect(await page.locator('main img, script').count(), address).toBe(0);
    // As text or in a field, whole.
    const shown = await page.evaluate(() => document.body.innerText + [...document.querySelectorAll('input')].map((one) => one.value).join(' '));
    expect(shown, address).toContain('<script>alert(2)</script>');
  }
  expect(ran).toBe(false);
});

test('the guard notices', async ({ page, seen }) => {
  await page.goto(SV.start);
  expect(seen).toEqual([]);
  await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<p style="color: red">x</p>'));
  await expect.poll(() => seen.filter((text) => text.startsWith('policy: style-src')).length).toBe(1);
  seen.length = 0;
  await page.evaluate(() => fetch('https://example.invalid/').catch(() => {}));
  await expect.poll(() => seen.filter((text) => text.includes('example.invalid')).length).toBeGreaterThan(0);
  seen.length = 0;
});
