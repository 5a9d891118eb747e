import type { InferTensor } from '../protocol/infer-tensor.ts';
import type { JsonObject } from '../protocol/json-object.ts';

/** What a model is asked in a dialect of rows. */
export interface DialectRequest {
  readonly inputs: readonly InferTensor[];
  /** Parameters of the call, as they came; empty where there are none. */
  readonly parameters: JsonObject;
}
