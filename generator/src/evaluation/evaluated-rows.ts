import type { Predictions, Table } from '@modelfolio/inference';

/** The rows of an evaluation set and what the model says of them. */
export interface EvaluatedRows {
  readonly table: Table;
  readonly predictions: Predictions;
}
