import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regressionMetrics, regressorMetrics } from './regression-metrics.ts';
import { computeOnce } from './row-metrics.ts';

const named = (actual: number[], predicted: number[]): Record<string, number> => {
  const values = computeOnce(regressionMetrics(Float64Array.from(actual), Float64Array.from(predicted)));
  return Object.fromEntries(regressorMetrics.map((name, index) => [name, values[index] ?? Number.NaN]));
};

describe('metrics of a regressor', () => {
  it('are those of scikit-learn’s own example', () => {
    // y_true = [3, -0.5, 2, 7], y_pred = [2.5, 0.0, 2, 8] in the documentation of mean_absolute_error and r2_score.
    const found = named([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
    expect(found['mae']).toBeCloseTo(0.5, 12);
    expect(found['rmse']).toBeCloseTo(Math.sqrt(0.375), 12);
    expect(found['r2']).toBeCloseTo(0.9486081370449679, 12);
    expect(found['explainedVariance']).toBeCloseTo(0.9571734475374732, 12);
    expect(found['medianAbsoluteError']).toBeCloseTo(0.5, 12);
    expect(found['maxError']).toBe(1);
    // mean_absolute_percentage_error: (0.5/3 + 1 + 0 + 1/7) / 4.
    expect(found['mape']).toBeCloseTo(0.3273809523809524, 12);
    expect(found['bias']).toBeCloseTo(0.25, 12);
  });

  it('are undefined where they are, and never 0 for that', () => {
    expect(named([1], [2])['r2']).toBeNaN();
    expect(named([0, 1], [1, 1])['mape']).toBeNaN();
    expect(named([2, 2, 2], [2, 2, 2])['r2']).toBe(1);
    expect(named([2, 2, 2], [1, 2, 2])['r2']).toBe(0);
    expect(named([2, 2, 2], [2, 2, Infinity])['r2']).toBe(0);
    // The errors are all the same: a bias explains them.
    expect(named([0.1, 0.1, 0.1], [0.4, 0.4, 0.4])['explainedVariance']).toBe(1);
    expect(named([0.1, 0.1, 0.1], [0.4, 0.4, 0.5])['explainedVariance']).toBe(0);
  });

  it('do not take small units for no variation', () => {
    const nano = [1e-9, 2e-9, 3e-9];
    expect(named(nano, [1e-9, 2e-9, 4e-9])['r2']).toBeCloseTo(0.5, 12);
    expect(named(nano, [1e-9, 2e-9, 4e-9])['explainedVariance']).toBeCloseTo(2 / 3, 12);
  });

  it('of a resample are those of the rows written out', () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: -50, max: 50 }), fc.nat(3)),
      {
        minLength: 3,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(
        rows.filter((found) => found.reduce((sum, [, , weight]) => sum + weight, 0) > 1),
        (found) => {
          const metrics = regressionMetrics(
            Float64Array.from(found, ([actual]) => actual),
            Float64Array.from(found, ([, predicted]) => predicted),
          );
          const weighted = new Float64Array(regressorMetrics.length);
          metrics.compute(
            Uint16Array.from(found, ([, , weight]) => weight),
            weighted,
          );
          const repeated = found.flatMap(([actual, predicted, weight]) =>
            Array.from({ length: weight }, () => [actual, predicted] as const),
          );
          const plain = named(
            repeated.map(([actual]) => actual),
            repeated.map(([, predicted]) => predicted),
          );
          // R² of rows that hardly differ is far below zero: rounding is relative to it.
          for (const [index, name] of regressorMetrics.entries())
            expect(Math.abs((weighted[index] ?? 0) - (plain[name] ?? 0))).toBeLessThan(
              1e-9 * Math.max(1, Math.abs(plain[name] ?? 0)),
            );
        },
      ),
    );
  });
});
