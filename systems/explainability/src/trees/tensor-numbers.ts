import onnxProto, { type onnx } from 'onnx-proto';
import { ExplainabilityError } from '../explainability-error.ts';

/** Codes of `TensorProto.DataType` in onnx.proto. */
export const elementTypes = {
  float: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  double: 11,
} as const;

const { EXTERNAL } = onnxProto.onnx.TensorProto.DataLocation;

/**
 * The numbers of a constant.
 *
 * @throws ExplainabilityError `unsupported` for texts, other types, and what is kept in other files
 */
export function tensorNumbers(tensor: onnx.ITensorProto): Float64Array {
  const { dataType, rawData, floatData, int32Data, int64Data, doubleData } = tensor;
  if (tensor.dataLocation === EXTERNAL)
    throw refused(tensor, 'is kept in another file', 'put the constants into the model');
  if (rawData && rawData.length > 0) return rawNumbers(tensor, rawData);
  if (dataType === elementTypes.float) return Float64Array.from(floatData ?? []);
  if (dataType === elementTypes.double) return Float64Array.from(doubleData ?? []);
  if (dataType === elementTypes.int64) return Float64Array.from((int64Data ?? []).map(Number));
  if (dataType !== elementTypes.string && dataType !== null && dataType !== undefined && dataType <= 9)
    return Float64Array.from(int32Data ?? []);
  throw refused(tensor, `is of type ${dataType}`);
}

/** Sizes of a constant; none for a single number. */
export function tensorSizes({ dims }: onnx.ITensorProto): number[] {
  return (dims ?? []).map(Number);
}

function rawNumbers(tensor: onnx.ITensorProto, bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readers[tensor.dataType ?? 0];
  if (!read) throw refused(tensor, `is of type ${tensor.dataType}`);
  if (bytes.length % read.size !== 0) throw refused(tensor, 'is cut off', 'export the model again');
  return Float64Array.from({ length: bytes.length / read.size }, (_, at) => read.at(view, at * read.size));
}

const readers: Record<number, { size: number; at: (view: DataView, byte: number) => number }> = {
  [elementTypes.float]: { size: 4, at: (view, byte) => view.getFloat32(byte, true) },
  [elementTypes.uint8]: { size: 1, at: (view, byte) => view.getUint8(byte) },
  [elementTypes.int8]: { size: 1, at: (view, byte) => view.getInt8(byte) },
  [elementTypes.uint16]: { size: 2, at: (view, byte) => view.getUint16(byte, true) },
  [elementTypes.int16]: { size: 2, at: (view, byte) => view.getInt16(byte, true) },
  [elementTypes.int32]: { size: 4, at: (view, byte) => view.getInt32(byte, true) },
  [elementTypes.int64]: { size: 8, at: (view, byte) => Number(view.getBigInt64(byte, true)) },
  [elementTypes.bool]: { size: 1, at: (view, byte) => view.getUint8(byte) },
  [elementTypes.double]: { size: 8, at: (view, byte) => view.getFloat64(byte, true) },
};

function refused(tensor: onnx.ITensorProto, what: string, hint?: string): ExplainabilityError {
  return new ExplainabilityError(
    'unsupported',
    `constant ${tensor.name ?? ''} of the model ${what}`,
    hint === undefined ? {} : { hint },
  );
}
