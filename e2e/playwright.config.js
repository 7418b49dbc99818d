// Jämsides in Debian's Chromium. `npx playwright test` builds the program if it has to, starts it on
// invented municipalities (seed 1) and ends it again.
//
//   CHROMIUM          another browser than /usr/bin/chromium
//   E2E_PORT          another port than 8497
//   E2E_BASE_URL      a server that already runs; nothing is built or started
//   JAMSIDES_BINARY   a program that is built already; nothing is built
import { defineConfig } from '@playwright/test';

const port = Number(process.env.E2E_PORT ?? 8497);
const running = process.env.E2E_BASE_URL;

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000, toMatchAriaSnapshot: { pathTemplate: '{testDir}/aria/{arg}{ext}' } },
  // A picture of a page that is missing is a fault, not an occasion to take one. To take them anew:
  // npx playwright test aria --update-snapshots=all
  updateSnapshots: 'none',
  reporter: 'list',
  use: {
    // By name: a passkey belongs to a name, and to no number.
    baseURL: running ?? `http://localhost:${port}`,
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    locale: 'sv-SE',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  webServer: running
    ? undefined
    : {
        // Behind a proxy, so that every test can call from an address of its own (support/test.js).
        command: `./serve.sh --demo --behind-proxy --listen 127.0.0.1:${port}`,
        url: `http://127.0.0.1:${port}/health`,
        // An old server would answer for an old program.
        reuseExistingServer: false,
        timeout: 30 * 60_000,
        stdout: 'ignore',
        stderr: 'pipe',
        gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
      },
});
