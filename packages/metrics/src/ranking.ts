import type { RowWeights } from '@modelfolio/statistics/bootstrap';

/** The rows of a two-sided question, sorted once: from the highest score down. */
export interface Ranking {
  /** Rows by falling score. */
  readonly order: Uint32Array;
  /** Whether the row at a place of the order is positive, 0 or 1. */
  readonly positive: Uint8Array;
  /** Whether a place is the last of its score, 0 or 1: ties are one step of a curve. */
  readonly last: Uint8Array;
  /** Scores in the order. */
  readonly scores: Float64Array;
}

/** Sorts rows by their score. */
export function rankRows(scores: Float64Array, isPositive: (row: number) => boolean): Ranking {
  const order = Uint32Array.from(scores, (_, row) => row).sort(
    (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b,
  );
  const sorted = Float64Array.from(order, (row) => scores[row] ?? 0);
  return {
    order,
    positive: Uint8Array.from(order, (row) => (isPositive(row) ? 1 : 0)),
    last: Uint8Array.from(sorted, (score, place) => (score === sorted[place + 1] ? 0 : 1)),
    scores: sorted,
  };
}

/**
 * Area under the ROC curve and average precision of weighted rows, as scikit-learn's `roc_auc_score` (trapezoids, ties
 * as one step) and `average_precision_score` (Σ ΔR · P). NaN where there are no positive, or (for the AUC) no negative,
 * rows.
 *
 * @param weights how often each row occurs; all once when `null`
 */
export function rankingAreas(
  { order, positive, last }: Ranking,
  weights: RowWeights | null,
): { rocAuc: number; averagePrecision: number } {
  let truePositives = 0;
  let falsePositives = 0;
  let groupTrue = 0;
  let groupFalse = 0;
  let area = 0;
  let precisionSum = 0;
  for (let place = 0; place < order.length; place++) {
    const weight = weights === null ? 1 : (weights[order[place] as number] as number);
    if (positive[place] === 1) groupTrue += weight;
    else groupFalse += weight;
    if (last[place] === 0) continue;
    area += groupFalse * (truePositives + groupTrue / 2);
    truePositives += groupTrue;
    falsePositives += groupFalse;
    if (groupTrue > 0) precisionSum += (groupTrue * truePositives) / (truePositives + falsePositives);
    groupTrue = 0;
    groupFalse = 0;
  }
  return {
    rocAuc: truePositives === 0 || falsePositives === 0 ? NaN : area / (truePositives * falsePositives),
    averagePrecision: truePositives === 0 ? NaN : precisionSum / truePositives,
  };
}

/** Counts of one step of a curve: rows with a score of at least `threshold` count as positive. */
export interface CurveStep {
  threshold: number;
  truePositives: number;
  falsePositives: number;
}

/** Every step of the curve, from the highest score down. */
export function curveSteps({ positive, last, scores }: Ranking): CurveStep[] {
  const steps: CurveStep[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (let place = 0; place < positive.length; place++) {
    if (positive[place] === 1) truePositives++;
    else falsePositives++;
    if (last[place] === 1) steps.push({ threshold: scores[place] ?? 0, truePositives, falsePositives });
  }
  return steps;
}
