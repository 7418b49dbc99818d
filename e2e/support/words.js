// The texts of the desk, read where the program reads them (locales/*/*.ftl): what a button is
// called is not the tests' business, that it is there and what it does is.
import { readFileSync } from 'node:fs';

const read = (lang) => {
  const text = ['desk', 'rounds', 'meetings', 'steps', 'assess', 'improve', 'filled', 'forming']
    .map((file) => readFileSync(new URL(`../../locales/${lang}/${file}.ftl`, import.meta.url), 'utf8')).join('\n');
  return Object.fromEntries([...text.matchAll(/^([a-z][a-z0-9_-]*) = (.*)$/gm)].map(([, key, words]) => [key, words]));
};
const TEXTS = { sv: read('sv'), en: read('en') };

/** A text, with what is to be put in: `said(it, 'sign-in-as-name', { name })`. */
export function text(it, key, values = {}) {
  const words = TEXTS[it.lang][key];
  if (words === undefined) throw new Error(`no text ${key} in ${it.lang}`);
  return words.replace(/\{ \$(\w+) \}/g, (_, name) => {
    if (values[name] === undefined) throw new Error(`${key} wants ${name}`);
    return values[name];
  });
}
