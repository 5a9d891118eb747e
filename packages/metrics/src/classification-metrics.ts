import type { ClassPredictions } from '@modelfolio/inference';
import { mean } from '@modelfolio/statistics/mean';
import { shareOrZero, type ClassIndices } from './confusion-matrix.ts';
import { agreementScores, fBeta } from './binary-scores.ts';
import {
  addToBin,
  confidenceBin,
  emptyBins,
  expectedCalibrationError,
  topProbabilities,
} from './calibration.ts';
import { classScores } from './class-scores.ts';
import { classifierShares } from './classifier-shares.ts';
import { rankingAreas, rankRows, type Ranking } from './ranking.ts';
import { brierScores, logLosses } from './row-losses.ts';
import type { RowMetrics } from './row-metrics.ts';

/** Bins of the expected calibration error. */
export const calibrationBinCount = 15;

/** Metrics of every classifier, in order; see `packages/schemas/src/evaluation.ts` for what each is. */
export const classifierMetrics = [
  'accuracy',
  'balancedAccuracy',
  'macroPrecision',
  'macroRecall',
  'macroF1',
  'weightedF1',
  'mcc',
  'kappa',
  'logLoss',
  'brier',
  'ece',
  'rocAuc',
  'averagePrecision',
] as const;
/** Metrics of two classes alone. */
export const binaryMetrics = ['precision', 'recall', 'specificity', 'f1', 'f05', 'f2'] as const;
/** Metrics of more than two, and more than three, classes. */
export const topMetrics = ['top2Accuracy', 'top3Accuracy'] as const;

export interface ClassifierMetrics extends RowMetrics {
  /** One ranking a class; of two classes that of the positive one alone. */
  readonly rankings: readonly Ranking[];
  /** Index of the class of each ranking. */
  readonly rankedClasses: readonly number[];
}

/**
 * All metrics of a classifier's rows, with those of each class last: its precision, recall, F1, then the areas of each
 * ranking.
 *
 * @param positive index of the positive class of two, else `null`
 */
export function classificationMetrics(
  actual: ClassIndices,
  { classes: { length: classes }, probabilities, predicted }: ClassPredictions,
  positive: number | null,
): ClassifierMetrics {
  const rows = actual.length;
  const losses = logLosses(actual, probabilities, classes);
  const briers = brierScores(actual, probabilities, classes);
  const confidences = topProbabilities(probabilities, classes);
  const binOf = Uint8Array.from(confidences, (confidence) => confidenceBin(confidence, calibrationBinCount));
  const cellOf = Uint32Array.from(predicted, (label, row) => (actual[row] ?? 0) * classes + label);
  const rankOf = Uint8Array.from({ length: rows }, (_, row) =>
    labelRank(probabilities, classes, row, actual[row] ?? 0),
  );
  const rankedClasses = positive === null ? Array.from({ length: classes }, (_, label) => label) : [positive];
  const rankings = rankedClasses.map((label) =>
    rankRows(
      Float64Array.from({ length: rows }, (_, row) => probabilities[row * classes + label] ?? 0),
      (row) => actual[row] === label,
    ),
  );
  const counts = new Uint32Array(classes * classes);
  const names = [
    ...classifierMetrics,
    ...(positive === null ? topMetrics : binaryMetrics),
    ...Array.from({ length: classes }, (_, label) => [
      `precision:${label}`,
      `recall:${label}`,
      `f1:${label}`,
    ]).flat(),
    ...rankedClasses.flatMap((label) => [`rocAuc:${label}`, `averagePrecision:${label}`]),
  ];
  return {
    names,
    rows,
    rankings,
    rankedClasses,
    shares: classifierShares(cellOf, rankOf, classes, positive),
    compute: (weights, out) => {
      counts.fill(0);
      const bins = emptyBins(calibrationBinCount);
      let [n, loss, brier, top2, top3] = [0, 0, 0, 0, 0];
      for (let row = 0; row < rows; row++) {
        const weight = weights === null ? 1 : (weights[row] as number);
        if (weight === 0) continue;
        const cell = cellOf[row] as number;
        counts[cell] = (counts[cell] as number) + weight;
        n += weight;
        loss += weight * (losses[row] as number);
        brier += weight * (briers[row] as number);
        const rank = rankOf[row] as number;
        if (rank < 2) top2 += weight;
        if (rank < 3) top3 += weight;
        addToBin(
          bins,
          binOf[row] as number,
          confidences[row] as number,
          cell % classes === actual[row],
          weight,
        );
      }
      const scores = classScores(counts, classes);
      const { mcc, kappa } = agreementScores(scores);
      const areas = rankings.map((ranking) => rankingAreas(ranking, weights));
      const values = [
        scores.accuracy,
        scores.balancedAccuracy,
        scores.macroPrecision,
        scores.macroRecall,
        scores.macroF1,
        scores.weightedF1,
        mcc,
        kappa,
        loss / n,
        brier / n,
        expectedCalibrationError(bins),
        // NaN as soon as one is: a class without rows has no curve, and then no mean of curves is what it is called.
        mean(areas.map(({ rocAuc }) => rocAuc)),
        mean(areas.map(({ averagePrecision }) => averagePrecision)),
        ...(positive === null ? [top2 / n, top3 / n] : binaryValues(counts, positive)),
      ];
      for (let label = 0; label < classes; label++)
        values.push(scores.precision[label] ?? 0, scores.recall[label] ?? 0, scores.f1[label] ?? 0);
      for (const { rocAuc, averagePrecision } of areas) values.push(rocAuc, averagePrecision);
      out.set(values);
    },
  };
}

function binaryValues(counts: Uint32Array, positive: number): number[] {
  const cell = (actual: number, predicted: number): number => counts[actual * 2 + predicted] ?? 0;
  const negative = 1 - positive;
  const found = {
    truePositives: cell(positive, positive),
    falsePositives: cell(negative, positive),
    trueNegatives: cell(negative, negative),
    falseNegatives: cell(positive, negative),
  };
  return [
    shareOrZero(found.truePositives, found.truePositives + found.falsePositives),
    shareOrZero(found.truePositives, found.truePositives + found.falseNegatives),
    shareOrZero(found.trueNegatives, found.trueNegatives + found.falsePositives),
    fBeta(found, 1),
    fBeta(found, 0.5),
    fBeta(found, 2),
  ];
}

/** How many classes are more probable than the row's own; equal ones count when their index is higher, as scikit-learn sorts. */
function labelRank(probabilities: Float64Array, classes: number, row: number, label: number): number {
  const own = probabilities[row * classes + label] ?? 0;
  let rank = 0;
  for (let other = 0; other < classes; other++) {
    const probability = probabilities[row * classes + other] ?? 0;
    if (probability > own || (probability === own && other > label)) rank++;
  }
  return Math.min(rank, 255);
}
