import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsADistribution, sizes } from '../../test/distribution-laws.ts';
import { gammaDistribution } from './gamma-distribution.ts';

describe('gammaDistribution', () => {
  itIsADistribution({
    name: 'gamma',
    make: gammaDistribution,
    parameters: fc.tuple(sizes(0.05, 5e4), sizes(0.1, 10)),
    values: sizes(1e-3, 1e5),
  });

  it('is exponential with shape 1', () => {
    expect(gammaDistribution(1, 2).survival(3)).toBeCloseTo(Math.exp(-1.5), 15);
    expect(gammaDistribution(1, 2).density(3)).toBeCloseTo(Math.exp(-1.5) / 2, 15);
  });

  it.each([
    [0.5, Infinity],
    [1, 0.25],
    [2, 0],
  ])('with shape %d has the density %d at 0', (shape, density) => {
    expect(gammaDistribution(shape, 4).density(0)).toBeCloseTo(density, 15);
    expect(gammaDistribution(shape, 4).density(-1)).toBe(0);
    expect(gammaDistribution(shape, 4).density(Infinity)).toBe(0);
  });

  it('is the same where the expansion for large shapes takes over', () => {
    // The tails of shapes on either side of 10,000 differ as their derivative says.
    const at = (shape: number): number => gammaDistribution(shape).logSurvival(10_200);
    const steps = [9999.5, 9999.75, 10_000, 10_000.25].map(at);
    const differences = steps.slice(1).map((value, index) => value - (steps[index] as number));
    expect((differences[1] as number) / (differences[0] as number)).toBeCloseTo(1, 2);
    expect((differences[2] as number) / (differences[1] as number)).toBeCloseTo(1, 2);
  });

  it('refuses parameters that are none', () => {
    expect(() => gammaDistribution(0)).toThrow('the shape must be a finite number above 0, not 0');
    expect(() => gammaDistribution(1, Infinity)).toThrow(
      'the scale must be a finite number above 0, not Infinity',
    );
  });
});
