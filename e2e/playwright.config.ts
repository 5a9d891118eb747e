import { availableParallelism } from 'node:os';
import { defineConfig, devices } from '@playwright/test';
import { chromiumArguments, chromiumPath } from './chromium.ts';

const desktop = {
  ...devices['Desktop Chrome'],
  viewport: { width: 1440, height: 900 },
  launchOptions: { executablePath: chromiumPath(), args: chromiumArguments },
};

// Both servers choose free ports; what they print sets SITE_PORT and HOSTING_PORT in the tests' environment.
export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  // A page and its server leave cores idle while they wait for each other.
  workers: Math.max(2, Math.floor(availableParallelism() / 2)),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // A busy machine can miss one moment; a test that needs its second try is reported as flaky.
  retries: 1,
  forbidOnly: !!process.env['CI'],
  reporter: [['list']],
  use: { screenshot: 'only-on-failure', trace: process.env['CI'] ? 'retain-on-failure' : 'off' },
  webServer: [
    {
      command: `"${process.execPath}" ../site/serve.ts`,
      wait: { stdout: /http:\/\/(?:localhost|127\.0\.0\.1):(?<site_port>\d+)/ },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
    },
    {
      command: `"${process.execPath}" hosting-emulator.ts`,
      wait: { stdout: /Hosting emulator: http:\/\/127\.0\.0\.1:(?<hosting_port>\d+)/ },
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    },
  ],
  projects: [
    {
      name: 'site',
      testIgnore: 'hosting.spec.ts',
      use: { ...desktop, baseURL: `http://127.0.0.1:${process.env['SITE_PORT']}` },
    },
    {
      name: 'hosting emulator',
      testMatch: 'hosting.spec.ts',
      use: { ...desktop, baseURL: `http://127.0.0.1:${process.env['HOSTING_PORT']}` },
    },
  ],
});
