// A round from the invitation to the feedback, by four people in four browsers: the organiser, a
// strategist, a politician and a mentor. In both languages, in one with JavaScript and in the other without;
// each with an organisation and a round of its own.
import ICAL from 'ical.js';
import { PDF, PEOPLE, actAs, at, done, idOf, invite, newOrganisation, path, row, toRound, trouble, unique } from '../support/desk.js';
import { BOTH, scripts } from '../support/site.js';
import { expect, test } from '../support/test.js';
import { text } from '../support/words.js';

const main = (page) => page.getByRole('main');
const button = (page, name) => main(page).getByRole('button', { name, exact: true });

/** A day so many days from today, in Sweden. */
const day = (days) => new Date(Date.now() + days * 864e5).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

for (const it of BOTH) {
  const t = (key, values) => text(it, key, values);

  for (const javaScriptEnabled of scripts(it)) {
    test.describe(`${it.lang}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ javaScriptEnabled, locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });

      test('application, completion, admission, group, meeting, feedback: four people', async ({ page: organiser, another }) => {
        test.setTimeout(240_000);
        const strategist = await another(javaScriptEnabled);
        const politician = await another(javaScriptEnabled);
        const mentor = await another(javaScriptEnabled);

        // The organiser enters an organisation with its people, and a mentor.
        await actAs(organiser, it, PEOPLE.solveig);
        const here = await newOrganisation(organiser, it);
        const people = {};
        for (const role of ['politician', 'manager', 'strategist']) people[role] = await invite(organiser, it, here.id, { role });
        const there = await newOrganisation(organiser, it, `Mentor ${unique()}`);
        people.mentor = await invite(organiser, it, there.id, { role: 'mentor' });

        // A round of her own: in draft nobody else knows of it.
        await organiser.goto(at(it, 'newRound'));
        const title = `Omgång ${unique()}`;
        await organiser.getByLabel(t('field-model'), { exact: true }).selectOption('modell-2019');
        await organiser.getByLabel(t('field-round-title'), { exact: true }).fill(title);
        await organiser.getByLabel(t('field-track-municipalities')).check();
        for (const [field, days] of [['opens', -1], ['closes', 10], ['answer', 20], ['starts', 30]]) {
          await organiser.getByLabel(t(`field-${field}`)).fill(day(days));
        }
        await button(organiser, t('round-add')).click();
        await expect(done(organiser)).toContainText(t('said-added'));
        const round = idOf(path(organiser));
        await strategist.goto(at(it, 'round', round));
        await expect(strategist).toHaveURL(new RegExp(at(it, 'signIn')));
        for (const move of ['move-draft-invited', 'move-invited-open']) {
          await button(organiser, t(move)).click();
          await expect(done(organiser)).toContainText(t('said-round-moved'));
        }

        // The strategist writes half of it, is told what is missing, and comes back to it.
        await actAs(strategist, it, people.strategist);
        await strategist.goto(at(it, 'round', round));
        await main(strategist).getByRole('link', { name: t('apply-for', { name: here.name }) }).click();
        const choose = async (label, name) => {
          const select = strategist.getByLabel(label, { exact: true });
          const value = await select.locator('option', { hasText: name }).getAttribute('value');
          await select.selectOption(value);
        };
        const half = { sv: ['Politiker', 'Strateg', 'Chef'], en: ['Politician', 'Strategist', 'Senior manager'] }[it.lang];
        const label = (name) => strategist.locator('main label', { hasText: new RegExp(`^${name}`) });
        const pick = async (name, person) => {
          const id = await label(name).first().getAttribute('for');
          const select = strategist.locator(`[id="${id}"]`);
          await select.selectOption(await select.locator('option', { hasText: person.name }).getAttribute('value'));
        };
        await pick(half[0], people.politician);
        await pick(half[1], people.strategist);
        await button(strategist, t('application-send')).click();
        await expect(trouble(strategist)).toBeVisible();
        await strategist.goto(at(it, 'application', `${round}_${here.id}`));
        expect(await main(strategist).getByRole('listitem').count()).toBeGreaterThan(5);
        const politicianId = await label(half[0]).first().getAttribute('for');
        await expect(strategist.locator(`[id="${politicianId}"] option:checked`)).toContainText(people.politician.name);

        // The document first, then the rest; and sent.
        await strategist.getByLabel(t('field-file')).setInputFiles({ name: 'beslut.pdf', mimeType: 'application/pdf', buffer: PDF });
        await button(strategist, t('attach')).click();
        await expect(done(strategist)).toContainText(t('said-added'));
        await strategist.getByLabel(new RegExp(`^${t('ask-choice')}`)).selectOption('cemr');
        await strategist.locator('input[name^="date-"]').fill('2024-06-17');
        await strategist.locator('input[name^="reference-"]').fill('KF § 91');
        await pick(half[2], people.manager);
        for (const box of await strategist.locator('main input[type=checkbox][name^="confirmed-"]').all()) await box.check();
        const backer = strategist.locator('select[name^="person-"]');
        await backer.selectOption(await backer.locator('option', { hasText: people.politician.name }).getAttribute('value'));
        await button(strategist, t('application-send')).click();
        await expect(done(strategist)).toContainText(t('said-application-sent'));

        // The organiser reads it, with the document, and sends it back.
        await organiser.goto(at(it, 'applications', round));
        await row(organiser, here.name).getByRole('link').click();
        await expect(main(organiser)).toContainText('KF § 91');
        const file = await main(organiser).getByRole('link', { name: 'beslut.pdf' }).getAttribute('href');
        expect((await organiser.request.get(file)).headers()['content-type']).toBe('application/pdf');
        await organiser.getByLabel(t('field-lacking'), { exact: true }).fill('Skriv diarienumret också.');
        await organiser.getByLabel(t('field-until'), { exact: true }).fill(day(5));
        await button(organiser, t('refer-back')).click();
        await expect(done(organiser)).toContainText(t('said-returned'));

        // It waits for the strategist, first on her pages.
        await strategist.goto(at(it, 'mine'));
        await main(strategist).getByRole('link', { name: t('todo-complete', { name: title }) }).click();
        await expect(main(strategist)).toContainText('Skriv diarienumret också.');
        await strategist.locator('input[name^="reference-"]').fill('KS 2024/123, KF § 91');
        await button(strategist, t('application-send')).click();
        await expect(done(strategist)).toContainText(t('said-application-sent'));

        // Admitted with reasons; the decision is a PDF.
        await organiser.goto(at(it, 'application', `${round}_${here.id}`));
        await organiser.getByLabel(t('field-outcome'), { exact: true }).selectOption('admitted');
        await organiser.getByLabel(t('field-reason'), { exact: true }).fill('Villkoren är uppfyllda.');
        await organiser.getByLabel(t('field-no-conflict'), { exact: true }).check();
        await button(organiser, t('decide')).click();
        await expect(done(organiser)).toContainText(t('said-decided'));
        await politician.goto(at(it, 'signIn'));
        await actAs(politician, it, people.politician);
        await politician.goto(at(it, 'application', `${round}_${here.id}`));
        await expect(main(politician)).toContainText('Villkoren är uppfyllda.');
        const letter = await main(politician).getByRole('link', { name: t('decision-letter') }).getAttribute('href');
        expect((await (await politician.request.get(letter)).body()).subarray(0, 5).toString()).toBe('%PDF-');

        // The round begins; a group with its mentor.
        await organiser.goto(at(it, 'round', round));
        for (const move of ['move-open-admission', 'move-admission-running']) {
          await button(organiser, t(move)).click();
          await expect(done(organiser)).toContainText(t('said-round-moved'));
        }
        await organiser.goto(at(it, 'newGroup', round));
        await organiser.getByLabel(t('field-group-name'), { exact: true }).fill('Norr');
        const seat = async (key, name) => {
          const select = organiser.locator('main select[name="' + key + '"]').first();
          await select.selectOption(await select.locator('option', { hasText: name }).getAttribute('value'));
        };
        await seat('participant', here.name);
        await seat('mentor', there.name);
        await button(organiser, t('save')).click();
        await expect(done(organiser)).toContainText(t('said-group-saved'));
        const group = idOf(path(organiser));

        // The mentor plans a meeting in two days, at the strategist's place.
        await actAs(mentor, it, people.mentor);
        await mentor.goto(at(it, 'newGroupMeeting', group));
        await mentor.getByLabel(t('field-occasion'), { exact: true }).selectOption('step:traff-styrning');
        const host = mentor.getByLabel(new RegExp(`^${t('field-host')}`));
        await host.selectOption(await host.locator('option', { hasText: here.name }).getAttribute('value'));
        await mentor.locator('input[type=date]').first().fill(day(2));
        await mentor.locator('input[type=time]').nth(0).fill('09:30');
        await mentor.locator('input[type=time]').nth(1).fill('15:00');
        await button(mentor, t('meeting-plan')).click();
        await expect(done(mentor)).toContainText(t('said-planned'));
        const meeting = idOf(path(mentor));

        // The politician comes, and eats no gluten: the host sees it, the mentor does not.
        await politician.goto(at(it, 'mine'));
        await main(politician).getByRole('link').filter({ hasText: t('todo-register', { name: '', when: '' }).split(':')[0] }).first().click();
        expect(idOf(path(politician))).toBe(meeting);
        const comes = politician.getByLabel(t('field-comes'), { exact: true });
        if (await comes.count()) await comes.selectOption('in_room');
        await politician.getByLabel(new RegExp(`^${t('field-diet').split(':')[0]}`)).fill('gluten');
        await main(politician).locator('form', { has: politician.locator('input[value=register]') }).getByRole('button').first().click();
        await expect(done(politician)).toContainText(t('said-registered'));
        await strategist.goto(at(it, 'meeting', meeting));
        await expect(main(strategist)).toContainText('gluten');
        await mentor.goto(at(it, 'meeting', meeting));
        await expect(main(mentor)).toContainText(people.politician.name);
        await expect(main(mentor)).not.toContainText('gluten');
        await organiser.goto(at(it, 'meeting', meeting));
        await expect(main(organiser)).not.toContainText('gluten');

        // The calendar, as Thunderbird reads it (ical.js): the meeting, in time; then moved away.
        await strategist.goto(at(it, 'feeds'));
        await main(strategist).getByRole('button').first().click();
        const address = new URL((await main(strategist).locator('.codes code').first().innerText()).trim());
        const events = async () => {
          const answer = await strategist.request.get(address.pathname);
          expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8');
          const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
          return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
        };
        const [event] = (await events()).filter((one) => one.uid.startsWith(meeting));
        expect(event.startDate.toJSDate().toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' })).toBe(`${day(2)} 09:30:00`);
        expect(event.duration.toSeconds()).toBe(5.5 * 3600);
        await mentor.goto(at(it, 'editMeeting', meeting));
        await mentor.getByLabel(new RegExp(`^${t('field-why-cancelled')}`)).fill('Snöstorm.');
        await button(mentor, t('meeting-cancel')).click();
        const [gone] = (await events()).filter((one) => one.uid === event.uid);
        expect(gone.component.getFirstPropertyValue('status')).toBe('CANCELLED');
        expect(gone.sequence).toBeGreaterThan(event.sequence);

        // Another, over a minute past midnight: the politician is asked what she thought of it. The mentor and
        // the organiser read it without her name; the strategist does not.
        const held = `Träff ${unique()}`;
        await mentor.goto(at(it, 'newGroupMeeting', group));
        await mentor.getByLabel(t('field-occasion'), { exact: true }).selectOption('step:traff-styrning');
        await mentor.getByLabel(new RegExp(`^${t('field-meeting-title')}`)).fill(held);
        await mentor.locator('input[type=date]').first().fill(day(0));
        await mentor.locator('input[type=time]').nth(0).fill('00:00');
        await mentor.locator('input[type=time]').nth(1).fill('00:01');
        await button(mentor, t('meeting-plan')).click();
        await expect(done(mentor)).toContainText(t('said-planned'));
        const second = idOf(path(mentor));
        await politician.goto(at(it, 'mine'));
        await main(politician).getByRole('link', { name: t('todo-feedback', { name: held }), exact: true }).click();
        expect(idOf(path(politician))).toBe(second);
        const thought = `Bra samtal ${unique()}`;
        await main(politician).locator('textarea').first().fill(thought);
        await button(politician, t('feedback-send')).click();
        await expect(done(politician)).toContainText(t('said-feedback'));
        await politician.goto(at(it, 'mine'));
        await expect(main(politician)).not.toContainText(held);
        for (const reader of [mentor, organiser]) {
          await reader.goto(at(it, 'feedback', second));
          await expect(main(reader)).toContainText(thought);
          await expect(main(reader)).not.toContainText(people.politician.name);
        }
        await strategist.goto(at(it, 'feedback', second));
        await expect(main(strategist)).toContainText(held);
        await expect(main(strategist)).not.toContainText(thought);

        // Somebody outside sees nothing of it.
        const stranger = await another(javaScriptEnabled);
        await actAs(stranger, it, PEOPLE.amina);
        for (const address of [at(it, 'meeting', meeting), at(it, 'group', group), at(it, 'application', `${round}_${here.id}`)]) {
          expect((await stranger.request.get(address)).status()).toBe(404);
        }
      });
    });
  }

  test.describe(`${it.lang}: the demonstration's round`, () => {
    test.use({ locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });

    test('one group is late, one lost a member, one is ahead', async ({ page }) => {
      await actAs(page, it, PEOPLE.solveig);
      const round = await toRound(page, it, /(?<!antagning )pågår|running/);
      await expect(main(page)).toContainText('Strategen slutade och tjänsten är vakant.');
      await page.goto(at(it, 'progress', round));
      const rows = await page.locator('main tbody tr').evaluateAll((all) => all.map((one) => [
        one.querySelector('th').innerText.trim(), one.querySelectorAll('.late').length, one.lastElementChild.innerText.trim().split('\n').pop(),
      ]));
      expect(rows.slice(0, 2).map(([name, late, group]) => [name, late > 0, group])).toEqual([
        ['Kornhärads kommun', true, 'Slätten'],
        ['Slättköpings kommun', true, 'Slätten'],
      ]);
      expect(rows.map(([name]) => name)).not.toContain('Ejderhamra kommun');
      const laxmora = rows.find(([name]) => name === 'Laxmora kommun');
      expect(laxmora).toEqual(['Laxmora kommun', 0, 'Fjäll och skog']);
    });

    test('feedback: given by one, read by the mentor without the name', async ({ page, another }) => {
      const person = it.lang === 'sv' ? PEOPLE.birgitta : PEOPLE.anders;
      await actAs(page, it, person);
      // A hundred days later nobody is asked any more, but what one thought can still be said.
      await page.goto(at(it, 'mine'));
      await expect(main(page).getByRole('heading', { name: t('mine-next'), exact: true })).toBeVisible();
      await expect(main(page).getByRole('link', { name: t('todo-feedback', { name: 'Träff om styrning' }) })).toHaveCount(0);
      const mentor = await another();
      await actAs(mentor, it, PEOPLE.margareta);
      await mentor.goto(at(it, 'mine'));
      await main(mentor).getByRole('link', { name: /Fjäll och skog/ }).first().click();
      const meeting = idOf(await main(mentor).getByRole('link', { name: 'Träff om styrning' }).first().getAttribute('href'));
      await page.goto(at(it, 'feedback', meeting));
      const thought = `Bra ${unique()}`;
      await main(page).locator('textarea').first().fill(thought);
      await main(page).locator('form', { has: page.locator('textarea') }).getByRole('button').first().click();
      await expect(done(page)).toContainText(t('said-feedback'));
      await mentor.goto(at(it, 'feedback', meeting));
      await expect(main(mentor)).toContainText(thought);
      await expect(main(mentor)).not.toContainText(person.name);
    });
  });
}
