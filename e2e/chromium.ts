import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Arguments that keep a headless Chromium quiet and off the network, also as root in a container. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Path of the Chromium that tests and measurements drive: `CHROMIUM_PATH`, the system's, or Playwright's own.
 *
 * @throws Error when there is none (`npm test` installs one)
 */
export function chromiumPath(): string {
  const path = [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ].find((candidate) => candidate && existsSync(candidate));
  if (!path)
    throw new Error('no Chromium was found: install one and set CHROMIUM_PATH to it, or run npm test');
  return path;
}
