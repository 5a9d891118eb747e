import type { WeightedMoments } from './weighted-moments.ts';

export interface RidgeFit {
  readonly intercept: number;
  /** One for each column that was asked for. */
  readonly coefficients: Float64Array;
  /** Weighted R²; 1 where the target does not vary, as scikit-learn says. */
  readonly score: number;
}

/** Share of its own square that must be left of a column after the others, or it is a combination of them. */
const leastPivot = 1e-12;

/**
 * Weighted ridge regression of some columns with an intercept that is not shrunk: minimises
 * Σ w·(y − a − Σ bⱼxⱼ)² + alpha·Σ bⱼ², as scikit-learn's `Ridge` with `sample_weight`. A column that is a combination of
 * those before it gets 0.
 */
export function weightedRidge(moments: WeightedMoments, columns: readonly number[], alpha: number): RidgeFit {
  const size = columns.length;
  const gram = (one: number, other: number): number =>
    moments.products.values[
      (columns[one] as number) * moments.products.columns + (columns[other] as number)
    ] as number;
  const along = (at: number): number => moments.withTarget[columns[at] as number] as number;
  const coefficients = solve(size, gram, along, alpha);

  let intercept = moments.targetMean;
  let left = moments.targetSquare;
  for (let one = 0; one < size; one++) {
    const coefficient = coefficients[one] as number;
    intercept -= coefficient * (moments.means[columns[one] as number] as number);
    left -= 2 * coefficient * along(one);
    for (let other = 0; other < size; other++)
      left += coefficient * (coefficients[other] as number) * gram(one, other);
  }
  const varies = moments.targetSquare > 1e-20 * Math.max(Number.MIN_VALUE, moments.targetMean ** 2);
  return { intercept, coefficients, score: varies ? 1 - left / moments.targetSquare : 1 };
}

/** Cholesky's decomposition of the normal equations, forward and back. */
function solve(
  size: number,
  gram: (one: number, other: number) => number,
  along: (at: number) => number,
  alpha: number,
): Float64Array {
  const factor = new Float64Array(size * size);
  const solved = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    let sum = along(at);
    let pivot = gram(at, at) + alpha;
    for (let before = 0; before < at; before++) {
      let entry = gram(at, before);
      for (let other = 0; other < before; other++)
        entry -= (factor[at * size + other] as number) * (factor[before * size + other] as number);
      const diagonal = factor[before * size + before] as number;
      entry = diagonal === Infinity ? 0 : entry / diagonal;
      factor[at * size + before] = entry;
      pivot -= entry ** 2;
      sum -= entry * (solved[before] as number);
    }
    // An infinite diagonal makes the column's coefficient 0.
    const isIn = pivot > leastPivot * (gram(at, at) + alpha) && pivot > 0;
    factor[at * size + at] = isIn ? Math.sqrt(pivot) : Infinity;
    solved[at] = sum / (factor[at * size + at] as number);
  }
  for (let at = size - 1; at >= 0; at--) {
    let sum = solved[at] as number;
    for (let after = at + 1; after < size; after++)
      sum -= (factor[after * size + at] as number) * (solved[after] as number);
    solved[at] = sum / (factor[at * size + at] as number);
  }
  return solved;
}
