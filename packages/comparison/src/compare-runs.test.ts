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
