import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimise } from './minimise.ts';
import { compensatedSum, moments } from './moments.ts';
import { normalQuantile } from './normal.ts';
import { averagedQuantile, quantile } from './quantiles.ts';
import { searchLeft, searchRight } from './search.ts';

describe('numbers', () => {
  test('a sum does not lose the small beside the large', () => {
    expect(compensatedSum(Float64Array.of(1, 1e100, 1, -1e100))).toBe(2);
    expect(moments(Float64Array.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16, Number.NaN))).toEqual({
      count: 4,
      mean: 1e9 + 10,
      variance: 22.5,
    });
  });

  test('quantiles of the normal distribution are those of the tables', () => {
    // R 4.3, qnorm.
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
    expect(normalQuantile(0.5)).toBe(0);
    expect([0, 1, 2, Number.NaN].map(normalQuantile)).toEqual([-Infinity, Infinity, Number.NaN, Number.NaN]);
  });

  test('quantiles of values are numpy’s', () => {
    const values = Float64Array.of(1, 2, 4, 8);
    expect([0, 0.25, 0.5, 1].map((share) => quantile(values, share))).toEqual([1, 1.75, 3, 8]);
    expect([0, 0.25, 0.5, 0.6, 1].map((share) => averagedQuantile(values, share))).toEqual([1, 1.5, 3, 4, 8]);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  test('places in sorted values are those of a plain count', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 })),
        fc.integer({ min: -6, max: 6 }),
        (given, value) => {
          const sorted = Float64Array.from(given).sort();
          expect(searchLeft(sorted, value)).toBe(given.filter((one) => one < value).length);
          expect(searchRight(sorted, value)).toBe(given.filter((one) => one <= value).length);
        },
      ),
    );
  });

  test('a minimum is found, also outside of the first two points', () => {
    expect(minimise((x) => (x - 0.3) ** 2, -2, 2)).toBeCloseTo(0.3, 7);
    expect(minimise((x) => Math.cosh(x - 25), -2, 2)).toBeCloseTo(25, 6);
    expect(() => minimise((x) => -x, -2, 2)).toThrow('no minimum');
  });
});
