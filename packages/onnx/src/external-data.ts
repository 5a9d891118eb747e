import onnxProto, { type onnx } from 'onnx-proto';
import { allTensors } from './graph-walk.ts';
import type { OnnxProto } from './model-proto.ts';

const { DataLocation } = onnxProto.onnx.TensorProto;

/** Where the values of a constant lie outside of the model. */
export interface ExternalPlace {
  /** File, from the folder of the model. */
  location: string;
  /** In bytes. */
  offset: number;
  /** In bytes; `null` for all that follows. */
  length: number | null;
}

/** Constants whose values lie in files beside the model. */
export function externalTensors(model: OnnxProto): onnx.ITensorProto[] {
  return [...allTensors(model)].filter(({ dataLocation }) => dataLocation === DataLocation.EXTERNAL);
}

/** Files that a model's weights lie in, as it names them. */
export function externalFiles(model: OnnxProto): string[] {
  return [...new Set(externalTensors(model).map((tensor) => externalPlace(tensor).location))];
}

/** Keys as `external_data` of TensorProto in onnx.proto has them. */
export function externalPlace({ externalData }: onnx.ITensorProto): ExternalPlace {
  const words = new Map((externalData ?? []).map(({ key, value }) => [key, value ?? '']));
  const length = words.get('length');
  return {
    location: words.get('location') ?? '',
    offset: Number(words.get('offset') ?? 0),
    length: length === undefined ? null : Number(length),
  };
}

/** Puts values into the model itself, in place. */
export function takeIn(tensor: onnx.ITensorProto, values: Uint8Array): void {
  tensor.rawData = values;
  tensor.externalData = [];
  tensor.dataLocation = DataLocation.DEFAULT;
}
