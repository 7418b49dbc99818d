// What every page is held to: what axe finds, what sticks out, what the keyboard meets.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules that look at colours, and at nothing else. */
export const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds, one line a fault, and the rules it ran: all of them, all but those `without`, or those of `only`. */
export async function audit(page, { only, without = [] } = {}) {
  // Not by a script tag: the page's own policy would rightly refuse it. Once is enough for a page.
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(source);
  const off = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const options = only
    ? { runOnly: { type: 'rule', values: only } }
    // axe leaves the rule for the size of targets out unless it is asked for by name.
    : { runOnly: { type: 'tag', values: TAGS }, rules: { 'target-size': { enabled: true }, ...off } };
  const result = await page.evaluate((asked) => window.axe.run(document, asked), options);
  const faults = result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 160).replaceAll('\n', ' ')} ${node.any.concat(node.all).map((check) => check.message).join('; ')}`),
  );
  const ran = [...result.violations, ...result.passes, ...result.inapplicable, ...result.incomplete].map(({ id }) => id);
  return { faults, ran };
}

/** Opens what is folded: it must be as good as what is not. */
export const unfold = (page) => page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));

/** What sticks out to the right of the page, or is cut off inside something that does not scroll. */
export const misfits = (page) => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  const short = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} ${one.textContent.trim().slice(0, 40)}`;
  const out = [];
  for (const one of document.querySelectorAll('body *')) {
    if (!one.checkVisibility() || one.closest('.unseen, .skip, .scroll, svg, datalist, .stack > thead, .desk-rows > thead')) continue;
    if (one.getBoundingClientRect().right > width + 0.5) out.push(`sticks out: ${short(one)}`);
    const { overflowX } = getComputedStyle(one);
    // What is written in a field scrolls in it.
    if (one.tagName !== 'INPUT' && ['hidden', 'clip'].includes(overflowX) && one.scrollWidth > one.clientWidth + 1) out.push(`cut off: ${short(one)}`);
    if (['A', 'BUTTON', 'LABEL', 'H1', 'H2', 'H3', 'H4', 'DT', 'DD'].includes(one.tagName) && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0) {
      out.push(`too wide: ${short(one)}`);
    }
  }
  return { page: document.scrollingElement.scrollWidth - width, out };
});

/** What can be reached by Tab, in the order of the page, as short descriptions. */
export const reachable = (page) => page.evaluate(() => {
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]');
  // Of radio buttons that belong together one is a stop: the chosen one, or the first.
  const stop = (one) => {
    if (one.type !== 'radio') return true;
    const together = [...(one.form ?? document).querySelectorAll('input[type="radio"]')].filter((other) => other.name === one.name);
    return one === (together.find((other) => other.checked) ?? together[0]);
  };
  return [...all]
    .filter(stop)
    .filter((one) => one.tabIndex >= 0 && one.type !== 'hidden' && one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
    .map((one) => `${one.tagName.toLowerCase()} ${one.getAttribute('href')?.baseVal ?? one.getAttribute('href') ?? one.id ?? ''}`);
});

/** Presses Tab until the page has been left; what each stop is and whether one sees it. */
export async function walk(page, most) {
  const stops = [];
  let inside = 0;
  for (let press = 0; press <= most; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      // How a thing and what is drawn in it look, as far as it can show the focus.
      const look = (one) => {
        const parts = [one, ...one.querySelectorAll('.chart-tile')];
        return parts.map((part) => {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow, stroke, strokeWidth } = getComputedStyle(part);
          return [outlineStyle === 'none' ? 'none' : `${outlineStyle} ${outlineWidth} ${outlineColor}`, boxShadow, stroke, strokeWidth].join('|');
        }).join('\n');
      };
      const one = document.activeElement;
      const last = window.e2eLast;
      const before = last ? { same: look(last.one) === last.look } : undefined;
      if (one === document.body || one === null) {
        window.e2eLast = undefined;
        return { end: true, before };
      }
      // A field for a date or a time has stops of its own inside: year, month, day, calendar; hour, minute.
      const again = last?.one === one && ['date', 'time'].includes(one.type);
      if (!again) window.e2eLast = { one, look: look(one) };
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const middle = document.elementFromPoint(
        Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width, innerWidth) / 2)),
        Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height / 2, 12))),
      );
      return {
        again,
        before,
        what: `${one.tagName.toLowerCase()} ${one.getAttribute('href') ?? one.id ?? ''}`,
        outline: outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth),
        paper: outlineColor === getComputedStyle(document.body).backgroundColor && !one.closest('.invented, .skip'),
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: Boolean(middle) && !one.contains(middle) && !middle.contains(one) && getComputedStyle(one).display !== 'inline',
      };
    });
    if (stop.again && inside < 4) {
      inside += 1;
      most += 1;
      continue;
    }
    inside = 0;
    if (stops.length > 0 && stop.before) stops.at(-1).same = stop.before.same;
    if (stop.end) return { stops, ended: true };
    stops.push(stop);
  }
  return { stops, ended: false };
}
