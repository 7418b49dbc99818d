// Forming groups by the demonstration's organiser: a proposal is made and looked at, one thing is changed by hand
// and taken back, two proposals are compared, and a contradiction is told and resolved. In Swedish with JavaScript
// and in both languages without. Nothing is published: the round is everybody's.
import { PEOPLE, actAs, at, done, idOf, path, toForming } from '../support/desk.js';
import { BOTH, scripts } from '../support/site.js';
import { expect, test } from '../support/test.js';
import { text } from '../support/words.js';

// They share a round: what one asks for, the other would be given.
test.describe.configure({ mode: 'serial' });

const main = (page) => page.getByRole('main');
const button = (page, name) => main(page).getByRole('button', { name, exact: true });

for (const it of BOTH) {
  const t = (key, values) => text(it, key, values);

  for (const javaScriptEnabled of scripts(it)) {
    test.describe(`${it.lang}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ javaScriptEnabled, locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });

      test('groups are formed, changed by hand, compared', async ({ page }) => {
        test.setTimeout(120_000);
        await actAs(page, it, PEOPLE.solveig);
        const round = await toForming(page, it);

        // A proposal: the page fetches itself again until it is there.
        await button(page, t('forming-start')).click();
        await expect(done(page)).toContainText(t('said-forming-started'));
        const proposal = idOf(path(page));
        await expect(main(page).getByRole('heading', { name: t('groups'), exact: true })).toBeVisible({ timeout: 60_000 });
        const groups = main(page).locator('#groups ~ table').first().locator('tbody tr');
        const before = await groups.allInnerTexts();
        expect(before.length).toBeGreaterThanOrEqual(6);
        // All sixteen are somewhere, each once.
        const names = (await groups.locator('td:nth-of-type(1)').allInnerTexts()).flatMap((cell) => cell.split(', '));
        expect(new Set(names).size).toBe(16);
        expect(names.length).toBe(16);

        // Each is on the map, a mentor once however many it leads; the ways are in the table.
        const map = main(page).getByRole('img').first();
        await expect(map).toBeVisible();
        for (const name of names) expect(await map.locator('text', { hasText: name }).count()).toBe(1);
        const mentors = (await groups.locator('td:nth-of-type(2)').allInnerTexts()).map((cell) => cell.split('\n')[0]);
        for (const name of new Set(mentors)) expect(await map.locator('text', { hasText: name }).count()).toBe(1);
        // Why these, what was given up, what would be next: told of each group.
        const told = await main(page).innerText();
        for (const n of [1, before.length]) expect(told).toContain(`${t('forming-group', { n: String(n) })}: `);
        expect(await main(page).locator('summary', { hasText: t('forming-more') }).count()).toBe(before.length);

        // Two change places: what that costs is said, and it is taken back.
        await main(page).locator('summary', { hasText: t('forming-swap') }).click();
        await page.locator('#swap-who').selectOption({ label: names[0] });
        await page.locator('#swap-other').selectOption({ label: names[names.length - 1] });
        await button(page, t('forming-swap-do')).click();
        await expect(done(page)).toContainText(t('said-forming-stepped'));
        await expect(main(page).getByRole('heading', { name: t('forming-step') })).toBeVisible();
        expect(await groups.allInnerTexts()).not.toEqual(before);
        await page.locator('form:has(input[name="act"][value="undo"]) button').click();
        await expect(done(page)).toContainText(t('said-forming-undone'));
        expect(await groups.allInnerTexts()).toEqual(before);

        // Beside the proposal that was there.
        await main(page).locator('a[href$="/jamfor"], a[href$="/compare"]').first().click();
        await expect(main(page).getByRole('heading', { name: t('forming-compare-who') })).toBeVisible();
        // Everybody is told of once: whose company differs in the table, the others by name.
        const moved = await main(page).locator('#who ~ table tbody th').allInnerTexts();
        const company = (await main(page).innerText()).split(t('forming-compare-who')).pop();
        for (const name of names) expect(moved.includes(name) || company.includes(name)).toBe(true);
        await page.goto(at(it, 'proposal', proposal));
        await expect(main(page).getByRole('heading', { name: t('forming-publish'), exact: true })).toBeVisible();
      });

      test('a contradiction is told and resolved', async ({ page }) => {
        test.setTimeout(120_000);
        await actAs(page, it, PEOPLE.solveig);
        const round = await toForming(page, it);
        const pairs = () => page.locator('#pairs ~ table, #pairs ~ .scroll table').first().locator('tbody tr');
        const before = await pairs().count();
        const add = async (kind) => {
          await page.goto(at(it, 'forming', round));
          const form = main(page).locator('form:has(input[name="act"][value="pair"])');
          const who = await form.locator('select[name="one"] option').allInnerTexts();
          const chosen = who.filter((name) => name.trim());
          await form.locator('select[name="one"]').selectOption({ label: chosen[0] });
          await form.locator('select[name="kind"]').selectOption({ label: t(`pair-${kind}`) });
          await form.locator('select[name="other"]').selectOption({ label: chosen[1] });
          await form.getByRole('button').click();
          await expect(done(page)).toBeVisible();
          return [chosen[0], chosen[1]];
        };
        await add('together');
        const two = await add('apart');
        await button(page, t('forming-start')).click();
        const why = main(page).getByRole('heading', { name: t('forming-impossible-why') });
        await expect(why).toBeVisible({ timeout: 60_000 });
        const told = await main(page).innerText();
        for (const name of two) expect(told).toContain(name);
        const ways = main(page).locator('button', { hasText: t('forming-relax-do') });
        expect(await ways.count()).toBeGreaterThanOrEqual(2);
        // One way out is taken, what was asked for is taken away, and the rules are as they were.
        await ways.first().click();
        await expect(done(page)).toContainText(t('said-forming-relaxed'));
        const ours = () => pairs().filter({ hasText: two[0] }).filter({ hasText: two[1] });
        while ((await ours().count()) > 0) {
          await ours().first().getByRole('button').click();
          await expect(done(page)).toBeVisible();
        }
        expect(await pairs().count()).toBe(before);
      });
    });
  }
}
