import type { Predictions } from '@modelfolio/inference';
import { logLossOf } from '@modelfolio/metrics/row-losses';

/** So many of so many: undefined where there are none to count among. */
export type Share = { count: number; of: number };

/** How a classifier does on some rows. All but `n` and `meanScore` count rows whose truth is known. */
export type ClassRates = {
  kind: 'classes';
  n: number;
  /** The most probable class is the actual one. */
  accuracy: Share;
  /** Mean probability of the class that is looked at. */
  meanScore: number | null;
  /** Rows that are of that class. */
  baseRate: Share;
  /** Rows of the class whose score reaches the threshold. */
  truePositives: Share;
  /** Rows of other classes whose score reaches it. */
  falsePositives: Share;
  /** Mean of −ln of the actual class's probability. */
  logLoss: number | null;
};

/** How a regressor does on some rows, in the target's unit. */
export type ValueRates = {
  kind: 'values';
  n: number;
  /** Rows whose truth is known. */
  known: number;
  meanPrediction: number | null;
  meanAbsoluteError: number | null;
  rootMeanSquaredError: number | null;
  /** Mean of predicted − actual. */
  bias: number | null;
};

export type Rates = ClassRates | ValueRates;

/** What rates are made of. */
export type Judged = {
  predictions: Predictions;
  /** Class or value of each row, NaN where it is not known; `null`: of none. */
  actual: Float64Array | null;
  /** Class or target that is looked at. */
  place: number;
  /** A row is positive whose score is at least this. */
  threshold: number;
};

/**
 * Rates of each group of rows, in one pass.
 *
 * @param groupOf index of a row's group; a row of another index than 0 to `groups − 1` is in none
 */
export function ratesOfGroups(judged: Judged, groups: number, groupOf: (row: number) => number): Rates[] {
  return judged.predictions.kind === 'classes'
    ? classRates(judged, judged.predictions, groups, groupOf)
    : valueRates(judged, judged.predictions.values[judged.place] ?? new Float64Array(), groups, groupOf);
}

function classRates(
  { actual, place, threshold }: Judged,
  { classes, probabilities, predicted }: Extract<Predictions, { kind: 'classes' }>,
  groups: number,
  groupOf: (row: number) => number,
): ClassRates[] {
  const sums = Array.from({ length: groups }, () => ({
    n: 0,
    known: 0,
    right: 0,
    score: 0,
    positive: 0,
    hits: 0,
    alarms: 0,
    loss: 0,
  }));
  for (let row = 0; row < predicted.length; row++) {
    const sum = sums[groupOf(row)];
    if (!sum) continue;
    const score = probabilities[row * classes.length + place] ?? Number.NaN;
    sum.n++;
    sum.score += score;
    const truth = actual?.[row] ?? Number.NaN;
    if (Number.isNaN(truth)) continue;
    sum.known++;
    if (predicted[row] === truth) sum.right++;
    if (truth === place) sum.positive++;
    if (score >= threshold) {
      if (truth === place) sum.hits++;
      else sum.alarms++;
    }
    sum.loss += logLossOf(probabilities[row * classes.length + truth] ?? 0);
  }
  return sums.map(({ n, known, right, score, positive, hits, alarms, loss }) => ({
    kind: 'classes',
    n,
    accuracy: { count: right, of: known },
    meanScore: mean(score, n),
    baseRate: { count: positive, of: known },
    truePositives: { count: hits, of: positive },
    falsePositives: { count: alarms, of: known - positive },
    logLoss: mean(loss, known),
  }));
}

function valueRates(
  { actual, place }: Judged,
  values: Float64Array,
  groups: number,
  groupOf: (row: number) => number,
): ValueRates[] {
  const sums = Array.from({ length: groups }, () => ({
    n: 0,
    known: 0,
    value: 0,
    absolute: 0,
    squared: 0,
    error: 0,
  }));
  for (let row = 0; row < values.length; row++) {
    const sum = sums[groupOf(row)];
    if (!sum) continue;
    const value = values[row] ?? Number.NaN;
    sum.n++;
    sum.value += value;
    // The data holds the truth of the first target only.
    const error = place === 0 ? value - (actual?.[row] ?? Number.NaN) : Number.NaN;
    if (Number.isNaN(error)) continue;
    sum.known++;
    sum.absolute += Math.abs(error);
    sum.squared += error * error;
    sum.error += error;
  }
  return sums.map(({ n, known, value, absolute, squared, error }) => {
    const square = mean(squared, known);
    return {
      kind: 'values',
      n,
      known,
      meanPrediction: mean(value, n),
      meanAbsoluteError: mean(absolute, known),
      rootMeanSquaredError: square === null ? null : Math.sqrt(square),
      bias: mean(error, known),
    };
  });
}

const mean = (sum: number, n: number): number | null => (n === 0 ? null : sum / n);
