import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOfKinds, matrixOfRows } from './counterfactual-fixtures.ts';
import { distanceOf } from './distance.ts';

const rows = matrixOfRows([
  [0, 0, 5],
  [10, 1, 5],
  [2, 2, 5],
  [Number.NaN, 0, 5],
]);
const columns = columnsOfKinds('ncn');
const single = [[0], [1], [2]];
const of = (...values: number[]): Float64Array => Float64Array.from(values);

describe('distance', () => {
  test('is the share of the range for numbers, and one for other categories', () => {
    const { between, ofGroup } = distanceOf(rows, columns, single);
    expect(between(of(0, 0, 5), of(5, 0, 5))).toBe(0.5);
    expect(between(of(0, 0, 5), of(5, 2, 5))).toBe(1.5);
    expect(ofGroup(1, of(0, 0, 5), of(0, 2, 5))).toBe(1);
    // A value outside of the data is farther than all of them.
    expect(between(of(0, 0, 5), of(20, 0, 5))).toBe(2);
  });

  test('to and from what is missing is one, between missing values nothing', () => {
    const { between } = distanceOf(rows, columns, single);
    const { NaN: missing } = Number;
    expect(between(of(missing, 0, 5), of(3, 0, 5))).toBe(1);
    expect(between(of(missing, missing, 5), of(missing, 1, 5))).toBe(1);
    expect(between(of(missing, missing, 5), of(missing, missing, 5))).toBe(0);
  });

  test('of a column that does not vary is one to any other value', () => {
    expect(distanceOf(rows, columns, single).between(of(0, 0, 5), of(0, 0, 6))).toBe(1);
  });

  test.each(['heom', 'mad'] as const)('of a column without numbers is one, by %s', (name) => {
    const none = matrixOfRows([[Number.NaN], [Number.NaN]]);
    const { between } = distanceOf(none, columnsOfKinds('n'), [[0]], name);
    expect(between(of(3), of(4))).toBe(1);
  });

  test('by the median absolute deviation, or the range where that is nothing', () => {
    // Median 2, deviations 2, 8, 0: median 2.
    expect(distanceOf(rows, columns, single, 'mad').between(of(0, 0, 5), of(5, 0, 5))).toBe(2.5);
    const mostly = matrixOfRows([[0], [0], [0], [8]]);
    expect(distanceOf(mostly, columnsOfKinds('n'), [[0]], 'mad').between(of(0), of(4))).toBe(0.5);
  });

  test('of a one-hot group is that of one category', () => {
    const oneHot = matrixOfRows([
      [1, 0],
      [0, 1],
    ]);
    expect(distanceOf(oneHot, columnsOfKinds('cc'), [[0, 1]]).between(of(1, 0), of(0, 1))).toBe(1);
  });

  test('is symmetric, nothing only for equal rows, and no detour is shorter', () => {
    const row = fc
      .tuple(fc.double({ min: 0, max: 10, noNaN: true }), fc.integer({ min: 0, max: 2 }))
      .map(([number, code]) => of(number, code, 5));
    const { between } = distanceOf(rows, columns, single);
    fc.assert(
      fc.property(row, row, row, (a, b, c) => {
        expect(between(a, b)).toBe(between(b, a));
        expect(between(a, a)).toBe(0);
        expect(between(a, c)).toBeLessThanOrEqual(between(a, b) + between(b, c) + 1e-12);
      }),
    );
  });
});
