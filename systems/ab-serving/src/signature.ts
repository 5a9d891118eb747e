import type { TabularColumn, TensorSignature } from '@modelfolio/schemas';

/** A column of a table, and the place of a graph's inputs that takes it. */
export type SignatureColumn = Pick<TabularColumn, 'input' | 'index' | 'name' | 'type' | 'missing'>;

/** What a model takes and gives. */
export interface ModelSignature {
  readonly inputs: readonly TensorSignature[];
  readonly outputs: readonly TensorSignature[];
  /** What a table calls the parts of the inputs. An input that no column names is a column of its own name. */
  readonly columns?: readonly SignatureColumn[];
}
