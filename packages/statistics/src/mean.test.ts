import { expect, test } from 'vitest';
import { mean, spread } from './mean.ts';

test('the mean and the spread of a few numbers', () => {
  expect(mean([1, 2, 6])).toBe(3);
  // numpy.std([2, 4, 4, 4, 5, 5, 7, 9])
  expect(spread([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, standardDeviation: 2 });
});

test('nothing has none', () => {
  expect(mean([])).toBeNaN();
  expect(spread([])).toEqual({ mean: Number.NaN, standardDeviation: Number.NaN });
});
