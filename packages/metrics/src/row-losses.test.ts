import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden, tolerance } from '../test/golden-metrics.ts';
import { brierScores, logLosses } from './row-losses.ts';

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('logLosses and brierScores', () => {
  it.each(golden.cases)(
    'average to what scikit-learn says: $name',
    ({ classes, actual, probabilities, expected }) => {
      expect(Math.abs(mean(logLosses(actual, probabilities, classes)) - expected.logLoss)).toBeLessThan(
        tolerance,
      );
      expect(Math.abs(mean(brierScores(actual, probabilities, classes)) - expected.brier)).toBeLessThan(
        tolerance,
      );
    },
  );

  it('stay within their bounds for any distribution', () => {
    const distribution = fc
      .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
      .filter((weights) => weights.some((weight) => weight > 1e-3))
      .map((weights) => weights.map((weight) => weight / weights.reduce((sum, other) => sum + other, 0)));
    fc.assert(
      fc.property(distribution, fc.nat(2), (probabilities, label) => {
        const [brier = NaN] = brierScores([label], probabilities, 3);
        const [loss = NaN] = logLosses([label], probabilities, 3);
        expect(brier).toBeGreaterThanOrEqual(0);
        expect(brier).toBeLessThanOrEqual(2 + 1e-12);
        expect(loss).toBeGreaterThanOrEqual(0);
        expect(loss).toBeLessThanOrEqual(-Math.log(Number.EPSILON));
      }),
    );
  });

  it('give the even guess ln(classes) and 1 − 1/classes', () => {
    expect(logLosses([2], [0.25, 0.25, 0.25, 0.25], 4)[0]).toBeCloseTo(Math.log(4), 12);
    expect(brierScores([2], [0.25, 0.25, 0.25, 0.25], 4)[0]).toBeCloseTo(0.75, 12);
  });

  it('clip certainty by the machine epsilon', () => {
    expect([...logLosses([0, 1], [1, 0, 1, 0], 2)]).toEqual([-Math.log(1 - 2 ** -52), -Math.log(2 ** -52)]);
  });
});
