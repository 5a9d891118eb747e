import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRows, golden, near, rowsOf } from '../../test/golden/fairness/fairness-cases.ts';
import { calibrationByGroup } from './calibration-by-group.ts';

describe.each(golden.cases)('$name', (one) => {
  it.each([
    ['uniform', 5],
    ['quantile', 4],
  ] as const)('has the curve of scikit-learn: %s', (strategy, bins) => {
    const found = calibrationByGroup(rowsOf(one), { bins, strategy });
    for (const [group, expected] of one.expected[strategy].entries()) {
      expect(found[group]).toMatchObject({
        n: expected.n,
        ece: near(expected.ece),
        brier: near(expected.brier),
      });
      expect(found[group]?.bins.map(({ meanScore }) => meanScore)).toEqual(expected.meanScore.map(near));
      expect(found[group]?.bins.map(({ positiveRate }) => positiveRate)).toEqual(
        expected.positiveRate.map(near),
      );
    }
  });
});

describe('calibrationByGroup', () => {
  it('puts every row into one bin, and has no error where scores are what is true', () => {
    fc.assert(
      fc.property(
        arbitraryRows(40, 3),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('uniform' as const, 'quantile' as const),
        (rows, bins, strategy) => {
          for (const { n, bins: found, ece, brier } of calibrationByGroup(rows, { bins, strategy })) {
            expect(found.reduce((sum, bin) => sum + bin.n, 0)).toBe(n);
            expect(found.length).toBeLessThanOrEqual(bins);
            // Jensen's inequality.
            expect((ece ?? 0) ** 2).toBeLessThanOrEqual((brier ?? 0) + 1e-12);
            expect(ece === null).toBe(n === 0);
          }
          const certain = { ...rows, scores: Float64Array.from(rows.actual) };
          for (const { n, ece, brier } of calibrationByGroup(certain, { bins: bins + 1 }))
            expect([ece, brier]).toEqual(n > 0 ? [0, 0] : [null, null]);
        },
      ),
    );
  });

  it('refuses scores that are no probabilities', () => {
    const rows = rowsOf({ scores: [0.1, 1.5], actual: [0, 1], groups: [0, 0], groupNames: ['a'] });
    expect(() => calibrationByGroup(rows)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: 'row 2: the score is 1.5, calibration takes probabilities from 0 to 1',
      }),
    );
    expect(() => calibrationByGroup(rows, { bins: 2.5 })).toThrow('2.5 bins: give a whole number from 1');
  });
});
