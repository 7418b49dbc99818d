// The addresses and words of the pages in both languages, and places of the demonstration
// (demo/README.md, seed 1).

export const LAXMORA = { code: '9106', name: 'Laxmora' };
export const RAGKOPING = { code: '9403', name: 'Rågköping' };
export const STROMHARAD = { code: '9204', name: 'Strömhärad' };
export const KLOVERHAMRA = { code: '9408', name: 'Klöverhamra' };
export const FULL_TIME = 'N00206';

const query = (pairs) =>
  pairs.length ? `?${pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}` : '';

function site(lang, word) {
  const root = `/${lang}/`;
  return {
    lang,
    word,
    start: root,
    search: (words) => `${root}${word.search}${words === undefined ? '' : query([['q', words]])}`,
    area: (code, peers) => `${root}${word.area}/${code}${query(peers ? [[word.peers, peers]] : [])}`,
    everything: (code, pairs = []) => `${root}${word.area}/${code}/${word.all}${query(pairs)}`,
    figure: (kpi, code, people) =>
      `${root}${word.figure}/${kpi}${query([...(code ? [[word.area, code]] : []), ...(people ? [[word.women, people[0]], [word.men, people[1]]] : [])])}`,
    cases: (id) => `${root}${word.cases}${id ? `/${id}` : ''}`,
    explain: (kpi, code) => `${root}${word.figure}/${kpi}/${word.explain}${query(code ? [[word.area, code]] : [])}`,
    compare: (codes = [], mentor) =>
      `${root}${word.compare}${query([...codes.map((code) => [word.area, code]), ...(mentor ? [['mentor', mentor]] : [])])}`,
    how: `${root}${word.how}`,
    data: `${root}${word.data}`,
    accessibility: `${root}${word.accessibility}`,
    models: `${root}${word.models}`,
    model: (id) => `${root}${word.model}/${id}`,
    modelDiff: (from, to) => `${root}${word.model}/${from}/${word.compare}/${to}`,
    history: `${root}${word.history}`,
    historyRound: (id) => `${root}${word.history}/${word.round}/${id}`,
    historyGroups: `${root}${word.history}/${word.groups}`,
    historyRoundGroups: (id) => `${root}${word.history}/${word.round}/${id}/${word.groups}`,
    historyOrganisation: (id) => `${root}${word.history}/organisation/${id}`,
    whoMay: `${root}${word.whoMay}`,
    personalData: `${root}${word.personalData}`,
  };
}

export const SV = site('sv', {
  search: 'sok', area: 'kommun', all: 'alla', figure: 'matt', explain: 'forklara', cases: 'arenden', peers: 'jamfor', compare: 'jamfor',
  women: 'antal-kvinnor', men: 'antal-man', small: 'sma-tal', theme: 'tema', which: 'visa', order: 'ordna',
  themeField: 'Tema', whichField: 'Visa', orderField: 'Ordna efter', every: 'Alla mått', byName: 'Namn',
  people: 'Vet ni hur många som ligger bakom värdena?', womenField: 'Antal kvinnor', menField: 'Antal män', compute: 'Räkna',
  how: 'sa-raknar-vi', data: 'om-siffrorna', accessibility: 'tillganglighet',
  models: 'modeller', model: 'modell', history: 'historia', round: 'omgang', groups: 'grupper', whoMay: 'vem-far-gora-vad', personalData: 'personuppgifter',
  find: 'Sök kommun, region eller mått', findButton: 'Sök', show: 'Visa', compareButton: 'Jämför',
  compareLink: 'Jämför sida vid sida med andra', first: 'Er kommun', second: 'Jämför med',
  third: 'Jämför också med (2)', mentorField: 'Mentor, om ni har en', mentor: 'mentor',
  peersField: 'Jämför med', group: 'Jämförelsegruppen', years: 'Visa tabell: alla år', skip: 'Till innehållet', other: 'English',
  boardPdf: /^PDF till styrgruppen/, figurePdf: /^PDF/, comparePdf: /^PDF till mötet/,
  noArea: 'Vi hittar ingen sådan kommun eller region', noFigure: 'Vi hittar inget sådant mått',
  noPeers: 'Vi förstår inte vilka ni vill jämföra med', noPage: 'Sidan finns inte',
  noYear: 'Det finns inga värden för det året', similar: 'Jämför med liknande kommuner',
  startPage: 'Startsidan', wrong: 'Något stämmer inte', nothing: 'Vi hittar ingenting som liknar',
});

export const EN = site('en', {
  search: 'search', area: 'municipality', all: 'all', figure: 'figure', explain: 'explain', cases: 'cases', peers: 'peers', compare: 'compare',
  women: 'women', men: 'men', small: 'small-numbers', theme: 'theme', which: 'show', order: 'sort',
  themeField: 'Theme', whichField: 'Show', orderField: 'Order by', every: 'All figures', byName: 'Name',
  people: 'Do you know how many people are behind the values?', womenField: 'Number of women', menField: 'Number of men', compute: 'Compute',
  how: 'how-we-compute', data: 'about-the-data', accessibility: 'accessibility',
  models: 'models', model: 'model', history: 'history', round: 'round', groups: 'groups', whoMay: 'who-may-do-what', personalData: 'personal-data',
  find: 'Search for a municipality, a region or a figure', findButton: 'Search', show: 'Show', compareButton: 'Compare',
  compareLink: 'Compare side by side with others', first: 'Your municipality', second: 'Compare with',
  third: 'Also compare with (2)', mentorField: 'Mentor, if you have one', mentor: 'mentor',
  peersField: 'Compare with', group: 'The comparison group', years: 'Show table: every year', skip: 'Skip to content', other: 'Svenska',
  boardPdf: /^PDF for the steering group/, figurePdf: /^PDF/, comparePdf: /^PDF for the meeting/,
  noArea: 'We find no such municipality or region', noFigure: 'We find no such figure',
  noPeers: 'We do not understand whom to compare with', noPage: 'The page does not exist',
  noYear: 'There are no values for that year', similar: 'Compare with similar municipalities',
  startPage: 'The start page', wrong: 'Something is not right', nothing: 'We find nothing like',
});

export const BOTH = [SV, EN];

/**
 * Whether a journey is gone with JavaScript, without, or both. Our one script asks the browser for a passkey
 * (passkey.spec.js, with it and without): of languages and JavaScript each is proven, not each with each.
 */
export const scripts = (it) => [it.lang === 'en'];

/** Every kind of page there is: name and address. */
export function pages(it) {
  return [
    ['start', it.start],
    ['search', it.search('heltid')],
    ['search-empty', it.search()],
    ['search-nothing', it.search('xyzzyqwert')],
    ['municipality', it.area(LAXMORA.code)],
    ['municipality-county', it.area(LAXMORA.code, 'county')],
    ['municipality-small', it.area('9101')],
    ['nation', it.area('0000')],
    ['everything', it.everything(LAXMORA.code)],
    ['everything-all', it.everything(LAXMORA.code, [[it.word.which, 'all'], [it.word.order, 'name']])],
    ['figure', it.figure(FULL_TIME, LAXMORA.code)],
    ['figure-people', it.figure(FULL_TIME, LAXMORA.code, [900, 300])],
    ['figure-people-wrong', it.figure(FULL_TIME, LAXMORA.code, ['900', 'x'])],
    ['figure-small', `${it.figure(FULL_TIME, '9101')}&${it.word.small}=yes`],
    ['figure-nowhere', it.figure(FULL_TIME)],
    ['explain', it.explain(FULL_TIME, LAXMORA.code)],
    ['cases', it.cases()],
    ['case', it.cases('hemtjanst')],
    ['case-share', it.cases('avslag')],
    ['no-case', it.cases('finns-inte')],
    ['compare-form', it.compare()],
    ['compare', it.compare([LAXMORA.code, RAGKOPING.code, STROMHARAD.code, KLOVERHAMRA.code], KLOVERHAMRA.code)],
    ['compare-wrong', it.compare([LAXMORA.code, 'Rågköpingg'])],
    ['how', it.how],
    ['data', it.data],
    ['accessibility', it.accessibility],
    ['models', it.models],
    ['model', it.model('modell-2023')],
    ['model-instrument', it.model('sjalvskattning-2023')],
    ['model-mapping', it.model('2018-2023')],
    ['model-charter', it.model('cemr-2022')],
    ['model-decision', it.model('beslut-fem-steg')],
    ['model-diff', it.modelDiff('modell-2021', 'modell-2023')],
    ['history', it.history],
    ['history-round', it.historyRound('kommuner-2019')],
    ['history-round-fee', it.historyRound('omgang-2020')],
    ['history-organisation', it.historyOrganisation('kalmar')],
    ['history-district', it.historyOrganisation('enskede-arsta-vantor')],
    ['history-groups', it.historyGroups],
    ['history-round-groups', it.historyRoundGroups('omgang-2017')],
    ['history-round-groups-regions', it.historyRoundGroups('regioner-2019')],
    ['history-round-groups-unknown', it.historyRoundGroups('omgang-2021')],
    ['who-may', it.whoMay],
    ['personal-data', it.personalData],
    ['no-model', it.model('modell-2033')],
    ['no-history', it.historyRound('kommuner-2033')],
    ['no-area', it.area('Laxmorra')],
    ['no-figure', it.figure('N00207', LAXMORA.code)],
    ['no-group', it.area(LAXMORA.code, 'nonsens')],
    ['no-page', `${it.start}xyzzy`],
  ];
}

/** A number as the pages write it: true minus, decimal comma or point, spaces or commas between thousands. */
export function number(text, lang) {
  const found = text.replace(/[\u00a0\u202f\u2009\s]/g, '').match(/[+\u2212-]?\d[\d.,]*/);
  if (!found) return undefined;
  const plain = found[0].replace('\u2212', '-').replace('+', '');
  return Number(lang === 'sv' ? plain.replace(',', '.') : plain.replace(/,/g, ''));
}

/** How many decimals a number is written with. */
export function decimals(text, lang) {
  const sign = lang === 'sv' ? ',' : '.';
  return (text.trim().match(new RegExp(`\\${sign}(\\d+)`))?.[1] ?? '').length;
}

/** Half a step of the last digit that is written: as far as a rounded number may lie from the true one. */
export const rounding = (text, lang) => 0.5 * 10 ** -decimals(text, lang) + 1e-9;
