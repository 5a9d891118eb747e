import type { Matrix } from './matrix.ts';

/**
 * A model as the explainers see it: rows of coded columns in, one number a row out (a probability, log-odds, or the value
 * of a target). It must not depend on the rows that go in together, and may not change them.
 */
export type ModelFunction = (rows: Matrix) => Float64Array | Promise<Float64Array>;

/**
 * Columns that count as one feature: each column's index stands in exactly one group. A feature's attribution, importance
 * or change is that of its group.
 */
export type Groups = readonly (readonly number[])[];

/** Every column as a feature of its own. */
export function singleColumns(columns: number): Groups {
  return Array.from({ length: columns }, (_, column) => [column]);
}

/** What long work tells, and how it is stopped. */
export interface Work {
  /** Aborting rejects with the signal's reason, and nothing is left running. */
  readonly signal?: AbortSignal | undefined;
  /** Told of the share that is done, from 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
}
