import { fieldsOf, numbersOf } from './protobuf-fields.ts';

/** Number, bytes and reading of each type in `tensor_content`, from TensorFlow's `types.proto`. */
const CONTENT: Readonly<Record<number, (view: DataView) => number>> = {
  1: (view) => view.getFloat32(0, true),
  2: (view) => view.getFloat64(0, true),
  3: (view) => view.getInt32(0, true),
  4: (view) => view.getUint8(0),
  5: (view) => view.getInt16(0, true),
  6: (view) => view.getInt8(0),
  9: (view) => Number(view.getBigInt64(0, true)),
  10: (view) => view.getUint8(0),
  14: (view) => bfloat16(view.getUint16(0, true)),
  17: (view) => view.getUint16(0, true),
  19: (view) => float16(view.getUint16(0, true)),
  22: (view) => view.getUint32(0, true),
  23: (view) => Number(view.getBigUint64(0, true)),
};

/** Field of the values of a type, and what they are. */
function valuesOf(tensor: Uint8Array, type: number): number[] {
  if (type === 1) return numbersOf(tensor, 5, 'float');
  if (type === 2) return numbersOf(tensor, 6, 'double');
  if (type === 9) return numbersOf(tensor, 10, 'int64');
  if (type === 10) return numbersOf(tensor, 11, 'int64');
  if (type === 14) return numbersOf(tensor, 13, 'int64').map(bfloat16);
  if (type === 19) return numbersOf(tensor, 13, 'int64').map(float16);
  if (type === 22) return numbersOf(tensor, 16, 'int64');
  if (type === 23) return numbersOf(tensor, 17, 'int64');
  return numbersOf(tensor, 7, 'int64');
}

/** The number of a `TensorProto` that holds one, or `null` when it holds more, fewer or text. */
export function scalarOf(tensor: Uint8Array): number | null {
  let type = 0;
  let size = 1;
  let content: Uint8Array = new Uint8Array();
  for (const field of fieldsOf(tensor)) {
    if (field.number === 1) type = field.int();
    else if (field.number === 2) size = sizeOf(field.bytes());
    else if (field.number === 4) content = field.bytes();
  }
  const read = CONTENT[type];
  if (size !== 1 || !read) return null;
  if (content.length > 0) return read(new DataView(content.buffer, content.byteOffset, content.length));
  // A protobuf leaves zeros out.
  return valuesOf(tensor, type)[0] ?? 0;
}

/** The texts or bytes of a string tensor. */
export function stringsOf(tensor: Uint8Array): Uint8Array[] {
  return [...fieldsOf(tensor)].filter(({ number }) => number === 8).map((field) => field.bytes());
}

function sizeOf(shape: Uint8Array): number {
  let size = 1;
  for (const dimension of fieldsOf(shape)) {
    if (dimension.number !== 2) continue;
    let length = 0;
    for (const field of fieldsOf(dimension.bytes())) if (field.number === 1) length = field.int();
    size *= length;
  }
  return size;
}

function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function bfloat16(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits << 16);
  return view.getFloat32(0);
}
