import type { Frame } from '../frame/frame.ts';
import type { InputColumn } from '../transformers/transformer.ts';

/** Rows that can be read again and again, a batch at a time, so that they need not fit into memory. */
export interface RowSource {
  /** Name of the file, for messages. */
  readonly name: string;
  /** Names and types, the same in every batch. */
  readonly columns: readonly InputColumn[];
  /** Number of rows, where it is known before they are read. */
  readonly rows: number | null;
  /**
   * The rows from the first on, in frames of one layout. Each call begins again.
   *
   * @throws FeaturesError at a row that cannot be read
   */
  batches(): AsyncIterable<Frame>;
}

/** How far a reading of rows is. */
export interface StreamProgress {
  readonly step: 'types' | 'fit' | 'transform';
  /** Which reading of the rows this is, from 1. */
  readonly pass: number;
  /** Rows read in this reading. */
  readonly rows: number;
  /** Part of this reading that is done, from 0 to 1; `null` where the end is unknown. */
  readonly share: number | null;
}
