import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

it('is Spearman’s ρ with its sign, ties by mean ranks', () => {
  expect(rankCorrelation([1, 2, 3], [10, 20, 30])).toBe(1);
  expect(rankCorrelation([1, 2, 3], [3, 2, 1])).toBe(-1);
  // scipy.stats.spearmanr([1, 2, 2, 5], [3, 1, 4, 9])
  expect(rankCorrelation([1, 2, 2, 5], [3, 1, 4, 9])).toBeCloseTo(0.632455532, 9);
});

it('is undefined where one has no order', () => {
  expect(rankCorrelation([1, 2], [4, 4])).toBeNull();
  expect(rankCorrelation([4, 4], [1, 2])).toBeNull();
  expect(rankCorrelation([1], [4])).toBeNull();
});

it('does not change with growing transformations, and is symmetric', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(pairs, (rows) => {
      const [one, other] = [rows.map(([a]) => a), rows.map(([, b]) => b)];
      const found = rankCorrelation(one, other);
      expect(rankCorrelation(other, one)).toBe(found);
      expect(
        rankCorrelation(
          one.map((value) => value ** 3),
          other,
        ),
      ).toBe(found);
    }),
  );
});
