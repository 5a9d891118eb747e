import { type RowWeights } from '@modelfolio/statistics/bootstrap';
import { between } from '@modelfolio/statistics/quantiles';
import { explainedShare } from './regression-errors.ts';
import type { RowMetrics } from './row-metrics.ts';

/** Metrics of a regressor, in order; see `packages/schemas/src/evaluation.ts` for what each is. */
export const regressorMetrics = [
  'mae',
  'rmse',
  'r2',
  'bias',
  'medianAbsoluteError',
  'absoluteErrorP90',
  'absoluteErrorP95',
  'maxError',
  'explainedVariance',
  'mape',
] as const;

const quantiles = [0.5, 0.9, 0.95];

/**
 * All metrics of one target, by scikit-learn's definitions; R² and the explained variance are {@link explainedShare}s.
 * Quantiles of absolute errors are NumPy's default. MAPE is NaN when an actual value is 0.
 */
export function regressionMetrics(actual: Float64Array, predicted: Float64Array): RowMetrics {
  const rows = actual.length;
  const errors = Float64Array.from(actual, (value, row) => (predicted[row] ?? NaN) - value);
  const order = Uint32Array.from(errors, (_, row) => row).sort(
    (a, b) => Math.abs(errors[a] ?? 0) - Math.abs(errors[b] ?? 0),
  );
  const sizes = Float64Array.from(order, (row) => Math.abs(errors[row] ?? 0));
  const hasZero = actual.includes(0);
  // Squares of deviations from here and not from 0 keep the digits of values that lie far out.
  const centre = actual.reduce((sum, value) => sum + value / rows, 0);
  return {
    names: regressorMetrics,
    // None is a share of rows.
    shares: new Map(),
    rows,
    compute: (weights, out) => {
      let [n, absolute, square, sum, relative, spread, spreadSquare] = [0, 0, 0, 0, 0, 0, 0];
      for (let row = 0; row < rows; row++) {
        const weight = weights === null ? 1 : (weights[row] as number);
        if (weight === 0) continue;
        const error = errors[row] as number;
        const deviation = (actual[row] as number) - centre;
        n += weight;
        absolute += weight * Math.abs(error);
        square += weight * error * error;
        sum += weight * error;
        relative += weight * Math.abs(error / (actual[row] as number));
        spread += weight * deviation;
        spreadSquare += weight * deviation * deviation;
      }
      const variation = spreadSquare - (spread * spread) / n;
      const sums = { n, square, spreadSquare };
      const [median, p90, p95] = weightedQuantiles(sizes, order, weights, n);
      out.set([
        absolute / n,
        Math.sqrt(square / n),
        explainedShare(square, variation, sums),
        sum / n,
        median,
        p90,
        p95,
        largest(sizes, order, weights),
        explainedShare(square - (sum * sum) / n, variation, sums),
        hasZero ? NaN : relative / n,
      ]);
    },
  };
}

/** Quantiles of a resample: the values at two neighbouring places of the sorted, repeated rows, and between them. */
function weightedQuantiles(
  sizes: Float64Array,
  order: Uint32Array,
  weights: RowWeights | null,
  n: number,
): [number, number, number] {
  const found: [number, number, number] = [NaN, NaN, NaN];
  const wanted = quantiles.map((q) => q * (n - 1));
  let seen = 0;
  let next = 0;
  let lower = NaN;
  for (let place = 0; place < order.length && next < wanted.length; place++) {
    const weight = weights === null ? 1 : (weights[order[place] as number] as number);
    if (weight === 0) continue;
    const size = sizes[place] as number;
    // Places seen … seen + weight − 1 hold this value; `lower` is the value at the place before.
    while (next < wanted.length) {
      const position = wanted[next] as number;
      const below = Math.floor(position);
      const above = Math.min(below + 1, n - 1);
      if (above >= seen + weight) break;
      const left = below >= seen ? size : lower;
      found[next as 0 | 1 | 2] = between(left, size, position - below);
      next++;
    }
    seen += weight;
    lower = size;
  }
  return found;
}

function largest(sizes: Float64Array, order: Uint32Array, weights: RowWeights | null): number {
  for (let place = order.length - 1; place >= 0; place--)
    if (weights === null || weights[order[place] as number] !== 0) return sizes[place] ?? NaN;
  return NaN;
}
