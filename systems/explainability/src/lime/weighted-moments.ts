import { dot } from '@modelfolio/statistics/dot';
import type { Matrix } from '../matrix.ts';

/** Weighted means and centred products of columns and a target: all that a ridge regression of any of them needs. */
export interface WeightedMoments {
  readonly means: Float64Array;
  readonly targetMean: number;
  /** Σ w·(xᵢ − x̄ᵢ)(xⱼ − x̄ⱼ), `[columns, columns]` */
  readonly products: Matrix;
  /** Σ w·(xᵢ − x̄ᵢ)(y − ȳ) */
  readonly withTarget: Float64Array;
  /** Σ w·(y − ȳ)² */
  readonly targetSquare: number;
}

/** Weighted moments of rows; `weights` and `target` have a number for each. */
export function weightedMoments(data: Matrix, target: Float64Array, weights: Float64Array): WeightedMoments {
  const { values, rows, columns } = data;
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  const meanOf = (value: (row: number) => number): number => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += (weights[row] as number) * value(row);
    return sum / mass;
  };
  const means = Float64Array.from({ length: columns }, (_, column) =>
    meanOf((row) => values[row * columns + column] as number),
  );
  const targetMean = meanOf((row) => target[row] as number);
  const roots = weights.map(Math.sqrt);
  const off = target.map((value, row) => (value - targetMean) * (roots[row] as number));
  const centred = Array.from(means, (mean, column) =>
    roots.map((root, row) => root * ((values[row * columns + column] as number) - mean)),
  );
  const products = new Float64Array(columns * columns);
  centred.forEach((one, at) => {
    for (let other = 0; other <= at; other++) {
      const product = dot(one, centred[other] as Float64Array);
      products[at * columns + other] = product;
      products[other * columns + at] = product;
    }
  });
  return {
    means,
    targetMean,
    products: { values: products, rows: columns, columns },
    withTarget: Float64Array.from(centred, (column) => dot(column, off)),
    targetSquare: dot(off, off),
  };
}
