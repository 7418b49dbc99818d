// Every test runs under a guard: the page says nothing in the console, breaks no rule of its own
// security policy, asks no other host for anything, and everything it needs is there.
import { test as base, expect } from '@playwright/test';

/** What the guard has seen; a test that provokes a fault on purpose empties it. */
export const test = base.extend({
  seen: [
    async ({ context, baseURL }, use) => {
      const seen = [];
      const home = new URL(baseURL).origin;
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
      await use(seen);
      expect(seen, 'console, security policy, other hosts').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
