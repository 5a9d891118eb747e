import { tableOf, tensorOf, type ModelSides, type Session } from '@modelfolio/inference';
import { expect, test } from 'vitest';
import { checkedPredictions } from './checked-predictions.ts';

const rows = 10;
const table = tableOf('rows.csv', new Map([['x', Array.from({ length: rows }, (_, row) => row)]]), rows);
const sides = (output: Partial<ModelSides['output']>): ModelSides => ({
  inputs: [{ name: 'x', type: 'float32', shape: ['N', 1] }],
  input: { kind: 'tensor', input: 'x' },
  output: {
    task: 'regression',
    probabilities: null,
    activation: 'none',
    prediction: 'y',
    classes: null,
    positive: null,
    targets: [{ name: 'mass', output: 'y', index: 0, unit: null }],
    ...output,
  },
});
/** Gives the same row for each row. */
const model = (row: readonly number[], last: readonly number[] = row): Session => ({
  runtime: 'none',
  inputs: ['x'],
  outputs: ['y'],
  run: async (feeds) => {
    const n = feeds['x']?.shape[0] ?? 0;
    const values = Array.from({ length: n }, (_, at) => (at === n - 1 ? last : row)).flat();
    return { y: tensorOf('float32', values, [n, row.length]) };
  },
  close: async () => undefined,
});
const classifier = sides({
  task: 'multiclass-classification',
  probabilities: 'y',
  prediction: null,
  activation: 'softmax',
  classes: ['a', 'b', 'c'],
  targets: null,
});

test.each([Number.NaN, Infinity, -Infinity])('a value of %d is no prediction', async (value) => {
  await expect(checkedPredictions(model([1], [value]), sides({}), table, 'm.onnx')).rejects.toThrow(
    `m.onnx: row 9: output \`y\` gives ${value} for mass (where a value is missing`,
  );
  const { kind } = await checkedPredictions(model([1]), sides({}), table, 'm.onnx');
  expect(kind).toBe('values');
});

test('a softmax is for logits, not for probabilities or several labels a row', async () => {
  const check = (row: number[]) => checkedPredictions(model(row), classifier, table, 'm.onnx');
  await expect(check([0.25, 0.25, 0.5])).rejects.toThrow(
    'm.onnx: output y holds probabilities already: a softmax would make others of them (leave signature.activation out)',
  );
  await expect(check([0.9, 0.8, 0.1])).rejects.toThrow(/several labels a row/);
  expect((await check([3, -2, 0])).kind).toBe('classes');
});
