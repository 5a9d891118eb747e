import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from '@playwright/test';
import { axeViolations } from '../axe-violations.ts';
import { builtPages } from '../built-pages.ts';
import { chromiumArguments, chromiumPath } from '../chromium.ts';
import { looks } from '../looks.ts';
import { chooseTestImage, playgroundPath, ranking, showOnnxRuntime } from '../playground-steps.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { lighthouseScores, type Scores } from './lighthouse-scores.ts';
import { measuredPages, type SiteMeasurements } from './site-measurements.ts';
import { recordTransfers, totalBytes, type Transfer } from './transfer.ts';

const coldStarts = 5;
const lighthouseRuns = 3;
/** The DevTools protocol tells no length for the script that a worker starts with; the wire does. */
const untoldPath = "workers' own scripts, and what else the browser does not tell of";

/** A network that was silent for so long has brought everything. */
const quietMs = 1000;

/** Called with one line when a part of the measurement begins. */
export type Progress = (line: string) => void;

const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments });

/**
 * Runs `visit` in a new browser with an empty profile, behind the counting proxy.
 *
 * @param visit its `transfers` waits for the network to be silent and tells what came since it was last called
 */
async function cold<T>(
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

/** What loading the page costs a phone that does nothing with it. */
const beforeInteraction = (site: string, path: string): Promise<Transfer[]> =>
  cold(site, async (page, url, transfers) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(url + path, { waitUntil: 'networkidle' });
    return transfers();
  });

type FirstPrediction = { milliseconds: number; transfers: Transfer[]; ortTwin: Transfer[] };

/** One cold start of the playground, then of the twin. */
const firstPrediction = (site: string): Promise<FirstPrediction> =>
  cold(site, async (page, url, transfers) => {
    await page.goto(url + playgroundPath, { waitUntil: 'networkidle' });
    const pageItself = await transfers();
    const start = performance.now();
    await chooseTestImage(page);
    await ranking(page).filter({ hasText: '%' }).first().waitFor();
    const milliseconds = performance.now() - start;
    const untilThen = [...pageItself, ...(await transfers())];
    await showOnnxRuntime(page);
    return { milliseconds, transfers: untilThen, ortTwin: await transfers() };
  });

async function auditAccessibility(site: string): Promise<SiteMeasurements['axe']> {
  const browser = await launch();
  const violations: string[] = [];
  const pages = builtPages();
  for (const { name, viewport, colorScheme } of looks) {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    for (const path of pages) {
      await page.goto(site + path);
      for (const violation of await axeViolations(page)) violations.push(`${path} (${name}): ${violation}`);
    }
    await context.close();
  }
  await browser.close();
  return { audits: pages.length * looks.length, violations };
}

/** One value for each page that is measured by name. */
async function forEachPage<T>(measure: (path: string, label: string) => Promise<T>) {
  const entries: [string, T][] = [];
  for (const { key, label, path } of measuredPages) entries.push([key, await measure(path, label)]);
  return Object.fromEntries(entries) as Record<(typeof measuredPages)[number]['key'], T>;
}

/**
 * Measures the built site.
 *
 * @param site address it is served at
 * @throws Error when a page does not answer
 */
export async function measureSite(
  site: string,
  options: { lighthouse: boolean; progress: Progress },
): Promise<SiteMeasurements> {
  const { progress } = options;
  const transfers = await forEachPage((path, label) => {
    progress(`bytes: ${label}`);
    return beforeInteraction(site, path);
  });
  const starts: FirstPrediction[] = [];
  for (let start = 1; start <= coldStarts; start++) {
    progress(`first prediction: cold start ${start} of ${coldStarts}`);
    starts.push(await firstPrediction(site));
  }
  const [first] = starts;
  if (!first) throw new Error('the playground was never started');
  progress('accessibility: every page, both themes, both widths');
  const axe = await auditAccessibility(site);
  const lighthouse = !options.lighthouse
    ? null
    : await forEachPage(async (path, label) => {
        const runs: Scores[] = [];
        for (let run = 1; run <= lighthouseRuns; run++) {
          progress(`Lighthouse: ${label}, run ${run} of ${lighthouseRuns}`);
          runs.push(await lighthouseScores(site + path));
        }
        return runs;
      });
  return {
    beforeInteraction: transfers,
    untilFirstPrediction: first.transfers,
    ortTwin: first.ortTwin,
    firstPredictionTimes: starts.map(({ milliseconds }) => milliseconds),
    lighthouse,
    axe,
  };
}

/** Version of the Chromium that measures. */
export async function chromiumVersion(): Promise<string> {
  const browser = await launch();
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}
