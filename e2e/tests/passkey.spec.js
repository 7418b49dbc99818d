// Passkeys, with an authenticator that Chromium plays: a device with a screen lock that says yes.
import {
  PEOPLE, actAs, at, choosePassword, done, firstCode, newPerson, path, signOut, signOutButton, trouble,
} from '../support/desk.js';
import { code } from '../support/codes.js';
import { BOTH } from '../support/site.js';
import { expect, test } from '../support/test.js';
import { text } from '../support/words.js';

const SAYS = {
  spent: { sv: 'Länken gäller inte längre', en: 'The link is no longer valid' },
  last: { sv: 'Du måste kunna logga in', en: 'You must be able to sign in' },
};

const h1 = (page) => page.getByRole('heading', { level: 1 });
const told = (page) => page.locator('.passkey [role=alert]');

/** A device for a page. */
async function device(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('WebAuthn.enable');
  const add = async () => (await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
    },
  })).authenticatorId;
  let authenticatorId = await add();
  return {
    keys: async () => (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** Whether the reader says yes when asked. */
    agree: (isUserVerified) => client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    /** Another device in place of this one. */
    replace: async () => {
      await client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
      authenticatorId = await add();
    },
  };
}

for (const it of BOTH) {
  const t = (key, values) => text(it, key, values);
  const say = (key) => SAYS[key][it.lang];
  const keyRows = (page) => page.getByRole('table', { name: t('passkeys') }).locator('tbody tr');
  const create = async (page, label = '') => {
    await page.getByLabel(t('field-key-name')).fill(label);
    await page.getByRole('button', { name: t('passkey-new') }).click();
  };
  /** Somebody new who has accepted the invitation with a passkey. */
  const accept = async (page, another) => {
    const person = await newPerson(await another(), it);
    const own = await device(page);
    await page.goto(person.link);
    await create(page, 'arbetsdatorn');
    await expect(h1(page)).toHaveText(t('paper-title'));
    return { person, device: own };
  };

  test.describe(it.lang, () => {
    test.use({ locale: it.lang === 'sv' ? 'sv-SE' : 'en-GB' });

    test('an invitation is accepted with a passkey, and one signs in with it', async ({ page, another }) => {
      const { person, device: own } = await accept(page, another);
      const paper = await page.locator('.codes code').allInnerTexts();
      expect(new Set(paper).size).toBe(8);
      const [key, ...more] = await own.keys();
      expect(more).toEqual([]);
      expect([key.rpId, key.isResidentCredential, key.userName]).toEqual(['localhost', true, person.email]);
      await page.getByRole('link', { name: t('paper-on') }).click();
      await expect(h1(page)).toHaveText(t('mine-title', { name: person.name }));
      await page.goto(at(it, 'security'));
      await expect(keyRows(page)).toHaveCount(1);
      await expect(keyRows(page).locator('th')).toHaveText('arbetsdatorn');
      await expect(page.getByText(t('password-none'))).toBeVisible();

      await signOut(page, it);
      // Asked for a page first: the key leads there.
      await page.goto(at(it, 'data'));
      await page.getByRole('button', { name: t('sign-in-key') }).click();
      await page.waitForURL((url) => url.pathname === at(it, 'data'));
      await expect(page.getByLabel(t('field-name'))).toHaveValue(person.name);
      await expect(page.getByLabel(t('field-email'))).toHaveValue(person.email);
      const [used] = await own.keys();
      expect(used.signCount).toBeGreaterThan(key.signCount);
      await page.goto(at(it, 'security'));
      await expect(keyRows(page).locator('td').nth(1), 'it has been used').not.toHaveText(t('never'));
      // The link is used.
      const late = await another();
      await late.goto(person.link);
      await expect(h1(late)).toHaveText(say('spent'));
    });

    test('a second passkey is added, the first removed, the last stays', async ({ page, another }) => {
      const { person, device: own } = await accept(page, another);
      await page.goto(at(it, 'security'));
      const remove = (label) => page.getByRole('button', { name: t('remove-name', { name: label }) }).click();
      await remove('arbetsdatorn');
      await expect(trouble(page).getByRole('heading')).toHaveText(say('last'));
      await page.goto(at(it, 'security'));
      await expect(keyRows(page).locator('th')).toHaveText(['arbetsdatorn']);

      // The same device again is refused by the browser: the server names the keys there are.
      await create(page, 'samma igen');
      await expect(told(page)).toHaveText(t('passkey-stopped'));
      await page.goto(at(it, 'security'));
      await expect(keyRows(page)).toHaveCount(1);

      await own.replace();
      await create(page);
      await expect(done(page)).toContainText(t('said-key'));
      await expect(keyRows(page)).toHaveCount(2);
      const labels = await keyRows(page).locator('th').allInnerTexts();
      expect(labels.map((label) => label.trim()), 'without a name it gets the browser\'s').toEqual(['arbetsdatorn', 'Chrome, Linux']);
      await remove('arbetsdatorn');
      await expect(done(page)).toContainText(t('said-key-gone'));
      await expect(keyRows(page).locator('th')).toHaveText(['Chrome, Linux']);
      await remove('Chrome, Linux');
      await expect(trouble(page).getByRole('heading')).toHaveText(say('last'));

      // The one that is left opens.
      await signOut(page, it);
      await page.getByRole('button', { name: t('sign-in-key') }).click();
      await expect(h1(page)).toHaveText(t('mine-title', { name: person.name }));
      // With a password it is not the last way any more.
      await page.goto(at(it, 'security'));
      await firstCode(page, it, code(await choosePassword(page, it)));
      await page.goto(at(it, 'security'));
      await remove('Chrome, Linux');
      await expect(done(page)).toContainText(t('said-key-gone'));
      await expect(page.getByText(t('passkeys-none'))).toBeVisible();
    });

    test('who declines is told, and nothing is changed', async ({ page, another }) => {
      const person = await newPerson(await another(), it);
      const own = await device(page);
      await page.goto(person.link);
      await expect(told(page)).toHaveText('');
      await own.agree(false);
      await create(page, 'nej tack');
      await expect(told(page)).toHaveText(t('passkey-stopped'));
      await expect(h1(page)).toHaveText(t('invitation-title', { name: person.name }));
      expect(await own.keys()).toEqual([]);
      // And may think again, on the same page.
      await own.agree(true);
      await create(page, 'ja');
      await expect(h1(page)).toHaveText(t('paper-title'));
      await page.goto(at(it, 'mine'));
      await signOut(page, it);
      await own.agree(false);
      await page.getByRole('button', { name: t('sign-in-key') }).click();
      await expect(told(page)).toHaveText(t('passkey-stopped'));
      expect(new URL(page.url()).pathname).toBe(at(it, 'signIn'));
      await expect(signOutButton(page, it)).toHaveCount(0);
    });

    test('a device without a key of ours is told so', async ({ page }) => {
      await device(page);
      await page.goto(at(it, 'signIn'));
      await page.getByRole('button', { name: t('sign-in-key') }).click();
      await expect(told(page)).toHaveText(t('passkey-stopped'));
      expect(path(page)).toBe(at(it, 'signIn'));
    });

    test('an answer works once, and only to its own question', async ({ page, another }) => {
      const { person } = await accept(page, another);
      await page.goto(at(it, 'mine'));
      await signOut(page, it);
      const sent = page.waitForRequest((request) => new URL(request.url()).pathname === at(it, 'keyAnswer'));
      await page.getByRole('button', { name: t('sign-in-key') }).click();
      const form = Object.fromEntries(new URLSearchParams((await sent).postData()));
      await expect(h1(page)).toHaveText(t('mine-title', { name: person.name }));
      expect(form.token.length).toBeGreaterThan(20);
      expect(JSON.parse(form.answer).type).toBe('public-key');

      const thief = await another();
      const replay = async (about, fields) => {
        const response = await thief.request.post(at(it, 'keyAnswer'), { form: { ...form, ...fields }, maxRedirects: 0 });
        expect(await thief.context().cookies(), about).toEqual([]);
        const { location } = (await thief.request.get(at(it, 'mine'), { maxRedirects: 0 })).headers();
        expect(new URL(location, 'http://x').pathname, about).toBe(at(it, 'signIn'));
        return { status: response.status(), body: await response.text() };
      };
      const again = await replay('the same token and answer', {});
      expect(again.status).toBe(410);
      expect(again.body).toContain(say('spent'));
      const fresh = await (await thief.request.post(at(it, 'keyQuestion'), { form: {} })).json();
      expect(fresh.question.publicKey.userVerification).toBe('required');
      expect((await replay('an old answer to a new question', { token: fresh.token })).status).toBe(422);
      // That question is used as well, whatever was answered.
      expect((await replay('the same question twice', { token: fresh.token })).status).toBe(410);
      // An answer with another origin in it.
      const other = await (await thief.request.post(at(it, 'keyQuestion'), { form: {} })).json();
      const answer = JSON.parse(form.answer);
      const client = { ...JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url')), challenge: other.question.publicKey.challenge, origin: 'https://example.invalid' };
      answer.response.clientDataJSON = Buffer.from(JSON.stringify(client)).toString('base64url');
      expect((await replay('another origin', { token: other.token, answer: JSON.stringify(answer) })).status).toBe(422);
      for (const broken of ['', '{}', 'x'.repeat(5000)]) {
        const { token } = await (await thief.request.post(at(it, 'keyQuestion'), { form: {} })).json();
        expect((await replay(`broken: ${broken.slice(0, 9)}`, { token, answer: broken })).status).toBe(422);
      }
    });

    test('a new key cannot be put on somebody else by an answer sent twice', async ({ page, another }) => {
      const person = await newPerson(await another(), it);
      await device(page);
      await page.goto(person.link);
      const sent = page.waitForRequest((request) => request.method() === 'POST' && new URL(request.url()).pathname === new URL(person.link).pathname);
      await create(page, 'en');
      const form = Object.fromEntries(new URLSearchParams((await sent).postData()));
      await expect(h1(page)).toHaveText(t('paper-title'));
      const thief = await another();
      await actAs(thief, it, PEOPLE.petter);
      await thief.goto(at(it, 'security'));
      const word = await thief.locator('input[name=word]').first().inputValue();
      const before = await thief.getByText(t('passkeys-none')).count();
      for (const address of [new URL(person.link).pathname, at(it, 'security')]) {
        const response = await thief.request.post(address, { form: { ...form, word }, maxRedirects: 0 });
        expect(response.status(), address).toBe(410);
      }
      await thief.goto(at(it, 'security'));
      expect(await thief.getByText(t('passkeys-none')).count()).toBe(before);
      await page.goto(at(it, 'security'));
      await expect(keyRows(page).locator('th')).toHaveText(['en']);
    });

    test.describe('without JavaScript', () => {
      test.use({ javaScriptEnabled: false });
      test('there is no button that does nothing', async ({ page, another }) => {
        await page.goto(at(it, 'signIn'));
        await expect(page.locator('.passkey')).toBeHidden();
        await expect(page.getByRole('button', { name: t('sign-in-key') })).toHaveCount(0);
        // The note stands where only a browser without scripts shows it; the test's has scripts to look with,
        // and so reads it as text.
        const note = async () => (await page.locator('noscript').allInnerTexts()).join(' ') || (await page.content());
        expect(await note()).toContain(t('passkey-script'));
        await expect(page.getByLabel(t('field-password'), { exact: true })).toBeVisible();
        const { link } = await newPerson(await another(), it, { from: '2099-01-01' });
        await page.goto(link);
        await expect(page.getByRole('button', { name: t('passkey-new') })).toHaveCount(0);
        expect(await note()).toContain(t('passkey-script'));
        await expect(page.getByRole('button', { name: t('go-on'), exact: true })).toBeVisible();
      });
    });
  });
}
