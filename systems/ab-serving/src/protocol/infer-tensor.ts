import type { Tensor, TensorNumbers } from '@modelfolio/inference';
import { Refusal } from '../errors/refusal.ts';
import { datatypeOf, factsOf, type Datatype } from './datatypes.ts';

/** A named tensor of the protocol, in row-major order. BYTES are text in UTF-8. */
export interface InferTensor {
  readonly name: string;
  readonly datatype: Datatype;
  readonly shape: readonly number[];
  readonly data: TensorNumbers | readonly string[];
}

/** Values that a request or response carries beside its tensors. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** What a model is asked. */
export interface InferRequest {
  /** Comes back in the response; `null` where none was given. */
  readonly id: string | null;
  readonly parameters: Parameters;
  readonly inputs: readonly InferTensor[];
  /** Outputs that are wanted, in this order; `null` for all. */
  readonly outputs: readonly WantedOutput[] | null;
  /** Whether outputs that do not say so themselves are to be binary. */
  readonly binaryOutputs: boolean;
}

export interface WantedOutput {
  readonly name: string;
  /** Whether its data is to follow the JSON as bytes; `null` as the request says. */
  readonly binary: boolean | null;
}

/**
 * A tensor as sessions of models take it.
 *
 * @throws Refusal `inference-invalid` for BF16, which no session takes
 */
export function toTensor({ name, datatype, shape, data }: InferTensor): Tensor {
  const { type } = factsOf(datatype);
  if (type === null) throw new Refusal('inference-invalid', `${name}: no model takes ${datatype}`);
  return { type, data, shape };
}

/** What came out of a session, as the protocol names it. */
export const fromTensor = (name: string, { type, data, shape }: Tensor): InferTensor => ({
  name,
  datatype: datatypeOf(type),
  shape,
  data,
});
