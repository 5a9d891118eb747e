import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import { binomialCoefficient } from '@modelfolio/statistics/binomial-coefficient';
import { CoalitionPairs } from './coalition-pairs.ts';
import { DistinctDraws } from '@modelfolio/statistics/distinct-draws';
import { unrankCombination } from './unrank-combination.ts';

function setsOf(pairs: CoalitionPairs): string[] {
  const signs = pairs.signs();
  return Array.from({ length: pairs.count }, (_, row) =>
    signs.map((column) => (column[row] === 1 ? '1' : '0')).join(''),
  );
}
const complement = (set: string): string => Array.from(set, (bit) => (bit === '1' ? '0' : '1')).join('');
const sizeOf = (set: string): number => set.split('1').length - 1;

test('no coalition stands there twice, nor does its complement', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 30 }),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 }),
      fc.nat(1000),
      (players, steps, seed) => {
        const pairs = new CoalitionPairs(players, seed);
        let wanted = pairs.least;
        for (const step of steps) pairs.grow((wanted += step));
        const sets = setsOf(pairs);
        const both = new Set([...sets, ...sets.map(complement)]);
        expect(both.size).toBe(2 * sets.length);
        expect(both.has('0'.repeat(players))).toBe(false);
        expect(pairs.count).toBeLessThanOrEqual(Math.min(wanted, pairs.all));
        expect(pairs.count).toBeGreaterThan(Math.min(wanted, pairs.all) - players);
      },
    ),
  );
});

test('complete, the weights are the Shapley kernel of every coalition', () => {
  for (const players of [4, 5, 7]) {
    const pairs = new CoalitionPairs(players, 0);
    pairs.grow(Infinity);
    expect(pairs.count).toBe(2 ** (players - 1) - 1);
    const weights = pairs.weights();
    setsOf(pairs).forEach((set, row) => {
      const size = sizeOf(set);
      const kernel = (players - 1) / (binomialCoefficient(players, size) * size * (players - size));
      expect(weights[row]).toBeCloseTo(kernel, 12);
    });
    expect(Math.max(...pairs.undrawn())).toBe(0);
  }
});

test('sizes have their mass whatever is drawn, and small ones are complete first', () => {
  const pairs = new CoalitionPairs(20, 5);
  pairs.grow(600);
  const mass = new Map<number, number>();
  const counts = new Map<number, number>();
  const weights = pairs.weights();
  setsOf(pairs).forEach((set, row) => {
    const size = sizeOf(set);
    mass.set(size, (mass.get(size) ?? 0) + (weights[row] as number));
    counts.set(size, (counts.get(size) ?? 0) + 1);
  });
  for (let size = 1; size <= 10; size++)
    expect(mass.get(size)).toBeCloseTo((19 / (size * (20 - size))) * (size === 10 ? 0.5 : 1), 12);
  expect(counts.get(1)).toBe(20);
  // Beyond the complete sizes as many as the mass says, but for rounding.
  expect((counts.get(2) as number) / (counts.get(5) as number)).toBeCloseTo((5 * 15) / (2 * 18), 1);
});

test('growing adds to what was drawn: the same by one step or by several', () => {
  const [one, other] = [new CoalitionPairs(40, 9), new CoalitionPairs(40, 9)];
  const first = one.grow(200);
  expect(first.length).toBe(one.count * 40);
  const kept = setsOf(one);
  one.grow(700);
  expect(setsOf(one).slice(0, kept.length)).toEqual(kept);
  other.grow(700);
  expect(other.count).toBe(one.count);
});

test('200 players: strata too great to count are drawn from too', () => {
  const pairs = new CoalitionPairs(200, 1);
  pairs.grow(1224);
  const sets = setsOf(pairs);
  expect(new Set([...sets, ...sets.map(complement)]).size).toBe(2 * sets.length);
  expect(sets.filter((set) => sizeOf(set) === 100)).toHaveLength(2);
});

test('every player is drawn as often as every other', () => {
  const pairs = new CoalitionPairs(16, 3);
  pairs.grow(3000);
  const signs = pairs.signs();
  const playersIn = (row: number): number => signs.filter((column) => column[row] === 1).length;
  const fives = [...(signs[0] as Float64Array)].flatMap((_, row) => (playersIn(row) === 5 ? [row] : []));
  const expected = (fives.length * 5) / 16;
  const square = signs.reduce((sum, column) => {
    const found = fives.filter((row) => column[row] === 1).length;
    return sum + (found - expected) ** 2 / expected;
  }, 0);
  // χ² of 15 degrees of freedom: above 37.7 once in a thousand.
  expect(square).toBeLessThan(37.7);
});

test('ranks of combinations and draws of ranks are all different', () => {
  const seen = new Set(Array.from({ length: 126 }, (_, rank) => unrankCombination(rank, 9, 4).join()));
  expect(seen.size).toBe(126);
  const ranks = new DistinctDraws(50);
  const random = new NumpyRandom(2);
  const drawn = Array.from({ length: 50 }, () => ranks.next(random) as number);
  expect([...drawn].sort((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, at) => at));
  expect(new DistinctDraws(2 ** 53).next(random)).toBeNull();
});
