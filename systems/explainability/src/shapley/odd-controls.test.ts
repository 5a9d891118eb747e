import { expect, test } from 'vitest';
import { CoalitionPairs } from './coalition-pairs.ts';
import { ConstrainedFit } from './constrained-fit.ts';
import { OddControls } from './odd-controls.ts';
import { oddTerm, type Triple } from './odd-terms.ts';

const pairs = new CoalitionPairs(12, 2);
pairs.grow(300);
const [signs, weights] = [pairs.signs(), pairs.weights()];
const fit = new ConstrainedFit(signs, weights);
const triples: Triple[] = [
  [0, 1, 2],
  [2, 5, 9],
  [3, 7, 11],
];
const wanted = Float64Array.from({ length: 12 }, (_, player) => player - 4);
const total = wanted.reduce((sum, value) => sum + value, 0);
/** Values of the players and 2, 4 and −3 of the triples. */
const targets = weights.map((_, row) => {
  const single = signs.reduce(
    (sum, column, player) => sum + (column[row] as number) * (wanted[player] as number),
    0,
  );
  return triples.reduce(
    (sum, triple, at) => sum + ([2, 4, -3][at] as number) * (oddTerm(signs, triple)[row] as number),
    single,
  );
});

test('sweeps find the coefficients, and the values behind them', () => {
  const controls = new OddControls(signs, weights, targets);
  for (const triple of triples) controls.add(triple);
  const first = controls.solve(fit, total).values;
  for (let sweep = 0; sweep < 30; sweep++) controls.sweep(fit, total);
  const { values, residuals } = controls.solve(fit, total);
  [2, 4, -3].forEach((coefficient, at) => expect(controls.coefficients[at]).toBeCloseTo(coefficient, 9));
  values.forEach((value, player) => expect(value).toBeCloseTo(wanted[player] as number, 9));
  expect(Math.max(...residuals.map(Math.abs))).toBeLessThan(1e-9);
  expect(Math.hypot(...first.map((value, player) => value - (wanted[player] as number)))).toBeGreaterThan(
    0.01,
  );
});

test('coefficients that are known need no sweep', () => {
  const controls = new OddControls(signs, weights, targets);
  triples.forEach((triple, at) => controls.add(triple, [2, 4, -3][at]));
  controls
    .solve(fit, total)
    .values.forEach((value, player) => expect(value).toBeCloseTo(wanted[player] as number, 9));
});
