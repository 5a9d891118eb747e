import type { ModelSides } from '@modelfolio/inference';

/** A table to predict: its bytes are read where the model runs. */
export type BatchRequest = {
  sides: ModelSides;
  bytes: Uint8Array<ArrayBuffer>;
  fileName: string;
  /** Columns that may hold the truth: where the table has all of them, the predictions are judged. */
  labels: readonly string[];
};

export type BatchProgress = { done: number; rows: number };

/** How predictions compare with the truth in the table. */
export type BatchScores =
  | {
      kind: 'classes';
      accuracy: number;
      correct: number;
      /** `counts[actual][predicted]` */ counts: number[][];
    }
  | {
      kind: 'values';
      targets: { name: string; unit: string | null; mae: number; rmse: number; r2: number }[];
    };

export type BatchResult = {
  rows: number;
  /** Names and the first rows, as shown: the table's columns, then what was predicted. */
  columns: string[];
  preview: string[][];
  /** How often each class was predicted, or each target's least, mean and greatest value. */
  summary: { name: string; text: string }[];
  /** `null` where the table has no column of labels. */
  scores: BatchScores | null;
  /** Rows from 0 whose two most probable classes are as good as equal; none for a regressor. */
  nearTies: number[];
  /** Why there are no scores although the table has labels. */
  scoresFailed: string | null;
  /** The whole table with predictions as CSV, UTF-8. */
  csv: Uint8Array<ArrayBuffer>;
  /** Cells that a spreadsheet would have taken for formulas and that got an apostrophe. */
  guarded: number;
  predictingMs: number;
};

/** Asked of a worker: a table read and predicted where the model runs. */
export type BatchCalls = {
  batch(request: BatchRequest, step?: (progress: BatchProgress) => void): BatchResult;
};
