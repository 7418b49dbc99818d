// Large text, paper, the reader's own colours, and less movement.
import { misfits, unfold } from '../support/judge.js';
import { BOTH, FULL_TIME, LAXMORA, SV, pages } from '../support/site.js';
import { expect, test } from '../support/test.js';
import { pdfText } from '../support/files.js';

for (const it of BOTH) {
  test(`${it.lang}: text at 200 % loses nothing`, async ({ page }) => {
    for (const [name, address] of pages(it)) {
      await page.goto(address);
      await unfold(page);
      const before = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('main p')).fontSize));
      await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      const after = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('main p')).fontSize));
      expect(after, name).toBeCloseTo(2 * before, 1);
      expect(await misfits(page), name).toEqual({ page: 0, out: [] });
    }
  });
}

test('wide screens get the wide pictures', async ({ page }) => {
  await page.goto(SV.figure(FULL_TIME, LAXMORA.code));
  const large = page.locator('.chart-box:has(.chart-lg)');
  expect(await large.count()).toBeGreaterThan(1);
  for (const box of await large.all()) {
    await expect(box.locator('.chart-wide')).toBeVisible();
    await expect(box.locator('.chart-narrow')).toBeHidden();
  }
});

test('on a desktop screen the small tables hide no column', async ({ page }) => {
  await page.setViewportSize({ width: 1180, height: 900 });
  for (const address of [SV.start, SV.area(LAXMORA.code), SV.area('9503'), SV.figure(FULL_TIME, LAXMORA.code), SV.figure('N00906', '9503')]) {
    await page.goto(address);
    await unfold(page);
    const hidden = await page.locator('.finding .scroll').evaluateAll((all) => all
      .filter((one) => one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.getAttribute('aria-label')}: ${one.scrollWidth - one.clientWidth} pixels hidden`));
    expect(hidden, address).toEqual([]);
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`the key of the map is true on a ${colorScheme} screen`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const it of BOTH) {
      await page.goto(it.start);
      const caption = await page.locator('.country-map figcaption').innerText();
      const [least, most] = await page.evaluate(() => ['.f-tile0', '.f-tile4'].map((kind) => {
        const tile = [...document.querySelectorAll(`.country-map svg ${kind}`)].find((one) => one.checkVisibility());
        const paint = document.createElement('canvas').getContext('2d');
        paint.fillStyle = getComputedStyle(tile).fill;
        paint.fillRect(0, 0, 1, 1);
        const [red, green, blue] = paint.getImageData(0, 0, 1, 1).data;
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      }));
      expect(Math.abs(least - most), 'least and most look different').toBeGreaterThan(60);
      if (/mörkare|darker/i.test(caption)) expect(most, caption).toBeLessThan(least);
      if (/ljusare|lighter/i.test(caption)) expect(most, caption).toBeGreaterThan(least);
    }
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`on paper, from a ${colorScheme} screen`, async ({ page }) => {
    await page.emulateMedia({ media: 'print', colorScheme });
    await page.goto(SV.area(LAXMORA.code));
    for (const doors of ['.skip', 'nav.menu', 'form', '.lang', '.downloads', '.crumbs']) {
      for (const one of await page.locator(doors).all()) await expect(one, doors).toBeHidden();
    }
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('.invented'), 'on paper too it is an invention').toBeVisible();
    const colours = await page.evaluate(() => [
      getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color,
      getComputedStyle(document.querySelector('main h3 a')).color,
    ]);
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
    // As wide as A4 within its margins: nothing is cut off at the edge of the paper.
    await page.setViewportSize({ width: 673, height: 950 });
    const cut = await page.evaluate(() => [...document.querySelectorAll('main .finding table')]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => `${one.caption.textContent}: ${Math.round(one.getBoundingClientRect().right - innerWidth)} pixels outside`));
    expect(cut).toEqual([]);
    // Folded tables are open on paper: their numbers stand in the PDF the browser makes.
    const own = page.locator('main article.finding').first().locator('table tr.own td').first();
    const women = (await own.textContent()).trim();
    const interval = (await page.locator('main article.finding').first().locator('table tr.own td').last().textContent()).trim();
    const text = pdfText(await page.pdf({ format: 'A4' }));
    if (text !== undefined) {
      expect(text).toContain('Laxmora');
      expect(text).toContain(women);
      expect(text.replaceAll('\u00a0', ' ')).toContain(interval.replaceAll('\u00a0', ' '));
      expect(text).not.toContain('Till innehållet');
    }
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`forced colours, ${colorScheme}`, async ({ page }, info) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    for (const [name, address] of [['start', SV.start], ['municipality', SV.area(LAXMORA.code)], ['figure', SV.figure(FULL_TIME, LAXMORA.code)]]) {
      await page.goto(address);
      // Marks of women and of men are there and differ from the paper; between the two, shape does the telling.
      const marks = await page.evaluate(() => {
        // A system colour as numbers.
        const probe = document.createElement('i');
        document.body.append(probe);
        const plain = (colour) => { probe.style.color = colour; return getComputedStyle(probe).color; };
        const paper = plain('Canvas');
        const all = [...document.querySelectorAll('main svg .f-women, main svg .s-women, main svg .f-men, main svg .s-men, main svg text')]
          .filter((one) => one.checkVisibility());
        const faint = all.filter((one) => {
          const style = getComputedStyle(one);
          const paints = [style.fill, style.stroke].filter((paint) => paint !== 'none');
          return paints.every((paint) => plain(paint) === paper) && !one.classList.contains('f-paper');
        });
        probe.remove();
        return { all: all.length, faint: faint.map((one) => one.outerHTML.slice(0, 120)) };
      });
      expect(marks.all, name).toBeGreaterThan(10);
      expect(marks.faint, name).toEqual([]);
      const border = await page.locator('.invented').evaluate((one) => getComputedStyle(one).borderTopStyle);
      expect(border).toBe('solid');
      await info.attach(`forced-colours-${name}.png`, { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });
    }
  });
}

test('those who want less movement get none', async ({ page }) => {
  const moving = () => page.evaluate(() => ({
    scroll: getComputedStyle(document.documentElement).scrollBehavior,
    moving: [...document.querySelectorAll('*')].filter((one) => {
      const { animationName, animationDuration, transitionDuration } = getComputedStyle(one);
      const lasts = (text) => text.split(',').some((part) => Number.parseFloat(part) > 0);
      return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration));
    }).length,
  }));
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto(SV.area(LAXMORA.code));
  expect((await moving()).scroll).toBe('smooth');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const [, address] of pages(SV)) {
    await page.goto(address);
    expect(await moving(), address).toEqual({ scroll: 'auto', moving: 0 });
  }
});
