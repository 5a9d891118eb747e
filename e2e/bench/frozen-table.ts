import type { Page } from '@playwright/test';
import { cold } from './cold-visit.ts';
import { questions, repetitions, type TableMeasurements } from './answers.ts';
import { totalBytes } from './transfer.ts';

/** What is done with the runs while frames are counted. */
export const motions = ['scroll', 'parallel', 'scatter'] as const;
export type Motion = (typeof motions)[number];

/** As {@link TableMeasurements}, and how smooth it is: the longest time between two frames, in milliseconds. */
export interface FrozenTableMeasurements extends TableMeasurements {
  longestFrames: Record<Motion, number[]>;
}

/** Opens the table of runs of a frozen site, and asks it. */
export const measureFrozenTable = (site: string): Promise<FrozenTableMeasurements> =>
  cold(site, async (page, url, transfers) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const start = performance.now();
    await page.goto(`${url}/runs/`, { waitUntil: 'commit' });
    await page.locator('.runs-table tbody tr').first().waitFor();
    const shown = performance.now() - start;
    const bytes = totalBytes(await transfers());
    const answers: TableMeasurements['answers'] = { filter: [], sort: [], word: [] };
    for (let turn = 0; turn < repetitions; turn++) {
      answers.filter.push(await searched(page, questions.filter));
      await searched(page, '');
      answers.word.push(await searched(page, questions.word));
      await searched(page, '');
      answers.sort.push(await sorted(page, questions.sort));
      await page.getByRole('columnheader', { name: 'Experiment' }).getByRole('button').click();
    }
    const longestFrames: FrozenTableMeasurements['longestFrames'] = { scroll: [], parallel: [], scatter: [] };
    for (let turn = 0; turn < repetitions; turn++)
      for (const motion of motions) longestFrames[motion].push(await longestFrame(page, motion));
    return { bytes, shown, answers, longestFrames };
  });

/** Types into the search field; from the letter to the picture of the rows that it leads to. */
async function searched(page: Page, words: string): Promise<number> {
  const { status, elapsed } = await page.evaluate(async (text) => {
    const field = document.querySelector<HTMLInputElement>('.runs input[type=search]');
    const said = document.querySelector('#runs-said');
    if (!field || !said) throw new Error('no table of runs is shown');
    const before = said.textContent;
    const begin = performance.now();
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    while (said.textContent === before) await new Promise(requestAnimationFrame);
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return { status: said.textContent, elapsed: performance.now() - begin };
  }, words);
  if (!/^[\d,]+ of [\d,]+ runs$/.test(status)) throw new Error(`the table of runs says: ${status}`);
  return elapsed;
}

/** Clicks on the head of a column; from there to the picture of the rows in their new order. */
async function sorted(page: Page, column: string): Promise<number> {
  return page.evaluate(async (name) => {
    const button = [...document.querySelectorAll<HTMLElement>('.runs-table thead button')].find((head) =>
      head.textContent.startsWith(name),
    );
    const first = (): string | null => document.querySelector('.runs-table tbody th')?.textContent ?? null;
    if (!button) throw new Error(`no column ${name} is shown`);
    const before = first();
    const begin = performance.now();
    button.click();
    while (first() === before) await new Promise(requestAnimationFrame);
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    return performance.now() - begin;
  }, column);
}

/** Scrolls through the table or changes to a drawing, for two seconds; the longest time between two frames. */
async function longestFrame(page: Page, motion: Motion): Promise<number> {
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  return page.evaluate(async (what) => {
    const frame = document.querySelector('.runs-frame');
    const label = what === 'parallel' ? 'Parallel coordinates' : 'Scatter';
    const button = [...document.querySelectorAll<HTMLElement>('.runs-views button')].find(
      ({ textContent }) => textContent === label,
    );
    if (!frame || !button) throw new Error('no table of runs is shown');
    const begin = await new Promise(requestAnimationFrame);
    if (what !== 'scroll') button.click();
    let [last, longest] = [begin, 0];
    while (last - begin < 2000) {
      if (what === 'scroll') frame.scrollTop += 800;
      const now = await new Promise(requestAnimationFrame);
      longest = Math.max(longest, now - last);
      last = now;
    }
    if (what === 'scroll') frame.scrollTop = 0;
    else if (!document.querySelector('.runs-chart canvas')) throw new Error(`${what} was not drawn`);
    return longest;
  }, motion);
}
