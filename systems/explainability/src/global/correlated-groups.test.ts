import { describe, expect, test } from 'vitest';
import { golden, toMatrix } from '../../test/golden/global/read-golden.ts';
import { correlatedGroups } from './correlated-groups.ts';

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
