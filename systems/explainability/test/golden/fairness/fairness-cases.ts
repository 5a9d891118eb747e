import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Confusion, ScoredRows } from '../../../src/fairness/group-counts.ts';

/** What fairlearn and scikit-learn say: interop/make_explain_fairness.py. */
export const golden = JSON.parse(readFileSync(join(import.meta.dirname, 'fairness.json'), 'utf8')) as {
  bootstrap: { replicates: number; seed: number; level: number };
  cases: GoldenCase[];
};

export interface GoldenCase {
  name: string;
  scores: number[];
  actual: number[];
  groups: number[];
  groupNames: string[];
  thresholds: number | number[];
  expected: {
    groups: Record<string, number | null>[];
    overall: Record<string, number | null>;
    metrics: Record<'between_groups' | 'to_overall', Record<string, number | null>>;
    uniform: GoldenCalibration[];
    quantile: GoldenCalibration[];
    rows: GoldenIntervals;
    within_groups: GoldenIntervals;
  };
}

interface GoldenCalibration {
  n: number;
  positiveRate: number[];
  meanScore: number[];
  ece: number | null;
  brier: number | null;
}

interface GoldenInterval {
  lower: number;
  upper: number;
  undefined: number;
}

interface GoldenIntervals {
  selectionRate: (GoldenInterval | null)[];
  truePositiveRate: (GoldenInterval | null)[];
  positivePredictiveValue: (GoldenInterval | null)[];
  overallTruePositiveRate: GoldenInterval | null;
  equalOpportunityDifference: GoldenInterval | null;
  demographicParityRatio: GoldenInterval | null;
}

export function rowsOf(given: Pick<GoldenCase, 'scores' | 'actual' | 'groups' | 'groupNames'>): ScoredRows {
  return {
    scores: Float64Array.from(given.scores),
    actual: Uint8Array.from(given.actual),
    groups: Uint16Array.from(given.groups),
    groupNames: given.groupNames,
  };
}

/** Rows with many equal scores, so that ties occur; groups may lack a class, or have no rows. */
export function arbitraryRows(mostRows: number, mostGroups: number): fc.Arbitrary<ScoredRows> {
  return fc.integer({ min: 1, max: mostGroups }).chain((count) =>
    fc
      .array(
        fc.record({
          score: fc.oneof(
            fc.integer({ min: 0, max: 5 }).map((tenth) => tenth / 10),
            fc.double({ min: 0, max: 1, noNaN: true }),
          ),
          actual: fc.integer({ min: 0, max: 1 }),
          group: fc.integer({ min: 0, max: count - 1 }),
        }),
        { minLength: 1, maxLength: mostRows },
      )
      .map((rows) =>
        rowsOf({
          scores: rows.map(({ score }) => score),
          actual: rows.map(({ actual }) => actual),
          groups: rows.map(({ group }) => group),
          groupNames: Array.from({ length: count }, (_, group) => `group ${group}`),
        }),
      ),
  );
}

/** The confusion matrix of a group, row by row. */
export function countRows(
  { scores, actual, groups }: ScoredRows,
  group: number,
  threshold: number,
): Confusion {
  const counts = { tp: 0, fp: 0, tn: 0, fn: 0 };
  for (const [row, score] of scores.entries()) {
    if (groups[row] !== group) continue;
    const positive = actual[row] === 1;
    if (score >= threshold) counts[positive ? 'tp' : 'fp']++;
    else counts[positive ? 'fn' : 'tn']++;
  }
  return counts;
}

/** What equals a reference value: both are a few operations on whole numbers in double precision. `null` is `null`. */
export function near(value: number | null | undefined): unknown {
  return typeof value === 'number' ? expect.closeTo(value, 14) : null;
}
