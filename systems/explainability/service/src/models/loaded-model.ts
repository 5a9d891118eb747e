import type { Predictions } from '@modelfolio/inference';
import type { ModelManifest, TabularColumn } from '@modelfolio/schemas';
import type { Matrix, OpenGraph, TableModel } from '@modelfolio/explainability';

/** What a model's files hold: data only, which another thread may have, too. */
export interface ModelContent {
  readonly id: string;
  readonly manifest: ModelManifest;
  /** SHA-256 of the graph's file. */
  readonly sha256: string;
  /** The graph's file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly columns: readonly TabularColumn[];
  /** The same, with the texts of the known rows as their categories. */
  readonly knownColumns: readonly TabularColumn[];
  /** The rows that it was judged on, in codes: explanations compare with them. `null` where none lie beside it. */
  readonly rows: Matrix | null;
  /** How many texts of each column the known rows and the manifest hold; 0 for numbers. */
  readonly knownTexts: readonly number[];
}

/** A model that is ready to be asked. */
export interface LoadedModel extends ModelContent {
  /** What its files hold, without anything that computes. */
  readonly content: ModelContent;
  /** What the model says of {@link rows}: computed when first asked for, all at once. */
  predictions(): Promise<Predictions>;
  /**
   * The model over coded rows. Each call has codes of its own that agree on what the known rows hold: text that a request
   * brings along is forgotten with it.
   */
  ask(): TableModel;
  /** Opens another graph, which is closed with the model. */
  readonly open: OpenGraph;
  close(): Promise<void>;
}
