import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correlationRatio, cramersV, rankAssociation } from './association.ts';

const numbers = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 30 });

describe('association', () => {
  test('is between 0 and 1, and does not mind relabelling and monotone change', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const length = Math.min(one.length, other.length);
        const [a, b] = [one, other].map((values) => Float64Array.from(values.slice(0, length))) as [
          Float64Array,
          Float64Array,
        ];
        const cubed = b.map((value) => value ** 3);
        const relabelled = b.map((value) => (value * 2) % 5);
        expect(rankAssociation(a, cubed)).toBeCloseTo(rankAssociation(a, b), 12);
        expect(rankAssociation(a, b)).toBeCloseTo(rankAssociation(b, a), 12);
        expect(cramersV(a, relabelled)).toBeCloseTo(cramersV(b, a), 12);
        expect(correlationRatio(relabelled, a)).toBeCloseTo(correlationRatio(b, a), 12);
        for (const found of [rankAssociation(a, b), cramersV(a, b), correlationRatio(a, b)]) {
          expect(found).toBeGreaterThanOrEqual(0);
          expect(found).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('is what the formulas give by hand, less the bias that chance makes', () => {
    // χ² = 10.5 of 18 rows in 3 × 3 cells; φ² less 4/17, by spans of 2 less 4/17 (Bergsma 2013).
    const one = Float64Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2);
    const other = Float64Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 2, 2);
    expect(cramersV(one, other)).toBeCloseTo(Math.sqrt((10.5 / 18 - 4 / 17) / (2 - 4 / 17)), 12);
    const groups = Float64Array.of(0, 0, 0, 1, 1, 2, 2, 2);
    const heights = Float64Array.of(1, 2, 4, 3, 5, 9, 7, 8);
    expect(correlationRatio(groups, heights)).toBeCloseTo(0.9234692580859774, 12);
  });

  test('a category that is other in each row says nothing', () => {
    expect(cramersV(Float64Array.of(0, 1, 2, 3), Float64Array.of(0, 1, 2, 3))).toBe(0);
  });

  test('numbers are compared where both are known; a missing category is a category', () => {
    const { NaN: missing } = Number;
    expect(rankAssociation(Float64Array.of(1, 2, missing, 3), Float64Array.of(2, 4, 0, 6))).toBeCloseTo(
      1,
      12,
    );
    expect(correlationRatio(Float64Array.of(0, 0, missing, missing), Float64Array.of(1, 1, 5, 5))).toBe(1);
  });
});
