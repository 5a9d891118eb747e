import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, golden } from '../test/golden-statistics.ts';
import { wilsonInterval } from './wilson-interval.ts';

describe('wilsonInterval', () => {
  it.each(golden.wilson)('is what SciPy says: $successes of $trials', ({ successes, trials, expected }) => {
    const { lower, upper } = wilsonInterval(successes, trials);
    expect(Math.abs(lower - expected[0])).toBeLessThan(exact);
    expect(Math.abs(upper - expected[1])).toBeLessThan(exact);
  });

  // SciPy 1.17: binomtest(count, of).proportion_ci(0.95, method='wilson')
  it.each([
    [8, 10, 0.4901624715366418, 0.9433178485456248],
    [0, 5, 0, 0.43448246478317476],
    [50, 100, 0.4038315303659956, 0.5961684696340044],
  ])('of %i of %i is what SciPy printed', (successes, trials, lower, upper) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.lower).toBeCloseTo(lower, 12);
    expect(interval.upper).toBeCloseTo(upper, 12);
  });

  it('holds the share and mirrors when successes and failures are swapped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (trials, share) => {
          const successes = Math.floor(share * trials);
          const { lower, upper } = wilsonInterval(successes, trials);
          const mirrored = wilsonInterval(trials - successes, trials);
          expect(lower).toBeLessThanOrEqual(successes / trials + 1e-12);
          expect(upper).toBeGreaterThanOrEqual(successes / trials - 1e-12);
          expect(mirrored.lower).toBeCloseTo(1 - upper, 9);
        },
      ),
    );
  });

  it('refuses a share of nothing', () => {
    expect(() => wilsonInterval(0, 0)).toThrow(new RangeError('a share of nothing has no interval'));
  });
});
