import onnxProto, { type onnx } from 'onnx-proto';

export const { DataType } = onnxProto.onnx.TensorProto;
export const { AttributeType } = onnxProto.onnx.AttributeProto;
const text = new TextEncoder();

type Size = number | string | null;

/** A tensor among a graph's inputs or outputs; a text is a named dimension, `null` an open one. */
export function tensorValue(name: string, elemType: number, shape: readonly Size[]): onnx.IValueInfoProto {
  const dim = shape.map((size) => {
    if (size === null) return {};
    return typeof size === 'string' ? { dimParam: size } : { dimValue: size };
  });
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** The output of a ZipMap. */
export function sequenceOfMaps(name: string): onnx.IValueInfoProto {
  const valueType = { tensorType: { elemType: DataType.FLOAT, shape: {} } };
  return { name, type: { sequenceType: { elemType: { mapType: { keyType: DataType.STRING, valueType } } } } };
}

export function strings(name: string, values: readonly string[]): onnx.IAttributeProto {
  return { name, type: AttributeType.STRINGS, strings: values.map((value) => text.encode(value)) };
}

export function ints(name: string, values: readonly number[]): onnx.IAttributeProto {
  return { name, type: AttributeType.INTS, ints: [...values] };
}

/** A node of `ai.onnx.ml` where its name says so: `ml:ZipMap`. */
export function node(
  operator: string,
  input: string[],
  output: string[],
  attribute: onnx.IAttributeProto[] = [],
): onnx.INodeProto {
  const [opType = '', domain = ''] = operator.split(':').toReversed();
  return { opType, domain: domain === 'ml' ? 'ai.onnx.ml' : domain, input, output, attribute };
}

/** The bytes of a model around a graph. */
export function modelOf(graph: onnx.IGraphProto, more: onnx.IModelProto = {}): Uint8Array {
  return onnxProto.onnx.ModelProto.encode({
    irVersion: 8,
    opsetImport: [
      { domain: '', version: 17 },
      { domain: 'ai.onnx.ml', version: 3 },
    ],
    graph: { name: 'test', ...graph },
    ...more,
  }).finish();
}
