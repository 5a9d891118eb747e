import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { chromiumArguments, chromiumPath } from '../chromium.ts';

/** Lighthouse's four categories, by its own names. */
export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];

/** Scores of one audit, 0 to 100. */
export type Scores = Record<Category, number>;

/** Runs that are tried where Lighthouse itself asks for another one. */
const tries = 3;

/**
 * One Lighthouse run with its mobile preset (a slow phone on slow 4G, simulated), in a browser of its own. On a busy machine
 * the trace can miss the start of the navigation, which says nothing of the page: then it is run again, as Lighthouse asks.
 *
 * @throws Error when Lighthouse cannot score the page
 */
export async function lighthouseScores(url: string): Promise<Scores> {
  for (let left = tries - 1; ; left--) {
    try {
      return await scoresOf(url);
    } catch (error) {
      if (left === 0 || !(error instanceof Error) || !error.message.includes('NO_NAVSTART')) throw error;
    }
  }
}

async function scoresOf(url: string): Promise<Scores> {
  const browser = await launch({
    chromePath: chromiumPath(),
    chromeFlags: ['--headless', ...chromiumArguments],
    logLevel: 'silent',
  });
  try {
    const result = await lighthouse(url, {
      port: browser.port,
      onlyCategories: [...categories],
      logLevel: 'silent',
    });
    if (!result) throw new Error(`Lighthouse gave no result for ${url}`);
    const score = (category: Category) => {
      const value = result.lhr.categories[category]?.score;
      if (typeof value !== 'number') {
        const reason = result.lhr.runtimeError?.message ?? 'no score';
        throw new Error(`Lighthouse cannot judge ${category} of ${url}: ${reason}`);
      }
      return Math.round(value * 100);
    };
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
      seo: score('seo'),
    };
  } finally {
    browser.kill();
  }
}
