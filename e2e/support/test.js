// Every test runs under a guard: the page says nothing in the console, breaks no rule of its own
// security policy, asks no other host for anything, and everything it needs is there.
import { randomInt } from 'node:crypto';
import { test as base, expect } from '@playwright/test';

/** Puts a context under the guard. */
async function watch(context, seen, home) {
  await context.exposeBinding('e2eViolation', (_, text) => seen.push(text));
  // Not run where JavaScript is off; the console tells there.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.e2eViolation(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  context.on('console', (message) => {
    const text = message.text();
    // An error page is an answer of ours with its own status; parts of pages are seen below.
    if (['error', 'warning'].includes(message.type()) && !text.startsWith('Failed to load resource')) {
      seen.push(`console: ${text}`);
    }
  });
  context.on('weberror', (error) => seen.push(`script: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== home && url.protocol !== 'data:') seen.push(`other host: ${url}`);
  });
  context.on('response', (response) => {
    if (response.request().resourceType() !== 'document' && response.status() >= 400) {
      seen.push(`missing: ${response.status()} ${response.url()}`);
    }
  });
}

/** What the guard has seen; a test that provokes a fault on purpose empties it. */
export const test = base.extend({
  // An address of its own for every test: attempts to sign in are counted by address.
  extraHTTPHeaders: async ({ extraHTTPHeaders }, use) => {
    const address = [10, randomInt(256), randomInt(256), randomInt(1, 255)].join('.');
    await use({ ...extraHTTPHeaders, 'x-forwarded-for': address });
  },
  seen: [
    async ({ context, baseURL }, use) => {
      const seen = [];
      await watch(context, seen, new URL(baseURL).origin);
      await use(seen);
      expect(seen, 'console, security policy, other hosts').toEqual([]);
    },
    { auto: true },
  ],
  /** A page of somebody else, at another machine: `await another()`; without JavaScript: `await another(false)`. */
  another: async ({ browser, baseURL, seen }, use) => {
    const contexts = [];
    await use(async (javaScriptEnabled = true) => {
      const context = await browser.newContext({ javaScriptEnabled });
      contexts.push(context);
      await watch(context, seen, new URL(baseURL).origin);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
