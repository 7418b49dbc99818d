// What people do signed in, each in Swedish and in English, and what is done with forms with JavaScript in
// one and without it in the other. The demonstration's server is shared by all tests: a test that changes something does it
// with people and organisations of its own.
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { code, step, wrongCode } from '../support/codes.js';
import {
  PASSWORD, PDF, PEOPLE, actAs, at, attach, choosePassword, done, firstCode, idOf,
  newPerson, password, path, row, secondStep, signOut, signOutButton, toOrganisation, trouble, unique, wordOf,
} from '../support/desk.js';
import { unzip } from '../support/files.js';
import { BOTH, scripts } from '../support/site.js';
import { expect, test } from '../support/test.js';
import { text } from '../support/words.js';

const LEVEL = {
  own: { sv: 'bara den egna organisationen', en: 'your own organisation only' },
  public: { sv: 'alla, även utan konto', en: 'everybody, even without an account' },
};
/** Words of the program that stand in no file of texts. */
const SAYS = {
  wrong: { sv: 'Det stämde inte', en: 'That was not right' },
  wrongCode: { sv: 'Koden stämde inte', en: 'The code was not right' },
  denied: { sv: 'Det får du inte göra', en: 'You may not do that' },
  nothing: { sv: 'Det finns inget här', en: 'There is nothing here' },
  forged: { sv: 'Formuläret är för gammalt', en: 'The form is too old' },
  spent: { sv: 'Länken gäller inte längre', en: 'The link is no longer valid' },
  first: { sv: 'Någon annan hann före', en: 'Somebody else was there first' },
  unlike: { sv: 'Lösenorden är olika', en: 'The passwords differ' },
  weak: { sv: 'Välj ett starkare lösenord', en: 'Choose a stronger password' },
  confirmation: { sv: 'Namnet som bekräftelse saknas', en: 'The name as confirmation is missing' },
  wrongType: { sv: 'Filen går inte att bifoga', en: 'The file cannot be attached' },
};

const h1 = (page) => page.getByRole('heading', { level: 1 });
const main = (page) => page.getByRole('main');
/** The forms of the page itself, by what they do. */
const acts = (page) => page.locator('main input[name=act]').evaluateAll((all) => all.map((one) => one.value));
/** The texts of the cells of a table's rows, without their forms. */
const cells = (rows) => rows.evaluateAll((all) => all.map((one) => [...one.querySelectorAll('th, td')]
  .filter((cell) => !cell.querySelector('.acts')).map((cell) => cell.innerText.replace(/\s+/g, ' ').trim())));
const facts = async (page) => Object.fromEntries(await page.locator('main dl.summary > div').evaluateAll(
  (all) => all.map((one) => [one.querySelector('dt').innerText.trim(), one.querySelector('dd').innerText.trim()])));

/** What a request without a browser's help gets, and where it is sent. */
async function got(page, address) {
  const response = await page.request.get(address, { maxRedirects: 0 });
  return { status: response.status(), headers: response.headers(), body: await response.body() };
}

/** A person's own data, as the person takes it out. */
const myData = async (page, it) => JSON.parse((await got(page, at(it, 'dataFile'))).body.toString());

for (const it of BOTH) {
  const t = (key, values) => text(it, key, values);
  const say = (key) => SAYS[key][it.lang];

  test.describe(`${it.lang}: roles`, () => {
    test.use({ locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });

    /** What each may do with its own organisation: change, invite, attach, take out, see the history. */
    const MAY = {
      solveig: 'edit invite attach export history', birgitta: 'attach history', anders: 'edit invite attach export history',
      ylva: 'edit invite attach export history', petter: 'attach history', hamid: 'history',
      margareta: 'edit invite attach export history', leo: 'attach history', drago: 'invite',
    };
    for (const [key, may] of Object.entries(MAY)) {
      const person = PEOPLE[key];
      test(`${person.role.en} signs in by one click and sees what is theirs`, async ({ page }) => {
        await actAs(page, it, person);
        expect(path(page)).toBe(at(it, 'mine'));
        await expect(h1(page)).toHaveText(t('mine-title', { name: person.name }));
        expect(await cells(page.getByRole('table', { name: t('mine-roles') }).locator('tbody tr'))).toEqual([[person.organisation, person.role[it.lang]]]);
        await expect(page.locator('.who')).toContainText(t('signed-in-as', { name: person.name }));
        const links = await page.locator('main .ways a, .who a').allInnerTexts();
        expect(links.filter((link) => link === t('operator')).length > 0).toBe(key === 'drago');

        const id = await toOrganisation(page, it, person.organisation);
        const [edit, inviting, history, take] = await Promise.all(
          ['edit', 'invite', 'history', 'organisationFile'].map((to) => page.locator(`main a[href="${at(it, to, id)}"]`).count()),
        );
        const sees = { edit, invite: inviting, attach: (await acts(page)).filter((act) => act === 'attach').length, export: take, history };
        expect(sees).toEqual(Object.fromEntries(Object.keys(sees).map((name) => [name, may.split(' ').includes(name) ? 1 : 0])));
        // And the addresses themselves answer likewise.
        for (const [name, to] of [['edit', 'edit'], ['invite', 'invite'], ['export', 'organisationFile']]) {
          const { status } = await got(page, at(it, to, id));
          expect(status, to).toBe(may.split(' ').includes(name) ? 200 : 403);
        }
        await page.goto(at(it, 'organisations'));
        expect(await main(page).getByRole('link', { name: t('organisation-new') }).count()).toBe(key === 'solveig' ? 1 : 0);
        await page.goto(at(it, 'operator'));
        await expect(h1(page)).toHaveText(key === 'drago' ? t('operator') : say('denied'));

        await signOut(page, it);
        await expect(done(page)).toContainText(t('said-out'));
        await expect(signOutButton(page, it)).toHaveCount(0);
        await page.goto(at(it, 'mine'));
        expect(new URL(page.url()).pathname, 'signed out is signed out').toBe(at(it, 'signIn'));
      });
    }

    test('the operator sees the program, and no names of others', async ({ page }) => {
      await actAs(page, it, PEOPLE.drago);
      await page.locator('.who').getByRole('link', { name: t('operator') }).click();
      const state = await facts(page);
      expect(state[t('state-mail')]).toBe(t('no'));
      expect(state[t('state-keys')]).toBe(t('yes'));
      expect(state[t('state-version')]).toMatch(/^\d+\.\d+/);
      // Of jobs it tells how many, and only of states there are some in.
      const jobs = ['job-waiting', 'job-running', 'job-done', 'job-dead', 'job-cancelled'].map((job) => state[t(job)]).filter((n) => n !== undefined);
      expect(jobs.length).toBeGreaterThan(0);
      for (const n of jobs) expect(n).toMatch(/^[1-9]\d*$/);
      const others = Object.values(PEOPLE).map(({ name }) => name).filter((name) => name !== PEOPLE.drago.name);
      await page.goto(at(it, 'organisations'));
      const organisations = [...new Set(Object.values(PEOPLE).map(({ organisation }) => organisation))];
      const pages = [at(it, 'mine'), at(it, 'organisations'), at(it, 'operator')];
      for (const name of organisations) pages.push(await main(page).getByRole('link', { name, exact: true }).getAttribute('href'));
      for (const address of pages) {
        const html = (await got(page, address)).body.toString().replaceAll('drago.ek@exempel.example', '');
        expect(others.filter((name) => html.includes(name)), address).toEqual([]);
        expect(html.includes('@exempel.example'), `${address}: no addresses`).toBe(false);
      }
      await toOrganisation(page, it, 'Laxmora kommun');
      const hidden = (await cells(page.locator('main tbody tr'))).map(([name]) => name);
      expect(hidden.length).toBeGreaterThan(4);
      for (const name of hidden) expect(name).toContain(t('person-hidden'));
    });

    test('a reader has no forms but the one that ends the own role', async ({ page }) => {
      await actAs(page, it, PEOPLE.hamid);
      const id = await toOrganisation(page, it, PEOPLE.hamid.organisation);
      expect(await acts(page)).toEqual(['end']);
      await expect(row(page, PEOPLE.hamid.name).locator('summary')).toHaveText(t('assignment-end'));
      for (const address of [at(it, 'mine'), at(it, 'organisations'), at(it, 'history', id)]) {
        await page.goto(address);
        expect(await acts(page), address).toEqual([]);
      }
      await toOrganisation(page, it, 'Region Granmark');
      expect(await acts(page), 'of others nothing').toEqual([]);
      expect((await cells(page.locator('main tbody tr')))[0][0]).toContain(t('person-hidden'));
    });

    test('a politician cannot invite, whatever is posted', async ({ page }) => {
      await actAs(page, it, PEOPLE.gunilla);
      const id = await toOrganisation(page, it, PEOPLE.gunilla.organisation);
      const before = await cells(page.locator('main tbody tr'));
      await page.goto(at(it, 'mine'));
      const email = `smyg.${unique()}@exempel.example`;
      const response = await page.request.post(at(it, 'invite', id), {
        form: { word: await wordOf(page), act: 'invite', name: 'Smyg Smygsson', email, role: 'reader', from: '2020-01-01', language: it.lang },
      });
      expect(response.status()).toBe(403);
      expect(await response.text()).toContain(say('denied'));
      await toOrganisation(page, it, PEOPLE.gunilla.organisation);
      const after = await cells(page.locator('main tbody tr'));
      // Other tests may invite there; nobody of this name came.
      expect(after.filter(([name]) => name.includes('Smyg'))).toEqual([]);
      expect(after.length).toBeGreaterThanOrEqual(before.length);
    });

    test('a page asked for before signing in is come back to, and no other site', async ({ page }) => {
      await page.goto(at(it, 'data'));
      expect(new URL(page.url()).pathname).toBe(at(it, 'signIn'));
      await actAs(page, it, PEOPLE.leo, page.url());
      expect(path(page)).toBe(at(it, 'data'));
      await expect(page.getByLabel(t('field-name'))).toHaveValue(PEOPLE.leo.name);
      await signOut(page, it);
      const next = new URL((await got(page, at(it, 'data'))).headers.location, page.url()).searchParams.keys().next().value;
      for (const elsewhere of ['https://example.invalid/', '//example.invalid/sv/', `${it.start}`, at(it, 'signOut')]) {
        await actAs(page, it, PEOPLE.leo, `${at(it, 'signIn')}?${next}=${encodeURIComponent(elsewhere)}`);
        expect(path(page), elsewhere).toBe(at(it, 'mine'));
        await signOut(page, it);
      }
    });

    test('the operator checks the storage, and all is well', async ({ page, another }) => {
      // Something of every kind is there to be checked.
      const office = await another();
      await newPerson(office, it);
      await toOrganisation(office, it, PEOPLE.solveig.organisation);
      await attach(office, it, `Kontroll ${unique()}.pdf`, Buffer.concat([PDF, Buffer.from(`%${unique()}\n`)]));
      await actAs(page, it, PEOPLE.drago);
      await page.goto(at(it, 'operator'));
      await page.getByRole('button', { name: t('storage-verify') }).click();
      await expect(h1(page)).toHaveText(t('verify-well'));
      const counts = await facts(page);
      const count = (key) => Number(counts[t(key)].replace(/\D/g, ''));
      // Six organisations, sixteen people with an account and an assignment each, and what was made above.
      expect(count('verify-records')).toBeGreaterThanOrEqual(6 + 3 * 16 + 1 + 3 + 1);
      expect(count('verify-entries')).toBeGreaterThanOrEqual(count('verify-records'));
      expect(count('verify-changes')).toBeGreaterThanOrEqual(4);
      expect(count('verify-contents')).toBeGreaterThanOrEqual(1);
      await expect(main(page).locator('p:not(.seen)')).toHaveCount(0);
    });

    test('the operator closes an account, which ends its sessions, and opens it again', async ({ page, another }) => {
      const office = await another();
      const person = await newPerson(office, it);
      const own = await another();
      await actAs(own, it, person);
      await actAs(page, it, PEOPLE.drago);
      const look = async () => {
        await page.goto(at(it, 'operator'));
        await page.getByLabel(t('field-email')).fill(person.email);
        await page.getByRole('button', { name: t('account-look') }).click();
        await expect(h1(page)).toHaveText(person.email);
        return facts(page);
      };
      expect(await look()).toEqual({ [t('account-joined')]: t('no'), [t('account-closed')]: t('no') });
      await page.getByRole('button', { name: t('account-close') }).click();
      await expect(done(page)).toContainText(t('said-closed'));
      expect(await look()).toEqual({ [t('account-joined')]: t('no'), [t('account-closed')]: t('yes') });
      await own.goto(at(it, 'data'));
      expect(new URL(own.url()).pathname).toBe(at(it, 'signIn'));
      await page.getByRole('button', { name: t('account-open') }).click();
      await expect(done(page)).toContainText(t('said-opened'));
      expect((await look())[t('account-closed')]).toBe(t('no'));
      await actAs(own, it, person);
      await expect(h1(own)).toHaveText(t('mine-title', { name: person.name }));
    });
  });

  // Whose form it is is asked before anything of it is read, in one place for both languages: once is enough.
  if (it.lang === 'sv') test.describe(`${it.lang}: forms nobody here made`, () => {
    test.use({ locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });

    /** A person of one's own, signed in, and the form that would change their data. */
    async function victim(page, another) {
      const person = await newPerson(await another(), it);
      await actAs(page, it, person);
      await page.goto(at(it, 'data'));
      const form = Object.fromEntries(await page.locator('form:has(input[value=correct])').evaluate((one) => [...new FormData(one)]));
      return { person, form: { ...form, phone: '070 666 66 66' } };
    }
    const kept = async (page) => {
      const { person, account, history } = await myData(page, it);
      return { person, account, history };
    };

    for (const [about, word] of [['a forged word', () => 'a'.repeat(43)], ['no word', () => undefined], ['an empty word', () => '']]) {
      test(`${about} changes nothing`, async ({ page, another }) => {
        const { form } = await victim(page, another);
        const before = await kept(page);
        const forged = { ...form, word: word() };
        if (forged.word === undefined) delete forged.word;
        const response = await page.request.post(at(it, 'data'), { form: forged, maxRedirects: 0 });
        expect(response.status()).toBe(403);
        expect(await response.text()).toContain(say('forged'));
        expect(await kept(page)).toEqual(before);
        // What was true about the test: with the right word it is changed.
        const right = await page.request.post(at(it, 'data'), { form, maxRedirects: 0 });
        expect(right.status()).toBe(303);
        expect((await kept(page)).person).toEqual({ ...before.person, phone: '070 666 66 66' });
      });
    }

    test('the word of another session changes nothing', async ({ page, another }) => {
      const { person, form } = await victim(page, another);
      const before = await kept(page);
      const second = await another();
      await actAs(second, it, person);
      await second.goto(at(it, 'data'));
      const word = await wordOf(second);
      expect(word).not.toBe(form.word);
      const response = await page.request.post(at(it, 'data'), { form: { ...form, word }, maxRedirects: 0 });
      expect(response.status()).toBe(403);
      expect(await response.text()).toContain(say('forged'));
      expect(await kept(page)).toEqual(before);
    });

    test('another site with the right word changes nothing', async ({ page, another }) => {
      const { form } = await victim(page, another);
      const before = await kept(page);
      for (const headers of [
        { origin: 'https://example.invalid', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
        { origin: 'https://example.invalid' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        const response = await page.request.post(at(it, 'data'), { form, headers, maxRedirects: 0 });
        expect(await kept(page), JSON.stringify(headers)).toEqual(before);
        expect(response.status(), JSON.stringify(headers)).toBe(403);
      }
    });

    /** Opens a page of another site (by number, not by name) that sends a form here at once. */
    async function elsewhere(page, action, fields, seen) {
      const inputs = Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join('');
      const server = createServer((_, response) => {
        response.setHeader('content-type', 'text/html');
        response.end(`<!doctype html><title>x</title><link rel="icon" href="data:,"><form method="post" action="${action}">${inputs}</form><script>document.forms[0].submit()</script>`);
      });
      await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
      const posted = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.goto(`http://127.0.0.1:${server.address().port}/`, { waitUntil: 'commit' });
      const response = await posted;
      server.close();
      seen.length = 0;
      return { sent: Object.fromEntries(new URLSearchParams(response.request().postData())), status: response.status() };
    }

    test('a form on another site, sent by the browser, changes nothing', async ({ page, another, baseURL, seen }) => {
      const { form } = await victim(page, another);
      const before = await kept(page);
      expect(await elsewhere(page, `${baseURL}${at(it, 'data')}`, form, seen)).toEqual({ sent: form, status: 403 });
      expect(await kept(page)).toEqual(before);
    });

    test('another site signs nobody in', async ({ page, baseURL, seen }) => {
      await page.goto(at(it, 'signIn'));
      const account = await page.locator('main form').filter({ has: page.getByRole('button', { name: new RegExp(PEOPLE.kerstin.name) }) })
        .locator('input[name=account]').inputValue();
      const fields = { act: 'act-as', account };
      expect(await elsewhere(page, `${baseURL}${at(it, 'signIn')}`, fields, seen)).toEqual({ sent: fields, status: 403 });
      expect(await page.context().cookies()).toEqual([]);
      const { headers } = await got(page, at(it, 'mine'));
      expect(new URL(headers.location, baseURL).pathname, 'not signed in as whom the other site chose').toBe(at(it, 'signIn'));
    });

    test('a form posted signed out changes nothing', async ({ page, another }) => {
      const { form } = await victim(page, another);
      const before = await kept(page);
      const nobody = await another();
      const response = await nobody.request.post(at(it, 'data'), { form, maxRedirects: 0 });
      expect(response.status()).toBe(401);
      expect(await kept(page)).toEqual(before);
    });

    test('one cannot change another person by their address', async ({ page, another }) => {
      const { form } = await victim(page, another);
      const before = await kept(page);
      const other = await another();
      await actAs(other, it, PEOPLE.leo);
      const id = idOf(await (async () => { await page.goto(at(it, 'data')); return page.locator('main .ways a').nth(1).getAttribute('href'); })());
      for (const address of [at(it, 'person', id), at(it, 'history', id)]) expect((await got(other, address)).status).not.toBe(200);
      await other.goto(at(it, 'mine'));
      const response = await other.request.post(at(it, 'person', id), { form: { ...form, word: await wordOf(other) }, maxRedirects: 0 });
      expect([403, 404]).toContain(response.status());
      expect(await kept(page)).toEqual(before);
    });
  });

  for (const javaScriptEnabled of scripts(it)) {
    test.describe(`${it.lang}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
      test.use({ javaScriptEnabled, locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });
      /** Of several people who may do the same, one for each run: their last change is their own. */
      const one = (...people) => PEOPLE[people[(it.lang === 'sv' ? 0 : 2) + (javaScriptEnabled ? 0 : 1)]];

      test('from an invitation to signing in with password and code', async ({ page, another }) => {
        test.setTimeout(180_000);
        const office = await another();
        const person = await newPerson(office, it, { role: 'strategist' });
        expect(new URL(person.link).pathname.startsWith(at(it, 'invitation'))).toBe(true);
        await office.goto(at(it, 'organisation', person.organisation.id));
        await expect(row(office, person.name).locator('th')).toContainText(t('person-invited', { name: person.name }));

        const opened = await page.goto(person.link);
        expect(opened.headers()['referrer-policy']).toBe('same-origin');
        expect(opened.headers()['cache-control']).toBe('no-store');
        await expect(h1(page)).toHaveText(t('invitation-title', { name: person.name }));
        const role = it.lang === 'sv' ? 'strateg' : 'strategist';
        expect(await facts(page)).toEqual({ [t('field-email')]: person.email, [person.organisation.name]: role });

        // Passwords that will not do, and the page still holds.
        for (const [first, again, said] of [
          [PASSWORD, `${PASSWORD}x`, 'unlike'], ['kort', 'kort', 'weak'], [person.name, person.name, 'weak'],
        ]) {
          await page.getByLabel(t('field-new-password'), { exact: true }).fill(first);
          await page.getByLabel(t('field-again'), { exact: true }).fill(again);
          await page.getByRole('button', { name: t('go-on'), exact: true }).click();
          await expect(trouble(page).getByRole('heading')).toHaveText(say(said));
        }
        const key = await choosePassword(page, it);
        await expect(page.getByRole('img', { name: t('codes-picture') })).toBeVisible();
        const uri = new URL(await page.getByRole('link', { name: t('codes-here') }).getAttribute('href'));
        expect(uri.protocol).toBe('otpauth:');
        expect(uri.searchParams.get('secret')).toBe(key.replace(/\s/g, ''));

        // A slip of the finger: said, and the same key stands there.
        await firstCode(page, it, wrongCode(key));
        await expect(trouble(page).getByRole('heading')).toHaveText(say('wrongCode'));
        await expect(page.locator('.codes code')).toHaveText(key);
        const enrolled = step();
        await firstCode(page, it, code(key, enrolled));
        await expect(h1(page)).toHaveText(t('paper-title'));
        const paper = await page.locator('.codes code').allInnerTexts();
        expect(paper).toHaveLength(8);
        expect(new Set(paper).size).toBe(8);
        await page.getByRole('link', { name: t('paper-on') }).click();
        expect(path(page)).toBe(at(it, 'mine'));
        await page.goto(at(it, 'security'));
        await expect(page.getByText(t('paper-left', { n: '8' }))).toBeVisible();
        const html = await page.content();
        expect(paper.filter((one) => html.includes(one)), 'shown once').toEqual([]);

        // The link is used.
        const late = await another();
        expect((await late.goto(person.link)).status()).toBe(410);
        await expect(h1(late)).toHaveText(say('spent'));
        await office.goto(at(it, 'organisation', person.organisation.id));
        await expect(row(office, person.name).locator('th')).not.toContainText(t('person-invited', { name: person.name }));
        expect(await row(office, person.name).locator('input[value=again]').count()).toBe(0);

        // In again, to a page asked for; a code works once, whoever asks.
        await signOut(page, it);
        await password(page, it, person.email, PASSWORD);
        await expect(h1(page)).toHaveText(t('code-title'));
        await secondStep(page, it, code(key, enrolled));
        await expect(trouble(page).getByRole('heading'), 'the code of the invitation is used').toHaveText(say('wrongCode'));
        await expect(h1(page), 'the step is kept').toHaveText(t('code-title'));
        await secondStep(page, it, wrongCode(key));
        await expect(trouble(page).getByRole('heading')).toHaveText(say('wrongCode'));
        await secondStep(page, it, code(key, enrolled + 1));
        await expect(h1(page)).toHaveText(t('mine-title', { name: person.name }));

        const second = await another();
        await password(second, it, person.email, PASSWORD);
        await secondStep(second, it, code(key, enrolled + 1));
        await expect(trouble(second).getByRole('heading'), 'the same code again').toHaveText(say('wrongCode'));
        // A code of paper, once.
        await secondStep(second, it, paper[0]);
        await expect(h1(second)).toHaveText(t('mine-title', { name: person.name }));
        await second.goto(at(it, 'security'));
        await expect(second.getByText(t('paper-left', { n: '7' }))).toBeVisible();
        await signOut(second, it);
        await password(second, it, person.email, PASSWORD);
        await secondStep(second, it, paper[0]);
        await expect(trouble(second).getByRole('heading'), 'paper works once').toHaveText(say('wrongCode'));
        await secondStep(second, it, paper[1].toUpperCase());
        await expect(h1(second)).toHaveText(t('mine-title', { name: person.name }));
      });

      test('a wrong password and an unknown address get the very same page', async ({ page, another }) => {
        const office = await another();
        const person = await newPerson(office, it, { from: '2099-01-01' });
        const own = await another();
        await own.goto(person.link);
        await firstCode(own, it, code(await choosePassword(own, it)));
        await expect(h1(own)).toHaveText(t('paper-title'));
        const seen = [];
        for (const email of [person.email, `ingen.${unique()}@exempel.example`, 'kerstin.granlid@exempel.example']) {
          await password(page, it, email, 'fel lösenord i dag');
          const response = await page.request.post(at(it, 'signIn'), { form: { act: 'password', email, password: 'fel lösenord i dag' } });
          // Other tests bring people into the list of the demonstration.
          const html = (await response.text()).replace(/<table[\s\S]*?<\/table>/, '').replaceAll(email, 'ADDRESS');
          const shown = (await main(page).evaluate((one) => { one.querySelector('table')?.remove(); return one.innerHTML; })).replaceAll(email, 'ADDRESS');
          seen.push({ status: response.status(), html, shown, cookies: await page.context().cookies() });
        }
        expect(seen[0].status).toBe(422);
        expect(seen[0].html).toContain(say('wrong'));
        expect(seen[0].html).toContain('ADDRESS');
        expect(seen[0].cookies).toEqual([]);
        expect(seen[1]).toEqual(seen[0]);
        expect(seen[2]).toEqual(seen[0]);
      });

      test('a file: attached, shown to all, withdrawn, removed and brought back', async ({ page, another }) => {
        test.setTimeout(180_000);
        const person = one('amina', 'mikael', 'inger', 'johan');
        const nobody = await another();
        const stranger = await another();
        await actAs(stranger, it, PEOPLE.margareta);
        await actAs(page, it, person);
        const organisation = await toOrganisation(page, it, person.organisation);
        const name = `Plan ${unique()}.pdf`;
        await attach(page, it, name);
        await expect(done(page)).toContainText(t('said-added'));
        const file = row(page, name);
        expect(await cells(file)).toEqual([[name, '1 kB', LEVEL.own[it.lang]]]);
        const address = await file.getByRole('link', { name, exact: true }).getAttribute('href');
        const history = await file.getByRole('link', { name: t('history') }).getAttribute('href');

        const download = page.waitForEvent('download');
        await file.getByRole('link', { name, exact: true }).click();
        const saved = await download;
        expect(saved.suggestedFilename()).toBe(name);
        expect((await readFile(await saved.path())).equals(PDF)).toBe(true);
        // To others it is not there at all.
        const hidden = async () => {
          const { status, headers } = await got(nobody, address);
          expect(status).toBe(303);
          expect(new URL(headers.location, 'http://x').pathname).toBe(at(it, 'signIn'));
          const theirs = await got(stranger, address);
          expect(theirs.status).toBe(404);
          expect(theirs.body.toString()).toContain(say('nothing'));
        };
        await hidden();

        const show = async (level) => {
          await file.locator('summary', { hasText: t('seen-change') }).click();
          await file.locator('select').selectOption(level);
          await file.getByRole('button', { name: t('seen-change-name', { name }) }).click();
        };
        await show('public');
        await expect(done(page)).toContainText(t('said-shown'));
        expect(await cells(file)).toEqual([[name, '1 kB', LEVEL.public[it.lang]]]);
        const open = await got(nobody, address);
        expect(open.status).toBe(200);
        expect(open.headers['content-disposition']).toMatch(/^attachment; /);
        expect(decodeURIComponent(open.headers['content-disposition'])).toContain(name);
        expect(open.headers['x-content-type-options']).toBe('nosniff');
        expect(open.headers['content-type']).toBe('application/pdf');
        expect(open.headers['cache-control']).toBe('no-store');
        expect(open.body.equals(PDF)).toBe(true);

        await show('own');
        await expect(done(page)).toContainText(t('said-shown'));
        await hidden();
        await nobody.goto(address);
        await expect(h1(nobody)).toHaveText(t('sign-in'));

        await file.getByRole('button', { name: t('remove-name', { name }) }).click();
        await expect(done(page)).toContainText(t('said-removed'));
        await page.goto(at(it, 'organisation', organisation));
        await expect(file).toHaveCount(0);
        expect((await got(page, address)).status).toBe(404);

        await page.goto(history);
        const lines = async () => (await cells(page.locator('main tbody tr'))).map(([, who, what]) => [who, what.split(/ (?=Namn|Name|Kan ses av|Can be seen by|Storlek|Size|Organisation)/)[0]]);
        const [removed, withdrawn, shown, added, undone] = it.lang === 'sv'
          ? ['togs bort', 'drogs tillbaka', 'visades för fler', 'lades till', 'en ändring ångrades']
          : ['removed', 'withdrawn', 'shown to more', 'added', 'a change was undone'];
        expect(await lines()).toEqual([removed, withdrawn, shown, added].map((what) => [person.name, what]));
        await page.getByRole('button', { name: t('undo'), exact: true }).click();
        await expect(done(page)).toContainText(t('said-undone'));
        expect(await lines()).toEqual([undone, removed, withdrawn, shown, added].map((what) => [person.name, what]));
        await page.goto(at(it, 'organisation', organisation));
        expect(await cells(file)).toEqual([[name, '1 kB', LEVEL.own[it.lang]]]);
        expect((await got(page, address)).body.equals(PDF)).toBe(true);
        // Everything of the organisation in one file: this one is in it.
        const zip = unzip((await got(page, at(it, 'organisationFile', organisation))).body);
        expect(Object.values(zip).some((bytes) => bytes.equals(PDF))).toBe(true);
      });

      test('what is said after a removal leads to the history that undoes it', async ({ page, another }) => {
        const person = await newPerson(await another(), it, { role: 'manager' });
        await actAs(page, it, person);
        await toOrganisation(page, it, person.organisation.name);
        await attach(page, it, 'Bort.pdf');
        const history = await row(page, 'Bort.pdf').getByRole('link', { name: t('history') }).getAttribute('href');
        await row(page, 'Bort.pdf').getByRole('button', { name: t('remove-name', { name: 'Bort.pdf' }) }).click();
        await expect(done(page)).toContainText(t('said-removed'));
        expect(new URL(page.url()).pathname).toBe(history);
        await expect(page.getByRole('button', { name: t('undo') })).toBeVisible();
      });

      test('a file that is not what its name says is refused', async ({ page, another }) => {
        const person = await newPerson(await another(), it, { role: 'manager' });
        await actAs(page, it, person);
        await toOrganisation(page, it, person.organisation.name);
        for (const [name, content] of [['sida.html', '<script>alert(1)</script>'], ['bild.png', PDF], ['program.exe', 'MZ\u0000\u0001']]) {
          await attach(page, it, name, Buffer.from(content));
          await expect(trouble(page).getByRole('heading'), name).toHaveText(say('wrongType'));
        }
        await page.goto(at(it, 'organisation', person.organisation.id));
        await expect(page.getByText(t('files-none'))).toBeVisible();
      });

      test('two change the same organisation: both versions side by side, nothing lost', async ({ page, another }) => {
        const boss = await newPerson(page, it, { role: 'manager' });
        const { id, name } = boss.organisation;
        // No two organisations have the same; those of the demonstration begin with nine.
        const area = String(randomInt(1000, 9000));
        const other = await another();
        await actAs(other, it, boss);
        for (const tab of [page, other]) await tab.goto(at(it, 'edit', id));
        const field = (tab) => tab.getByLabel(t('field-organisation'));
        const save = (tab) => tab.getByRole('button', { name: t('save'), exact: true }).click();

        await field(other).fill(`${name} norr`);
        await other.getByLabel(t('field-area')).fill(area);
        await save(other);
        await expect(done(other)).toContainText(t('said-changed'));

        await field(page).fill(`${name} söder`);
        await page.getByLabel(t('head-kind'), { exact: true }).selectOption('region');
        await save(page);
        await expect(trouble(page).getByRole('heading')).toHaveText(say('first'));
        await expect(main(page)).toContainText(boss.name);
        const both = page.getByRole('table', { name: t('conflict-title') });
        const [kindBefore, kindMine] = it.lang === 'sv' ? ['kommun', 'region'] : ['municipality', 'region'];
        const [nameField, kindField, areaField] = it.lang === 'sv' ? ['Namn', 'Slag', 'Områdeskod'] : ['Name', 'Kind', 'Area code'];
        expect(await cells(both.locator('tbody tr'))).toEqual([
          [nameField, name, `${name} norr`, `${name} söder`],
          [kindField, kindBefore, kindBefore, kindMine],
          [areaField, '', area, ''],
        ]);
        // What was written stays in the form; what the other saved stays saved.
        await expect(field(page)).toHaveValue(`${name} söder`);
        await expect(page.getByLabel(t('head-kind'), { exact: true })).toHaveValue('region');
        await other.goto(at(it, 'organisation', id));
        await expect(h1(other)).toHaveText(`${name} norr`);

        // Knowingly: the other's area, one's own name.
        await page.getByLabel(t('field-area')).fill(area);
        await save(page);
        await expect(done(page)).toContainText(t('said-changed'));
        await expect(h1(page)).toHaveText(`${name} söder`);
        expect(await facts(page)).toEqual({ [t('head-kind')]: kindMine, [t('field-area')]: area });
        await other.goto(at(it, 'history', id));
        const lines = (await cells(other.locator('main tbody tr'))).map(([, who, what]) => [who, what]);
        expect(lines.map(([who]) => who)).toEqual([PEOPLE.solveig.name, boss.name, PEOPLE.solveig.name]);
        expect(lines[0][1]).toContain(`${nameField}: ${name} norr → ${name} söder`);
        expect(lines[1][1]).toContain(`${nameField}: ${name} → ${name} norr`);
        expect(lines[1][1]).toContain(`${areaField}: ${area}`);
      });

      test('own data: corrected, taken out, erased', async ({ page, another }) => {
        test.setTimeout(180_000);
        const office = await another();
        const person = await newPerson(office, it, { role: 'key_person' });
        await actAs(page, it, person);
        await page.getByRole('main').getByRole('link', { name: t('my-data') }).click();
        await page.getByLabel(t('field-phone')).fill('070-123 45 67');
        await page.getByLabel(t('field-title')).fill('prövare');
        await page.getByLabel(t('field-email')).fill('ingen adress');
        await page.locator('form:has(input[value=correct])').evaluate((form) => { form.noValidate = true; });
        await page.getByRole('button', { name: t('save'), exact: true }).click();
        await expect(trouble(page)).toBeVisible();
        await expect(page.getByLabel(t('field-phone')), 'what was written stays').toHaveValue('070-123 45 67');
        await page.getByLabel(t('field-email')).fill(person.email);
        await page.getByRole('button', { name: t('save'), exact: true }).click();
        await expect(done(page)).toContainText(t('said-corrected'));

        const download = page.waitForEvent('download');
        await page.getByRole('link', { name: t('my-data-file') }).click();
        const saved = await download;
        expect(saved.suggestedFilename()).toBe(t('my-data-file-name'));
        const mine = JSON.parse(await readFile(await saved.path(), 'utf8'));
        expect(mine.person).toEqual({ name: person.name, email: person.email, phone: '070-123 45 67', title: 'prövare', language: it.lang });
        expect(mine.account.email).toBe(person.email);
        expect(mine.assignments).toEqual([{ organisation: person.organisation.name, role: 'key_person', from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), to: null }]);
        expect(mine.sessions.filter(({ ended_at }) => ended_at === null)).toHaveLength(1);
        expect(mine.passkeys).toEqual([]);
        expect(mine.history.map(({ after }) => after?.title).filter(Boolean)).toEqual(['provare', 'prövare']);

        const erase = async (name) => {
          await page.getByLabel(t('erase-name', { name: person.name })).fill(name);
          await page.getByRole('button', { name: t('erase-go') }).click();
        };
        await erase('Någon Annan');
        await expect(trouble(page).getByRole('heading')).toHaveText(say('confirmation'));
        expect((await myData(page, it)).person).toEqual(mine.person);
        await erase(person.name);
        await expect(h1(page)).toHaveText(t('sign-in'));
        await expect(done(page)).toContainText(t('said-erased'));
        await expect(page.getByRole('button', { name: new RegExp(person.name) })).toHaveCount(0);
        expect(await page.content()).not.toContain(person.name);
        await office.goto(at(it, 'organisation', person.organisation.id));
        expect((await cells(office.locator('main tbody tr'))).map(([name]) => name)).toEqual([t('person-erased')]);
        expect(await office.content()).not.toContain(person.email);
      });

      test('a session elsewhere is ended from here', async ({ page, another }) => {
        const person = await newPerson(await another(), it);
        const other = await another();
        await actAs(other, it, person);
        await actAs(page, it, person);
        await page.goto(at(it, 'security'));
        const table = page.getByRole('table', { name: t('sessions') });
        const rows = table.locator('tbody tr');
        await expect(rows).toHaveCount(2);
        const [agent] = (await cells(rows.filter({ has: page.getByRole('button') })))[0];
        expect(await cells(rows.filter({ hasNot: page.getByRole('button') })).then(([[name]]) => name)).toBe(t('session-this', { agent }));
        await rows.getByRole('button', { name: t('session-end-name', { name: agent }) }).click();
        await expect(done(page)).toContainText(t('said-session'));
        await expect(rows).toHaveCount(1);
        await other.goto(at(it, 'data'));
        expect(new URL(other.url()).pathname).toBe(at(it, 'signIn'));
        await expect(other.locator('.who')).toHaveCount(0);
        await page.reload();
        await expect(signOutButton(page, it), 'this one goes on').toBeVisible();

        // All others at once.
        const third = await another();
        for (const tab of [other, third]) await actAs(tab, it, person);
        await page.goto(at(it, 'security'));
        await expect(rows).toHaveCount(3);
        await page.getByRole('button', { name: t('sessions-end') }).click();
        await expect(done(page)).toContainText(t('said-sessions'));
        await expect(rows).toHaveCount(1);
        for (const tab of [other, third]) {
          await tab.goto(at(it, 'mine'));
          expect(new URL(tab.url()).pathname).toBe(at(it, 'signIn'));
        }
      });
    });
  }
}

test('a page asked for in one language has its twin in the other, signed in', async ({ page }) => {
  const [sv, en] = BOTH;
  await actAs(page, sv, PEOPLE.petter);
  const id = await toOrganisation(page, sv, PEOPLE.petter.organisation);
  await page.getByRole('link', { name: 'English' }).click();
  expect(path(page)).toBe(at(en, 'organisation', id));
  await expect(h1(page)).toHaveText(PEOPLE.petter.organisation);
  await expect(signOutButton(page, en)).toBeVisible();
});

test('a password of nothing but one\'s own name is refused, however long', async ({ page, another }) => {
  const [sv] = BOTH;
  const { name, link } = await newPerson(await another(), sv, { from: '2099-01-01', name: `Frida Provsson${unique().slice(0, 3)}` });
  await page.goto(link);
  const twice = `${name} ${name}`;
  await page.getByLabel(text(sv, 'field-new-password'), { exact: true }).fill(twice);
  await page.getByLabel(text(sv, 'field-again'), { exact: true }).fill(twice);
  await page.getByRole('button', { name: text(sv, 'go-on'), exact: true }).click();
  await page.waitForLoadState();
  await expect(h1(page)).toHaveText(text(sv, 'invitation-title', { name }));
  await expect(trouble(page).getByRole('heading')).toHaveText(SAYS.weak.sv);
});

test('a page with a secret on it does not say that everybody can see it', async ({ page, another }) => {
  const [sv] = BOTH;
  const { link } = await newPerson(await another(), sv, { from: '2099-01-01' });
  const said = [];
  const note = async (about) => said.push([about, (await page.locator('.seen').innerText()).includes(text(sv, 'seen-all'))]);
  await page.goto(link);
  await note('the invitation');
  const key = await choosePassword(page, sv);
  await note('the key for codes');
  await firstCode(page, sv, code(key));
  await expect(h1(page)).toHaveText(text(sv, 'paper-title'));
  await note('the codes on paper');
  expect(said).toEqual([['the invitation', false], ['the key for codes', false], ['the codes on paper', false]]);
});
