import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

// SciPy 1.17: binomtest(count, of).proportion_ci(0.95, method='wilson')
test.each([
  [8, 10, 0.4901624715366418, 0.9433178485456248],
  [0, 5, 0, 0.43448246478317476],
  [50, 100, 0.4038315303659956, 0.5961684696340044],
])('%i of %i', (count, of, lower, upper) => {
  const interval = wilsonInterval(count, of);
  expect(interval.lower).toBeCloseTo(lower, 12);
  expect(interval.upper).toBeCloseTo(upper, 12);
});

test('a share of nothing has none', () => {
  expect(() => wilsonInterval(0, 0)).toThrow('a share of nothing has no interval');
});
