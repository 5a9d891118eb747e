import onnxProto, { type onnx } from 'onnx-proto';
import type { TensorSignature } from '@modelfolio/schemas';
import { ModelfolioError } from './modelfolio-error.ts';

/** What an ONNX file says of itself. */
export interface OnnxModel {
  inputs: TensorSignature[];
  outputs: TensorSignature[];
  /** Operator set → version; the default one is named `ai.onnx`. */
  opset: Record<string, number>;
  /** Numbers in the floating-point initialisers of rank 1 or more. */
  parameters: number;
}

/** `TensorProto.DataType` → the schema's names; types that no signature here can hold are absent. */
const typeNames: Record<number, TensorSignature['type']> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
};
const floatingTypes = new Set([1, 10, 11, 16]);

/**
 * Reads the signature of an ONNX file without running it.
 *
 * @param path names the file in errors
 * @throws ModelfolioError `model-unreadable`
 */
export function readOnnxModel(bytes: Uint8Array, path: string): OnnxModel {
  const graph = decode(bytes, path);
  const initializers = graph.initializer ?? [];
  const names = new Set(initializers.map(({ name }) => name));
  return {
    // Before IR version 4 initialisers are listed among the inputs as well.
    inputs: (graph.input ?? []).filter(({ name }) => !names.has(name)).map((value) => signature(value, path)),
    outputs: (graph.output ?? []).map((value) => signature(value, path)),
    opset: graph.opset,
    parameters: initializers
      .filter(({ dataType, dims }) => floatingTypes.has(dataType ?? 0) && (dims ?? []).length > 0)
      .reduce((sum, { dims }) => sum + (dims ?? []).reduce<number>((size, dim) => size * Number(dim), 1), 0),
  };
}

function decode(bytes: Uint8Array, path: string): onnx.IGraphProto & { opset: Record<string, number> } {
  const unreadable = (cause?: unknown): ModelfolioError =>
    new ModelfolioError('model-unreadable', 'not an ONNX model, or damaged', {
      file: path,
      hint: 'export the model again',
      cause,
    });
  let model: onnx.ModelProto;
  try {
    model = onnxProto.onnx.ModelProto.decode(bytes);
  } catch (cause) {
    throw unreadable(cause);
  }
  // Protocol buffers decode many other bytes without complaint: a model has a graph that yields something.
  if (!model.graph?.output?.length || model.opsetImport.length === 0) throw unreadable();
  const opset = model.opsetImport.map(
    ({ domain, version }) => [domain || 'ai.onnx', Number(version)] as const,
  );
  return { ...model.graph, opset: Object.fromEntries(opset.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}

function signature(value: onnx.IValueInfoProto, path: string): TensorSignature {
  const name = value.name ?? '';
  const tensor = value.type?.tensorType;
  const type = typeNames[tensor?.elemType ?? 0];
  if (!tensor || !type)
    throw new ModelfolioError(
      'signature-unsupported',
      `\`${name}\` is ${tensor ? 'a tensor of an unsupported type' : 'not a tensor'}`,
      { file: path, hint: 'export outputs as plain tensors (with skl2onnx: zipmap=False)' },
    );
  // `dimValue` and `dimParam` exclude each other; a decoded dimension without either is unknown.
  const shape = (tensor.shape?.dim ?? []).map((dim) => {
    if (dim.dimParam) return dim.dimParam;
    return Object.hasOwn(dim, 'dimValue') && dim.dimValue != null ? Number(dim.dimValue) : null;
  });
  return { name, type, shape };
}
