import { expect, test } from 'vitest';
import { CoalitionPairs } from './coalition-pairs.ts';
import { ConstrainedFit } from './constrained-fit.ts';
import { oddTerm, strongestTriples } from './odd-terms.ts';

test('over all coalitions a triple takes nothing from the values', () => {
  const pairs = new CoalitionPairs(7, 0);
  pairs.grow(Infinity);
  const term = oddTerm(pairs.signs(), [1, 3, 6]);
  const { values } = new ConstrainedFit(pairs.signs(), pairs.weights()).solve(term, 0);
  expect(Math.max(...values.map(Math.abs))).toBeLessThan(1e-12);
});

test('the triples of a residual are found, the strongest first, but not those that are taken', () => {
  const pairs = new CoalitionPairs(30, 4);
  pairs.grow(500);
  const signs = pairs.signs();
  const [one, other] = [oddTerm(signs, [2, 5, 9]), oddTerm(signs, [0, 5, 23])];
  const residuals = one.map((value, row) => value + 3 * (other[row] as number));
  // Players 24 to 29 have the least values and are not tried.
  const values = Float64Array.from({ length: 30 }, (_, player) => 30 - player);
  const found = (taken: string[]): string[] =>
    strongestTriples(signs, pairs.weights(), residuals, values, new Set(taken), 2).map((triple) =>
      triple.join(),
    );
  expect(found([])).toEqual(['0,5,23', '2,5,9']);
  expect(found(['0,5,23'])[0]).toBe('2,5,9');
  expect(found(['0,5,23'])).not.toContain('0,5,23');
});

test('the gain is that of the column, not of its scale', () => {
  const pairs = new CoalitionPairs(6, 1);
  pairs.grow(20);
  const [signs, weights] = [pairs.signs(), pairs.weights()];
  const residuals = weights.map((_, row) => Math.sin(7 * row));
  const gainOf = (triple: readonly [number, number, number]): number => {
    const term = oddTerm(signs, triple);
    let [along, square] = [0, 0];
    term.forEach((value, row) => {
      along += (weights[row] as number) * value * (residuals[row] as number);
      square += (weights[row] as number) * value ** 2;
    });
    return along ** 2 / square;
  };
  const order = strongestTriples(signs, weights, residuals, new Float64Array(6), new Set(), 20);
  const gains = order.map(gainOf);
  expect(order).toHaveLength(20);
  expect(gains).toEqual([...gains].sort((one, other) => other - one));
});
