import { describe, expect, it, test } from 'vitest';
import { exact, golden } from '../test/golden-statistics.ts';
import { averagedQuantile, between, cunnaneQuantile, median, quantile, sortedNumbers } from './quantiles.ts';

const values = Float64Array.of(1, 2, 4, 8);
const { NaN: missing } = Number;

describe('quantile', () => {
  it.each(golden.quantiles)(
    'is what NumPy says: $q of $values.length values',
    ({ values: own, q, expected }) => {
      expect(Math.abs(quantile(Float64Array.from(own), q) - expected)).toBeLessThan(exact);
    },
  );

  it('lies between its neighbours, and of nothing there is none', () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantile(values, share))).toEqual([1, 1.75, 3, 8]);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  it('of equal values is that value, also of a hair above the end', () => {
    const equal = Float64Array.of(0.1, 0.1, 0.1);
    for (let share = 0; share <= 1; share += 0.01) expect(quantile(equal, share)).toBe(0.1);
    expect(quantile(values, 1 + Number.EPSILON)).toBe(8);
  });
});

test('between two numbers, each end is itself', () => {
  // 1 + (1e-17 − 1) · 1 is 0.
  expect(between(1, 1e-17, 1)).toBe(1e-17);
  expect(between(1e-17, 1, 0)).toBe(1e-17);
});

test('averaged quantiles are numpy’s', () => {
  // numpy.quantile([1, 2, 4, 8], …, method='averaged_inverted_cdf')
  expect([0, 0.25, 0.5, 0.6, 1].map((share) => averagedQuantile(values, share))).toEqual([1, 1.5, 3, 4, 8]);
});

test('Cunnane’s quantiles are those of scipy’s mquantiles', () => {
  // scipy.stats.mstats.mquantiles([1, 2, 4, 8, 16], [0.05, 0.5, 0.95])
  const sorted = Float64Array.of(1, 2, 4, 8, 16);
  expect([0.05, 0.5, 0.95].map((share) => cunnaneQuantile(sorted, share))).toEqual([1, 4, 16]);
  expect(cunnaneQuantile(Float64Array.of(7), 0.3)).toBe(7);
});

describe('median', () => {
  it.each([
    [[3], 3],
    [[4, 1, 2], 2],
    [[1, 10, 2, 4], 3],
    [[1, missing, 2, 3, 4], missing],
  ])('of %j is %d', (of, middle) => {
    expect(median(of)).toBe(middle);
  });

  it('refuses no values', () => {
    expect(() => median([])).toThrow('the median of no values does not exist');
  });

  it('leaves what it is of as it is', () => {
    const own = Float64Array.of(2, 1);
    median(own);
    expect([...own]).toEqual([2, 1]);
  });
});

test('numbers are sorted by size, and what is none is left out', () => {
  expect([...sortedNumbers(Float64Array.of(10, missing, 9, -1))]).toEqual([-1, 9, 10]);
});
