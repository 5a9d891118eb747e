import { expect, test } from 'vitest';
import { NumpyRandom } from './numpy-random.ts';
import { truncatedNormal } from './truncated-normal.ts';

test('draws lie between the bounds, about the mean', () => {
  const random = new NumpyRandom(2);
  const draws = Array.from({ length: 2000 }, () => truncatedNormal(random, 0.5, 0.3, 0, 1));
  for (const draw of draws) expect(Math.abs(draw - 0.5)).toBeLessThanOrEqual(0.5);
  // Standard error at most 0.3/√2000: five of them.
  expect(Math.abs(draws.reduce((sum, draw) => sum + draw, 0) / 2000 - 0.5)).toBeLessThan(0.034);
});

test('between bounds that are the same there is one value', () => {
  expect(truncatedNormal(new NumpyRandom(1), 3, 1, 3, 3)).toBe(3);
});
