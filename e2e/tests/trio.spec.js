// A trio at work: a politician, a manager and a strategist in three browsers answer apart, meet, agree on one
// answer, show it to the group and compare with it, begin an improvement with measurements, and write the
// final report. In both languages without JavaScript, and once with it; each with organisations and a round of
// its own.
import { PEOPLE, actAs, at, done, idOf, invite, newOrganisation, path, unique } from '../support/desk.js';
import { BOTH } from '../support/site.js';
import { expect, test } from '../support/test.js';
import { text } from '../support/words.js';

const STEP = 'traff-styrning';
/** An item of the whole organisation, by its id in the model. */
const ITEM = 'statistik';
/** What the way from the group to its comparison is called. */
const BESIDE = { sv: 'Sida vid sida', en: 'Side by side' };

const main = (page) => page.getByRole('main');
const button = (page, name) => main(page).getByRole('button', { name, exact: true });
/** The form on a page that does this. */
const form = (page, act) => main(page).locator('form').filter({ has: page.locator(`input[name="act"][value="${act}"]`) });
/** The levels of an item to choose among. */
const levels = (page, name) => main(page).locator('fieldset').filter({ has: page.locator(`input[name="${name}"]`) });
const level = (page, name, number) => levels(page, name).getByRole('radio', { name: new RegExp(`^${number} `) });

/** A day so many days from today, in Sweden. */
const day = (days) => new Date(Date.now() + days * 864e5).toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

/** Chooses the first option that says so. */
async function choose(select, name) {
  await select.selectOption(await select.locator('option', { hasText: name }).first().getAttribute('value'));
}

/** A running round with a group: two organisations and their mentor. */
async function running(organiser, it, places) {
  const t = (key, values) => text(it, key, values);
  await organiser.goto(at(it, 'newRound'));
  await organiser.getByLabel(t('field-model'), { exact: true }).selectOption('modell-2023');
  await organiser.getByLabel(t('field-round-title'), { exact: true }).fill(`Omgång ${unique()}`);
  await organiser.getByLabel(t('field-track-municipalities')).check();
  for (const [field, days] of [['opens', -20], ['closes', -10], ['answer', -5], ['starts', -1]]) {
    await organiser.getByLabel(t(`field-${field}`)).fill(day(days));
  }
  await button(organiser, t('round-add')).click();
  await expect(done(organiser)).toContainText(t('said-added'));
  const round = idOf(path(organiser));
  for (const move of ['move-draft-invited', 'move-invited-open', 'move-open-admission', 'move-admission-running']) {
    await button(organiser, t(move)).click();
    await expect(done(organiser)).toContainText(t('said-round-moved'));
  }
  for (const place of places.participants) {
    const joining = form(organiser, 'take-in');
    await choose(joining.locator('select[name="organisation"]'), place.name);
    await joining.locator('select[name="capacity"]').selectOption('participant');
    await joining.getByRole('button').click();
    await expect(done(organiser)).toContainText(t('said-taken-in'));
  }
  await organiser.goto(at(it, 'newGroup', round));
  await organiser.getByLabel(t('field-group-name'), { exact: true }).fill('Norr');
  const seats = main(organiser).locator('select[name="participant"]');
  for (const [n, place] of places.participants.entries()) await choose(seats.nth(n), place.name);
  await choose(main(organiser).locator('select[name="mentor"]').first(), places.mentor.name);
  await button(organiser, t('save')).click();
  await expect(done(organiser)).toContainText(t('said-group-saved'));
  return { round, group: idOf(path(organiser)) };
}

/** One's own answer to the item, with a comment, saved and not handed in. */
async function answerAlone(page, it, occasion, number, comment) {
  await page.goto(at(it, 'ownAssessment', occasion));
  await level(page, `level-${ITEM}`, number).check();
  await main(page).locator(`textarea[name="comment-${ITEM}"]`).fill(comment);
  await button(page, text(it, 'assess-save')).click();
  await expect(done(page)).toContainText(text(it, 'said-assessed'));
}

/** Hands in with items unanswered: the first press asks, the second does. */
async function handIn(page, it, occasion) {
  await page.goto(at(it, 'ownAssessment', occasion));
  await button(page, text(it, 'assess-hand-in')).click();
  await button(page, text(it, 'assess-hand-in-anyway')).click();
  await expect(done(page)).toContainText(text(it, 'said-assess-handed'));
}

/** From the group's page to the comparison: what an organisation says of an item stands in its column. */
async function compareWithGroup(page, it, group, { place, item, said }) {
  await page.goto(at(it, 'group', group));
  await main(page).getByRole('link', { name: BESIDE[it.lang], exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(BESIDE[it.lang]);
  const table = main(page).getByRole('table').filter({ has: page.getByRole('columnheader', { name: place, exact: true }) });
  const row = table.first().locator('tbody tr').filter({ has: page.locator('th', { hasText: item }) });
  await expect(row.first()).toContainText(said);
}

/** Writes something in every box of a template where nothing stands. */
async function fillIn(page, answer) {
  const boxes = form(page, 'save');
  for (const box of await boxes.locator('textarea').all()) if (!(await box.inputValue())) await box.fill(answer);
  for (const box of await boxes.locator('input[type="date"]').all()) if (!(await box.inputValue())) await box.fill(day(0));
  for (const box of await boxes.locator('input[type="text"], input[type="number"]').all()) if (!(await box.inputValue())) await box.fill('12');
  for (const select of await boxes.locator('select').all()) if (!(await select.inputValue())) await select.selectOption({ index: 1 });
  for (const group of await boxes.locator('fieldset').filter({ has: page.getByRole('checkbox') }).all()) {
    if (!(await group.locator('input:checked').count())) await group.getByRole('checkbox').first().check();
  }
}

for (const it of BOTH) {
  const t = (key, values) => text(it, key, values);

  // The way through a whole round: without JavaScript in both languages, and once with it.
  for (const javaScriptEnabled of it.lang === 'en' ? [true, false] : [false]) {
    test.describe(`${it.lang}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ javaScriptEnabled, locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });

      test('a trio answers apart, agrees, compares, improves and reports', async ({ page: politician, another }) => {
        test.setTimeout(240_000);
        const [manager, strategist, organiser, neighbour] = [
          await another(javaScriptEnabled), await another(javaScriptEnabled), await another(javaScriptEnabled), await another(javaScriptEnabled),
        ];

        // Two organisations with their people, and a mentor; a round that runs, with their group.
        await actAs(organiser, it, PEOPLE.solveig);
        const here = await newOrganisation(organiser, it);
        const people = {};
        for (const role of ['politician', 'manager', 'strategist']) people[role] = await invite(organiser, it, here.id, { role });
        const beside = await newOrganisation(organiser, it, `Granne ${unique()}`);
        people.neighbour = await invite(organiser, it, beside.id, { role: 'strategist' });
        const mentor = await newOrganisation(organiser, it, `Mentor ${unique()}`);
        const { round, group } = await running(organiser, it, { participants: [here, beside], mentor });
        const [occasion, place] = [`${round}_${here.id}_${STEP}`, `${round}_${here.id}`];
        await actAs(politician, it, people.politician);
        await actAs(manager, it, people.manager);
        await actAs(strategist, it, people.strategist);
        await actAs(neighbour, it, people.neighbour);

        // Apart: nobody reads a word of it before their own is handed in.
        const [thought, doubt] = [`Vi ser det i nämnden ${unique()}`, `Vi saknar siffror ${unique()}`];
        await answerAlone(politician, it, occasion, 4, thought);
        await answerAlone(manager, it, occasion, 2, doubt);
        await answerAlone(strategist, it, occasion, 3, `Det går framåt ${unique()}`);
        await handIn(politician, it, occasion);
        const toItem = main(manager).locator(`tbody a[href*="${ITEM}"]`).first();
        await manager.goto(at(it, 'jointAssessment', occasion));
        const item = (await toItem.innerText()).trim();
        await toItem.click();
        await expect(main(manager)).toContainText(t('joint-apart'));
        await expect(main(manager)).not.toContainText(thought);
        await handIn(manager, it, occasion);
        await handIn(strategist, it, occasion);

        // They meet over what they see differently, and agree on one level.
        await strategist.goto(at(it, 'jointAssessment', occasion));
        await main(strategist).getByRole('link', { name: item, exact: true }).click();
        await expect(main(strategist)).toContainText(t('joint-talk'));
        for (const said of [thought, doubt, people.politician.name, people.manager.name]) await expect(main(strategist)).toContainText(said);
        const agreed = (await levels(strategist, 'level').locator('label').filter({ hasText: /^3 / }).innerText()).trim();
        await level(strategist, 'level', 3).check();
        await form(strategist, 'answer').locator('textarea[name="comment"]').fill('Vi följer upp varje kvartal.');
        await form(strategist, 'answer').getByRole('button', { name: t('save'), exact: true }).click();
        await expect(done(strategist)).toContainText(t('said-joint-saved'));
        await strategist.goto(at(it, 'jointAssessment', occasion));
        for (const box of await form(strategist, 'agree').getByRole('checkbox').all()) await box.check();
        await form(strategist, 'agree').getByRole('button', { name: t('joint-agree'), exact: true }).click();
        await expect(done(strategist)).toContainText(t('said-joint-agreed'));
        for (const who of ['politician', 'manager', 'strategist']) await expect(main(strategist)).toContainText(people[who].name);

        // Agreeing shows it to nobody; showing it is an act of its own.
        expect((await neighbour.request.get(at(it, 'jointAssessment', occasion))).status()).toBe(404);
        const showing = form(strategist, 'show');
        await showing.getByLabel(t('field-visibility'), { exact: true }).selectOption('group');
        await showing.getByRole('button', { name: t('joint-show-go'), exact: true }).click();
        await expect(done(strategist)).toContainText(t('said-joint-shown'));
        await neighbour.goto(at(it, 'jointAssessment', occasion));
        await expect(main(neighbour)).toContainText(agreed);
        for (const own of [thought, doubt]) await expect(main(neighbour)).not.toContainText(own);

        // The group beside each other, as both see it.
        for (const reader of [strategist, neighbour]) await compareWithGroup(reader, it, group, { place: here.name, item, said: agreed });

        // An improvement: a problem, a test that begins, what is measured for women and men.
        const problem = `Flickor väntar längre än pojkar ${unique()}.`;
        await manager.goto(at(it, 'improvements', place));
        await manager.getByLabel(t('field-problem'), { exact: true }).fill(problem);
        await button(manager, t('improvement-start-go')).click();
        await expect(done(manager)).toContainText(t('said-improvement-started'));
        const card = idOf(path(manager));
        await button(manager, t('improvement-move-planned-testing')).click();
        await expect(done(manager)).toContainText(t('said-improvement-moved'));
        for (const [days, women, men] of [[-14, '21', '14'], [-7, '18', '14'], [0, '15', '13']]) {
          const measuring = form(manager, 'save');
          await measuring.locator('summary', { hasText: t('measure-new') }).click();
          await measuring.locator('input[name="on"]').fill(day(days));
          await measuring.getByLabel(new RegExp(`^${t('field-women')}`)).fill(women);
          await measuring.getByLabel(new RegExp(`^${t('field-women-n')}`)).fill('40');
          await measuring.getByLabel(new RegExp(`^${t('field-men')}`)).fill(men);
          await measuring.getByLabel(new RegExp(`^${t('field-men-n')}`)).fill('38');
          await measuring.getByRole('button', { name: t('measure-add'), exact: true }).click();
          await expect(done(manager)).toContainText(t('said-measured'));
        }
        const measured = main(manager).locator('tbody tr').filter({ has: manager.locator('th', { hasText: day(-14) }) });
        await expect(measured).toContainText('21');
        expect((await neighbour.request.get(at(it, 'improvement', card))).status()).toBe(404);

        // The final report knows what is there already; the rest is written, and it is finished.
        await politician.goto(at(it, 'forms', place));
        await main(politician).locator('a[href*="slutrapport"]').first().click();
        for (const known of [here.name, problem, item.replace(/^\d+\. /, '')]) await expect(main(politician)).toContainText(known);
        const lesson = `Vi lärde oss att mäta först ${unique()}`;
        await fillIn(politician, lesson);
        await button(politician, t('form-save-finish')).click();
        await expect(done(politician)).toContainText(t('said-form-finished'));
        await expect(main(politician)).toContainText(lesson);
        for (const [key, start] of [['form-pdf', '%PDF-'], ['form-docx', 'PK']]) {
          const href = await main(politician).getByRole('link', { name: t(key), exact: true }).getAttribute('href');
          const file = await politician.request.get(href);
          expect((await file.body()).subarray(0, start.length).toString()).toBe(start);
          expect(file.headers()['content-disposition']).toContain('attachment');
        }
        expect((await neighbour.request.get(new URL(politician.url()).pathname)).status()).toBe(404);
      });
    });
  }
}
