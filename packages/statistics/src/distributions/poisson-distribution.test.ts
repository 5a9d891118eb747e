import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution, sizes } from '../../test/distribution-laws.ts';
import { poissonDistribution } from './poisson-distribution.ts';

describe('poissonDistribution', () => {
  itIsADistribution({
    name: 'poisson',
    make: poissonDistribution,
    parameters: fc.tuple(sizes(0.1, 1e4)),
    values: fc.nat(20_000),
    discrete: true,
  });

  it('has masses that add up to its cdf', () => {
    const { mass, cdf } = poissonDistribution(3.3);
    let sum = 0;
    for (let count = 0; count < 30; count++) {
      sum += mass(count);
      expect(cdf(count)).toBeCloseTo(sum, 14);
      expect(cdf(count + 0.9)).toBe(cdf(count));
    }
    expect([mass(-1), mass(1.5), mass(Infinity)]).toEqual([0, 0, 0]);
  });

  it('refuses a mean that is none', () => {
    expect(() => poissonDistribution(0)).toThrow('the mean must be a finite number above 0, not 0');
  });
});
