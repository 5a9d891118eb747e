import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution, sizes } from '../../test/distribution-laws.ts';
import { normalDistribution } from './normal-distribution.ts';

describe('normalDistribution', () => {
  itIsADistribution({
    name: 'normal',
    make: normalDistribution,
    parameters: fc.tuple(fc.constant(0), sizes(1e-3, 1e3)),
    values: fc.double({ min: -30, max: 30, noNaN: true }),
  });

  it('is the same on both sides of its mean', () => {
    const { cdf, survival, density } = normalDistribution(3, 2);
    for (const x of [0, 0.1, 2, 40]) {
      expect(cdf(3 - x)).toBe(survival(3 + x));
      expect(density(3 - x)).toBe(density(3 + x));
    }
  });

  it.each([0, -1, Number.NaN, Infinity])('refuses a deviation of %d', (deviation) => {
    expect(() => normalDistribution(0, deviation)).toThrow(
      new RangeError(`the standard deviation must be a finite number above 0, not ${deviation}`),
    );
  });

  it('refuses a mean that is none', () => {
    expect(() => normalDistribution(Infinity)).toThrow('the mean must be a finite number, not Infinity');
  });
});
