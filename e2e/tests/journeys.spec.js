// What people come to do, from the first page to the paper for the meeting: in both languages, in one with
// JavaScript and in the other without.
import { readFile } from 'node:fs/promises';
import { csv, pdfText, unzip } from '../support/files.js';
import {
  BOTH, FULL_TIME, KLOVERHAMRA, LAXMORA, RAGKOPING, STROMHARAD, number, rounding, scripts,
} from '../support/site.js';
import { expect, test } from '../support/test.js';

const path = (page) => {
  const url = new URL(page.url());
  return url.pathname + url.search;
};

/** The figure and the area a link to a figure's page leads to. */
async function target(link, it) {
  const href = await link.getAttribute('href');
  const url = new URL(href, 'http://here');
  return { href, kpi: url.pathname.split('/').pop(), area: url.searchParams.get(it.word.area) };
}

/** The texts of the cells of a row, its head first. */
const cells = (row) => row.locator('th, td').allInnerTexts();

/** Saves what a link gives. */
async function saved(page, link) {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 80_000 }), link.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Opens what is folded. */
const unfold = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));

/** The page's own downloads. */
const downloads = (page) => page.locator('.downloads');

/** Women, men and difference on the page equal those of a row of data, as far as they are written out. */
function same(texts, row, it, about) {
  for (const [index, key] of ['women', 'men', 'difference'].entries()) {
    const shown = number(texts[index], it.lang);
    expect(shown, `${about}: ${key} is a number: ${texts[index]}`).not.toBeUndefined();
    expect(Math.abs(shown - Number(row[key])), `${about}: ${key} ${texts[index]} is ${row[key]}`)
      .toBeLessThanOrEqual(rounding(texts[index], it.lang));
  }
}

for (const it of BOTH) {
  for (const javaScriptEnabled of scripts(it)) {
    test.describe(`${it.lang}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ javaScriptEnabled, locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });

      test('from the start page to the numbers of a finding', async ({ page }) => {
        await page.goto('/');
        expect(path(page), 'the entrance follows the language of the reader').toBe(it.start);
        await page.getByLabel(it.word.find).fill('Laxmora');
        await page.getByRole('main').getByRole('button', { name: it.word.findButton, exact: true }).click();
        expect(path(page), 'a whole name leads straight there').toBe(it.area(LAXMORA.code));
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Laxmora');

        const first = page.locator('main article.finding').first();
        const link = first.getByRole('heading', { level: 3 }).getByRole('link');
        const headline = (await link.innerText()).trim();
        await first.locator('summary').click();
        const before = await cells(first.locator('table tr.own'));
        const { kpi, area } = await target(link, it);
        expect(area).toBe(LAXMORA.code);
        await link.click();

        expect(path(page)).toBe(it.figure(kpi, LAXMORA.code));
        await expect(page.getByRole('heading', { level: 2, name: headline, exact: true })).toBeVisible();
        const own = await cells(page.locator('section.finding-alone table tr.own'));
        expect(own, 'the same numbers on both pages').toEqual(before);
        const [women, men, difference] = own.slice(1).map((text) => number(text, it.lang));
        const slack = own.slice(1, 4).map((text) => rounding(text, it.lang)).reduce((sum, one) => sum + one, 0);
        expect(Math.abs(women - men - difference), `${own}`).toBeLessThanOrEqual(slack);

        // The table of all years, folded until asked for.
        const years = page.locator('details.table').filter({ has: page.locator('summary', { hasText: it.word.years }) });
        await expect(years.locator('table')).toBeHidden();
        await years.locator('summary').click();
        await expect(years.locator('table')).toBeVisible();
        const rows = await years.locator('tbody tr').all();
        expect(rows.length).toBeGreaterThan(5);
        const every = await Promise.all(rows.map(cells));
        const numbers = every.map(([year]) => Number(year.match(/\d{4}/)[0]));
        expect(new Set(numbers).size, 'each year once').toBe(numbers.length);
        const newest = every[numbers.indexOf(Math.max(...numbers))];
        expect([newest[1], newest[2], newest[4]], 'the newest year is the finding').toEqual(own.slice(1, 4));
        await expect(page.locator('figure svg').first()).toBeVisible();
      });

      test('search forgives', async ({ page }) => {
        const write = async (words) => {
          await page.goto(it.search());
          const field = page.getByRole('main').getByRole('searchbox');
          await field.fill(words);
          await field.press('Enter');
        };
        // A whole name, whatever its dots and capitals, or a code leads straight to the page.
        for (const [words, place] of [['ragkoping', RAGKOPING], ['STROMHARAD', STROMHARAD], ['klöverhamra', KLOVERHAMRA], ['9403', RAGKOPING]]) {
          await write(words);
          expect(path(page), words).toBe(it.area(place.code));
          await expect(page.getByRole('heading', { level: 1 })).toHaveText(place.name);
        }
        // A misspelling or a part of a name gives a choice, the likeliest first.
        for (const [words, place] of [['Laksmora', LAXMORA], ['Lxmora', LAXMORA], ['Ragkopng', RAGKOPING], ['Rågköp', RAGKOPING]]) {
          await write(words);
          expect(path(page)).toBe(it.search(words));
          await expect(page.getByRole('main').getByRole('searchbox'), 'what was written stays').toHaveValue(words);
          const first = page.locator('main .results').first().getByRole('link').first();
          expect(await first.innerText(), `first answer to ${words}`).toBe(place.name);
          expect(await first.getAttribute('href')).toBe(it.area(place.code));
        }
        await page.locator('main .results').first().getByRole('link').first().click();
        expect(path(page)).toBe(it.area(RAGKOPING.code));
        await page.goto(it.search('heltid'));
        expect(await page.locator('main .results').getByRole('link').evaluateAll(
          (links, wanted) => links.some((link) => link.getAttribute('href') === wanted), it.figure(FULL_TIME),
        ), 'figures are found by words').toBe(true);
        await page.goto(it.search('xyzzyqwert'));
        await expect(page.getByRole('main')).toContainText(it.word.nothing);
        await expect(page.locator('main .results')).toHaveCount(0);
      });

      test('compare three and a mentor, and share the address', async ({ page, browser, baseURL }) => {
        await page.goto(it.area(LAXMORA.code));
        await page.getByRole('link', { name: it.word.compareLink }).click();
        await expect(page.getByLabel(it.word.first, { exact: true }), 'we are there already').toHaveValue('Laxmora');
        await page.getByLabel(it.word.second, { exact: true }).fill('Rågköping');
        await page.getByLabel(it.word.third, { exact: true }).fill('strömhärad');
        await page.getByLabel(it.word.mentorField, { exact: true }).fill('9408');
        await page.getByRole('main').getByRole('button', { name: it.word.compareButton, exact: true }).click();

        const four = [LAXMORA, RAGKOPING, STROMHARAD, KLOVERHAMRA];
        expect(path(page), 'names have become codes').toBe(it.compare(four.map(({ code }) => code), KLOVERHAMRA.code));
        const heading = await page.getByRole('heading', { level: 1 }).innerText();
        for (const { name } of four) expect(heading).toContain(name);
        await expect(page.getByLabel(it.word.mentorField, { exact: true })).toHaveValue('Klöverhamra');

        await expect(page.locator('main article.finding'), 'three to bring').toHaveCount(3);
        await expect(page.locator('main details.fold[open]'), 'the rest is folded').toHaveCount(0);
        await unfold(page);
        const lists = await page.locator('main ul.side').all();
        expect(lists.length).toBeGreaterThan(3);
        for (const list of lists) {
          const heads = (await list.locator('h4').allInnerTexts()).map((text) => text.trim());
          expect(heads, 'one column a place, in order, the mentor marked').toEqual(
            four.map(({ name }, index) => (index === 3 ? `${name} ${it.word.mentor}` : name)),
          );
        }

        // The numbers are those of the file.
        const { bytes } = await saved(page, downloads(page).getByRole('link', { name: 'CSV' }));
        const rows = csv(bytes.toString('utf8'));
        expect(new Set(rows.map((row) => row.area))).toEqual(new Set(four.map(({ code }) => code)));
        let compared = 0;
        for (const article of await page.locator('main article').all()) {
          const { kpi } = await target(article.getByRole('heading', { level: 3 }).getByRole('link'), it);
          for (const [index, item] of (await article.locator('ul.side > li').all()).entries()) {
            const values = await item.locator('dd').evaluateAll((all) => all.map((one) => one.firstChild.textContent));
            const row = rows.find((one) => one.kpi === kpi && one.area === four[index].code);
            if (values.length === 0) continue;
            expect(row, `${kpi} ${four[index].name} is in the file`).toBeTruthy();
            if (values.some((text) => number(text, it.lang) === undefined)) continue;
            same(values, row, it, `${kpi} ${four[index].name}`);
            compared += 1;
          }
        }
        expect(compared).toBeGreaterThan(20);

        // Somebody else opens the address.
        const other = await browser.newContext({ baseURL, javaScriptEnabled });
        const theirs = await other.newPage();
        await theirs.goto(page.url());
        await unfold(theirs);
        expect(await theirs.getByRole('main').innerText()).toBe(await page.getByRole('main').innerText());
        await other.close();
      });

      test('a comparison that cannot be made keeps what was written and says why', async ({ page }) => {
        await page.goto(it.compare());
        await page.getByLabel(it.word.first, { exact: true }).fill('Laxmora');
        await page.getByLabel(it.word.second, { exact: true }).fill('Rågköpingg');
        await page.getByRole('main').getByRole('button', { name: it.word.compareButton, exact: true }).click();
        const alert = page.getByRole('alert');
        await expect(alert.getByRole('heading')).toHaveText(it.word.wrong);
        await expect(alert).toContainText('Rågköpingg');
        const field = page.getByLabel(it.word.second, { exact: true });
        await expect(page.getByLabel(it.word.first, { exact: true })).toHaveValue('Laxmora');
        await expect(field).toHaveValue('Rågköpingg');
        await expect(field).toHaveAttribute('aria-invalid', 'true');
        await expect(field, 'the error belongs to the field').toHaveAccessibleDescription(/Rågköpingg.*Rågköping/s);
        await alert.getByRole('link').first().click();
        await expect(field).toBeFocused();
        await field.fill('Rågköping');
        await page.getByRole('main').getByRole('button', { name: it.word.compareButton, exact: true }).click();
        expect(path(page)).toBe(it.compare([LAXMORA.code, RAGKOPING.code]));
        await expect(page.getByRole('alert')).toHaveCount(0);
      });

      test('another comparison group', async ({ page }) => {
        await page.goto(it.area(LAXMORA.code));
        const group = page.getByRole('main').getByLabel(it.word.peersField, { exact: true });
        await expect(group).toHaveValue('similar');
        const means = async () => {
          const all = {};
          for (const article of await page.locator('main article.finding').all()) {
            const { kpi } = await target(article.getByRole('heading', { level: 3 }).getByRole('link'), it);
            const row = article.locator('details table tbody tr').filter({ hasText: it.word.group });
            if ((await row.count()) > 0) all[kpi] = await row.first().locator('th, td').allTextContents();
          }
          return all;
        };
        const before = await means();
        await group.selectOption('county');
        await page.getByRole('main').getByRole('button', { name: it.word.show, exact: true }).click();
        expect(path(page)).toBe(it.area(LAXMORA.code, 'county'));
        await expect(group, 'the choice stays').toHaveValue('county');
        await page.locator('details.members summary').click();
        const members = await page.locator('details.members li a').evaluateAll(
          (links) => links.map((link) => [link.textContent, link.pathname.split('/').pop(), link.search]),
        );
        // Laxmora is 9106: its county is 91.
        expect(members.length).toBeGreaterThan(2);
        for (const [name, code, rest] of members) {
          expect(code, name).toMatch(/^91\d\d$/);
          expect(code).not.toBe(LAXMORA.code);
          expect(rest, 'the group follows along').toBe(`?${it.word.peers}=county`);
        }
        const after = await means();
        const both = Object.keys(before).filter((kpi) => after[kpi]);
        expect(both.length).toBeGreaterThan(0);
        for (const kpi of both) expect(after[kpi], `${kpi} against another group`).not.toEqual(before[kpi]);
        // The finding is compared with the same group on its own page.
        const link = page.locator('main article.finding h3 a').first();
        const { kpi } = await target(link, it);
        await link.click();
        await expect(page.getByRole('main').getByLabel(it.word.peersField, { exact: true })).toHaveValue('county');
        const there = await page.locator('section.finding-alone table tbody tr').filter({ hasText: it.word.group }).first().locator('th, td').allTextContents();
        expect(there).toEqual(after[kpi]);
      });

      test('the files of a municipality', async ({ page }) => {
        test.setTimeout(180_000);
        await page.goto(it.area(LAXMORA.code));
        const links = downloads(page);

        const file = await saved(page, links.getByRole('link', { name: 'CSV' }));
        expect(file.name).toMatch(/^Laxmora \d{4}\.csv$/);
        const rows = csv(file.bytes.toString('utf8'));
        expect(rows.length).toBeGreaterThan(20);
        for (const row of rows) {
          expect(row.area).toBe(LAXMORA.code);
          if (row.women && row.men) {
            expect(Math.abs(row.women - row.men - row.difference), `${row.kpi} ${row.year}`).toBeLessThan(1e-6);
          }
        }
        const findings = await page.locator('main article.finding').all();
        expect(findings.length).toBeGreaterThan(1);
        for (const finding of findings) {
          const { kpi } = await target(finding.getByRole('heading', { level: 3 }).getByRole('link'), it);
          const own = await finding.locator('table tr.own td').allTextContents();
          same(own, rows.find((row) => row.kpi === kpi), it, kpi);
        }

        const json = links.getByRole('link', { name: 'JSON' });
        const answer = await page.request.get(await json.getAttribute('href'));
        expect(answer.headers()['content-type']).toBe('application/json');
        const same_rows = await answer.json();
        expect(same_rows.map(({ kpi, area, year }) => `${kpi} ${area} ${year}`)).toEqual(
          rows.map(({ kpi, area, year }) => `${kpi} ${area} ${year}`),
        );
        for (const [index, row] of same_rows.entries()) {
          expect(row.women === null ? '' : String(row.women)).toBe(rows[index].women);
          expect(row.difference ? String(row.difference.value) : '').toBe(rows[index].difference);
        }
        await json.click();
        expect(path(page)).toBe(await answer.url().replace(new URL(page.url()).origin, ''));
        await expect(page.locator('body')).toContainText(`"kpi":"${rows[0].kpi}"`);
        await page.goBack();

        const book = await saved(page, links.getByRole('link', { name: 'Excel' }));
        expect(book.name).toMatch(/^Laxmora \d{4}\.xlsx$/);
        const parts = unzip(book.bytes);
        expect(Object.keys(parts)).toContain('xl/worksheets/sheet1.xml');
        const sheet = parts['xl/worksheets/sheet1.xml'].toString('utf8');
        expect(sheet.match(/<row /g).length, 'a row each, and heads').toBeGreaterThan(rows.length);
        const values = new Set([...sheet.matchAll(/<v>([^<]*)<\/v>/g)].map(([, value]) => Number(value)));
        for (const row of rows.filter((one) => one.women)) {
          expect(values.has(Number(row.women)), `${row.kpi} women ${row.women}`).toBe(true);
        }

        const sheetLink = links.getByRole('link', { name: it.word.boardPdf });
        const paper = await saved(page, sheetLink);
        expect(paper.name).toMatch(/^Laxmora \d{4}\.pdf$/);
        expect(paper.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
        const text = pdfText(paper.bytes);
        if (text !== undefined) expect(text).toContain('Laxmora');
      });

      test('the files of a figure and of a comparison', async ({ page }) => {
        test.setTimeout(180_000);
        await page.goto(it.figure(FULL_TIME, LAXMORA.code));
        const own = await page.locator('section.finding-alone table tr.own td').allTextContents();
        const file = await saved(page, downloads(page).getByRole('link', { name: 'CSV' }));
        expect(file.name).toContain(FULL_TIME);
        expect(file.name).toContain('Laxmora');
        const rows = csv(file.bytes.toString('utf8'));
        expect(new Set(rows.map((row) => row.kpi))).toEqual(new Set([FULL_TIME]));
        const mine = rows.filter((row) => row.area === LAXMORA.code);
        const newest = mine.reduce((best, row) => (Number(row.year) > Number(best.year) ? row : best));
        same(own, newest, it, 'the newest year');
        // Each year of the page's table stands in the file.
        const years = page.locator('details.table').filter({ has: page.locator('summary', { hasText: it.word.years }) });
        const bodies = await years.locator('tbody tr').all();
        expect(bodies.length).toBe(mine.length);
        for (const body of bodies) {
          const [head, women, men, , difference] = await body.locator('th, td').allTextContents();
          const row = mine.find((one) => one.year === head.match(/\d{4}/)[0]);
          if (number(women, it.lang) !== undefined) same([women, men, difference], row, it, head);
        }
        // And every municipality.
        const others = page.locator('details.table').last().locator('tbody tr');
        for (const body of (await others.all()).slice(0, 12)) {
          const code = new URL(await body.locator('a').getAttribute('href'), 'http://here').searchParams.get(it.word.area);
          const texts = await body.locator('td').allTextContents();
          const row = rows.find((one) => one.area === code && one.year === newest.year);
          expect(row, code).toBeTruthy();
          same(texts, row, it, code);
        }
        const paper = await saved(page, downloads(page).getByRole('link', { name: it.word.figurePdf }));
        expect(paper.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
        const text = pdfText(paper.bytes);
        if (text !== undefined) for (const word of ['Laxmora', FULL_TIME]) expect(text).toContain(word);
        const book = unzip((await saved(page, downloads(page).getByRole('link', { name: 'Excel' }))).bytes);
        const sheet = book['xl/worksheets/sheet1.xml'].toString('utf8');
        expect(sheet).toContain(`<v>${Number(newest.women)}</v>`);

        await page.goto(it.compare([LAXMORA.code, RAGKOPING.code], RAGKOPING.code));
        const report = await saved(page, downloads(page).getByRole('link', { name: it.word.comparePdf }));
        expect(report.name).toBe('Laxmora Rågköping.pdf');
        expect(report.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
        const words = pdfText(report.bytes);
        if (words !== undefined) for (const { name } of [LAXMORA, RAGKOPING]) expect(words).toContain(name);
      });

      test('the list of every figure is folded, filtered and sorted', async ({ page }) => {
        await page.goto(it.area(LAXMORA.code));
        await page.locator('p > a.act').click();
        expect(path(page)).toBe(it.everything(LAXMORA.code));
        const folds = page.locator('main details.fold');
        expect(await folds.count()).toBeGreaterThan(2);
        await expect(page.locator('main details[open]'), 'folded at first').toHaveCount(0);
        expect(await page.evaluate(() => document.documentElement.scrollHeight), 'short').toBeLessThan(4000);
        const rows = async () => page.locator('main details.fold tbody tr').count();
        const few = await rows();

        const main = page.getByRole('main');
        await main.getByLabel(it.word.whichField, { exact: true }).selectOption({ label: it.word.every });
        await main.getByRole('button', { name: it.word.show, exact: true }).click();
        await expect(main.getByLabel(it.word.whichField, { exact: true }), 'the choice stays').toHaveValue('all');
        expect(await rows(), 'more than those that differ').toBeGreaterThan(few);

        // One theme, by name, open.
        const theme = main.getByLabel(it.word.themeField, { exact: true });
        const one = await theme.locator('option').nth(1).getAttribute('value');
        await theme.selectOption(one);
        await main.getByLabel(it.word.orderField, { exact: true }).selectOption({ label: it.word.byName });
        await main.getByRole('button', { name: it.word.show, exact: true }).click();
        await expect(folds).toHaveCount(1);
        await expect(folds.locator('table')).toBeVisible();
        const names = await folds.locator('tbody th a').allInnerTexts();
        expect(names).toEqual([...names].sort(new Intl.Collator('sv').compare));
      });

      test('a dot of level and difference leads to its figure, and the table to all of them', async ({ page }) => {
        await page.goto(it.area(LAXMORA.code));
        const chart = page.locator('svg.chart-quarters:visible');
        const dots = await chart.locator('a').evaluateAll((all) => all.map((one) => [one.getAttribute('href'), one.tabIndex, one.textContent]));
        expect(dots.length).toBeGreaterThan(3);
        for (const [href, , name] of dots) {
          expect(href).toContain(`${it.word.area}=${LAXMORA.code}`);
          expect(name).toMatch(/\p{L}{3,}/u);
        }
        expect(dots.filter(([, tab]) => tab === 0).length, 'those with a label are stops').toBeGreaterThan(0);
        const table = page.locator('details.long');
        await table.locator('summary').click();
        const listed = await table.locator('tbody a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
        expect([...listed].sort()).toEqual(dots.map(([href]) => href).sort());
        await chart.locator('a:not([tabindex])').first().click();
        expect(dots.map(([href]) => href)).toContain(path(page));
      });

      test('the numbers of people behind a share give its sampling interval', async ({ page }) => {
        await page.goto(it.figure(FULL_TIME, LAXMORA.code));
        const own = page.locator('section.finding-alone table tr.own td').last();
        const lasting = await own.textContent();
        expect(lasting, 'the lasting difference with its interval').toMatch(/\d.* \(.*\d\)/);
        await page.locator('details.people summary', { hasText: it.word.people }).click();
        await page.getByLabel(it.word.womenField, { exact: true }).fill('900');
        await page.getByLabel(it.word.menField, { exact: true }).fill('trehundra');
        const button = page.getByRole('main').getByRole('button', { name: it.word.compute, exact: true });
        await button.click();
        const alert = page.getByRole('alert');
        await expect(alert).toContainText('trehundra');
        const field = page.getByLabel(it.word.menField, { exact: true });
        await expect(field).toHaveAttribute('aria-invalid', 'true');
        await expect(page.getByLabel(it.word.womenField, { exact: true }), 'what was right stays').toHaveValue('900');
        await alert.getByRole('link').click();
        await expect(field).toBeFocused();
        await field.fill('300');
        await button.click();
        expect(path(page)).toBe(it.figure(FULL_TIME, LAXMORA.code, [900, 300]));
        await expect(page.getByRole('alert')).toHaveCount(0);
        await expect(own).toHaveText(/\d.* (till|to) .*\d/);
        expect(await own.textContent(), 'of the year now, by sampling').not.toBe(lasting);
      });

      test('the other language keeps the place', async ({ page }) => {
        const twin = BOTH.find((one) => one !== it);
        const four = [LAXMORA, RAGKOPING, KLOVERHAMRA].map(({ code }) => code);
        const places = [
          [it.start, twin.start],
          [it.search('heltid'), twin.search('heltid')],
          [it.area(LAXMORA.code, 'county'), twin.area(LAXMORA.code, 'county')],
          [it.everything(LAXMORA.code), twin.everything(LAXMORA.code)],
          [it.figure(FULL_TIME, LAXMORA.code), twin.figure(FULL_TIME, LAXMORA.code)],
          [it.compare(four, KLOVERHAMRA.code), twin.compare(four, KLOVERHAMRA.code)],
          [it.how, twin.how], [it.data, twin.data], [it.accessibility, twin.accessibility],
        ];
        // Row by row; rows may stand in the order of their names, which differ.
        const numbers = async (lang) => (await page.locator('main table tbody tr').evaluateAll(
          (rows) => rows.map((row) => [...row.querySelectorAll('td.n')].map((cell) => cell.textContent)),
        )).map((row) => row.map((text) => number(text, lang)).join(' ')).sort();
        for (const [here, there] of places) {
          await page.goto(here);
          await expect(page.locator('html')).toHaveAttribute('lang', it.lang);
          const before = await numbers(it.lang);
          const link = page.getByRole('banner').getByRole('link', { name: it.word.other, exact: true });
          await expect(link).toHaveAttribute('lang', twin.lang);
          await link.click();
          expect(path(page)).toBe(there);
          await expect(page.locator('html')).toHaveAttribute('lang', twin.lang);
          if (here !== it.how) expect(await numbers(twin.lang), `the same numbers: ${here}`).toEqual(before);
          await page.getByRole('banner').getByRole('link', { name: twin.word.other, exact: true }).click();
          expect(path(page)).toBe(here);
        }
      });

      test('errors help', async ({ page }) => {
        const open = async (address, status, title) => {
          const response = await page.goto(address);
          expect([response.status(), await page.getByRole('heading', { level: 1 }).innerText()], address).toEqual([status, title]);
          await expect(page.locator('html')).toHaveAttribute('lang', it.lang);
          await expect(page.getByRole('main').getByRole('searchbox'), 'search is at hand').toBeVisible();
          return page.locator('main ul.ways');
        };
        let ways = await open(it.area('Laxmorra'), 404, it.word.noArea);
        await ways.getByRole('link', { name: 'Laxmora' }).click();
        expect(path(page)).toBe(it.area(LAXMORA.code));

        ways = await open(it.figure('N00207'), 404, it.word.noFigure);
        const near = ways.getByRole('link').filter({ hasText: 'N0020' }).first();
        const { href } = await target(near, it);
        await near.click();
        expect(path(page)).toBe(href);
        await expect(page.locator('main .official')).toContainText('N0020');

        ways = await open(it.area(LAXMORA.code, 'nonsens'), 400, it.word.noPeers);
        await ways.getByRole('link', { name: it.word.similar }).click();
        expect(path(page)).toBe(it.area(LAXMORA.code));
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Laxmora');

        ways = await open(`${it.area(LAXMORA.code)}?${it.lang === 'sv' ? 'ar' : 'year'}=1871`, 404, it.word.noYear);
        await ways.getByRole('link', { name: '2022' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Laxmora');

        ways = await open(`${it.start}xyzzy/plugh`, 404, it.word.noPage);
        await expect(ways.getByRole('link', { name: it.word.startPage })).toHaveAttribute('href', it.start);
        await page.getByRole('main').getByRole('searchbox').fill('laxmora');
        await page.getByRole('main').getByRole('button', { name: it.word.findButton, exact: true }).click();
        expect(path(page)).toBe(it.area(LAXMORA.code));
      });
    });
  }
}
