import { describe, expect, it } from 'vitest';
import { chiSquaredTest, gTest } from './homogeneity.ts';

const table = [
  [10, 20],
  [30, 5],
];

describe('tests of homogeneity', () => {
  // SciPy 1.17: chi2_contingency([[10, 20], [30, 5]], correction=…, lambda_=…)
  it.each([
    ['χ²', chiSquaredTest, false, 18.726190476190474],
    ['χ² with Yates', chiSquaredTest, true, 16.57848214285714],
    ['G', gTest, false, 19.71720513603048],
  ] as const)('%s has its statistic', (_, test, yates, expected) => {
    const { statistic, freedom, pValue } = test(table, { yates });
    expect(statistic).toBeCloseTo(expected, 12);
    expect(freedom).toBe(1);
    expect(pValue).toBeLessThan(1e-4);
  });

  it('leaves out what is empty everywhere', () => {
    expect(
      chiSquaredTest([
        [10, 0, 20],
        [0, 0, 0],
        [30, 0, 5],
      ]),
    ).toEqual(chiSquaredTest(table));
    expect(gTest([[1, 2]])).toEqual({ statistic: 0, freedom: 0, pValue: 1 });
    expect(chiSquaredTest([[1], [2]]).pValue).toBe(1);
    expect(chiSquaredTest([]).pValue).toBe(1);
  });

  it('corrects by no more than there is, and only tables of four', () => {
    expect(
      chiSquaredTest(
        [
          [5, 5],
          [5, 5],
        ],
        { yates: true },
      ).statistic,
    ).toBe(0);
    const near = [
      [5, 6],
      [5, 5],
    ];
    expect(chiSquaredTest(near, { yates: true }).statistic).toBeCloseTo(0, 14);
    const wide = [
      [1, 2, 3],
      [3, 2, 2],
    ];
    expect(chiSquaredTest(wide, { yates: true })).toEqual(chiSquaredTest(wide));
  });

  it('refuses what is no table of counts', () => {
    expect(() => chiSquaredTest([[1, 2], [3]])).toThrow(
      'row 2 has 1 cells and the first 2: give a whole table',
    );
    expect(() =>
      gTest([
        [1, -2],
        [3, 4],
      ]),
    ).toThrow('row 1, cell 2: a count must be a number from 0, not -2');
    expect(() => gTest([[1, Number.NaN]])).toThrow('cell 2');
  });
});
