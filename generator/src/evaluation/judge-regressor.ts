import { NumpyRandom } from '@modelfolio/statistics/numpy-random';
import type { TargetEvaluation } from '@modelfolio/schemas';
import { regressionMetrics, regressorMetrics } from '@modelfolio/metrics/regression-metrics';
import { defaultResampling, estimatesOf, resample, type Resampling } from './estimates.ts';

const residualBins = 30;
const sampleRows = 1000;
const shownMistakes = 24;

/**
 * Everything that predictions and true values say of one target of a regressor.
 */
export function judgeTarget(
  { name, unit }: { name: string; unit: string | null },
  actual: Float64Array,
  predicted: Float64Array,
  resampling: Resampling = defaultResampling,
): TargetEvaluation {
  const estimates = estimatesOf(resample(regressionMetrics(actual, predicted), resampling), resampling);
  const values = regressorMetrics.map((metric) => [metric, estimates.of(metric)] as const);
  const metrics = Object.fromEntries(values) as Record<
    (typeof regressorMetrics)[number],
    TargetEvaluation['metrics']['mae']
  >;
  const errors = Float64Array.from(actual, (value, row) => (predicted[row] ?? NaN) - value);
  const row = (index: number) => ({
    index,
    actual: actual[index] ?? NaN,
    predicted: predicted[index] ?? NaN,
  });
  const byError = Array.from(errors.keys()).toSorted(
    (a, b) => Math.abs(errors[b] ?? 0) - Math.abs(errors[a] ?? 0) || a - b,
  );
  return {
    name,
    unit,
    metrics: { ...metrics, mape: metrics.mape.value === 'NaN' ? null : metrics.mape },
    residuals: histogram(errors, residualBins),
    sample: sampleOf(actual.length, resampling.seed).map(row),
    worstMistakes: byError.slice(0, shownMistakes).map(row),
  };
}

/** Counts in bins of equal width from the least to the greatest value, as `numpy.histogram`. */
function histogram(values: Float64Array, bins: number): TargetEvaluation['residuals'] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const [from, to] = least === most ? [least - 0.5, most + 0.5] : [least, most];
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((bins * (value - from)) / (to - from)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, edge) => from + ((to - from) * edge) / bins), counts };
}

/** Rows to draw: all of a small set, else a seeded sample in row order (Floyd's, in Bentley 1987). */
function sampleOf(rows: number, seed: number): number[] {
  if (rows <= sampleRows) return Array.from({ length: rows }, (_, row) => row);
  const random = new NumpyRandom(seed);
  const chosen = new Set<number>();
  for (let last = rows - sampleRows; last < rows; last++) {
    const row = Math.floor((random.whole() / 2 ** 32) * (last + 1));
    chosen.add(chosen.has(row) ? last : row);
  }
  return [...chosen].toSorted((a, b) => a - b);
}
