import { expect, test } from 'vitest';
import { compensatedSum } from './compensated-sum.ts';

test('a sum does not lose the small beside the large', () => {
  expect(compensatedSum(Float64Array.of(1, 1e100, 1, -1e100))).toBe(2);
});

test('what is made of a value is added, and NaN left out', () => {
  expect(compensatedSum(Float64Array.of(3, Number.NaN, 4), (value) => value ** 2)).toBe(25);
});
