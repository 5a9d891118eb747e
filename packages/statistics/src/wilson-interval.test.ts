import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, golden } from '../../test/golden-metrics.ts';
import { wilsonInterval } from '@modelfolio/explainability';

describe('wilsonInterval', () => {
  it.each(golden.wilson)('is what SciPy says: $successes of $trials', ({ successes, trials, expected }) => {
    const { lower, upper } = wilsonInterval(successes, trials);
    expect(Math.abs(lower - expected[0])).toBeLessThan(exact);
    expect(Math.abs(upper - expected[1])).toBeLessThan(exact);
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
    expect(() => wilsonInterval(0, 0)).toThrow(RangeError);
  });
});
