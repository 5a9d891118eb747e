import { ExplainabilityError } from '../explainability-error.ts';

/** How good predictions are; greater is better. */
export type Scorer = (target: Float64Array, predicted: Float64Array) => number;

export type ScorerName = keyof typeof scorers;

/**
 * scikit-learn's scorers of the same names. For the first three the target is 0 or 1 and the prediction the probability
 * of 1.
 */
export const scorers = {
  accuracy,
  roc_auc: areaUnderCurve,
  neg_log_loss: negativeLogLoss,
  r2: determination,
  neg_mean_squared_error: negativeSquaredError,
} as const satisfies Record<string, Scorer>;

/** A probability of one half is the first class, as in scikit-learn, where the first greatest counts. */
function accuracy(target: Float64Array, predicted: Float64Array): number {
  checkClasses(target);
  return mean(target, (one, at) => (Number(at(predicted) > 0.5) === one ? 1 : 0));
}

/**
 * Share of pairs of a row of class 1 and one of class 0 that are in the right order, ties as half: Mann and Whitney's U by
 * mean ranks.
 *
 * @throws ExplainabilityError `input` where there is only one class
 */
function areaUnderCurve(target: Float64Array, predicted: Float64Array): number {
  checkClasses(target);
  const order = Int32Array.from(predicted, (_, at) => at).sort(
    (a, b) => (predicted[a] as number) - (predicted[b] as number),
  );
  let [positive, rankSum] = [0, 0];
  for (let from = 0; from < order.length;) {
    const value = predicted[order[from] as number];
    let to = from + 1;
    while (to < order.length && predicted[order[to] as number] === value) to++;
    for (let at = from; at < to; at++)
      if (target[order[at] as number] === 1) {
        positive++;
        // Ranks from `from + 1` to `to`, on average.
        rankSum += (from + 1 + to) / 2;
      }
    from = to;
  }
  const negative = target.length - positive;
  if (positive === 0 || negative === 0)
    throw new ExplainabilityError(
      'input',
      'roc_auc needs rows of both classes; these are all of one; choose more rows or accuracy',
    );
  return (rankSum - (positive * (positive + 1)) / 2) / (positive * negative);
}

/** Probabilities are kept off 0 and 1 by the machine epsilon, as in scikit-learn's `log_loss`. */
function negativeLogLoss(target: Float64Array, predicted: Float64Array): number {
  checkClasses(target);
  return mean(target, (one, at) => {
    const share = one === 1 ? at(predicted) : 1 - at(predicted);
    return Math.log(Math.min(Math.max(share, Number.EPSILON), 1 - Number.EPSILON));
  });
}

/** 1 − residual ÷ total sum of squares; for a constant target 1 where it is met and else 0, as `r2_score`. */
function determination(target: Float64Array, predicted: Float64Array): number {
  const centre = mean(target, (one) => one);
  const residual = mean(target, (one, at) => (one - at(predicted)) ** 2);
  const total = mean(target, (one) => (one - centre) ** 2);
  if (total === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / total;
}

function negativeSquaredError(target: Float64Array, predicted: Float64Array): number {
  return -mean(target, (one, at) => (one - at(predicted)) ** 2);
}

function mean(
  target: Float64Array,
  of: (one: number, at: (values: Float64Array) => number) => number,
): number {
  let sum = 0;
  for (let row = 0; row < target.length; row++)
    sum += of(target[row] as number, (values) => values[row] as number);
  return sum / target.length;
}

function checkClasses(target: Float64Array): void {
  const row = target.findIndex((value) => value !== 0 && value !== 1);
  if (row !== -1)
    throw new ExplainabilityError('input', `target of row ${row + 1}: ${target[row]}, expected 0 or 1`);
}
