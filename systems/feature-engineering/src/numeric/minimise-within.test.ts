import { expect, test } from 'vitest';
import { minimiseWithin } from './minimise-within.ts';

const near = { relative: 1e-8, absolute: 1e-9 };

test('a minimum is found between two places, smooth or not', () => {
  expect(minimiseWithin((x) => (x - 2) ** 2, 0, 5, near)).toBeCloseTo(2, 6);
  expect(minimiseWithin((x) => Math.abs(x + 3), -10, 1, near)).toBeCloseTo(-3, 6);
});

test('of a function that falls or rises all the way it is near the end, and never outside', () => {
  const high = minimiseWithin((x) => -Math.exp(x), 0, 30, near);
  expect(high).toBeLessThanOrEqual(30);
  expect(high).toBeCloseTo(30, 5);
  const low = minimiseWithin((x) => x, -4, 1, near);
  expect(low).toBeGreaterThanOrEqual(-4);
  expect(low).toBeCloseTo(-4, 5);
});
