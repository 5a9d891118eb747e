import { logLossOf } from './row-losses.ts';
import { rankingAreas, rankRows } from './ranking.ts';

/** Share of rows whose side of one half is right. One half is class 0, as in scikit-learn, where the first greatest counts. */
export function accuracyAtHalf(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++)
    if (Number((probabilities[row] as number) > 0.5) === labels[row]) right++;
  return right / labels.length;
}

/**
 * Area under the ROC curve: the share of pairs of a row of class 1 and one of class 0 that are in the right order, equal
 * ones as half (Mann and Whitney 1947). scikit-learn's `roc_auc_score`.
 *
 * @param labels 0 or 1, a row each
 * @returns NaN where there is only one class
 */
export function rocAuc(labels: ArrayLike<number>, scores: Float64Array): number {
  return rankingAreas(
    rankRows(scores, (row) => labels[row] === 1),
    null,
  ).rocAuc;
}

/** Mean of {@link logLossOf} the rows, scikit-learn's `log_loss`. */
export function meanLogLoss(labels: ArrayLike<number>, probabilities: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const probability = probabilities[row] as number;
    sum += logLossOf(labels[row] === 1 ? probability : 1 - probability);
  }
  return sum / labels.length;
}

/** How well probabilities of the second of two classes fit. */
export interface ProbabilityScores {
  accuracy: number;
  rocAuc: number;
  /** In nats. */
  logLoss: number;
}

/**
 * All three.
 *
 * @param labels 0 or 1, a row each
 * @param probabilities of class 1
 */
export const probabilityScores = (
  labels: ArrayLike<number>,
  probabilities: Float64Array,
): ProbabilityScores => ({
  accuracy: accuracyAtHalf(labels, probabilities),
  rocAuc: rocAuc(labels, probabilities),
  logLoss: meanLogLoss(labels, probabilities),
});
