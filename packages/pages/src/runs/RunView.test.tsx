import { bareRun } from '@modelfolio/schemas/bare-run';
import type { RunRecord } from '@modelfolio/schemas';
import { expect, test } from 'vitest';
import { drawnPage } from '../../test/drawn-page.ts';
import { RunView } from './RunView.tsx';
import type { RunsSource } from './runs-source.ts';

const run = (words: Partial<RunRecord> = {}): RunRecord =>
  bareRun({
    id: 'r1',
    experiment: 'penguins',
    name: 'forest',
    origin: { tracker: 'mlflow', location: null, externalId: null },
    ...words,
  });
const sourceOf = (record: RunRecord): RunsSource => ({
  index: () => Promise.reject(new Error('not asked for')),
  runs: async (ids) => {
    if (ids[0] !== record.id) throw new Error(`This site has no run ${ids[0]}`);
    return [{ record, address: `/runs/data/${ids[0]}.json` }];
  },
});
const view = (record: RunRecord, search = '?id=r1') =>
  drawnPage(<RunView source={sourceOf(record)} base="/runs/" />, search);

const full = run({
  status: 'failed',
  startTime: '2026-01-02T03:04:05.000Z',
  endTime: '2026-01-02T03:05:05.000Z',
  parentRunId: 'p & q',
  params: { depth: 3, note: null },
  metrics: {
    accuracy: { value: 0.9, step: 7, timestamp: null },
    loss: { value: 'NaN', step: null, timestamp: null },
  },
  tags: { 'mlflow.note.content': 'A note.', team: 'birds' },
  datasets: [
    { name: 'd1', role: 'train', digest: 'abc', source: null, rows: 12 },
    { name: 'd2', role: null, digest: null, source: null, rows: null },
  ],
  models: [
    { modelId: 'm1', name: 'tree', path: 'model.onnx', registrations: [{ name: 'reg', version: '2' }] },
    { modelId: 'm2', name: null, path: null },
  ] as never,
  artifacts: [{ path: 'model.onnx', bytes: 12_345, sha256: 'a'.repeat(64) }],
  source: {
    repository: 'git@x',
    commit: 'c1',
    dirty: true,
    entryPoint: 'train.py',
    command: 'python train.py',
  },
  environment: {
    runtime: 'python 3.12',
    packages: { numpy: '2.4.0' },
    lockfileSha256: null,
    hardware: { cpu: 'EPYC', cores: 2, memoryBytes: 1, accelerator: null, os: null },
  },
});

test('tells what a run was given, what it measured and where it came from', async () => {
  const page = await view(full);
  expect(page.texts('h1')).toEqual(['forest']);
  expect(page.document.title).toBe('forest | Site');
  expect(page.texts('.run-note')).toEqual(['A note.']);
  expect(page.all('.actions a').map((link) => link.getAttribute('href'))).toEqual([
    `/runs/?${new URLSearchParams({ q: "attributes.run_id = 'r1'" })}`,
    '/runs/run/?id=p+%26+q',
    '/runs/data/r1.json',
  ]);
  const sections = page
    .all('section')
    .map((section) => [
      section.querySelector('h2')?.textContent,
      ...[...section.querySelectorAll('dl > div')].map((pair) =>
        [pair.querySelector('dt')?.textContent, pair.querySelector('dd')?.textContent].join(': '),
      ),
    ]);
  expect(sections).toEqual([
    ['Metrics, last values', 'accuracy: 0.9 at step 7', 'loss: NaN'],
    ['Params', 'depth: 3', 'note: none'],
    ['Data sets', 'train: d1: abc, 12 rows', 'data: d2: no digest'],
    ['Models', 'tree: model.onnx; reg 2', 'm2: no path'],
    ['Artifacts', 'model.onnx: 12,345 bytes'],
    ['Tags', 'team: birds'],
    [
      'Source and environment',
      'Experiment: penguins',
      'Status: failed',
      'Started: 2026-01-02T03:04:05.000Z',
      'Ended: 2026-01-02T03:05:05.000Z',
      'Id: r1',
      'Tracker: mlflow',
      'Repository: git@x',
      'Commit: c1 with local changes',
      'Command: python train.py',
      'Entry point: train.py',
      'Runtime: python 3.12',
      'Processor: EPYC',
      'numpy: 2.4.0',
    ],
  ]);
  for (const section of page.all('section'))
    expect(section.querySelector('h2')?.getAttribute('id')).toBe(section.getAttribute('aria-labelledby'));
});

test('leaves out what a run does not know', async () => {
  const page = await view(run({ source: { ...full.source, dirty: false } }));
  expect(page.texts('h2')).toEqual(['Source and environment']);
  expect(page.texts('dt')).toEqual([
    'Experiment',
    'Status',
    'Id',
    'Tracker',
    'Repository',
    'Commit',
    'Command',
    'Entry point',
  ]);
  expect(page.texts('dd')).toContain('c1');
  expect(page.all('.run-note')).toEqual([]);
  expect(page.texts('.actions a')).toEqual(['In the table', 'Record (JSON)']);
});

test('shows five hundred of many, then all; long words are cut', async () => {
  const params = Object.fromEntries(
    Array.from({ length: 501 }, (_, at) => [`p${at}`, at === 0 ? 'x'.repeat(5001) : 'y']),
  );
  const page = await view(run({ params }));
  const shown = () => page.all('section')[0]?.querySelectorAll('dd').length;
  expect(shown()).toBe(500);
  expect(page.texts('dd')[0]).toBe(`${'x'.repeat(5000)}… (5,001 characters)`);
  await page.happen(page.named('Show all 501'), 'click');
  expect(shown()).toBe(501);
  expect(page.all('button')).toEqual([]);
  const few = await view(run({ params: Object.fromEntries(Object.entries(params).slice(0, 500)) }));
  expect(few.all('button')).toEqual([]);
});

test.each([
  ['', 'The address names no run (…/run/?id=). All runs'],
  ['?id=r2', 'This site has no run r2. All runs'],
])('says what is wrong with the address %j', async (search, words) => {
  const page = await view(run(), search);
  expect(page.texts('[role=alert]')).toEqual([words]);
  expect(page.texts('h1')).toEqual(['A run']);
  expect(page.one('a').getAttribute('href')).toBe('/runs/');
});

test('says that it waits', async () => {
  const source: RunsSource = { ...sourceOf(run()), runs: () => new Promise(() => {}) };
  const page = await drawnPage(<RunView source={source} base="/runs/" />, '?id=r1');
  expect(page.texts('[role=status]')).toEqual(['Loading the run…']);
  expect(page.texts('h1')).toEqual(['A run']);
  expect(page.document.title).toBe('Site');
});
