import { describe, expect, it } from 'vitest';
import { addBenchmarkResults, addModelIndexResults, noResults } from './evaluation-results.ts';

const indexed = (results: unknown) => {
  const into = noResults();
  addModelIndexResults(results, '/model-index/0', 'README.md', into);
  return {
    metrics: [...into.metrics].map(([name, { value }]) => [name, value]),
    tags: [...into.tags],
    datasets: [...into.datasets.values()],
  };
};
const benchmarked = (results: unknown) => {
  const into = noResults();
  addBenchmarkResults(results, 'a.yaml', into);
  return {
    metrics: [...into.metrics].map(([name, { value }]) => [name, value]),
    tags: [...into.tags],
    datasets: [...into.datasets.values()],
  };
};
const dataset = { name: 'Birds', type: 'birds', config: 'en', split: 'test', revision: 'r1' };

describe('results of a model index', () => {
  it('are named by all that tells them apart', () => {
    const metric = { type: 'f1', value: 0.5, config: 'macro', verified: true };
    const found = indexed([
      {
        task: { type: 'tab' },
        dataset,
        metrics: [metric, { name: 'Accuracy', type: 'acc', value: 'high' }],
        source: { url: 'https://x' },
      },
    ]);
    expect(found).toEqual({
      metrics: [['Birds/en/test/macro/f1', 0.5]],
      tags: [
        ['Birds/en/test/macro/f1/verified', 'true'],
        ['Birds/en/test/macro/f1/source', 'https://x'],
        ['Birds/en/test/Accuracy', 'high'],
        ['Birds/en/test/Accuracy/source', 'https://x'],
      ],
      datasets: [{ name: 'Birds', digest: 'revision:r1', role: null, source: 'birds', rows: null }],
    });
  });

  it('of the same name get more of it, then a number; nothing is lost', () => {
    const result = {
      task: { type: 'tab' },
      dataset: { type: 'birds' },
      metrics: [{ type: 'f1', value: 1 }, { type: 'f1', value: 2 }, { type: 'f1', value: 3 }, { type: 'f1' }],
    };
    expect(indexed([result])).toMatchObject({
      metrics: [
        ['birds/f1', 1],
        ['tab/birds/f1/birds/f1', 2],
        ['tab/birds/f1/birds/f1#2', 3],
      ],
      tags: [['tab/birds/f1/birds/f1#3', '']],
      datasets: [{ name: 'birds', digest: null }],
    });
  });

  it('may lack nearly everything', () => {
    expect(indexed(null)).toEqual({ metrics: [], tags: [], datasets: [] });
    expect(indexed([{ metrics: [{ type: 'f1', value: 1 }] }])).toMatchObject({
      metrics: [['f1', 1]],
      datasets: [],
    });
  });

  it.each([
    [{}, '/model-index/0/results: expected a list'],
    [[1], '/model-index/0/results/0: expected a mapping'],
    [[{ metrics: 2 }], '/model-index/0/results/0/metrics: expected a list'],
    [[{ metrics: [3] }], '/model-index/0/results/0/metrics/0: expected a mapping'],
    [[{ metrics: [{ value: 1 }] }], '/model-index/0/results/0/metrics/0: a metric needs a type'],
  ])('are refused: %j', (results, message) => {
    expect(() => indexed(results)).toThrow(`README.md: ${message}`);
  });
});

describe('results of a benchmark', () => {
  it('are named by data set and task, with their notes', () => {
    const data = { id: 'org/bench', task_id: 'qa', revision: 'r2' };
    expect(
      benchmarked([
        { dataset: data, value: 7, source: { url: 'https://y' }, date: '2026-01-02', notes: null },
        { dataset: data, value: 8, notes: 'slow' },
      ]),
    ).toEqual({
      metrics: [
        ['org/bench/qa', 7],
        ['r2/org/bench/qa', 8],
      ],
      tags: [
        ['org/bench/qa/source', 'https://y'],
        ['org/bench/qa/date', '2026-01-02'],
        ['r2/org/bench/qa/notes', 'slow'],
      ],
      datasets: [{ name: 'org/bench', digest: 'revision:r2', role: null, source: 'org/bench', rows: null }],
    });
  });

  it.each([[[{}]], [[1]], [[{ dataset: { id: 'a' } }]], [[{ dataset: { task_id: 'b' } }]]])(
    'are refused: %j',
    (results) => {
      expect(() => benchmarked(results)).toThrow('a.yaml: /0: expected dataset with id and task_id');
    },
  );

  it('are a list', () => {
    expect(() => benchmarked({})).toThrow('a.yaml: expected a list');
  });
});
