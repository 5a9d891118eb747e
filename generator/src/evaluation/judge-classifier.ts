import type { ClassPredictions } from '@modelfolio/inference';
import type { ClassificationEvaluation, Estimate } from '@modelfolio/schemas';
import { addToBin, confidenceBin, emptyBins, topProbabilities } from '@modelfolio/metrics/calibration';
import {
  binaryMetrics,
  calibrationBinCount,
  classificationMetrics,
  classifierMetrics,
  topMetrics,
} from '@modelfolio/metrics/classification-metrics';
import { classScores } from '@modelfolio/metrics/class-scores';
import { confusionMatrix, toRows, type ClassIndices } from '@modelfolio/metrics/confusion-matrix';
import { precisionRecallPoints, rocPoints } from '@modelfolio/metrics/curves';
import { mistakeIndices, topConfusions } from '@modelfolio/metrics/mistakes';
import { thresholdTable } from '@modelfolio/metrics/thresholds';
import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';
import { defaultResampling, estimatesOf, resample, type Estimates, type Resampling } from './estimates.ts';

const shownConfusions = 10;
const shownMistakes = 24;

export type JudgedClassifier = Pick<
  ClassificationEvaluation,
  | 'task'
  | 'metrics'
  | 'baseline'
  | 'perClass'
  | 'confusionMatrix'
  | 'topConfusions'
  | 'calibration'
  | 'rocCurves'
  | 'precisionRecallCurves'
  | 'thresholds'
  | 'worstMistakes'
  | 'mistakeIndices'
>;

/**
 * Everything that predictions and true labels say of a classifier.
 *
 * @param actual class index of each row
 * @param positive index of the positive class of two, else `null`
 */
export function judgeClassifier(
  actual: ClassIndices,
  predictions: ClassPredictions,
  positive: number | null,
  resampling: Resampling = defaultResampling,
): JudgedClassifier {
  const { classes: labels, probabilities, predicted } = predictions;
  const classes = labels.length;
  const metrics = classificationMetrics(actual, predictions, positive);
  const estimates = estimatesOf(resample(metrics, resampling), resampling);
  const counts = confusionMatrix(actual, predicted, classes);
  const mistakes = mistakeIndices(actual, predicted);
  const probability = (row: number, label: number): number => probabilities[row * classes + label] ?? 0;
  return {
    task: positive === null ? 'multiclass-classification' : 'binary-classification',
    metrics: metricEstimates(estimates, counts, positive, classes),
    baseline: baselineOf(counts, labels, resampling.level),
    perClass: perClass(estimates, counts, labels),
    confusionMatrix: { labels: [...labels], counts: toRows(counts, classes) },
    topConfusions: topConfusions(counts, classes, shownConfusions),
    calibration: { binning: 'equal-width', bins: calibrationBins(actual, predictions) },
    rocCurves: metrics.rankings.map((ranking, index) => {
      const label = metrics.rankedClasses[index] ?? 0;
      return { label: labels[label] ?? '', auc: estimates.of(`rocAuc:${label}`), ...rocPoints(ranking) };
    }),
    precisionRecallCurves: metrics.rankings.map((ranking, index) => {
      const label = metrics.rankedClasses[index] ?? 0;
      const averagePrecision = estimates.of(`averagePrecision:${label}`);
      return { label: labels[label] ?? '', averagePrecision, ...precisionRecallPoints(ranking) };
    }),
    thresholds: thresholdsOf(metrics.rankings[0], positive, labels),
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
  };
}

function metricEstimates(
  estimates: Estimates,
  counts: Uint32Array,
  positive: number | null,
  classes: number,
): ClassificationEvaluation['metrics'] {
  const of = <Name extends string>(names: readonly Name[], n?: number): Record<Name, Estimate> =>
    Object.fromEntries(names.map((name) => [name, estimates.of(name, n)])) as Record<Name, Estimate>;
  const none = <Name extends string>(names: readonly Name[]): Record<Name, null> =>
    Object.fromEntries(names.map((name) => [name, null])) as Record<Name, null>;
  const general = of(classifierMetrics);
  // The F-scores leave out true negatives.
  if (positive !== null) {
    const trueNegatives = counts[(1 - positive) * classes + 1 - positive] ?? 0;
    const rows = counts.reduce((sum, count) => sum + count, 0);
    return { ...general, ...of(binaryMetrics, rows - trueNegatives), ...none(topMetrics) };
  }
  return {
    ...general,
    ...none(binaryMetrics),
    top2Accuracy: classes > 2 ? estimates.of('top2Accuracy') : null,
    top3Accuracy: classes > 3 ? estimates.of('top3Accuracy') : null,
  };
}

/** Always predicting the most frequent class, the first of equal ones. */
function baselineOf(
  counts: Uint32Array,
  labels: readonly string[],
  level: number,
): ClassificationEvaluation['baseline'] {
  const { support } = classScores(counts, labels.length);
  const most = support.reduce((best, rows, label) => (rows > (support[best] ?? 0) ? label : best), 0);
  const n = support.reduce((sum, rows) => sum + rows, 0);
  const rows = support[most] ?? 0;
  return {
    label: labels[most] ?? '',
    accuracy: {
      value: rows / n,
      interval: { level, ...wilsonInterval(rows, n, level), method: 'wilson' },
      n,
    },
  };
}

function perClass(
  estimates: Estimates,
  counts: Uint32Array,
  labels: readonly string[],
): ClassificationEvaluation['perClass'] {
  const { support, predictedRows } = classScores(counts, labels.length);
  return labels.map((label, index) => {
    const [rows, called] = [support[index] ?? 0, predictedRows[index] ?? 0];
    const hits = counts[index * labels.length + index] ?? 0;
    return {
      label,
      support: rows,
      precision: estimates.of(`precision:${index}`),
      recall: estimates.of(`recall:${index}`),
      f1: estimates.of(`f1:${index}`, rows + called - hits),
    };
  });
}

function thresholdsOf(
  ranking: Parameters<typeof thresholdTable>[0] | undefined,
  positive: number | null,
  labels: readonly string[],
): ClassificationEvaluation['thresholds'] {
  if (positive === null || ranking === undefined || ranking.order.length === 0) return null;
  return { positive: labels[positive] ?? '', ...thresholdTable(ranking) };
}

function calibrationBins(
  actual: ClassIndices,
  { classes, probabilities, predicted }: ClassPredictions,
): ClassificationEvaluation['calibration']['bins'] {
  const bins = calibrationBinCount;
  const sums = emptyBins(bins);
  topProbabilities(probabilities, classes.length).forEach((confidence, row) => {
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
