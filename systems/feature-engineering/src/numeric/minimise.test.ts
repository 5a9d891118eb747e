import { expect, test } from 'vitest';
import { minimise } from './minimise.ts';

test('a minimum is found, also outside of the first two points', () => {
  expect(minimise((x) => (x - 0.3) ** 2, -2, 2)).toBeCloseTo(0.3, 7);
  expect(minimise((x) => Math.cosh(x - 25), -2, 2)).toBeCloseTo(25, 6);
  expect(() => minimise((x) => -x, -2, 2)).toThrow('no minimum');
});
