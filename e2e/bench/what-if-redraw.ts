// What an edit in the what-if dashboard costs: from the edit until prediction, contributions, curve and counterfactual stand there.
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArguments, chromiumPath } from '../chromium.ts';
import { analysisReady } from '../what-if-steps.ts';
import { startSiteServer } from './site-server.ts';

const help = `Usage: node e2e/bench/what-if-redraw.ts [options]

Opens the census model's what-if page of the built site in Chromium, edits a row again and again, and prints as JSON how
long each edit took to be redrawn, how long the main thread was ever busy at once, and how long frames lasted while the
threshold's slider moved, in milliseconds.

  --edits <n>  (default: 60)
  --help       show this text
`;
const { values } = parseArgs({
  strict: true,
  options: { edits: { type: 'string', default: '60' }, help: { type: 'boolean', default: false } },
});
if (values.help) process.stdout.write(help);
else process.stdout.write(`${JSON.stringify(await measure(Number(values.edits)))}\n`);

type Redraws = {
  milliseconds: number[];
  longTasks: number[];
  /** From one frame to the next while the threshold's slider moves once a frame. */
  sliderFrames: number[];
  chromium: string;
};

async function measure(edits: number): Promise<Redraws> {
  const server = await startSiteServer();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.url}/models/census-income/what-if/`);
    await page.getByRole('button', { name: 'Start the analysis' }).click();
    await analysisReady(page);
    await page
      .getByRole('button', { name: /^Try it/ })
      .first()
      .waitFor();
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { longTasks: seen });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.push(duration);
      }).observe({ type: 'longtask' });
    });
    const age = page.getByRole('spinbutton', { name: 'Age' });
    const education = page.getByLabel('Education', { exact: true });
    for (let edit = 0; edit < edits; edit++) {
      if (edit % 3 < 2) await age.fill(String(20 + (edit % 60)));
      else await education.selectOption({ index: edit % 16 });
      // Until the hand rests, and the second search of counterfactuals is over.
      await page.waitForTimeout(700);
    }
    await page.getByRole('tab', { name: 'Thresholds and fairness' }).click();
    const slider = page.getByRole('slider', { name: 'Threshold' });
    const sliderFrames = await slider.evaluate(async (element: HTMLInputElement) => {
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const frames: number[] = [];
      let before = await frame();
      for (let step = 1; step <= 120; step++) {
        element.valueAsNumber = step / 130;
        element.dispatchEvent(new Event('input', { bubbles: true }));
        const now = await frame();
        frames.push(now - before);
        before = now;
      }
      return frames;
    });
    return await page.evaluate(
      ([version, frames]): Redraws => ({
        sliderFrames: frames,
        milliseconds: performance.getEntriesByName('modelfolio-redrawn').map(({ duration }) => duration),
        longTasks: (globalThis as unknown as { longTasks: number[] }).longTasks,
        chromium: version,
      }),
      [browser.version(), sliderFrames] as const,
    );
  } finally {
    await browser.close();
    await server.stop();
  }
}
