import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regressionErrors } from './regression-errors.ts';
import { regressionMetrics, regressorMetrics } from './regression-metrics.ts';
import { computeOnce } from './row-metrics.ts';

const r2 = (actual: number[], predicted: number[]): number => regressionErrors(actual, predicted).r2;
/** Not any doubles: squares of the smallest are 0. */
const thousandths = fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 1000);

describe('errors of a regressor', () => {
  it('are those of scikit-learn’s own example', () => {
    const found = regressionErrors([3, -0.5, 2, 7], [2.5, 0, 2, 8]);
    expect(found.mae).toBeCloseTo(0.5, 12);
    expect(found.mse).toBeCloseTo(0.375, 12);
    expect(found.rmse).toBeCloseTo(Math.sqrt(0.375), 12);
    expect(found.r2).toBeCloseTo(0.9486081370449679, 12);
  });

  it('have an R² for a target that is the same everywhere: 1 where it is met, else 0', () => {
    expect(r2([2, 2, 2], [2, 2, 3])).toBe(0);
    expect(r2([2, 2, 2], [2, 2, 2])).toBe(1);
    expect(r2([2, 2, 2], [2, 2, Infinity])).toBe(0);
    // The mean of three tenths is not one tenth: what rounding leaves is no variation.
    expect(r2([0.1, 0.1, 0.1], [0.1, 0.1, 0.1])).toBe(1);
    expect(r2([0.1, 0.1, 0.1], [0.1, 0.1, 0.2])).toBe(0);
  });

  it('take no equal values for variation, whatever they are and however many', () => {
    fc.assert(
      fc.property(thousandths, fc.integer({ min: 2, max: 3000 }), (same, n) => {
        const actual = new Float64Array(n).fill(same);
        const off = actual.map((one, row) => (row === 0 ? one + 1 : one));
        expect(regressionErrors(actual, actual).r2).toBe(1);
        expect(regressionErrors(actual, off).r2).toBe(0);
        const card = (predicted: Float64Array) =>
          computeOnce(regressionMetrics(actual, predicted))[regressorMetrics.indexOf('r2')];
        expect([card(actual), card(off)]).toEqual([1, 0]);
      }),
    );
  });

  it('have an R² for a target of any size', () => {
    for (const unit of [1e-12, 1, 1e12])
      expect(
        r2(
          [1, 2, 3].map((value) => value * unit),
          [1, 2, 4].map((value) => value * unit),
        ),
      ).toBeCloseTo(0.5, 12);
    // A hair of variation far from zero is variation.
    expect(r2([1e6, 1e6 + 1e-3, 1e6 + 2e-3], [1e6 + 1e-3, 1e6 + 1e-3, 1e6 + 1e-3])).toBeCloseTo(0, 6);
  });

  it('are not finite where a prediction is not, and of one row there is no R²', () => {
    expect(regressionErrors([1, 2, 3], [1, 2, Infinity])).toEqual({
      mae: Infinity,
      mse: Infinity,
      rmse: Infinity,
      r2: -Infinity,
    });
    expect(regressionErrors([1, 2, 3], [1, 2, Number.NaN]).r2).toBeNaN();
    expect(regressionErrors([2, 2], [2]).r2).toBeNaN();
    expect(r2([1], [1])).toBeNaN();
  });

  it('are those of the card', () => {
    const row = fc.tuple(thousandths, thousandths);
    const same = fc.array(fc.constantFrom<[number, number][]>([0.1, 0.1], [0.1, 0.2]), { minLength: 2 });
    fc.assert(
      fc.property(fc.oneof(fc.array(row, { minLength: 2, maxLength: 30 }), same), (rows) => {
        const [actual, predicted] = [0, 1].map((side) =>
          Float64Array.from(rows, (pair) => pair[side] ?? 0),
        ) as [Float64Array, Float64Array];
        const card = computeOnce(regressionMetrics(actual, predicted));
        const found = regressionErrors(actual, predicted);
        for (const name of ['mae', 'rmse', 'r2'] as const) {
          const expected = card[regressorMetrics.indexOf(name)] ?? Number.NaN;
          expect(Math.abs(found[name] - expected)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(expected)),
          );
        }
      }),
    );
  });
});
