// The desk (pages signed in) in both languages: addresses, the demonstration's people, and the steps
// that many tests begin with.
import { randomBytes } from 'node:crypto';
import { code } from './codes.js';
import { text } from './words.js';

const PATHS = {
  signIn: ['logga-in', 'sign-in'],
  code: ['logga-in/kod', 'sign-in/code'],
  keyQuestion: ['logga-in/nyckel', 'sign-in/passkey'],
  keyAnswer: ['logga-in/nyckel/svar', 'sign-in/passkey/answer'],
  signOut: ['logga-ut', 'sign-out'],
  forgot: ['glomt-losenord', 'forgotten-password'],
  recover: ['aterstall/*', 'recover/*'],
  invitation: ['inbjudan/*', 'invitation/*'],
  mine: ['mina-sidor', 'my-pages'],
  security: ['mina-sidor/inloggning', 'my-pages/sign-in'],
  data: ['mina-sidor/uppgifter', 'my-pages/data'],
  dataFile: ['mina-sidor/uppgifter/fil', 'my-pages/data/file'],
  organisations: ['organisationer', 'organisations'],
  newOrganisation: ['organisationer/ny', 'organisations/new'],
  organisation: ['organisation/*', 'organisation/*'],
  edit: ['organisation/*/andra', 'organisation/*/edit'],
  invite: ['organisation/*/bjud-in', 'organisation/*/invite'],
  organisationFile: ['organisation/*/fil', 'organisation/*/file'],
  person: ['person/*', 'person/*'],
  file: ['fil/*', 'file/*'],
  history: ['historik/*', 'history/*'],
  operator: ['drift', 'operations'],
  rounds: ['omgangar', 'rounds'],
  newRound: ['omgangar/ny', 'rounds/new'],
  round: ['omgang/*', 'round/*'],
  editRound: ['omgang/*/andra', 'round/*/edit'],
  roundLog: ['omgang/*/handelser', 'round/*/events'],
  promises: ['omgang/*/mentorsloften', 'round/*/mentor-promises'],
  participation: ['deltagande/*', 'participation/*'],
  attendance: ['omgang/*/narvaro', 'round/*/attendance'],
  applications: ['omgang/*/ansokningar', 'round/*/applications'],
  application: ['ansokan/*', 'application/*'],
  newGroup: ['omgang/*/ny-grupp', 'round/*/new-group'],
  forming: ['omgang/*/bilda-grupper', 'round/*/form-groups'],
  proposal: ['gruppforslag/*', 'group-proposal/*'],
  group: ['grupp/*', 'group/*'],
  editGroup: ['grupp/*/andra', 'group/*/edit'],
  progress: ['omgang/*/laget', 'round/*/progress'],
  evaluation: ['utvardering/*', 'evaluation/*'],
  evaluationPdf: ['utvardering/*/pdf', 'evaluation/*/pdf'],
  newMeeting: ['omgang/*/ny-traff', 'round/*/new-meeting'],
  newGroupMeeting: ['grupp/*/ny-traff', 'group/*/new-meeting'],
  meeting: ['traff/*', 'meeting/*'],
  editMeeting: ['traff/*/andra', 'meeting/*/edit'],
  minutes: ['traff/*/anteckningar', 'meeting/*/notes'],
  feedback: ['traff/*/aterkoppling', 'meeting/*/feedback'],
  feeds: ['mina-sidor/kalender', 'my-pages/calendar'],
  steps: ['steg/*', 'steps/*'],
  assessments: ['skattning/*', 'assessment/*'],
  ownAssessment: ['skattning/*/egen', 'assessment/*/own'],
  jointAssessment: ['skattning/*/gemensam', 'assessment/*/joint'],
  assessQuestions: ['skattning/*/fragor', 'assessment/*/questions'],
  assessStaff: ['skattning/*/personal', 'assessment/*/staff'],
  improvements: ['forbattringar/*', 'improvements/*'],
  improvement: ['forbattring/*', 'improvement/*'],
  ideas: ['ideer/*', 'ideas/*'],
  checkIn: ['uppfoljning/*', 'check-in/*'],
  forms: ['mallar/*', 'templates/*'],
  form: ['mall/*', 'template/*'],
  beside: ['sida-vid-sida/*', 'side-by-side/*'],
  besidePdf: ['sida-vid-sida/*/pdf', 'side-by-side/*/pdf'],
  levels: ['skattningar/*', 'assessments/*'],
  levelsFile: ['skattningar/*/csv', 'assessments/*/csv'],
  results: ['resultat/*', 'results/*'],
  resultsPdf: ['resultat/*/pdf', 'results/*/pdf'],
  handover: ['overlamning/*', 'handover/*'],
  handoverPdf: ['overlamning/*/pdf', 'handover/*/pdf'],
};

/** The address of a page of the desk: `at(it, 'organisation', id)`. */
export const at = (it, page, id = '') => `${it.start}${PATHS[page][it.lang === 'sv' ? 0 : 1].replace('*', id)}`;

/** The demonstration's people with a role today. */
export const PEOPLE = {
  solveig: ['Solveig Granqvist', 'Förbundet Jämna län', 'organisatör', 'organiser'],
  drago: ['Drago Ek', 'Förbundet Jämna län', 'driftansvarig', 'operator'],
  birgitta: ['Birgitta Myrlund', 'Laxmora kommun', 'politiker', 'politician'],
  anders: ['Anders Laxvik', 'Laxmora kommun', 'chef', 'manager'],
  ylva: ['Ylva Orrheim', 'Laxmora kommun', 'strateg', 'strategist'],
  petter: ['Petter Hjortsberg', 'Laxmora kommun', 'nyckelperson', 'key person'],
  hamid: ['Hamid Ripström', 'Laxmora kommun', 'läsare', 'reader'],
  gunilla: ['Gunilla Vassö', 'Slättköpings kommun', 'politiker', 'politician'],
  mikael: ['Mikael Almgård', 'Slättköpings kommun', 'chef', 'manager'],
  amina: ['Amina Slättman', 'Slättköpings kommun', 'strateg', 'strategist'],
  inger: ['Inger Skärvall', 'Skärköpings kommun', 'chef', 'manager'],
  johan: ['Johan Skärlund', 'Skärköpings kommun', 'strateg', 'strategist'],
  margareta: ['Margareta Älvmo', 'Älvhamra kommun', 'mentor', 'mentor'],
  leo: ['Leo Forsvall', 'Älvhamra kommun', 'mentorsstöd', 'mentor support'],
  kerstin: ['Kerstin Granlid', 'Region Granmark', 'politiker', 'politician'],
  ida: ['Ida Fjällvik', 'Fjällvåga kommun', 'strateg', 'strategist'],
};
for (const [key, [name, organisation, sv, en]] of Object.entries(PEOPLE)) PEOPLE[key] = { name, organisation, role: { sv, en } };

/** The path and query a page stands at. */
export const path = (page) => {
  const url = new URL(page.url());
  return url.pathname + url.search;
};

/** Signs in by one click, from wherever the page is. */
export async function actAs(page, it, person, next) {
  await page.goto(next ?? at(it, 'signIn'));
  await page.getByRole('button', { name: text(it, 'sign-in-as-name', { name: `${person.name},` }) }).click();
  await page.waitForURL((url) => !url.pathname.startsWith(at(it, 'signIn')));
}

/** The sessions this worker has begun, by who they are of. */
const sessions = new Map();

/**
 * Signed in as somebody, for who only wants to look: with the session this worker began for them, where it still
 * holds. Stands on no page after that. Whoever signs out begins a session of their own with `actAs`.
 */
export async function enter(page, it, person) {
  const known = sessions.get(person.name);
  if (known) {
    await page.context().addCookies(known);
    const answer = await page.request.get(at(it, 'mine'), { maxRedirects: 0 });
    if (answer.ok()) return;
    await page.context().clearCookies();
  }
  await actAs(page, it, person);
  sessions.set(person.name, await page.context().cookies());
}

/** The ids this worker has been told of the demonstration: they stay as they are through all tests. */
const told = new Map();

/** An id, found by going there the first time. */
async function idBy(key, find) {
  if (!told.has(key)) told.set(key, await find());
  return told.get(key);
}

/** The button that signs out. */
export const signOutButton = (page, it) => page.getByRole('button', { name: text(it, 'sign-out'), exact: true });

export async function signOut(page, it) {
  await signOutButton(page, it).click();
  await page.waitForURL((url) => url.pathname === at(it, 'signIn'));
}

/** To a page by the links with these names, one after the other, from My pages. */
export async function follow(page, it, ...names) {
  await page.goto(at(it, 'mine'));
  for (const name of names) {
    await page.getByRole('main').getByRole('link', { name }).first().click();
    await page.waitForLoadState();
  }
  return idOf(path(page));
}

/** A word nobody else has. */
export const unique = () => randomBytes(5).toString('hex');

/** What the page says was done. */
export const done = (page) => page.locator('p.done');
/** What the page says went wrong. */
export const trouble = (page) => page.locator('.errors');

/** The id at the end of an address of the desk. */
export const idOf = (href) => href.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)[0];

/** To the page of an organisation, by its name. Gives its id. */
export async function toOrganisation(page, it, name) {
  await page.goto(at(it, 'organisations'));
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  return idOf(path(page));
}

/** To the page of the demonstration's round in a state. Gives its id. */
export async function toRound(page, it, state) {
  await page.goto(at(it, 'rounds'));
  await page.locator('main tbody tr').filter({ hasText: 'Jämna län' }).filter({ hasText: state }).getByRole('link').first().click();
  await page.waitForLoadState();
  return idOf(path(page));
}

/** To the page where the groups of the demonstration's round without groups are formed; gives the round's id. */
export async function toForming(page, it) {
  await page.goto(at(it, 'rounds'));
  await page.locator('main tbody tr').filter({ hasText: 'Nya grannar' }).getByRole('link').first().click();
  await page.waitForLoadState();
  const id = idOf(path(page));
  await page.goto(at(it, 'forming', id));
  return id;
}

/** The id of an organisation of the demonstration, and of its round in a state, wherever the page then stands. */
const organisationId = (page, it, name) => idBy(`organisation ${name}`, () => toOrganisation(page, it, name));
const roundId = (page, it, state) => idBy(`round ${state}`, () => toRound(page, it, state));

/** The row of a table that begins with a name. */
export const row = (page, name) => page.locator('main tbody tr').filter({ has: page.locator('th', { hasText: name }) });

/** A new organisation, by an organiser. Gives its name and id; the page stands on it. */
export async function newOrganisation(page, it, name = `Prov ${unique()}`) {
  await page.goto(at(it, 'newOrganisation'));
  await page.getByLabel(text(it, 'field-organisation')).fill(name);
  await page.getByRole('button', { name: text(it, 'save'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  return { name, id: idOf(path(page)) };
}

/** Invites somebody new; the page then shows the link. Gives the person and the link. */
export async function invite(page, it, organisation, { role = 'strategist', from, name } = {}) {
  const word = unique();
  const person = { name: name ?? `Prova ${word}`, email: `prova.${word}@exempel.example`, title: 'provare' };
  await page.goto(at(it, 'invite', organisation));
  await page.getByLabel(text(it, 'field-name')).fill(person.name);
  await page.getByLabel(text(it, 'field-email')).fill(person.email);
  await page.getByLabel(text(it, 'field-title')).fill(person.title);
  await page.getByLabel(text(it, 'head-role'), { exact: true }).selectOption(role);
  await page.getByLabel(text(it, 'field-language')).selectOption(it.lang);
  if (from) await page.getByLabel(text(it, 'field-from'), { exact: true }).fill(from);
  await page.getByRole('button', { name: text(it, 'invite-go'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: text(it, 'link-title') }).waitFor();
  return { ...person, link: (await page.locator('.codes code').innerText()).trim() };
}

/** A person nobody else uses, in an organisation nobody else uses. Signs `page` in as `by`. */
export async function newPerson(page, it, options) {
  await actAs(page, it, PEOPLE.solveig);
  const organisation = await newOrganisation(page, it);
  const person = await invite(page, it, organisation.id, options);
  return { ...person, organisation };
}

export const PASSWORD = 'ekorre takplåt vinterväg';

/** From the page of an invitation to the key for codes. Gives the key. */
export async function choosePassword(page, it, password = PASSWORD) {
  await page.getByLabel(text(it, 'field-new-password'), { exact: true }).fill(password);
  await page.getByLabel(text(it, 'field-again'), { exact: true }).fill(password);
  await page.getByRole('button', { name: text(it, 'go-on'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: text(it, 'codes-title') }).waitFor();
  return page.locator('.codes code').innerText();
}

/** Writes the phone's first code. */
export async function firstCode(page, it, digits) {
  await page.getByLabel(text(it, 'field-first-code'), { exact: true }).fill(digits);
  await page.getByRole('button', { name: text(it, 'codes-go'), exact: true }).click();
}

/** Address and password on the sign-in page. */
export async function password(page, it, email, word) {
  await page.goto(at(it, 'signIn'));
  await page.getByLabel(text(it, 'field-email')).fill(email);
  await page.getByLabel(text(it, 'field-password'), { exact: true }).fill(word);
  await page.getByRole('button', { name: text(it, 'sign-in-go'), exact: true }).click();
}

/** The code after the password. */
export async function secondStep(page, it, digits) {
  await page.getByLabel(text(it, 'field-code'), { exact: true }).fill(digits);
  await page.getByRole('main').getByRole('button', { name: text(it, 'sign-in'), exact: true }).click();
}

/** The word of the session that the forms of a page carry. */
export const wordOf = (page) => page.locator('input[name=word]').first().inputValue();

/** A small PDF. */
export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
  '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** Attaches a file on the page of an organisation. */
export async function attach(page, it, name, buffer = PDF) {
  await page.getByLabel(text(it, 'field-file')).setInputFiles({ name, mimeType: 'application/pdf', buffer });
  await page.getByRole('button', { name: text(it, 'attach'), exact: true }).click();
}

/** A day long from now: whoever is invited from then is not yet among those to sign in as. */
const LATER = '2099-01-01';
const JUST_NOW = 'Underlag.pdf';

/** An attached file of the person's own organisation; one of an earlier test will do. */
async function withFile(page, it, organisation) {
  await toOrganisation(page, it, organisation);
  if ((await row(page, JUST_NOW).count()) === 0) await attach(page, it, JUST_NOW);
  return row(page, JUST_NOW).first();
}

/** The links to the steps of one's own organisation, to those of Laxmora, and to two of them. */
const OWN_STEPS = /^(Stegen|The steps)$/;
const STEPS = /^(Stegen för|The steps of) Laxmora kommun/;
const MEETING = /^(Lärandeträff: styrning|Learning meeting: steering)/;
const AT_HOME = /^(Arbete på hemmaplan: styrning|Work at home: steering)/;

/** To the improvements of a person's organisation in the round under way. Gives the ids as in the address. */
async function toImprovements(page, it, person, kind = 'improvements') {
  const organisation = await organisationId(page, it, person.organisation);
  const place = `${await roundId(page, it, /(?<!antagning )pågår|running/)}_${organisation}`;
  await page.goto(at(it, kind, place));
  await page.getByRole('heading', { level: 1 }).waitFor();
  return place;
}

/** The states of the demonstration's rounds. */
const RUNNING = /(?<!antagning )pågår|running/;
const ARCHIVED = /arkiverad|archived/;

/** To a page about an organisation in a round: what comes after the two ids in the address is `rest`. */
async function toPart(page, it, organisation, kind, { state = RUNNING, rest = '' } = {}) {
  const id = await organisationId(page, it, organisation);
  await page.goto(at(it, kind, `${await roundId(page, it, state)}_${id}${rest}`));
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Whose report of the round that is over everybody may read, and who handed none in. */
const SIV = { name: 'Siv Hamrin-Klöv', organisation: 'Klöverhamra kommun' };
const RUT = { name: 'Rut Sjöhag', organisation: 'Sjöhamra kommun' };

/** To the results of the demonstration's round that is over. */
async function toResults(page, it) {
  await page.goto(at(it, 'results', await toRound(page, it, ARCHIVED)));
  await page.getByRole('main').getByRole('link', { name: SIV.organisation, exact: true }).first().waitFor();
}

/** The cards of the demonstration: one whose measurements tell of a shift, and one that was dropped. */
const SHIFTED = /^Kvinnor med hemtjänst väntar längre än män/;
const DROPPED = /^Fler kvinnor än män skadar sig på gångvägar/;

const PROVED = 'Flickor väntar längre än pojkar på en utredning.';

/** To a card with a week's measurements; one of an earlier test will do. */
async function toCard(page, it, person) {
  await toImprovements(page, it, person);
  const known = page.getByRole('main').getByRole('link', { name: PROVED, exact: true });
  if ((await known.count()) > 0) {
    await known.first().click();
    await page.getByRole('heading', { name: text(it, 'measurements') }).first().waitFor();
    return;
  }
  await page.getByLabel(text(it, 'field-problem')).fill(PROVED);
  await page.getByRole('button', { name: text(it, 'improvement-start-go'), exact: true }).click();
  await page.locator('summary', { hasText: text(it, 'measure-new') }).waitFor();
  for (const [day, women, men] of [['05', '21', '14'], ['12', '19,5', '13'], ['19', '16', '14']]) {
    await page.locator('summary', { hasText: text(it, 'measure-new') }).click();
    await page.locator('#save-on').fill(`2026-01-${day}`);
    await page.locator('#save-women').fill(women);
    await page.locator('#save-men').fill(men);
    await page.getByRole('button', { name: text(it, 'measure-add'), exact: true }).click();
    await page.waitForLoadState();
  }
}

/** Every kind of page of the desk: name, and how one gets there. */
export function deskPages(it) {
  const { ylva, solveig, drago, margareta } = PEOPLE;
  /** As somebody, at an address. */
  const as = (person, page, id) => async (tab) => {
    await enter(tab, it, person);
    await tab.goto(at(it, page, id));
  };
  /** As somebody, on a page about an organisation. */
  const about = (person, organisation, page) => async (tab) => {
    await enter(tab, it, person);
    await tab.goto(at(it, page ?? 'organisation', await organisationId(tab, it, organisation)));
  };
  /** As somebody, on a page about an organisation in a round of the demonstration. */
  const part = (person, kind, { organisation = person.organisation, ...more } = {}) => async (tab) => {
    await enter(tab, it, person);
    await toPart(tab, it, organisation, kind, more);
  };
  const invited = async (tab) => {
    // Signs out below: not the session that others go on with.
    await actAs(tab, it, margareta);
    const id = await toOrganisation(tab, it, margareta.organisation);
    const { link } = await invite(tab, it, id, { role: 'reader', from: LATER });
    await signOut(tab, it);
    await tab.goto(link);
  };
  return [
    ['signed out: sign in', (tab) => tab.goto(at(it, 'signIn'))],
    ['signed out: sign in, wrong', (tab) => password(tab, it, `ingen.${unique()}@exempel.example`, PASSWORD)],
    ['signed out: forgotten', (tab) => tab.goto(at(it, 'forgot'))],
    ['signed out: spent link', (tab) => tab.goto(at(it, 'recover', 'gammal'))],
    ['signed out: invitation', invited],
    ['signed out: phone', async (tab) => { await invited(tab); await choosePassword(tab, it); }],
    ['signed out: phone, wrong', async (tab) => { await invited(tab); await choosePassword(tab, it); await firstCode(tab, it, 'nej'); }],
    ['signed out: paper', async (tab) => { await invited(tab); await firstCode(tab, it, code(await choosePassword(tab, it))); }],
    ['strategist: mine', as(ylva, 'mine')],
    // A session of its own: how one signs in is changed by who has just signed in.
    ['strategist: security', async (tab) => { await actAs(tab, it, ylva); await tab.goto(at(it, 'security')); }],
    ['strategist: data', as(ylva, 'data')],
    ['strategist: organisations', as(ylva, 'organisations')],
    ['strategist: organisation', async (tab) => { await enter(tab, it, ylva); await withFile(tab, it, ylva.organisation); }],
    ['strategist: another organisation', about(ylva, 'Region Granmark')],
    ['strategist: edit', about(ylva, ylva.organisation, 'edit')],
    ['strategist: invite', about(ylva, ylva.organisation, 'invite')],
    ['strategist: history', async (tab) => {
      await enter(tab, it, ylva);
      const file = await withFile(tab, it, ylva.organisation);
      await file.getByRole('link', { name: text(it, 'history'), exact: true }).click();
    }],
    ['strategist: denied', as(ylva, 'operator')],
    ['strategist: nothing there', as(ylva, 'file', 'x')],
    ['organiser: mine', as(solveig, 'mine')],
    ['organiser: organisations', as(solveig, 'organisations')],
    ['organiser: organisation', about(solveig, 'Slättköpings kommun')],
    ['organiser: new organisation', as(solveig, 'newOrganisation')],
    ['organiser: new organisation, wrong', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'newOrganisation'));
      await tab.getByLabel(text(it, 'field-organisation')).fill('Prov');
      await tab.getByLabel(text(it, 'field-area')).fill('nittio');
      await tab.getByRole('button', { name: text(it, 'save'), exact: true }).click();
    }],
    ['organiser: conflict', async (tab) => {
      await enter(tab, it, solveig);
      const { id, name } = await newOrganisation(tab, it);
      await tab.goto(at(it, 'edit', id));
      const second = await tab.context().newPage();
      await second.goto(at(it, 'edit', id));
      for (const [page, added] of [[second, 'norr'], [tab, 'söder']]) {
        await page.getByLabel(text(it, 'field-organisation')).fill(`${name} ${added}`);
        await page.getByRole('button', { name: text(it, 'save'), exact: true }).click();
        await page.waitForLoadState();
      }
      await second.close();
      await tab.getByRole('heading', { name: text(it, 'conflict-title') }).first().waitFor();
    }],
    ['organiser: invite', about(solveig, 'Region Granmark', 'invite')],
    ['organiser: link', async (tab) => {
      await enter(tab, it, margareta);
      await invite(tab, it, await toOrganisation(tab, it, margareta.organisation), { role: 'reader', from: LATER });
    }],
    ['organiser: person', async (tab) => {
      await enter(tab, it, solveig);
      await toOrganisation(tab, it, 'Region Granmark');
      await row(tab, PEOPLE.kerstin.name).getByRole('link', { name: text(it, 'person-correct') }).click();
    }],
    ['everybody: rounds', (tab) => tab.goto(at(it, 'rounds'))],
    ['everybody: round under way', (tab) => toRound(tab, it, /(?<!antagning )pågår|running/)],
    ['everybody: what has happened in a round', async (tab) => tab.goto(at(it, 'roundLog', await roundId(tab, it, /(?<!antagning )pågår|running/)))],
    ['organiser: new round', as(solveig, 'newRound')],
    ['organiser: round', async (tab) => { await enter(tab, it, solveig); await toRound(tab, it, /(?<!antagning )pågår|running/); }],
    ['organiser: round to change', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'editRound', await roundId(tab, it, /öppen|open/)));
    }],
    ['organiser: applications', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'applications', await roundId(tab, it, /öppen|open/)));
    }],
    ['organiser: application', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'applications', await roundId(tab, it, /öppen|open/)));
      await row(tab, 'Granvattna').getByRole('link').click();
    }],
    ['organiser: progress', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'progress', await roundId(tab, it, /(?<!antagning )pågår|running/)));
    }],
    ['organiser: self-assessments of everybody', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'levels', await roundId(tab, it, /(?<!antagning )pågår|running/)));
    }],
    ['organiser: evaluation', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'evaluation', await roundId(tab, it, /(?<!antagning )pågår|running/)));
    }],
    ['organiser: promises', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'promises', await roundId(tab, it, /(?<!antagning )pågår|running/)));
    }],
    ['organiser: participation', async (tab) => {
      await enter(tab, it, solveig);
      await toRound(tab, it, /(?<!antagning )pågår|running/);
      await row(tab, 'Laxmora kommun').first().getByRole('link').first().click();
      await tab.getByRole('heading', { level: 1, name: /^Laxmora kommun/ }).waitFor();
    }],
    ['organiser: new group', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'newGroup', await roundId(tab, it, /(?<!antagning )pågår|running/)));
    }],
    ['organiser: group to change', async (tab) => {
      await enter(tab, it, solveig);
      await toRound(tab, it, /(?<!antagning )pågår|running/);
      await row(tab, 'Slätten').getByRole('link').first().click();
      await tab.getByRole('link', { name: text(it, 'group-edit') }).click();
    }],
    ['organiser: forming groups', async (tab) => { await enter(tab, it, solveig); await toForming(tab, it); }],
    ['organiser: a proposal of groups', async (tab) => {
      await enter(tab, it, solveig);
      await toForming(tab, it);
      await tab.getByRole('link', { name: text(it, 'forming-proposal', { n: '1' }), exact: true }).click();
      await tab.getByRole('heading', { name: text(it, 'groups'), exact: true }).waitFor();
    }],
    ['organiser: new meeting of a round', async (tab) => {
      await enter(tab, it, solveig);
      await tab.goto(at(it, 'newMeeting', await roundId(tab, it, /(?<!antagning )pågår|running/)));
    }],
    ['mentor: group', async (tab) => { await enter(tab, it, margareta); await follow(tab, it, 'Fjäll och skog'); }],
    ['mentor: new meeting', async (tab) => {
      await enter(tab, it, margareta);
      await tab.goto(at(it, 'newGroupMeeting', await follow(tab, it, 'Fjäll och skog')));
    }],
    ['mentor: feedback', async (tab) => {
      await enter(tab, it, margareta);
      await follow(tab, it, 'Fjäll och skog');
      await tab.goto(at(it, 'feedback', idOf(await tab.getByRole('link', { name: 'Träff om styrning' }).first().getAttribute('href'))));
    }],
    ['strategist: group', async (tab) => { await enter(tab, it, ylva); await follow(tab, it, 'Fjäll och skog'); }],
    ['strategist: side by side', async (tab) => {
      await enter(tab, it, ylva);
      await tab.goto(at(it, 'beside', await follow(tab, it, 'Fjäll och skog')));
    }],
    ['strategist: meeting to come', async (tab) => {
      await enter(tab, it, ylva);
      await follow(tab, it, 'Fjäll och skog');
      await tab.getByRole('link', { name: 'Träff om förbättringsarbete' }).first().click();
    }],
    ['strategist: notes', async (tab) => {
      await enter(tab, it, ylva);
      await follow(tab, it, 'Fjäll och skog');
      await tab.goto(at(it, 'minutes', idOf(await tab.getByRole('link', { name: 'Träff om styrning' }).first().getAttribute('href'))));
    }],
    ['strategist: poll', async (tab) => {
      await enter(tab, it, PEOPLE.johan);
      await follow(tab, it, 'Kusten');
      await tab.getByRole('link', { name: 'Träff om förbättringsarbete' }).first().click();
    }],
    ['strategist: calendars', as(ylva, 'feeds')],
    ['strategist: steps', async (tab) => { await enter(tab, it, ylva); await follow(tab, it, OWN_STEPS); }],
    ['strategist: step, a meeting', async (tab) => { await enter(tab, it, ylva); await follow(tab, it, OWN_STEPS, MEETING); }],
    ['strategist: step, at home', async (tab) => { await enter(tab, it, ylva); await follow(tab, it, OWN_STEPS, AT_HOME); }],
    ['strategist: task', async (tab) => {
      await enter(tab, it, ylva);
      await follow(tab, it, OWN_STEPS, AT_HOME);
      await tab.locator('main tbody th a').first().click();
      await tab.getByRole('heading', { name: text(it, 'work-how') }).waitFor();
    }],
    ['strategist: task, wrong', async (tab) => {
      await enter(tab, it, ylva);
      await follow(tab, it, OWN_STEPS, AT_HOME);
      await tab.locator('main tbody th a').last().click();
      await tab.getByLabel(text(it, 'head-state'), { exact: true }).selectOption('not_relevant');
      await tab.getByRole('button', { name: text(it, 'save'), exact: true }).click();
      await trouble(tab).waitFor();
    }],
    ['mentor: steps', async (tab) => { await enter(tab, it, margareta); await follow(tab, it, 'Fjäll och skog', STEPS); }],
    ['mentor: step', async (tab) => { await enter(tab, it, margareta); await follow(tab, it, 'Fjäll och skog', STEPS, MEETING); }],
    ['strategist: application to write', async (tab) => {
      await enter(tab, it, PEOPLE.ida);
      const round = await toRound(tab, it, /öppen|open/);
      await tab.getByRole('link', { name: /Fjällvåga/ }).click();
      await tab.getByRole('heading', { level: 1 }).waitFor();
      return round;
    }],
    ['strategist: improvements', async (tab) => { await enter(tab, it, ylva); await toImprovements(tab, it, ylva); }],
    ['strategist: improvement', async (tab) => { await enter(tab, it, ylva); await toCard(tab, it, ylva); }],
    ['strategist: improvement, wrong', async (tab) => {
      await enter(tab, it, ylva);
      await toCard(tab, it, ylva);
      await tab.locator('summary', { hasText: text(it, 'measure-new') }).click();
      await tab.locator('#save-women').fill('tre');
      await tab.getByRole('button', { name: text(it, 'measure-add'), exact: true }).click();
      await trouble(tab).waitFor();
    }],
    ['strategist: what lives on', async (tab) => { await enter(tab, it, ylva); await toImprovements(tab, it, ylva, 'checkIn'); }],
    ['strategist: ideas', async (tab) => {
      await enter(tab, it, ylva);
      await tab.goto(at(it, 'ideas', await roundId(tab, it, /(?<!antagning )pågår|running/)));
    }],
    ['strategist: task, done', part(ylva, 'steps', { rest: '_traff-styrning_nulage' })],
    ['strategist: task, nothing for them', part(ylva, 'steps', { rest: '_traff-styrning_intressenter' })],
    ['strategist: self-assessments', part(ylva, 'assessments')],
    ['politician: own answers, begun', part(PEOPLE.birgitta, 'ownAssessment', { rest: '_traff-forbattring' })],
    ['strategist: own answers, handed in', part(ylva, 'ownAssessment', { rest: '_traff-forbattring' })],
    ['strategist: joint answer', part(ylva, 'jointAssessment', { rest: '_traff-styrning' })],
    ['strategist: joint answer, not begun', part(ylva, 'jointAssessment', { rest: '_traff-forbattring' })],
    ['strategist: item of the joint answer', async (tab) => {
      await enter(tab, it, ylva);
      await toPart(tab, it, ylva.organisation, 'jointAssessment', { rest: '_traff-styrning' });
      await tab.locator('main').locator('a[href$="/punkt"], a[href$="/item"]').first().click();
      await tab.getByRole('heading', { level: 1 }).waitFor();
    }],
    ['strategist: questions about the joint answer', part(ylva, 'assessQuestions', { rest: '_traff-styrning' })],
    ['strategist: the staff', part(ylva, 'assessStaff', { rest: '_traff-styrning' })],
    ['mentor: joint answer that is shown', part(margareta, 'jointAssessment', { organisation: 'Rågköpings kommun', rest: '_traff-forbattring' })],
    ['mentor: questions about a joint answer', part(margareta, 'assessQuestions', { organisation: 'Rågköpings kommun', rest: '_traff-forbattring' })],
    ['strategist: improvement with a shift', async (tab) => {
      await enter(tab, it, ylva);
      await toImprovements(tab, it, ylva);
      await tab.getByRole('main').getByRole('link', { name: SHIFTED }).click();
      await tab.getByRole('heading', { name: text(it, 'measurements') }).first().waitFor();
    }],
    ['strategist: improvement that was dropped', async (tab) => {
      await enter(tab, it, PEOPLE.johan);
      await toImprovements(tab, it, PEOPLE.johan);
      await tab.getByRole('main').getByRole('link', { name: DROPPED }).click();
      await tab.getByRole('heading', { level: 1 }).waitFor();
    }],
    ['mentor: what lives on', part(margareta, 'checkIn', { state: ARCHIVED })],
    ['strategist: what lives on, to answer', part(SIV, 'checkIn', { state: ARCHIVED })],
    ['everybody: published results', (tab) => toResults(tab, it)],
    ['everybody: one published report', async (tab) => {
      await toResults(tab, it);
      await tab.getByRole('main').getByRole('link', { name: SIV.organisation, exact: true }).click();
      await tab.getByRole('heading', { level: 1, name: new RegExp(SIV.organisation) }).waitFor();
    }],
    ['organiser: results of a round that is over', async (tab) => { await actAs(tab, it, solveig); await toResults(tab, it); }],
    ['mentor: own report, published', part(margareta, 'results', { state: ARCHIVED })],
    ['mentor: report that was never handed in', part(RUT, 'results', { state: ARCHIVED })],
    ['mentor: steps of a round that is over', part(margareta, 'steps', { state: ARCHIVED })],
    ['mentor: templates of a round that is over', part(margareta, 'forms', { state: ARCHIVED })],
    ['strategist: templates', part(ylva, 'forms')],
    ['strategist: template, finished', part(ylva, 'form', { rest: '_organisationsfakta' })],
    ['strategist: template, half-way', part(ylva, 'form', { rest: '_forbattringsplan' })],
    ['mentor: template that is shown', part(margareta, 'form', { organisation: 'Rågköpings kommun', rest: '_styrsystem' })],
    ['everybody: ideas', async (tab) => tab.goto(at(it, 'ideas', await roundId(tab, it, /(?<!antagning )pågår|running/)))],
    ['operator: mine', as(drago, 'mine')],
    ['operator: operations', as(drago, 'operator')],
    ['operator: organisation', about(drago, drago.organisation)],
    ['operator: account', async (tab) => {
      await enter(tab, it, drago);
      await tab.goto(at(it, 'operator'));
      await tab.getByLabel(text(it, 'field-email')).fill('kerstin.granlid@exempel.example');
      await tab.getByRole('button', { name: text(it, 'account-look') }).click();
      await tab.getByRole('heading', { level: 1, name: 'kerstin.granlid@exempel.example' }).waitFor();
    }],
    ['operator: verified', async (tab) => {
      await enter(tab, it, drago);
      await tab.goto(at(it, 'operator'));
      await tab.getByRole('button', { name: text(it, 'storage-verify') }).click();
      await tab.getByRole('heading', { level: 1, name: text(it, 'verify-well') }).waitFor();
    }],
  ];
}

/** To a page of the site (an address) or of the desk (a way there). */
export const visit = (page, where) => (typeof where === 'function' ? where(page) : page.goto(where));
