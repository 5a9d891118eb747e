import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArguments, chromiumPath } from '../chromium.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { recordTransfers, totalBytes, type Transfer } from './transfer.ts';

/** The DevTools protocol tells no length for the script that a worker starts with; the wire does. */
const untoldPath = "workers' own scripts, and what else the browser does not tell of";

/** A network that was silent for so long has brought everything. */
const quietMs = 1000;

/** Starts the Chromium that measures. */
export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });

/**
 * Runs `visit` in a new browser with an empty profile, behind the counting proxy.
 *
 * @param visit its `transfers` waits for the network to be silent and tells what came since it was last called
 */
export async function cold<T>(
  site: string,
  visit: (page: Page, url: string, transfers: () => Promise<Transfer[]>) => Promise<T>,
): Promise<T> {
  const proxy = await startCountingProxy(site);
  const browser = await launch();
  try {
    const context = await browser.newContext();
    const told = recordTransfers(context);
    let [files, bytes] = [0, 0];
    const transfers = async () => {
      // The page keeps itself for offline use after its first prediction: what that costs counts too.
      for (let before = -1; before !== proxy.received(); await sleep(quietMs)) before = proxy.received();
      const [all, received] = [await told(), proxy.received()];
      const fresh = all.slice(files);
      const untold = received - bytes - totalBytes(fresh);
      [files, bytes] = [all.length, received];
      return untold === 0 ? fresh : [...fresh, { path: untoldPath, bytes: untold, encoding: 'as served' }];
    };
    return await visit(await context.newPage(), proxy.url, transfers);
  } finally {
    await browser.close();
    await proxy.stop();
  }
}

/**
 * What loading the page costs a phone that does nothing with it.
 *
 * @param shown text that stands there when the page is, for one that is long silent before
 */
export const beforeInteraction = (site: string, path: string, shown?: string): Promise<Transfer[]> =>
  cold(site, async (page, url, transfers) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(url + path, { waitUntil: 'load' });
    if (shown !== undefined) await page.getByText(shown, { exact: true }).first().waitFor();
    return transfers();
  });

/** Version of the Chromium that measures. */
export async function chromiumVersion(): Promise<string> {
  const browser = await launch();
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}
