import { expect, test } from 'vitest';
import { tensorOf } from './tensor.ts';
import { watchActivation } from './watch-activation.ts';

type Activation = 'none' | 'softmax' | 'sigmoid';
const rowsOf = (row: readonly number[], rows: number) =>
  tensorOf('float32', Array.from({ length: rows }, () => row).flat(), [rows, row.length]);
const seen = (activation: Activation, batches: readonly (readonly number[])[], rows = 8) => {
  const watch = watchActivation({ probabilities: 'p', activation });
  for (const row of batches) watch.see({ p: rowsOf(row, rows) }, rows);
  return watch.refuse;
};

test('an activation over probabilities is refused', () => {
  expect(seen('softmax', [[0.25, 0.75]])).toThrow(
    'output p holds probabilities already: a softmax would make others of them (leave signature.activation out)',
  );
  // One number may be a logit of a model that is never sure: its graph tells, where it does.
  expect(seen('sigmoid', [[0.9]])).not.toThrow();
});

test('an activation over several labels a row is refused, whichever batch shows them', () => {
  for (const batches of [
    [[0.9, 0.8]],
    [
      [0.25, 0.75],
      [0.9, 0.8],
    ],
  ])
    expect(seen('softmax', batches)).toThrow(/an answer from 0 to 1 in each column.*multi-label/);
});

test('scores in any batch, no activation, no such output and too few rows are taken', () => {
  expect(
    seen('softmax', [
      [0.25, 0.75],
      [-3, 0.5],
    ]),
  ).not.toThrow();
  expect(seen('none', [[0.9, 0.8]])).not.toThrow();
  expect(seen('softmax', [[0.9, 0.8]], 7)).not.toThrow();
  const other = watchActivation({ probabilities: null, activation: 'softmax' });
  other.see({ p: rowsOf([0.5, 0.5], 8) }, 8);
  expect(other.refuse).not.toThrow();
});
