import { accuracyAtHalf, meanLogLoss, rocAuc } from '@modelfolio/metrics/probability-scores';
import { regressionErrors } from '@modelfolio/metrics/regression-errors';
import { ExplainabilityError } from '../explainability-error.ts';

/** How good predictions are; greater is better. */
export type Scorer = (target: Float64Array, predicted: Float64Array) => number;

export type ScorerName = keyof typeof scorers;

/**
 * scikit-learn's scorers of the same names. For the first three the target is 0 or 1 and the prediction the probability
 * of 1.
 */
export const scorers = {
  accuracy: (target, predicted) => accuracyAtHalf(checkedClasses(target), predicted),
  roc_auc: areaUnderCurve,
  neg_log_loss: (target, predicted) => -meanLogLoss(checkedClasses(target), predicted),
  r2: (target, predicted) => regressionErrors(target, predicted).r2,
  neg_mean_squared_error: (target, predicted) => -regressionErrors(target, predicted).mse,
} as const satisfies Record<string, Scorer>;

/** @throws ExplainabilityError `input` where there is only one class */
function areaUnderCurve(target: Float64Array, predicted: Float64Array): number {
  const area = rocAuc(checkedClasses(target), predicted);
  if (Number.isNaN(area))
    throw new ExplainabilityError(
      'input',
      'roc_auc needs rows of both classes; these are all of one; choose more rows or accuracy',
    );
  return area;
}

function checkedClasses(target: Float64Array): Float64Array {
  const row = target.findIndex((value) => value !== 0 && value !== 1);
  if (row === -1) return target;
  throw new ExplainabilityError('input', `target of row ${row + 1}: ${target[row]}, expected 0 or 1`);
}
