import type { Estimate, Evaluation } from '@modelfolio/schemas';
import type { Predictions } from './classify.ts';
import { bootstrapReplicates, percentileInterval } from './metrics/bootstrap.ts';
import {
  addToBin,
  confidenceBin,
  emptyBins,
  expectedCalibrationError,
  topProbabilities,
} from './metrics/calibration.ts';
import { classScores } from './metrics/class-scores.ts';
import { confusionMatrix, toRows } from './metrics/confusion-matrix.ts';
import { mistakeIndices, topConfusions } from './metrics/mistakes.ts';
import { brierScores, logLosses } from './metrics/row-losses.ts';
import { wilsonInterval } from './metrics/wilson-interval.ts';

/** Raise it when a metric's definition or the resampling changes: every evaluation is then remade. */
export const metricsVersion = 1;

/** Resampling behind every interval. */
const defaultBootstrap: Evaluation['bootstrap'] = { replicates: 1000, seed: 20171107, level: 0.95 };

const bins = 15;
const shownConfusions = 10;
const shownMistakes = 24;
const metricNames = [
  'accuracy',
  'macroPrecision',
  'macroRecall',
  'macroF1',
  'logLoss',
  'brier',
  'ece',
] as const;

type Judged = Pick<
  Evaluation,
  | 'metrics'
  | 'perClass'
  | 'confusionMatrix'
  | 'topConfusions'
  | 'calibration'
  | 'worstMistakes'
  | 'mistakeIndices'
  | 'metricsVersion'
  | 'bootstrap'
>;

/**
 * Everything that predictions and true labels say of a classifier.
 *
 * @param actual class index of each row
 * @param labels class names in the order of the probabilities' columns
 * @param bootstrap resampling behind every interval: 1,000 replicates, seed 20171107, 95 % unless given
 */
export function judge(
  actual: Uint8Array,
  predictions: Predictions,
  labels: readonly string[],
  bootstrap = defaultBootstrap,
): Judged {
  const { classes, probabilities, predicted } = predictions;
  const n = actual.length;
  const statistics = rowStatistics(actual, predictions);
  const everyRow = Uint32Array.from({ length: n }, (_, row) => row);
  const values = new Float64Array(metricNames.length + 3 * classes);
  statistics(everyRow, values);
  const replicates = bootstrapReplicates(n, statistics, values.length, bootstrap);
  const estimate = (index: number, rows = n): Estimate => {
    const replicate = replicates[index] as Float64Array;
    const interval = {
      level: bootstrap.level,
      ...percentileInterval(replicate, bootstrap.level),
      method: 'percentile-bootstrap' as const,
    };
    return { value: values[index] ?? 0, interval, n: rows };
  };
  const counts = confusionMatrix(actual, predicted, classes);
  const { support, predictedRows } = classScores(counts, classes);
  const mistakes = mistakeIndices(actual, predicted);
  const probability = (row: number, label: number): number => probabilities[row * classes + label] ?? 0;
  return {
    metrics: Object.fromEntries(
      metricNames.map((name, index) => [name, estimate(index)]),
    ) as Evaluation['metrics'],
    perClass: labels.map((label, index) => {
      const first = metricNames.length + 3 * index;
      const rows = support[index] ?? 0;
      const called = predictedRows[index] ?? 0;
      const either = rows + called - (counts[index * classes + index] ?? 0);
      return {
        label,
        support: rows,
        precision: estimate(first, called),
        recall: estimate(first + 1, rows),
        f1: estimate(first + 2, either),
      };
    }),
    confusionMatrix: { labels: [...labels], counts: toRows(counts, classes) },
    topConfusions: topConfusions(counts, classes, shownConfusions),
    calibration: { binning: 'equal-width', bins: calibrationBins(actual, predictions) },
    worstMistakes: mistakes
      .map((index) => ({
        index,
        actual: actual[index] ?? 0,
        predicted: predicted[index] ?? 0,
        confidence: probability(index, predicted[index] ?? 0),
        actualProbability: probability(index, actual[index] ?? 0),
      }))
      .toSorted((a, b) => b.confidence - a.confidence)
      .slice(0, shownMistakes),
    mistakeIndices: mistakes,
    metricsVersion,
    bootstrap: { ...bootstrap },
  };
}

/** All numbers that get an interval, as one function of row indices: metrics first, then three of each class. */
function rowStatistics(
  actual: Uint8Array,
  { classes, probabilities, predicted }: Predictions,
): (indices: Uint32Array, out: Float64Array) => void {
  const losses = logLosses(actual, probabilities, classes);
  const briers = brierScores(actual, probabilities, classes);
  const confidences = topProbabilities(probabilities, classes);
  const binOf = Uint8Array.from(confidences, (confidence) => confidenceBin(confidence, bins));
  const cellOf = Uint32Array.from(predicted, (label, row) => (actual[row] ?? 0) * classes + label);
  const correctOf = Uint8Array.from(predicted, (label, row) => (label === actual[row] ? 1 : 0));
  const counts = new Uint32Array(classes * classes);
  return (indices, out) => {
    counts.fill(0);
    const sums = emptyBins(bins);
    let loss = 0;
    let brier = 0;
    for (const row of indices) {
      const cell = cellOf[row] ?? 0;
      counts[cell] = (counts[cell] ?? 0) + 1;
      loss += losses[row] ?? 0;
      brier += briers[row] ?? 0;
      addToBin(sums, binOf[row] ?? 0, confidences[row] ?? 0, correctOf[row] === 1);
    }
    const scores = classScores(counts, classes);
    const n = indices.length;
    out.set([
      scores.accuracy,
      scores.macroPrecision,
      scores.macroRecall,
      scores.macroF1,
      loss / n,
      brier / n,
      expectedCalibrationError(sums),
    ]);
    for (let label = 0; label < classes; label++)
      out.set(
        [scores.precision[label] ?? 0, scores.recall[label] ?? 0, scores.f1[label] ?? 0],
        metricNames.length + 3 * label,
      );
  };
}

function calibrationBins(
  actual: Uint8Array,
  { classes, probabilities, predicted }: Predictions,
): Evaluation['calibration']['bins'] {
  const sums = emptyBins(bins);
  topProbabilities(probabilities, classes).forEach((confidence, row) => {
    addToBin(sums, confidenceBin(confidence, bins), confidence, predicted[row] === actual[row]);
  });
  return Array.from({ length: bins }, (_, bin) => {
    const [n, correct, confidence] = [sums.rows[bin] ?? 0, sums.correct[bin] ?? 0, sums.confidence[bin] ?? 0];
    const edges = { lower: bin / bins, upper: (bin + 1) / bins, n };
    if (n === 0) return { ...edges, meanConfidence: null, accuracy: null };
    const interval = { level: 0.95, ...wilsonInterval(correct, n), method: 'wilson' as const };
    return { ...edges, meanConfidence: confidence / n, accuracy: { value: correct / n, interval, n } };
  });
}
