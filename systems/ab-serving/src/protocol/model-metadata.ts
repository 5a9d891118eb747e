import type { TensorSignature } from '@modelfolio/schemas';
import type { ModelSignature } from '../signature.ts';
import { datatypeOf, type Datatype } from './datatypes.ts';

interface TensorMetadata {
  readonly name: string;
  readonly datatype: Datatype;
  /** −1 for a dimension of any size. */
  readonly shape: readonly number[];
}

/** What `GET /v2/models/<model>` answers. */
export interface ModelMetadata {
  readonly name: string;
  readonly versions: readonly string[];
  readonly platform: string;
  readonly inputs: readonly TensorMetadata[];
  readonly outputs: readonly TensorMetadata[];
}

/**
 * A model as the Open Inference Protocol describes it.
 *
 * @param platform default: the protocol's name of ONNX
 */
export const modelMetadata = (
  name: string,
  versions: readonly string[],
  { inputs, outputs }: ModelSignature,
  platform = 'onnx_onnxv1',
): ModelMetadata => ({
  name,
  versions,
  platform,
  inputs: inputs.map(tensorMetadata),
  outputs: outputs.map(tensorMetadata),
});

const tensorMetadata = ({ name, type, shape }: TensorSignature): TensorMetadata => ({
  name,
  datatype: datatypeOf(type),
  shape: shape.map((size) => (typeof size === 'number' ? size : -1)),
});
