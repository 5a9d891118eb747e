import { expect, test } from 'vitest';
import { relativeDifference } from './relative-difference.ts';

test('is a share of the largest that is expected', () => {
  expect(relativeDifference([1, -7.9], [1.2, -8])).toBeCloseTo(0.025, 12);
  expect(relativeDifference([0, 0], [0, 0])).toBe(0);
  expect(relativeDifference([1], [0])).toBe(Infinity);
});

test('arrays of another length, and numbers that are not finite, are infinitely far', () => {
  expect(relativeDifference([1, 2], [1])).toBe(Infinity);
  for (const odd of [Number.NaN, Infinity, -Infinity]) {
    expect(relativeDifference([odd, 1], [1, 1])).toBe(Infinity);
    expect(relativeDifference([1, 1], [1, odd])).toBe(Infinity);
  }
});
