import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution, sizes } from '../../test/distribution-laws.ts';
import { fDistribution } from './f-distribution.ts';
import { tDistribution } from './t-distribution.ts';

describe('fDistribution', () => {
  itIsADistribution({
    name: 'f',
    make: fDistribution,
    parameters: fc.tuple(sizes(1, 1e3), sizes(1, 1e3)),
    values: sizes(1e-3, 1e3),
  });

  it('of one degree of freedom above is that of a squared t', () => {
    expect(fDistribution(1, 9).survival(2.5 ** 2)).toBeCloseTo(2 * tDistribution(9).survival(2.5), 15);
  });

  it.each([
    [1, Infinity],
    [2, 1],
    [3, 0],
  ])('of %d degrees of freedom has the density %d at 0', (freedom, density) => {
    expect(fDistribution(freedom, 5).density(0)).toBe(density);
    expect(fDistribution(freedom, 5).density(Infinity)).toBe(0);
  });
});
