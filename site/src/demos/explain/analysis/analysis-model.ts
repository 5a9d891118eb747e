import type { Cell } from '@modelfolio/inference';
import type { DataSource, ModelSource } from './analysis.ts';

/** All that a dashboard needs of a model and its rows, as plain data in the page. */
export type AnalysisModel = {
  /** Folder under `models/`; `null` for a file that was dropped. */
  id: string | null;
  source: ModelSource;
  data: DataSource;
  /** SHA-256 of the model's file and of the data's. */
  modelSha256: string;
  dataSha256: string;
  /** Rows of the data. */
  rows: number;
  /** A row that is there before the data is; `null`: none is. */
  first: { row: number; cells: readonly Cell[] } | null;
  /** Columns of the data whose groups a reviewer wants compared. */
  slices: readonly string[];
};
