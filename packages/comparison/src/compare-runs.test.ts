import type { RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';
import { expect, test } from 'vitest';
import { compareRuns } from './compare-runs.ts';

const run = (id: string, words: Partial<RunRecord>): RunRecord =>
  bareRun({
    id,
    experiment: 'e',
    name: id,
    origin: { tracker: 'run-record', location: null, externalId: null },
    ...words,
  });
const metric = (value: number | 'NaN') => ({ value, step: null, timestamp: null });

test('the best of a metric is marked by its direction, all of them where several are', () => {
  const { metrics } = compareRuns([
    run('a', { metrics: { accuracy: metric(0.9), loss: metric(0.3), epochs: metric(3) } }),
    run('b', { metrics: { accuracy: metric(0.95), loss: metric('NaN') } }),
    run('c', { metrics: { accuracy: metric(0.95), loss: metric(0.2), epochs: metric(4) } }),
  ]);
  expect(metrics).toEqual([
    { name: 'accuracy', better: 'higher', values: [0.9, 0.95, 0.95], best: [1, 2] },
    { name: 'epochs', better: null, values: [3, null, 4], best: [] },
    { name: 'loss', better: 'lower', values: [0.3, 'NaN', 0.2], best: [2] },
  ]);
});

test('params that differ are told from those that do not; null is as good as missing', () => {
  const { params, data } = compareRuns([
    run('a', { params: { depth: 3, seed: 1, note: null } }),
    run('b', {
      params: { depth: '3', seed: 2 },
      datasets: [{ name: 'd', digest: 'x', role: 'train', source: null, rows: null }],
    }),
  ]);
  expect(params).toEqual([
    { name: 'depth', values: ['3', '3'], differs: false },
    { name: 'seed', values: ['1', '2'], differs: true },
  ]);
  expect(data).toEqual([{ name: 'train: d', values: [null, 'x'], differs: true }]);
});

test('code and environment are told of each run, what no run knows of none', () => {
  const source = {
    repository: 'git@x',
    commit: 'c1',
    dirty: true,
    entryPoint: 'train.ts',
    command: 'npm run train',
  };
  const hardware = { cpu: 'EPYC', accelerator: 'H200', os: 'Linux', memoryBytes: null };
  const environment = { runtime: 'node 24', lockfileSha256: 'f00', hardware, packages: { zod: '4.6.7' } };
  const known = run('a', { source, environment } as never);
  const clean = run('b', { source: { ...source, dirty: false, commit: 'c2' }, environment } as never);
  const unknown = run('c', {});
  const { code, environment: found } = compareRuns([known, clean, unknown]);
  expect(code).toEqual([
    { name: 'command', values: ['npm run train', 'npm run train', null], differs: true },
    { name: 'commit', values: ['c1', 'c2', null], differs: true },
    { name: 'entry point', values: ['train.ts', 'train.ts', null], differs: true },
    { name: 'local changes', values: ['yes', 'no', null], differs: true },
    { name: 'repository', values: ['git@x', 'git@x', null], differs: true },
  ]);
  expect(found.map(({ name, values: [first] }) => [name, first])).toEqual([
    ['accelerator', 'H200'],
    ['lock file', 'f00'],
    ['operating system', 'Linux'],
    ['processor', 'EPYC'],
    ['runtime', 'node 24'],
    ['zod', '4.6.7'],
  ]);
  expect(compareRuns([unknown, unknown])).toMatchObject({ code: [], environment: [] });
  expect(compareRuns([known, known]).code.map(({ differs }) => differs)).toEqual(Array(5).fill(false));
});

test('a data set without a role or digest is named all the same', () => {
  const data = { name: 'd', digest: null, role: null, source: null, rows: null };
  expect(compareRuns([run('a', { datasets: [data] })]).data).toEqual([
    { name: 'data: d', values: ['no digest'], differs: false },
  ]);
});

test('a name that all objects inherit is only a name', () => {
  const { metrics, params } = compareRuns([
    run('a', { metrics: { constructor: metric(1) }, params: { toString: 'x' } }),
    run('b', {}),
  ]);
  expect(metrics).toEqual([{ name: 'constructor', better: null, values: [1, null], best: [] }]);
  expect(params).toEqual([{ name: 'toString', values: ['x', null], differs: true }]);
});

test('where all are alike none is the best', () => {
  const found = compareRuns([
    run('a', { metrics: { accuracy: metric(1) } }),
    run('b', { metrics: { accuracy: metric(1) } }),
  ]);
  expect(found.metrics[0]?.best).toEqual([]);
});
