import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution, sizes } from '../../test/distribution-laws.ts';
import { normalDistribution } from './normal-distribution.ts';
import { tDistribution } from './t-distribution.ts';

describe('tDistribution', () => {
  itIsADistribution({
    name: 't',
    make: tDistribution,
    parameters: fc.tuple(sizes(1, 1e4)),
    values: fc.double({ min: -100, max: 100, noNaN: true }),
  });

  it('is the same on both sides of 0', () => {
    const { cdf, survival, density, quantile } = tDistribution(4.5);
    for (const t of [1e-200, 0.3, 7, 1e150, 1e300]) {
      expect(cdf(-t)).toBe(survival(t));
      expect(density(-t)).toBe(density(t));
    }
    expect(cdf(0)).toBe(0.5);
    expect(quantile(0.5)).toBe(0);
  });

  it('is about normal with many degrees of freedom, and Cauchy’s with one', () => {
    expect(tDistribution(1e14).survival(3)).toBeCloseTo(normalDistribution().survival(3), 14);
    expect(tDistribution(1).cdf(-1)).toBeCloseTo(0.25, 15);
  });

  it('refuses no degrees of freedom', () => {
    expect(() => tDistribution(0)).toThrow('degrees of freedom must be a finite number above 0, not 0');
  });
});
