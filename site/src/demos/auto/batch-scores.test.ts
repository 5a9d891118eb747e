import { expect, test } from 'vitest';
import { classScores, valueScores } from './batch-scores.ts';

test('classes are counted by what they are and what they are called', () => {
  expect(classScores(Uint32Array.of(0, 1, 1, 2), Uint32Array.of(0, 2, 1, 2), 3)).toEqual({
    kind: 'classes',
    accuracy: 0.75,
    correct: 3,
    counts: [
      [1, 0, 0],
      [0, 1, 1],
      [0, 0, 1],
    ],
  });
});

test('values are judged target by target, by the card’s definitions', () => {
  const scores = valueScores([Float64Array.of(2, 2, 2), Float64Array.of(1, 2, 3)], {
    kind: 'values',
    targets: [
      { name: 'a', unit: null },
      { name: 'b', unit: 'g' },
    ],
    values: [Float64Array.of(2, 2, 3), Float64Array.of(1, 2, Infinity)],
  });
  expect(scores).toEqual({
    kind: 'values',
    targets: [
      { name: 'a', unit: null, mae: 1 / 3, rmse: Math.sqrt(1 / 3), r2: 0 },
      { name: 'b', unit: 'g', mae: Infinity, rmse: Infinity, r2: -Infinity },
    ],
  });
});
