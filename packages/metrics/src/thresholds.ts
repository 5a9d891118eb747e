import type { ClassificationEvaluation, ThresholdRow } from '@modelfolio/schemas';
import { binaryMcc, fBeta, type BinaryCounts } from './binary-scores.ts';
import { curveSteps, type CurveStep, type Ranking } from './ranking.ts';

type Thresholds = NonNullable<ClassificationEvaluation['thresholds']>;
type OperatingPoint = Thresholds['operatingPoints'][number];

/**
 * What becomes of the rows at every hundredth, and at the thresholds that people choose by: 0.5, the best F1, Youden's J
 * (recall + specificity − 1, Youden 1950), the best Matthews correlation. Equal bests: the highest threshold.
 */
export function thresholdTable(ranking: Ranking): Omit<Thresholds, 'positive'> {
  const steps = curveSteps(ranking);
  const total = steps.at(-1) ?? { truePositives: 0, falsePositives: 0 };
  const at = (threshold: number): ThresholdRow => describe(countsAt(steps, threshold, total), threshold);
  const best = (name: OperatingPoint['name'], score: (row: ThresholdRow) => number): OperatingPoint => {
    const rows = steps.map((step) => describe(countsOf(step, total), step.threshold));
    const found = rows.reduce((most, row) => (score(row) > score(most) ? row : most), rows[0] ?? at(0.5));
    return { name, ...found };
  };
  return {
    rows: Array.from({ length: 101 }, (_, index) => at(index / 100)),
    operatingPoints: [
      { name: 'default', ...at(0.5) },
      best('best-f1', ({ f1 }) => f1 ?? 0),
      best('youden', ({ recall, specificity }) => (recall ?? 0) + (specificity ?? 0)),
      best('best-mcc', ({ mcc }) => mcc),
    ],
  };
}

type Totals = Pick<CurveStep, 'truePositives' | 'falsePositives'>;

/** Counts when rows with a score of at least `threshold` are called positive. */
function countsAt(steps: readonly CurveStep[], threshold: number, total: Totals): BinaryCounts {
  // Steps fall: the last one at or above the threshold holds all rows above it.
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.threshold ?? 0) >= threshold) low = middle + 1;
    else high = middle;
  }
  return countsOf(steps[low - 1] ?? { truePositives: 0, falsePositives: 0 }, total);
}

function countsOf({ truePositives, falsePositives }: Totals, total: Totals): BinaryCounts {
  return {
    truePositives,
    falsePositives,
    trueNegatives: total.falsePositives - falsePositives,
    falseNegatives: total.truePositives - truePositives,
  };
}

function describe(counts: BinaryCounts, threshold: number): ThresholdRow {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = counts;
  const recall = share(tp, tp + fn);
  const specificity = share(tn, tn + fp);
  return {
    threshold,
    ...counts,
    precision: share(tp, tp + fp),
    recall,
    specificity,
    f1: tp + fp + fn === 0 ? null : fBeta(counts, 1),
    accuracy: (tp + tn) / (tp + fp + tn + fn),
    balancedAccuracy: recall === null || specificity === null ? null : (recall + specificity) / 2,
    mcc: binaryMcc(counts),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
