import { bareRun } from '@modelfolio/schemas/bare-run';
import type { RunRecord } from '@modelfolio/schemas';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { drawnPage } from '../../test/drawn-page.ts';
import { runIndexOf } from './run-index.ts';
import { RunsExplorer } from './RunsExplorer.tsx';
import type { RunsSource } from './runs-source.ts';

const run = (id: string, words: Partial<RunRecord>): RunRecord =>
  bareRun({
    id,
    experiment: 'e',
    name: `run ${id}`,
    startTime: `2026-01-0${id.charCodeAt(0) - 96}T00:00:00.000Z`,
    endTime: null,
    origin: { tracker: 'mlflow', location: null, externalId: null },
    ...words,
  });
const metric = (value: number) => ({ value, step: null, timestamp: null });
const few = [
  run('a', { params: { depth: 3, kind: 'tree' }, metrics: { accuracy: metric(0.9), loss: metric(0.1) } }),
  run('b', { params: { depth: 10, kind: 'net' }, metrics: { accuracy: metric(0.8), loss: metric(10) } }),
  run('c', {
    params: { depth: 5, kind: 'tree' },
    metrics: { accuracy: metric(0.85), loss: metric(1) },
    tags: { team: 'birds' },
  }),
];
const sourceOf = (records: RunRecord[]): RunsSource => ({
  index: async () => runIndexOf(records.map((record) => ({ record, file: record.id, model: null }))),
  runs: () => Promise.reject(new Error('not asked for')),
});
const explorer = (search = '', records = few) =>
  drawnPage(<RunsExplorer source={sourceOf(records)} base="/runs/" />, search);
type Page = Awaited<ReturnType<typeof explorer>>;

/** What a canvas was told to draw. */
const drawing: [string, ...unknown[]][] = [];
beforeEach(() => {
  drawing.length = 0;
});

const rows = (page: Page) => page.texts('tbody th');
const type = async (page: Page, words: string) => {
  const input = page.one('.runs-bar input[type=search]');
  Object.defineProperty(input, 'value', { value: words, writable: true, configurable: true });
  await page.happen(input, 'input');
};

describe('the table', () => {
  test('has the newest run first, with the columns that most runs have', async () => {
    const page = await explorer();
    expect(rows(page)).toEqual(['run c', 'run b', 'run a']);
    expect(page.texts('thead button')).toEqual([
      'Run',
      'Experiment',
      'Started ↓',
      'Status',
      'accuracy',
      'loss',
      'depth',
      'kind',
    ]);
    expect(page.texts('#runs-said')).toEqual(['3 of 3 runs']);
    expect(page.all('tbody a').map((link) => link.getAttribute('href'))[0]).toBe('/runs/run/?id=c');
    expect(page.texts('tbody tr')[0]).toContain('2026-01-03 00:00');
    expect(page.all('tr').map((row) => row.getAttribute('aria-rowindex'))).toEqual(['1', '2', '3', '4']);
    expect(page.one('table').getAttribute('aria-rowcount')).toBe('4');
    expect(page.all('th[aria-sort=descending]')).toHaveLength(1);
    expect(page.visited).toEqual([]);
  });

  test('of the runs that were found shows no metric or param that none of them has, until columns are chosen', async () => {
    const records = [
      ...few,
      run('d', { params: { trees: 9 }, metrics: { accuracy: metric(0.7), log_loss: metric(0.5) } }),
    ];
    const shown = (page: Page) => page.texts('thead button').slice(4);
    const page = await explorer('', records);
    expect(shown(page)).toEqual(['accuracy', 'loss', 'log_loss', 'depth']);
    await type(page, "attributes.run_id = 'd'");
    expect(shown(page)).toEqual(['accuracy', 'log_loss', 'trees']);
    expect(page.texts('tbody td').slice(-3)).toEqual(['0.7', '0.5', '9']);
    await type(page, 'nobody');
    expect(shown(page)).toEqual(['accuracy', 'loss', 'log_loss', 'depth']);
    const chosen = await explorer("?q=attributes.run_id+%3D+'d'&c=metrics.loss", records);
    expect(chosen.texts('thead button, tbody td')).toEqual(['Run', 'loss', '', '–']);
  });

  test('is sorted by a column, the other way the second time; each is a step back', async () => {
    const page = await explorer();
    await page.happen(page.named('depth'), 'click');
    expect(rows(page)).toEqual(['run b', 'run c', 'run a']);
    await page.happen(page.named('depth ↓'), 'click');
    expect(rows(page)).toEqual(['run a', 'run c', 'run b']);
    expect(page.all('th[aria-sort=ascending]')).toHaveLength(1);
    expect(page.visited).toEqual([
      ['pushState', '/runs/?sort=-params.depth'],
      ['pushState', '/runs/?sort=params.depth'],
    ]);
    await page.goTo('?sort=-params.depth');
    expect(rows(page)).toEqual(['run b', 'run c', 'run a']);
  });

  test('shows what is searched for; typing is no step back', async () => {
    const page = await explorer();
    await type(page, 'tree');
    expect(rows(page)).toEqual(['run c', 'run a']);
    expect(page.texts('#runs-said')).toEqual(['2 of 3 runs']);
    expect(page.visited).toEqual([['replaceState', '/runs/?q=tree']]);
    await type(page, 'metrics.accuracy >');
    expect(page.texts('#runs-said')[0]).toMatch(/^The filter says nothing: .*column 19/);
    expect(rows(page)).toHaveLength(3);
    expect(page.one('.runs-bar input').getAttribute('aria-invalid')).toBe('true');
    expect(page.all('.fault')).toHaveLength(1);
  });

  test('chooses runs, and leads to their comparison', async () => {
    const page = await explorer();
    expect(page.all('.actions')).toEqual([]);
    await page.happen(page.named('Choose run a'), 'change');
    expect(page.texts('#runs-said')).toEqual(['3 of 3 runs, 1 chosen']);
    expect(page.texts('.actions a')).toEqual([]);
    await page.happen(page.named('Choose run c'), 'change');
    expect(page.named('Compare the chosen').getAttribute('href')).toBe('/runs/compare/?run=a&run=c');
    expect(page.all('tr.chosen')).toHaveLength(2);
    await page.happen(page.named('Choose run a'), 'change');
    expect(page.texts('#runs-said')).toEqual(['3 of 3 runs, 1 chosen']);
    await page.happen(page.named('Choose none'), 'click');
    expect(page.all('.actions')).toEqual([]);
    expect(page.visited.at(-1)).toEqual(['pushState', '/runs/']);
  });

  test('of thousands holds only the rows in sight, and room for the others', async () => {
    const many = Array.from({ length: 1000 }, (_, at) => run('a', { id: String(at), name: `n${at}` }));
    const page = await explorer('?sort=attributes.name', many);
    // 600 pixels are 15 rows, and ten more.
    expect(rows(page)).toEqual(Array.from({ length: 25 }, (_, at) => `n${at}`));
    expect(page.texts('#runs-said')).toEqual(['1,000 of 1,000 runs']);
    const gaps = () => page.all('.gap').map((gap) => gap.getAttribute('style')?.replaceAll(/[^\d]/g, ''));
    expect(gaps()).toEqual([String(975 * 40)]);
    const frame = page.one('.runs-frame');
    Object.defineProperty(frame, 'scrollTop', { value: 20_000 });
    await page.happen(frame, 'scroll');
    expect([rows(page)[0], rows(page).at(-1)]).toEqual(['n490', 'n524']);
    expect(page.all('tbody tr[aria-rowindex]')[0]?.getAttribute('aria-rowindex')).toBe('492');
    expect(gaps()).toEqual([String(490 * 40), String(475 * 40)]);
  });

  test('has a run without a name under its id', async () => {
    expect(rows(await explorer('', [run('a', { name: '' })]))).toEqual(['a']);
  });
});

describe('columns', () => {
  test('are moved, hidden and added', async () => {
    const page = await explorer('?c=params.depth&c=metrics.loss');
    expect(page.texts('summary')).toEqual(['Columns (2)']);
    expect(page.texts('.columns-chooser li span')).toEqual(['depth', 'loss']);
    expect(page.named('Move depth to the left').hasAttribute('disabled')).toBe(true);
    expect(page.named('Move loss to the right').hasAttribute('disabled')).toBe(true);
    expect(page.named('Move loss to the left').hasAttribute('disabled')).toBe(false);
    await page.happen(page.named('Move loss to the left'), 'click');
    expect(page.texts('.columns-chooser li span')).toEqual(['loss', 'depth']);
    await page.happen(page.named('Move loss to the right'), 'click');
    expect(page.texts('.columns-chooser li span')).toEqual(['depth', 'loss']);
    await page.happen(page.named('Hide depth'), 'click');
    expect(page.texts('thead button')).toEqual(['Run', 'loss']);
    await page.happen(page.named('+ team'), 'click');
    expect(page.texts('thead button')).toEqual(['Run', 'loss', 'team']);
    expect(page.visited.at(-1)).toEqual(['replaceState', '/runs/?c=metrics.loss&c=tags.team']);
  });

  test('are found by name, by kind', async () => {
    const page = await explorer('?c=metrics.loss');
    expect(page.texts('legend')).toEqual(['About the run', 'Metrics', 'Params', 'Tags']);
    const search = page.one('.columns-chooser input');
    Object.defineProperty(search, 'value', { value: 'DEP', writable: true });
    await page.happen(search, 'input');
    expect(page.texts('fieldset button')).toEqual(['+ depth']);
    expect(page.texts('legend')).toEqual(['Params']);
  });

  test('beyond a hundred are counted', async () => {
    const params = Object.fromEntries(Array.from({ length: 103 }, (_, at) => [`p${at}`, at]));
    const page = await explorer('?c=', [run('a', { params })]);
    expect(page.texts('fieldset p')).toEqual(['3 more: find them by name.']);
    expect(page.texts('summary')).toEqual(['Columns (0)']);
  });
});

/** Draws into a list, on a canvas of 400 × 300. */
const recordCanvas = (page: Page) => {
  const canvas = page.document.createElement('canvas');
  const prototype = Object.getPrototypeOf(canvas) as object;
  const context = new Proxy({} as Record<string, unknown>, {
    get: (_, name: string) =>
      ['set', 'fillStyle', 'strokeStyle'].includes(name)
        ? undefined
        : (...args: unknown[]) => void drawing.push([name, ...args]),
    set: (_, name: string, value) => drawing.push([`${name} =`, value]) > 0,
  });
  Object.defineProperty(prototype, 'getContext', {
    value: () => context,
    configurable: true,
    writable: true,
  });
  for (const [name, value] of [
    ['clientWidth', 400],
    ['clientHeight', 300],
  ] as const)
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
};
const drawn = (name: string) => drawing.filter(([called]) => called === name).map(([, ...args]) => args);
const frame = () => vi.waitFor(() => expect(drawing.length).toBeGreaterThan(0));

describe('the scatter plot', () => {
  test('places each run by two columns, and chooses the nearest to a click', async () => {
    const page = await explorer('?axis=params.depth&axis=metrics.accuracy&axis=params.kind');
    recordCanvas(page);
    await page.happen(page.named('Scatter'), 'click');
    await frame();
    expect(page.visited.at(-1)?.[0]).toBe('pushState');
    expect(page.named('Scatter').getAttribute('aria-pressed')).toBe('true');
    expect(page.one('canvas').getAttribute('aria-label')).toBe(
      'accuracy against depth of 3 runs. The table below has the numbers.',
    );
    expect(page.texts('figcaption p')).toEqual(['3 runs have both. Click a point to choose its run.']);
    // Depth 3 to 10 over 64 to 384 pixels, accuracy 0.8 to 0.9 over 260 up to 12.
    const at = (depth: number, accuracy: number) => [
      64 + (320 * (depth - 3)) / 7,
      12 + (248 * (0.9 - accuracy)) / 0.1,
    ];
    const points = drawn('arc').map(([x, y]) => [Math.round(x as number), Math.round(y as number)]);
    const wanted = [at(5, 0.85), at(10, 0.8), at(3, 0.9)].map((point) => point.map(Math.round));
    expect(points).toEqual(wanted);
    expect(drawn('strokeRect')).toEqual([[64, 12, 320, 248]]);
    expect(drawn('fillText').map(([text]) => text)).toEqual(['3', '10', '0.8', '0.9', 'depth', 'accuracy']);
    expect(page.texts('.colour-legend li')).toEqual(['net', 'tree', 'none']);
    // Each kind has a colour of its own; the axes are drawn in others before.
    const fills = drawn('fillStyle =').map(([colour]) => colour);
    expect(fills.slice(-3)).toEqual(['var(--mf-series-2)', 'var(--mf-series-1)', 'var(--mf-series-2)']);
    expect(drawn('textAlign =').map(([align]) => align)).toEqual(['left', 'right', 'right', 'center']);
    const [x = 0, y = 0] = at(10, 0.8);
    await page.happen(page.one('canvas'), 'click', { offsetX: x - 8, offsetY: y - 8 });
    expect(page.texts('tr.chosen th')).toEqual(['run b']);
    await page.happen(page.one('canvas'), 'click', { offsetX: x - 9, offsetY: y - 9 });
    expect(page.texts('tr.chosen th')).toEqual(['run b']);
  });

  test('chooses its axes itself, which can be changed and spaced by logarithms', async () => {
    const page = await explorer();
    recordCanvas(page);
    await page.happen(page.named('Scatter'), 'click');
    await frame();
    expect(page.one('canvas').getAttribute('aria-label')).toMatch(/^accuracy against loss of 3 runs/);
    const [across, , colour] = page.all('select');
    await page.happen(page.named('Across: logarithmic'), 'change');
    expect(page.visited.at(-1)?.[1]).toContain('axis=');
    Object.defineProperty(colour, 'value', { value: 'metrics.accuracy', writable: true });
    await page.happen(colour as HTMLElement, 'change');
    expect(page.visited.at(-1)?.[1]).toContain('axis=metrics.accuracy');
    const mixed = drawn('fillStyle =').flat();
    expect(mixed.slice(-3)).toContain('color-mix(in oklab, var(--mf-series-2) 50%, var(--mf-series-3))');
    expect(page.texts('select')[2]).toContain('one colour');
    expect(page.texts('select')[0]).not.toContain('one colour');
    expect(page.all('.colour-legend')).toHaveLength(1);
    expect(page.all('.colour-legend .swatch')).toHaveLength(3);
    expect(across).toBeDefined();
  });
});

describe('parallel coordinates', () => {
  test('draws a line for each run across its axes, and dims those outside of a range', async () => {
    const page = await explorer('?axis=params.depth&axis=metrics.accuracy&run=b');
    recordCanvas(page);
    await page.happen(page.named('Parallel coordinates'), 'click');
    await frame();
    expect(page.one('canvas').getAttribute('aria-label')).toBe(
      'Parallel coordinates of 3 runs over depth, accuracy. The table below has the numbers.',
    );
    // Axes at 56 and 344 pixels; depth 5 of 3 to 10 and accuracy 0.85 of 0.8 to 0.9, over 276 up to 38.
    const starts = drawn('moveTo').map((point) => point.map((value) => Math.round(value as number)));
    expect(starts[0]).toEqual([56, Math.round(38 + (238 * 5) / 7)]);
    expect(
      drawn('lineTo')
        .slice(0, 3)
        .map(([x]) => x),
    ).toEqual([344, 344, 344]);
    // Names of axes above, ends of axes below and above their lines.
    expect(drawn('textAlign =').map(([align]) => align)).toEqual(['left', 'right']);
    expect(drawn('fillText')).toEqual([
      ['depth', 4, 14],
      ['3', 4, 290],
      ['10', 4, 34],
      ['accuracy', 396, 14],
      ['0.8', 396, 290],
      ['0.9', 396, 34],
    ]);
    // Three runs, the chosen one again, two axes.
    expect(drawn('stroke')).toHaveLength(6);
    expect(page.texts('figcaption > p')).toEqual(['3 runs in all ranges']);
    const from = page.named('depth: from');
    Object.defineProperty(from, 'value', { value: '20', writable: true });
    await page.happen(from, 'input');
    expect(page.texts('figcaption > p')).toEqual(['2 runs in all ranges']);
    expect(page.visited.at(-1)).toEqual([
      'replaceState',
      expect.stringContaining('range=20-100%3Aparams.depth'),
    ]);
    const to = page.named('accuracy: to');
    Object.defineProperty(to, 'value', { value: '40', writable: true });
    await page.happen(to, 'input');
    expect(page.texts('figcaption > p')).toEqual(['1 runs in all ranges']);
  });

  test('has axes that are moved, removed, added and spaced by logarithms', async () => {
    const page = await explorer('?axis=params.depth&axis=metrics.loss');
    recordCanvas(page);
    await page.happen(page.named('Parallel coordinates'), 'click');
    expect(page.texts('.axes strong')).toEqual(['depth', 'loss']);
    const [first, move] = page.all('.axes button[aria-label^=Move]');
    expect([first, move].map((button) => button?.hasAttribute('disabled'))).toEqual([true, false]);
    await page.happen(move as HTMLElement, 'click');
    expect(page.texts('.axes strong')).toEqual(['loss', 'depth']);
    await page.happen(page.named('Remove loss'), 'click');
    expect(page.texts('.axes strong')).toEqual(['depth']);
    const add = page.one('.runs-chart select');
    Object.defineProperty(add, 'value', { value: 'params.kind', writable: true, configurable: true });
    await page.happen(add, 'change');
    expect(page.texts('.axes strong')).toEqual(['depth', 'kind']);
    await page.happen(add, 'change');
    expect(page.texts('.axes strong')).toEqual(['depth', 'kind']);
  });

  test('begins with params that vary and with metrics', async () => {
    const page = await explorer('?view=parallel');
    expect(page.texts('.axes strong')).toEqual(['depth', 'kind', 'accuracy', 'loss']);
  });
});

test('says that it waits, and what went wrong', async () => {
  const waiting: RunsSource = { ...sourceOf([]), index: () => new Promise(() => {}) };
  const page = await drawnPage(<RunsExplorer source={waiting} base="/runs/" />);
  expect(page.texts('[role=status]')).toEqual(['Loading the list of runs…']);
  const broken: RunsSource = { ...waiting, index: () => Promise.reject(new Error('index.json is gone')) };
  const other = await drawnPage(<RunsExplorer source={broken} base="/runs/" />);
  expect(other.texts('[role=alert]')).toEqual(['index.json is gone. Reload the page.']);
});
