import { expect, test } from 'vitest';
import golden from '../../test/golden/shapley/lime.json' with { type: 'json' };
import { fitLime, limeWeights } from './fit-lime.ts';

// One linear system, solved in double precision by two programs.
const tolerance = 1e-9;

test.each(golden.fits)('selects and fits what lime does, $features features', (one) => {
  const columns = one.data[0]?.length as number;
  const values = Float64Array.from(one.data.flatMap((row) => Array.from(row, Number)));
  const distances = Float64Array.from(one.distances);
  limeWeights(distances, columns).forEach((weight, at) => {
    expect(Math.abs(weight - (one.weights[at] as number))).toBeLessThan(tolerance);
  });
  const found = fitLime(
    { values, rows: one.data.length, columns },
    Float64Array.from(one.labels),
    distances,
    one.features,
  );
  expect(found.coefficients.map(({ column }) => column)).toEqual(one.coefficients.map(([column]) => column));
  found.coefficients.forEach(({ coefficient }, at) => {
    expect(Math.abs(coefficient - (one.coefficients[at]?.[1] as number))).toBeLessThan(tolerance);
  });
  expect(Math.abs(found.intercept - one.intercept)).toBeLessThan(tolerance);
  expect(Math.abs(found.score - one.score)).toBeLessThan(tolerance);
  expect(Math.abs(found.localPrediction - one.localPrediction)).toBeLessThan(tolerance);
});

const same = { values: Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0), rows: 4, columns: 2 };
const distances = Float64Array.of(0, 1, 1, Math.SQRT2);

test('predictions that are all the same: no coefficients, and a score of 1 as in scikit-learn', () => {
  const { intercept, coefficients, score } = fitLime(same, new Float64Array(4).fill(0.3), distances, 2);
  expect(intercept).toBeCloseTo(0.3, 12);
  for (const { coefficient } of coefficients) expect(coefficient).toBeCloseTo(0, 12);
  expect(score).toBe(1);
});

test('columns that are the same in all rows are fitted without harm', () => {
  const constant = { values: Float64Array.of(1, 1, 1, 1, 1, 0, 1, 0), rows: 4, columns: 2 };
  const { coefficients, score } = fitLime(constant, Float64Array.of(1, 1, 0, 0), distances, 2);
  expect(coefficients.map(({ column }) => column)).toEqual([1, 0]);
  expect(coefficients[1]?.coefficient).toBe(0);
  expect(score).toBeGreaterThan(0.5);
});

test('shapes that do not fit are named', () => {
  expect(() => fitLime(same, new Float64Array(3), distances, 2)).toThrow(
    '3 predictions and 4 distances for 4 rows',
  );
  expect(() => fitLime(same, new Float64Array(4), distances, 0)).toThrow('features: 0');
});
