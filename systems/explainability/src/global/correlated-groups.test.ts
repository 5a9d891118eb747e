import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { golden, toMatrix } from '../../test/golden/global/read-golden.ts';
import { correlationRatio, cramersV, spearman } from './association.ts';
import { correlatedGroups } from './correlated-groups.ts';

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
        expect(spearman(a, cubed)).toBeCloseTo(spearman(a, b), 12);
        expect(spearman(a, b)).toBeCloseTo(spearman(b, a), 12);
        expect(cramersV(a, relabelled)).toBeCloseTo(cramersV(b, a), 12);
        expect(correlationRatio(relabelled, a)).toBeCloseTo(correlationRatio(b, a), 12);
        for (const found of [spearman(a, b), cramersV(a, b), correlationRatio(a, b)]) {
          expect(found).toBeGreaterThanOrEqual(0);
          expect(found).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('a category that is other in each row says nothing', () => {
    expect(cramersV(Float64Array.of(0, 1, 2, 3), Float64Array.of(0, 1, 2, 3))).toBe(0);
  });

  test('numbers are compared where both are known; a missing category is a category', () => {
    const { NaN: missing } = Number;
    expect(spearman(Float64Array.of(1, 2, missing, 3), Float64Array.of(2, 4, 0, 6))).toBeCloseTo(1, 12);
    expect(correlationRatio(Float64Array.of(0, 0, missing, missing), Float64Array.of(1, 1, 5, 5))).toBe(1);
  });
});

describe('correlated groups', () => {
  test('are scipy’s complete linkage', () => {
    const { rows, kinds, threshold, expected } = golden.correlated;
    const found = correlatedGroups(toMatrix(rows), kinds, threshold);
    found.association.values.forEach((value, at) =>
      expect(value).toBeCloseTo(expected.association[at] as number, 10),
    );
    // scipy's labels have an order of their own.
    expect(new Set(found.groups.map(String))).toEqual(new Set(expected.groups.map(String)));
    expect(found.constant).toEqual([6]);
    expect(found.duplicates).toEqual([
      [0, 7],
      [2, 8],
    ]);
  });

  test('do not chain: both ends of a group belong together', () => {
    // The middle goes with both sides, which do not go with each other.
    const middle = Array.from({ length: 60 }, (_, row) => (row * 37) % 61);
    const one = middle.map((value, row) => (row % 2 === 0 ? value : (value * 7) % 61));
    const other = middle.map((value, row) => (row % 2 === 1 ? value : (value * 11) % 61));
    const values = Float64Array.from(middle.flatMap((value, row) => [one[row] ?? 0, value, other[row] ?? 0]));
    const rows = { values, rows: 60, columns: 3 };
    const { association, groups } = correlatedGroups(rows, ['number', 'number', 'number'], 0.4);
    const [left, right, ends] = [1, 5, 2].map((at) => association.values[at] as number) as [
      number,
      number,
      number,
    ];
    expect(Math.min(left, right)).toBeGreaterThan(0.4);
    expect(ends).toBeLessThan(0.4);
    expect(groups).toHaveLength(2);
  });

  test('wrong shapes are told in words', () => {
    const rows = { values: Float64Array.of(1, 2), rows: 1, columns: 2 };
    expect(() => correlatedGroups(rows, ['number'])).toThrow('1 kinds for 2 columns');
    expect(() => correlatedGroups(rows, ['number', 'number'], 0)).toThrow('threshold: 0');
  });
});
