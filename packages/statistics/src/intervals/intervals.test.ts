import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapReplicates, type Statistics } from '../bootstrap.ts';
import { bcaInterval } from './bca-interval.ts';
import { clopperPearsonInterval } from './clopper-pearson-interval.ts';
import { jackknifeValues } from './jackknife-values.ts';
import { newcombeInterval } from './newcombe-interval.ts';

describe('clopperPearsonInterval', () => {
  // SciPy 1.17: binomtest(8, 10).proportion_ci(method='exact')
  it('is what SciPy says', () => {
    const { lower, upper } = clopperPearsonInterval(8, 10);
    expect(lower).toBeCloseTo(0.4439045376923585, 12);
    expect(upper).toBeCloseTo(0.9747892736731666, 12);
  });

  it('has the ends of what a share can be, and mirrors', () => {
    expect(clopperPearsonInterval(0, 9).lower).toBe(0);
    expect(clopperPearsonInterval(9, 9).upper).toBe(1);
    // (1 − p)⁹ = 0.025
    expect(clopperPearsonInterval(0, 9).upper).toBeCloseTo(1 - 0.025 ** (1 / 9), 13);
    expect(clopperPearsonInterval(2, 9).lower).toBeCloseTo(1 - clopperPearsonInterval(7, 9).upper, 13);
    expect(() => clopperPearsonInterval(3, 2)).toThrow('3 successes of 2 trials');
  });
});

describe('newcombeInterval', () => {
  it('is that of the paper: 56 of 70 against 48 of 80', () => {
    // Newcombe 1998, table II, method 10, example (a): 0.0524 to 0.3339
    const { lower, upper } = newcombeInterval({ successes: 56, trials: 70 }, { successes: 48, trials: 80 });
    expect([lower.toFixed(4), upper.toFixed(4)]).toEqual(['0.0524', '0.3339']);
  });

  it('holds the difference, mirrors, and is narrower with a lower level', () => {
    const share = fc
      .integer({ min: 1, max: 500 })
      .chain((trials) => fc.nat(trials).map((successes) => ({ successes, trials })));
    fc.assert(
      fc.property(share, share, (one, other) => {
        const { lower, upper } = newcombeInterval(one, other);
        const difference = one.successes / one.trials - other.successes / other.trials;
        expect(lower).toBeLessThanOrEqual(difference + 1e-12);
        expect(upper).toBeGreaterThanOrEqual(difference - 1e-12);
        expect(newcombeInterval(other, one).lower).toBeCloseTo(-upper, 12);
        expect(newcombeInterval(one, other, 0.5).upper).toBeLessThanOrEqual(upper);
      }),
    );
  });
});

describe('jackknifeValues', () => {
  it('leaves out each row in turn, and only that', () => {
    const sums: Statistics = (weights, out) => {
      out[0] = weights.reduce((sum, weight, row) => sum + weight * 10 ** row, 0);
      out[1] = weights.reduce((sum, weight) => sum + weight, 0);
    };
    expect(jackknifeValues(3, sums, 2).map((values) => [...values])).toEqual([
      [110, 101, 11],
      [2, 2, 2],
    ]);
  });
});

describe('bcaInterval', () => {
  const data = [1, 1, 2, 3, 5, 8, 13, 40];
  const meanOf: Statistics = (weights, out) => {
    out[0] = weights.reduce((sum, weight, row) => sum + weight * (data[row] as number), 0);
    out[0] /= weights.reduce((sum, weight) => sum + weight, 0);
  };
  const [drawn = new Float64Array()] = bootstrapReplicates(data.length, meanOf, 1, {
    replicates: 4000,
    seed: 2,
  });
  const [leftOut = new Float64Array()] = jackknifeValues(data.length, meanOf, 1);

  it('is the percentile interval where there is neither bias nor skewness', () => {
    const even = Float64Array.from({ length: 1001 }, (_, at) => at - 500);
    const found = bcaInterval(even, 0, Float64Array.of(-1, 0, 1), 0.9);
    expect(found?.lower).toBeCloseTo(-450, 9);
    expect(found?.upper).toBeCloseTo(450, 9);
    // No row has influence: nothing accelerates.
    expect(bcaInterval(even, 0, Float64Array.of(4, 4), 0.9)?.upper).toBeCloseTo(450, 9);
  });

  it('is moved by the skewness of the influence of rows', () => {
    const even = Float64Array.from({ length: 1001 }, (_, at) => at - 500);
    // Influences −1, −1 and 2: an acceleration of 6/(6 · 6^1.5); the ends by scipy.stats.norm.
    const found = bcaInterval(even, 0, Float64Array.of(1, 1, -2), 0.9);
    expect(found?.lower).toBeCloseTo(-430.4691020657042, 9);
    expect(found?.upper).toBeCloseTo(467.9972717417386, 9);
  });

  it('lies higher than the percentile interval of a mean that is skewed to the right', () => {
    const sorted = drawn.toSorted();
    const found = bcaInterval(drawn, 73 / 8, leftOut, 0.95);
    expect(found?.lower).toBeGreaterThan(sorted[100] as number);
    expect(found?.upper).toBeGreaterThan(sorted[3900] as number);
  });

  it('does not exist where the estimate is outside of all replicates, or all are undefined', () => {
    expect(bcaInterval(drawn, 1000, leftOut, 0.95)).toBeNull();
    expect(bcaInterval(Float64Array.of(Number.NaN), 1, leftOut, 0.95)).toBeNull();
  });
});
