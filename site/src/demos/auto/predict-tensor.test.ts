import { tensorOf } from '@modelfolio/inference';
import type { InferenceEngine } from '@modelfolio/pages/engine/inference-engine';
import { expect, test } from 'vitest';
import { predictTable } from './predict-table.ts';

/** Says what it was given: the first value is the logit of `b`. */
const echo: InferenceEngine['run'] = async (feeds) => {
  const {
    data,
    shape: [rows = 0],
  } = feeds['x'] ?? tensorOf('float32', [], [0, 2]);
  return { outputs: { p: tensorOf('float32', [...(data as Float32Array)], [rows, 2]) }, latencyMs: 1 };
};

test('the truth in a table is no value of the tensor, and rows that are undecided are near ties', async () => {
  const result = await predictTable(
    echo,
    {
      sides: {
        inputs: [{ name: 'x', type: 'float32', shape: ['N', 2] }],
        input: { kind: 'tensor', input: 'x' },
        output: {
          task: 'binary-classification',
          probabilities: 'p',
          activation: 'none',
          prediction: null,
          classes: ['a', 'b'],
          positive: 1,
          targets: null,
        },
      },
      bytes: new TextEncoder().encode('y,u,v\na,0.9,0.1\nb,0.2,0.8\nb,0.5,0.5\n'),
      fileName: 'rows.csv',
      labels: ['y'],
    },
    () => undefined,
  );
  expect(result.scores).toMatchObject({ kind: 'classes', correct: 2 });
  expect(result.nearTies).toEqual([2]);
});
