import { expect, test } from 'vitest';
import golden from '../../test/golden/shapley/least-squares.json' with { type: 'json' };
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { ConstrainedFit } from './constrained-fit.ts';

test.each(golden)('solves what KernelExplainer drew to the same values, $players players', (one) => {
  const terms = Array.from({ length: one.players }, (_, player) =>
    Float64Array.from(one.masks, (mask) => Number(mask[player])),
  );
  const targets = Float64Array.from(one.worths, (worth) => worth - one.base);
  const fit = new ConstrainedFit(terms, Float64Array.from(one.weights));
  // Two double-precision solvers of one system; values are of size 1.
  fit.solve(targets, one.prediction - one.base).values.forEach((value, player) => {
    expect(Math.abs(value - (one.values[player] as number))).toBeLessThan(1e-9);
  });
});

const random = new NumpyRandom(1);
const column = (rows: number): Float64Array => Float64Array.from({ length: rows }, () => random.normal());

test('the values are those of least squares: residuals are orthogonal to what may move', () => {
  const terms = [column(20), column(20), column(20)] as const;
  const weights = column(20).map(Math.abs);
  const { values, residuals } = new ConstrainedFit(terms, weights).solve(column(20), 2);
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(2, 12);
  for (const [one, other] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const pull = residuals.map(
      (value, row) =>
        value * (weights[row] as number) * ((terms[one][row] as number) - (terms[other][row] as number)),
    );
    expect(pull.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
  }
});

test('equal terms share nothing: one of them gets 0, and the total holds', () => {
  const [one, other] = [column(9), column(9)];
  const { values } = new ConstrainedFit([one, one, other], new Float64Array(9).fill(1)).solve(column(9), 1);
  expect(values[1]).toBe(0);
  expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
});

test('standard errors are the spread of the values over targets', () => {
  const rows = 30;
  const terms = [column(rows), column(rows), column(rows)];
  const weights = column(rows).map((value) => value ** 2 + 0.1);
  const deviations = Float64Array.from({ length: rows }, (_, row) => 0.5 + row / rows);
  const fit = new ConstrainedFit(terms, weights);
  const draws = Array.from({ length: 4000 }, () => {
    const target = deviations.map((deviation) => deviation * random.normal());
    return fit.solve(target, 0).values;
  });
  fit.standardErrors(deviations).forEach((error, at) => {
    const spread = Math.sqrt(
      draws.reduce((sum, values) => sum + (values[at] as number) ** 2, 0) / draws.length,
    );
    // A standard deviation from 4,000 draws is off by 1.1 % (one standard error).
    expect(spread / error).toBeGreaterThan(0.95);
    expect(spread / error).toBeLessThan(1.05);
  });
});
