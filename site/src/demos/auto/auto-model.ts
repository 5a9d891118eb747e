import type { ModelExamples } from '@modelfolio/schemas';
import type { EngineSpec, ServedFile } from '@modelfolio/pages/engine/inference-engine';
import type { ModelSides } from '@modelfolio/inference';
import type { Claim } from '@modelfolio/metrics/confirm-claim';

/** A row of `examples.json`. */
export type ExampleRow = ModelExamples['rows'][number];

/** All that the playground of any model needs, as plain data in the page. */
export type AutoModel = {
  id: string;
  title: string;
  engine: EngineSpec;
  sides: ModelSides;
  /** The row that the form starts from; the others are fetched when another one is asked for. */
  first: ExampleRow | null;
  /** Rows in `examples`. */
  rows: number;
  examples: ServedFile | null;
  /** Columns of the evaluation data that hold the truth. */
  labels: string[];
  /** The table that the model is judged on, and what the card says of it; `null` where there is none. */
  claim: TableClaim | null;
};

export type TableClaim = {
  file: ServedFile;
  /** Path of the file beside the model. */
  path: string;
  name: string;
  /** Digest of the evaluation set that the file makes. */
  digest: string;
  /** The card's statement, with the rows and bytes that it is of. */
  stated: Claim;
};
