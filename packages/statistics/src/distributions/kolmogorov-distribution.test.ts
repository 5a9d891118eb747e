import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution, sizes } from '../../test/distribution-laws.ts';
import { kolmogorovDistribution } from './kolmogorov-distribution.ts';

describe('kolmogorovDistribution', () => {
  itIsADistribution({
    name: 'kolmogorov',
    make: kolmogorovDistribution,
    parameters: fc.constant([]),
    values: sizes(0.05, 10),
  });

  it('has the critical value that every table shows', () => {
    expect(kolmogorovDistribution().inverseSurvival(0.05)).toBeCloseTo(1.3580986393225505, 12);
  });

  it('is the same where one series takes over from the other', () => {
    const { cdf, density } = kolmogorovDistribution();
    expect(cdf(1 - 1e-15)).toBeCloseTo(cdf(1), 14);
    expect(density(1 - 1e-15)).toBeCloseTo(density(1), 14);
  });
});
