import { expect, test } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

test('quantiles of the normal distribution are those of the tables', () => {
  // R 4.3, qnorm.
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
  expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
  expect(normalQuantile(0.5)).toBe(0);
  expect([0, 1, 2, Number.NaN].map(normalQuantile)).toEqual([-Infinity, Infinity, Number.NaN, Number.NaN]);
});
