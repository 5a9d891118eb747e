import type { ModelManifest } from '@modelfolio/schemas';
import { describe, expect, it } from 'vitest';
import type { ModelSides } from './feeds.ts';
import { predictTable } from './predict-table.ts';
import type { RunGraph } from './session.ts';
import { tableOf } from './table.ts';
import { numbersOf, tensorOf } from './tensor.ts';

const column = {
  input: 'x',
  index: 0,
  name: 'x',
  label: null,
  description: null,
  categories: null,
  range: null,
  step: null,
  unit: null,
  missing: false,
};
const sides: ModelSides = {
  inputs: [{ name: 'x', type: 'float32', shape: [null, 1] }],
  input: { kind: 'tabular', columns: [{ ...column, type: 'float32' }] } as ModelManifest['input'],
  output: {
    task: 'regression',
    probabilities: null,
    activation: 'none',
    prediction: null,
    classes: null,
    positive: null,
    targets: [{ name: 'twice', output: 'y', index: 0, unit: null }],
  },
};
const table = tableOf('rows.csv', new Map([['x', [1, 2, 3, 4, 5]]]), 5);
const asked: number[][] = [];
const twice: RunGraph = async (feeds) => {
  const numbers = numbersOf(feeds['x'] as never);
  asked.push([...numbers]);
  return {
    y: tensorOf(
      'float32',
      [...numbers].map((value) => 2 * value),
      [numbers.length, 1],
    ),
  };
};

describe('predictTable', () => {
  it.each([
    [1, [[1], [2], [3], [4], [5]], [1, 2, 3, 4, 5]],
    [2, [[1, 2], [3, 4], [5]], [2, 4, 5]],
    [5, [[1, 2, 3, 4, 5]], [5]],
    [9, [[1, 2, 3, 4, 5]], [5]],
  ])('says the same in batches of %i, and tells how far it is', async (batchSize, batches, told) => {
    asked.length = 0;
    const progress: number[] = [];
    const found = await predictTable(twice, sides, table, {
      batchSize,
      onProgress: (rows) => progress.push(rows),
    });
    expect(found).toMatchObject({ kind: 'values', values: [Float64Array.of(2, 4, 6, 8, 10)] });
    expect(asked).toEqual(batches);
    expect(progress).toEqual(told);
  });

  it('stops between two batches', async () => {
    asked.length = 0;
    const stop = new AbortController();
    const running = predictTable(twice, sides, table, {
      batchSize: 2,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(running).rejects.toThrow('enough');
    expect(asked).toEqual([[1, 2]]);
  });

  it('takes an activation over probabilities for a mistake only where rows are judged', async () => {
    const rows = tableOf('rows.csv', new Map([['x', Array.from({ length: 9 }, () => 0)]]), 9);
    const output: ModelSides['output'] = {
      ...sides.output,
      task: 'binary-classification',
      probabilities: 'p',
      activation: 'softmax',
      classes: ['a', 'b'],
      targets: null,
    };
    const even: RunGraph = async (feeds) => {
      const n = feeds['x']?.shape[0] ?? 0;
      return {
        p: tensorOf(
          'float32',
          Array.from({ length: 2 * n }, () => 0.5),
          [n, 2],
        ),
      };
    };
    const of = (isJudged: boolean) =>
      predictTable(even, { ...sides, output }, rows, { batchSize: 4, isJudged });
    await expect(of(true)).rejects.toThrow('holds probabilities already');
    expect((await of(false)).kind).toBe('classes');
  });

  it('of no rows is refused', async () => {
    const empty = tableOf('rows.csv', new Map([['x', []]]), 0);
    await expect(predictTable(twice, sides, empty, { batchSize: 2 })).rejects.toThrow('no rows to predict');
  });
});
