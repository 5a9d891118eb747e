import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution, sizes } from '../../test/distribution-laws.ts';
import { betaDistribution } from './beta-distribution.ts';

describe('betaDistribution', () => {
  itIsADistribution({
    name: 'beta',
    make: betaDistribution,
    parameters: fc.tuple(sizes(0.3, 1e3), sizes(0.3, 1e3)),
    values: fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
  });

  it('is that of the rest of 1 with its shapes swapped', () => {
    expect(betaDistribution(2, 5).cdf(0.25)).toBeCloseTo(betaDistribution(5, 2).survival(0.75), 15);
  });

  it.each([
    [0.5, 3, Infinity, 0],
    [1, 3, 3, 0],
    [2, 1, 0, 2],
  ])('of %d and %d has the densities %d and %d at its ends', (a, b, low, high) => {
    expect(betaDistribution(a, b).density(0)).toBeCloseTo(low, 14);
    expect(betaDistribution(a, b).density(1)).toBeCloseTo(high, 14);
    expect(betaDistribution(a, b).density(1.1)).toBe(0);
  });

  it('refuses shapes that are none', () => {
    expect(() => betaDistribution(0, 1)).toThrow('the first shape must be');
    expect(() => betaDistribution(1, -2)).toThrow('the second shape must be');
  });
});
