import { expect, test } from 'vitest';
import { binomialCoefficient } from './binomial-coefficient.ts';

test('counts are exact, by Pascal’s triangle', () => {
  for (let all = 1; all <= 54; all++)
    for (let chosen = 0; chosen <= all; chosen++)
      expect(binomialCoefficient(all, chosen)).toBe(
        binomialCoefficient(all - 1, chosen - 1) + binomialCoefficient(all - 1, chosen),
      );
});

test('there is no way to choose more than there are, or less than none', () => {
  expect([binomialCoefficient(3, 4), binomialCoefficient(3, -1), binomialCoefficient(0, 0)]).toEqual([
    0, 0, 1,
  ]);
});
