import { calibrationBinCount } from '@modelfolio/metrics/classification-metrics';
import { ExplainabilityError } from '../explainability-error.ts';
import { checkRows, type ScoredRows } from './group-counts.ts';
import { quantile } from '@modelfolio/statistics/quantiles';
import { searchLeft } from '@modelfolio/statistics/search';

/**
 * Bins of a calibration curve wherever a page or a record shows one, and of the error made of it: as many as those of the
 * calibration error of all classes.
 */
export const calibrationBins = calibrationBinCount;

export interface CalibrationOptions {
  /** 5 unless told, as scikit-learn. */
  readonly bins?: number;
  /** Bins of the same width (unless told), or of the same number of rows. */
  readonly strategy?: 'uniform' | 'quantile';
}

/** Rows whose scores lie together. */
export interface CalibrationBin {
  readonly n: number;
  readonly meanScore: number;
  /** Share of the rows that are positive. */
  readonly positiveRate: number;
}

/** How far the scores of a group's rows are probabilities. */
export interface GroupCalibration {
  readonly name: string;
  readonly n: number;
  /** Bins that hold rows, by score. */
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error over these bins; `null` without rows. */
  readonly ece: number | null;
  /** Mean squared difference of score and class (Brier 1950); `null` without rows. */
  readonly brier: number | null;
}

/**
 * Calibration curve of each group, as `sklearn.calibration.calibration_curve` of its rows: a score that is an inner edge
 * belongs to the bin below it, and empty bins are dropped. The edges of quantile bins are those of the group. The expected
 * calibration error is `Σ nᵦ/n · |positive rate − mean score|` (Naeini, Cooper and Hauskrecht 2015).
 *
 * @throws ExplainabilityError `not-finite` for a score that is no number, `input` for one outside 0 to 1 or no whole number
 * of bins
 */
export function calibrationByGroup(rows: ScoredRows, options: CalibrationOptions = {}): GroupCalibration[] {
  const { bins = 5, strategy = 'uniform' } = options;
  checkRows(rows);
  if (!Number.isInteger(bins) || bins < 1)
    throw new ExplainabilityError('input', `${bins} bins: give a whole number from 1`);
  const { scores, actual, groups, groupNames } = rows;
  const outside = scores.findIndex((score) => score < 0 || score > 1);
  if (outside >= 0)
    throw new ExplainabilityError(
      'input',
      `row ${outside + 1}: the score is ${scores[outside]}, calibration takes probabilities from 0 to 1`,
    );
  const places = groupNames.map((): number[] => []);
  for (let row = 0; row < scores.length; row++) places[groups[row] as number]?.push(row);
  return groupNames.map((name, group) => {
    const own = Uint32Array.from(places[group] ?? []);
    const ownScores = Float64Array.from(own, (row) => scores[row] as number);
    const ownActual = Uint8Array.from(own, (row) => actual[row] as number);
    return { name, ...calibrationOf(ownScores, ownActual, innerEdges(ownScores, bins, strategy)) };
  });
}

function calibrationOf(
  scores: Float64Array,
  actual: Uint8Array,
  edges: Float64Array,
): Omit<GroupCalibration, 'name'> {
  const counts = new Uint32Array(edges.length + 1);
  const positives = new Uint32Array(edges.length + 1);
  const sums = new Float64Array(edges.length + 1);
  let squares = 0;
  for (let row = 0; row < scores.length; row++) {
    const [score, positive] = [scores[row] as number, actual[row] as number];
    const bin = searchLeft(edges, score);
    counts[bin] = (counts[bin] as number) + 1;
    positives[bin] = (positives[bin] as number) + positive;
    sums[bin] = (sums[bin] as number) + score;
    squares += (score - positive) ** 2;
  }
  const bins = Array.from(counts, (n, bin) => ({
    n,
    meanScore: (sums[bin] as number) / n,
    positiveRate: (positives[bin] as number) / n,
  })).filter(({ n }) => n > 0);
  const n = scores.length;
  if (n === 0) return { n, bins, ece: null, brier: null };
  const gap = bins.reduce((sum, bin) => sum + bin.n * Math.abs(bin.positiveRate - bin.meanScore), 0);
  return { n, bins, ece: gap / n, brier: squares / n };
}

function innerEdges(scores: Float64Array, bins: number, strategy: 'uniform' | 'quantile'): Float64Array {
  // numpy's linspace multiplies the step.
  const shares = Float64Array.from({ length: bins - 1 }, (_, at) => (at + 1) * (1 / bins));
  if (strategy === 'uniform' || scores.length === 0) return shares;
  const sorted = scores.toSorted();
  // scikit-learn asks for percentiles, numpy divides by 100 again: an edge may differ in its last digit without it.
  return shares.map((share) => quantile(sorted, (share * 100) / 100));
}
