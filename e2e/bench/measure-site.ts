import { axeViolations } from '../axe-violations.ts';
import { builtPages } from '../built-pages.ts';
import { looks } from '../looks.ts';
import { chooseTestImage, playgroundPath, ranking, showOnnxRuntime } from '../playground-steps.ts';
import { beforeInteraction, cold, launch } from './cold-visit.ts';
import { lighthouseScores, type Scores } from './lighthouse-scores.ts';
import { measuredPages, type SiteMeasurements } from './site-measurements.ts';
import type { Transfer } from './transfer.ts';

const coldStarts = 5;
const lighthouseRuns = 3;

/** Called with one line when a part of the measurement begins. */
export type Progress = (line: string) => void;

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
