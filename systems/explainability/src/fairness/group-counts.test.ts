import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryRows, countRows, rowsOf } from '../../test/golden/fairness/fairness-cases.ts';
import { confusionAt, prepareGroups, sumOf } from './group-counts.ts';

const three = { scores: [0.1, 0.5, 0.9], actual: [0, 1, 1], groups: [0, 1, 0], groupNames: ['a', 'b'] };

describe('confusionAt', () => {
  it('counts what the rows say, at any threshold', () => {
    fc.assert(
      fc.property(
        arbitraryRows(40, 4),
        fc.oneof(
          fc.double({ min: -0.5, max: 1.5, noNaN: true }),
          fc.constantFrom(0.1, 0.3, Infinity, -Infinity),
        ),
        (rows, other) => {
          const counts = prepareGroups(rows);
          // The scores themselves are where a threshold matters.
          for (const threshold of [other, ...rows.scores]) {
            const expected = rows.groupNames.map((_, group) => countRows(rows, group, threshold));
            const thresholds = rows.groupNames.map(() => threshold);
            expect(confusionAt(counts, thresholds)).toEqual(expected);
            expect(confusionAt(counts, threshold)).toEqual(expected);
            expect(confusionAt({ ...counts, groups: [counts.overall] }, threshold)).toEqual([
              sumOf(expected),
            ]);
          }
        },
      ),
    );
  });

  it('takes a threshold for each group', () => {
    const [first, second] = confusionAt(prepareGroups(rowsOf(three)), [0.9, 0.6]);
    expect(first).toEqual({ tp: 1, fp: 0, tn: 1, fn: 0 });
    expect(second).toEqual({ tp: 0, fp: 0, tn: 0, fn: 1 });
  });

  it.each([
    [[0.5], 'input', '1 thresholds for 2 groups: give one threshold, or one for each group'],
    [[0.5, Number.NaN], 'not-finite', 'threshold 2 is not a number: give one from 0 to 1'],
  ])('refuses thresholds %j', (thresholds, code, message) => {
    const counts = prepareGroups(rowsOf(three));
    expect(() => confusionAt(counts, thresholds)).toThrow(expect.objectContaining({ code, message }));
  });
});

describe('prepareGroups', () => {
  it('keeps a group without rows', () => {
    const counts = prepareGroups(rowsOf({ ...three, groupNames: ['a', 'b', 'nobody'] }));
    expect(confusionAt(counts, 0.5)[2]).toEqual({ tp: 0, fp: 0, tn: 0, fn: 0 });
  });

  it.each([
    [{ scores: [] }, 'input', 'there are no rows: give at least one'],
    [{ actual: [1] }, 'input', '3 scores, 1 actual classes and 3 groups: give one of each for every row'],
    [
      { scores: [0.1, Number.NaN, 0.2] },
      'not-finite',
      'row 2: the score is NaN, give a finite number or leave the row out',
    ],
    [
      { scores: [0.1, 0.2, Infinity] },
      'not-finite',
      'row 3: the score is Infinity, give a finite number or leave the row out',
    ],
    [{ actual: [0, 1, 2] }, 'input', 'row 3: the actual class is 2, give 1 for positive and 0 for the rest'],
    [{ groups: [0, 2, 1] }, 'input', 'row 2: group 2 has no name, there are 2 names'],
  ])('refuses %j', (change, code, message) => {
    expect(() => prepareGroups(rowsOf({ ...three, ...change }))).toThrow(
      expect.objectContaining({ code, message }),
    );
  });
});
