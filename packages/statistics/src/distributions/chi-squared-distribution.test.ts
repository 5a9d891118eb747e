import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution, sizes } from '../../test/distribution-laws.ts';
import { chiSquaredDistribution } from './chi-squared-distribution.ts';
import { normalDistribution } from './normal-distribution.ts';

describe('chiSquaredDistribution', () => {
  itIsADistribution({
    name: 'chiSquared',
    make: chiSquaredDistribution,
    parameters: fc.tuple(sizes(0.5, 3e4)),
    values: sizes(1e-3, 1e5),
  });

  it('of one degree of freedom is that of a squared normal value', () => {
    for (const z of [0.1, 1.96, 12])
      expect(chiSquaredDistribution(1).survival(z * z) / (2 * normalDistribution().survival(z))).toBeCloseTo(
        1,
        12,
      );
  });

  it('refuses degrees of freedom that are none', () => {
    expect(() => chiSquaredDistribution(-1)).toThrow(
      'degrees of freedom must be a finite number above 0, not -1',
    );
  });
});
