import { bareRun } from '@modelfolio/schemas/bare-run';
import type { RunRecord } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { drawnPage } from '../../test/drawn-page.ts';
import { RunsCompared } from './RunsCompared.tsx';
import type { RunsSource } from './runs-source.ts';

const run = (id: string, name: string, words: Partial<RunRecord>): RunRecord =>
  bareRun({
    id,
    experiment: 'e',
    name,
    origin: { tracker: 'mlflow', location: null, externalId: null },
    ...words,
  });
const metric = (value: number | 'NaN') => ({ value, step: null, timestamp: null });
const runs = [
  run('a', 'tree', {
    metrics: { accuracy: metric(0.123456789), rows: metric('NaN') },
    params: { depth: 3, seed: 1 },
    histories: { loss: { steps: [0, 1], values: [2, 1], timestamps: null } },
  }),
  run('b', 'net', { metrics: { accuracy: metric(0.9) }, params: { depth: 4, seed: 1 } }),
  run('c', 'tree', { metrics: { accuracy: metric(0.9) }, params: { seed: 1 } }),
];
const asked: string[][] = [];
const source: RunsSource = {
  index: () => Promise.reject(new Error('not asked for')),
  runs: async (ids) => {
    asked.push([...ids]);
    return ids.map((id) => {
      const record = runs.find((one) => one.id === id);
      if (!record) throw new Error(`This site has no run ${id}`);
      return { record, address: '' };
    });
  },
};
const compared = (search: string) => drawnPage(<RunsCompared source={source} base="/runs/" />, search);

test('lays runs beside each other, the best of a metric marked, runs of one name numbered', async () => {
  const page = await compared('?run=a&run=b&run=c');
  const [metrics, params] = page.all('table');
  const rows = (table: Element | undefined) =>
    [...(table?.querySelectorAll('tr') ?? [])].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => cell.textContent),
    );
  expect(rows(metrics)).toEqual([
    ['Name', 'tree (1)', 'net', 'tree (3)'],
    ['accuracyhigher is better', '0.123457', '0.9 ▲', '0.9 ▲'],
    ['rows', 'NaN', '–', '–'],
  ]);
  expect(page.all('.verdict.better')).toHaveLength(2);
  expect(
    page
      .all('thead a')
      .slice(0, 3)
      .map((link) => link.getAttribute('href')),
  ).toEqual(['/runs/run/?id=a', '/runs/run/?id=b', '/runs/run/?id=c']);
  expect(page.texts('h2')).toEqual(['Metrics', 'Histories', 'Params']);
  expect(page.texts('figcaption')).toEqual(['loss']);
  expect(page.one('svg').getAttribute('aria-label')).toContain('tree (1) ends at 1');
  // Only what differs, until all is asked for.
  expect(rows(params)).toEqual([
    ['Name', 'tree (1)', 'net', 'tree (3)'],
    ['depth', '3', '4', '–'],
  ]);
  await page.happen(page.named('Show also the 1 that are alike'), 'click');
  expect(page.texts('.fields tbody th')).toEqual(['depth', 'seed']);
  expect(page.named('Only what differs').getAttribute('aria-pressed')).toBe('true');
  await page.happen(page.named('Only what differs'), 'click');
  expect(page.texts('.fields tbody th')).toEqual(['depth']);
  for (const region of page.all('[role=region]')) {
    expect(region.getAttribute('tabIndex')).toBe('0');
    expect(['Metrics', 'Params']).toContain(region.getAttribute('aria-label'));
  }
  for (const section of page.all('section'))
    expect(section.querySelector('h2')?.getAttribute('id')).toBe(section.getAttribute('aria-labelledby'));
});

test('where all are alike it says so', async () => {
  const page = await compared('?run=a&run=a');
  expect(page.texts('section p')).toEqual(['All 2 are alike.']);
  expect(page.all('button')).toEqual([]);
});

test.each([
  ['', 'No run was chosen. Choose in the table'],
  ['?run=a&run=x', 'This site has no run x. Choose in the table'],
])('says what is wrong with the address %j', async (search, words) => {
  const page = await compared(search);
  expect(page.texts('[role=alert]')).toEqual([words]);
  expect(page.one('a').getAttribute('href')).toBe('/runs/');
});

test('a link from a stranger names a hundred runs at most', async () => {
  asked.length = 0;
  await compared(`?${Array.from({ length: 120 }, () => 'run=a').join('&')}`);
  expect(asked.map(({ length }) => length)).toEqual([100]);
});

test('says that it waits', async () => {
  const waiting = { ...source, runs: () => new Promise<never>(() => {}) };
  const page = await drawnPage(<RunsCompared source={waiting} base="/runs/" />, '?run=a');
  expect(page.texts('[role=status]')).toEqual(['Loading the runs…']);
});
