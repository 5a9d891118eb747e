import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution } from '../../test/distribution-laws.ts';
import { binomialDistribution } from './binomial-distribution.ts';

describe('binomialDistribution', () => {
  itIsADistribution({
    name: 'binomial',
    make: binomialDistribution,
    parameters: fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0.01, max: 0.99, noNaN: true })),
    values: fc.nat(3000),
    discrete: true,
  });

  it('has masses that add up to its cdf', () => {
    const { mass, cdf } = binomialDistribution(12, 0.3);
    let sum = 0;
    for (let count = 0; count <= 12; count++) {
      sum += mass(count);
      expect(cdf(count)).toBeCloseTo(sum, 14);
    }
    expect(cdf(12)).toBe(1);
    expect(mass(13)).toBe(0);
  });

  it('is certain where the probability is', () => {
    expect(binomialDistribution(4, 0).cdf(0)).toBe(1);
    expect(binomialDistribution(4, 1).survival(3)).toBe(1);
    expect([binomialDistribution(4, 0).mass(0), binomialDistribution(4, 1).mass(4)]).toEqual([1, 1]);
    expect([binomialDistribution(4, 0).mass(1), binomialDistribution(4, 1).mass(3)]).toEqual([0, 0]);
    expect(binomialDistribution(0, 0.5).mass(0)).toBe(1);
  });

  it('refuses parameters that are none', () => {
    expect(() => binomialDistribution(1.5, 0.5)).toThrow('trials must be a whole number from 0, not 1.5');
    expect(() => binomialDistribution(3, 1.5)).toThrow('success must be from 0 to 1, not 1.5');
  });
});
