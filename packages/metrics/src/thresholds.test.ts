import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { rankRows } from './ranking.ts';
import { thresholdTable } from './thresholds.ts';

const rankingOf = (scores: readonly number[], positive: readonly number[]) =>
  rankRows(Float64Array.from(scores), (row) => positive[row] === 1);

// Two rows share 0.5, one of each side: they are called positive together, at 0.5 already.
const tied = rankingOf([0.9, 0.5, 0.5, 0.25, 0.1], [1, 1, 0, 1, 0]);

describe('thresholdTable', () => {
  it('calls rows at the threshold itself positive, all of a tie together', () => {
    const { rows } = thresholdTable(tied);
    expect(rows).toHaveLength(101);
    expect(rows.map(({ threshold }) => threshold)).toEqual(Array.from({ length: 101 }, (_, at) => at / 100));
    const counted = (at: number) => {
      const { truePositives, falsePositives, trueNegatives, falseNegatives } = rows[at] ?? {};
      return [truePositives, falsePositives, trueNegatives, falseNegatives];
    };
    expect(counted(0)).toEqual([3, 2, 0, 0]);
    expect(counted(25)).toEqual([3, 1, 1, 0]);
    expect(counted(26)).toEqual([2, 1, 1, 1]);
    expect(counted(50)).toEqual([2, 1, 1, 1]);
    expect(counted(51)).toEqual([1, 0, 2, 2]);
    expect(counted(90)).toEqual([1, 0, 2, 2]);
    expect(counted(91)).toEqual([0, 0, 2, 3]);
  });

  it('tells the scores of each threshold', () => {
    const { rows } = thresholdTable(tied);
    expect(rows[50]).toEqual({
      threshold: 0.5,
      truePositives: 2,
      falsePositives: 1,
      trueNegatives: 1,
      falseNegatives: 1,
      precision: 2 / 3,
      recall: 2 / 3,
      specificity: 1 / 2,
      f1: expect.closeTo(2 / 3, 14),
      accuracy: 3 / 5,
      balancedAccuracy: (2 / 3 + 1 / 2) / 2,
      // (2·1 − 1·1) / √(3·3·2·2)
      mcc: expect.closeTo(1 / 6, 14),
    });
    // Nobody is called positive: no precision.
    expect(rows[100]).toMatchObject({ precision: null, recall: 0, specificity: 1, f1: 0, accuracy: 2 / 5 });
  });

  it('names the thresholds that people choose by, of equal bests the highest', () => {
    // Youden: 0.9 → 1/3 + 1, 0.5 → 2/3 + 1/2, 0.25 → 1 + 1/2.
    const { operatingPoints } = thresholdTable(tied);
    expect(operatingPoints.map(({ name, threshold }) => [name, threshold])).toEqual([
      ['default', 0.5],
      ['best-f1', 0.25],
      ['youden', 0.25],
      ['best-mcc', 0.25],
    ]);
    // At 0.8 and at 0.2 one of two rows is right: the same J and coefficient, twice.
    const even = thresholdTable(rankingOf([0.8, 0.6, 0.4, 0.2], [1, 0, 1, 0])).operatingPoints;
    expect(even.find(({ name }) => name === 'youden')).toMatchObject({
      threshold: 0.8,
      recall: 0.5,
      specificity: 1,
    });
    expect(even.find(({ name }) => name === 'best-mcc')).toMatchObject({ threshold: 0.8 });
  });

  it('has no rates where one of the sides has no rows, and one point where there are no rows', () => {
    const onlyPositive = thresholdTable(rankingOf([0.9, 0.2], [1, 1]));
    expect(onlyPositive.rows[50]).toMatchObject({ recall: 0.5, specificity: null, balancedAccuracy: null });
    const onlyNegative = thresholdTable(rankingOf([0.9, 0.2], [0, 0]));
    expect(onlyNegative.rows[95]).toMatchObject({
      recall: null,
      specificity: 1,
      balancedAccuracy: null,
      f1: null,
    });
    const none = thresholdTable(rankingOf([], []));
    expect(none.operatingPoints.map(({ threshold }) => threshold)).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it('counts as one who looks at each row', () => {
    const row = fc.record({
      score: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
      positive: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (found) => {
        const { rows } = thresholdTable(
          rankingOf(
            found.map(({ score }) => score),
            found.map(({ positive }) => positive),
          ),
        );
        for (const { threshold, ...counts } of rows) {
          const called = found.filter(({ score }) => score >= threshold);
          const rest = found.filter(({ score }) => score < threshold);
          expect(counts).toMatchObject({
            truePositives: called.filter(({ positive }) => positive === 1).length,
            falsePositives: called.filter(({ positive }) => positive === 0).length,
            trueNegatives: rest.filter(({ positive }) => positive === 0).length,
            falseNegatives: rest.filter(({ positive }) => positive === 1).length,
          });
        }
      }),
      { numRuns: 50 },
    );
  });
});
