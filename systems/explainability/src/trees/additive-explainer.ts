import type { Matrix } from '../matrix.ts';

/** Exact interventional Shapley values of one output, averaged over background rows. */
export interface AdditiveExplainer {
  /** Mean of the output over the background rows. */
  readonly base: number;
  /** The output of a row; `base` and a row's values add up to it. */
  margin(row: Float64Array): number;
  /** A value for each group of columns. */
  explain(row: Float64Array): Float64Array;
  /** Values of many rows: `[rows, groups]`. */
  explainMany(rows: Matrix): Matrix;
}
