import onnxProto, { type onnx } from 'onnx-proto';

const { AttributeType } = onnxProto.onnx.AttributeProto;

export type AttributeValue =
  | number
  | string
  | { readonly float: number }
  | readonly string[]
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly tensor: onnx.ITensorProto };

/** A node; the operator with its domain in front where it is not ONNX's own: `ai.onnx.ml.Scaler`. */
export function node(
  operator: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): onnx.INodeProto {
  const at = operator.lastIndexOf('.');
  return {
    domain: at < 0 ? '' : operator.slice(0, at),
    opType: operator.slice(at + 1),
    input: [...input],
    output: [...output],
    attribute: Object.entries(attributes).map(([name, value]) => ({ name, ...valueOf(value) })),
  };
}

function valueOf(value: AttributeValue): onnx.IAttributeProto {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  if (typeof value === 'number') return { type: AttributeType.INT, i: value };
  if (typeof value === 'string') return { type: AttributeType.STRING, s: bytes(value) };
  if ('float' in value) return { type: AttributeType.FLOAT, f: value.float };
  if ('ints' in value) return { type: AttributeType.INTS, ints: [...value.ints] };
  if ('floats' in value) return { type: AttributeType.FLOATS, floats: [...value.floats] };
  if ('tensor' in value) return { type: AttributeType.TENSOR, t: value.tensor };
  return { type: AttributeType.STRINGS, strings: value.map(bytes) };
}

/** A constant of single precision, or of another type of numbers. */
export function constant(
  name: string,
  dims: readonly number[],
  values: readonly number[],
  type: 'float' | 'double' | 'int64' | 'uint8' = 'float',
): onnx.ITensorProto {
  const { DataType } = onnxProto.onnx.TensorProto;
  const sizes = { name, dims: [...dims] };
  if (type === 'int64') return { ...sizes, dataType: DataType.INT64, int64Data: [...values] };
  if (type === 'double') return { ...sizes, dataType: DataType.DOUBLE, doubleData: [...values] };
  if (type === 'uint8') return { ...sizes, dataType: DataType.UINT8, rawData: Uint8Array.from(values) };
  return { ...sizes, dataType: DataType.FLOAT, floatData: [...values] };
}

const elementCodes = { float: 1, int64: 7, string: 8, double: 11 };

/** A value of open rows and these columns; `null` for a value without columns of its own. */
export function openRows(
  name: string,
  columns: number | null,
  type: keyof typeof elementCodes = 'float',
): onnx.IValueInfoProto {
  const dim = [{ dimParam: 'N' }, ...(columns === null ? [] : [{ dimValue: columns }])];
  return { name, type: { tensorType: { elemType: elementCodes[type], shape: { dim } } } };
}

export interface SmallGraph {
  inputs: readonly onnx.IValueInfoProto[];
  nodes: readonly onnx.INodeProto[];
  outputs: readonly string[];
  constants?: readonly onnx.ITensorProto[];
  /** Version of ai.onnx.ml. */
  ml?: number;
}

/** A model, encoded and decoded as a file would be. */
export function smallModel({ inputs, nodes, outputs, constants = [], ml = 3 }: SmallGraph): {
  bytes: Uint8Array;
  model: onnx.ModelProto;
} {
  const bytes = onnxProto.onnx.ModelProto.encode({
    irVersion: 9,
    opsetImport: [
      { domain: '', version: 17 },
      { domain: 'ai.onnx.ml', version: ml },
    ],
    graph: {
      name: 'small',
      input: [...inputs],
      node: [...nodes],
      initializer: [...constants],
      output: outputs.map((name) => ({ name })),
    },
  }).finish();
  return { bytes, model: onnxProto.onnx.ModelProto.decode(bytes) };
}
