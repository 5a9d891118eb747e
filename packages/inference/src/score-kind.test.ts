import { expect, test } from 'vitest';
import { scoreKind } from './score-kind.ts';

test.each([
  [[0.2, 0.8, 1, 0], 2, 'probabilities'],
  [[0.2, 0.9, 1, 0], 2, 'separate'],
  [[1, 0, 0.9, 0.8], 2, 'separate'],
  [[0.5, 0.5, 0.5, 1.2], 2, 'scores'],
  [[-0.1, 0.9], 2, 'scores'],
  [[0, 0.3, 1], 1, 'probabilities'],
  [[0, 1.3, 1], 1, 'scores'],
  [[Number.NaN, Number.NaN, 0.5, 0.5], 2, 'probabilities'],
  // What float32 leaves.
  [[0.3335, 0.3335, 0.3335], 3, 'probabilities'],
  [[0.334, 0.334, 0.334], 3, 'separate'],
] as const)('%j in rows of %i are %s', (numbers, width, kind) => {
  expect(scoreKind(numbers, width)).toBe(kind);
});
