import { InferenceError } from './inference-error.ts';
import type { TensorType } from './tensor.ts';

/** An array as NumPy wrote it, in C order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number> | ArrayLike<bigint> | readonly string[];
  /** Element type; truths are given as 0 and 1. */
  readonly type: TensorType;
}

const types: Record<string, TensorType> = {
  b1: 'bool',
  u1: 'uint8',
  i1: 'int8',
  u2: 'uint16',
  i2: 'int16',
  u4: 'uint32',
  i4: 'int32',
  u8: 'uint64',
  i8: 'int64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
};

type Reader = (view: DataView, offset: number, littleEndian: boolean) => number | bigint;
const readers: Record<string, Reader> = {
  b1: (view, at) => view.getUint8(at),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => view.getBigUint64(at, little),
  i8: (view, at, little) => view.getBigInt64(at, little),
  f2: (view, at, little) => view.getFloat16(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

/**
 * Reads one `.npy` file (format versions 1 to 3, NEP 1): numbers, booleans and text; C or Fortran order; either byte
 * order.
 *
 * @param name names the array in errors
 * @throws InferenceError `table` for a damaged file, and for Python objects, which only Python can read
 */
export function readNpy(bytes: Uint8Array, name: string): NpyArray {
  const { descr, fortran, shape, offset } = readHeader(bytes, name);
  const [, order = '|', kind = '', digits = ''] = /^([<>|=])([a-zA-Z])(\d*)$/.exec(descr) ?? [];
  if (kind === 'O' || kind === '')
    throw new InferenceError('table', `values of type ${descr}, which only Python can read`, {
      file: name,
      hint: 'save plain numbers or text: array.astype(float) or array.astype(str)',
    });
  const count = shape.reduce((product, size) => product * size, 1);
  const itemBytes = kind === 'U' ? 4 * Number(digits) : Number(digits);
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, bytes.length - offset);
  // Text of no length takes no bytes: any number of it would fit into a few.
  if (itemBytes === 0 && count > 0)
    throw new InferenceError('table', 'text of no length', {
      file: name,
      hint: 'save it again without that array',
    });
  if (!Number.isSafeInteger(count) || view.byteLength < count * itemBytes)
    throw new InferenceError('table', `cut short: ${view.byteLength} bytes for ${count} values`, {
      file: name,
      hint: 'save it again',
    });
  const little = order !== '>';
  const at = fortran ? fortranOrder(shape) : (index: number): number => index;
  if (kind === 'U' || kind === 'S') {
    const read = kind === 'U' ? readUnicode : readAscii;
    return {
      shape,
      type: 'string',
      values: Array.from({ length: count }, (_, index) =>
        read(view, at(index) * itemBytes, Number(digits), little),
      ),
    };
  }
  const reader = readers[`${kind}${digits}`];
  if (!reader)
    throw new InferenceError('table', `values of type ${descr} are not read`, {
      file: name,
      hint: 'save it as float64',
    });
  const type = types[`${kind}${digits}`] ?? 'float64';
  // Pictures are bytes: a view of them, not a double for each.
  if (type === 'uint8' && !fortran) return { shape, type, values: bytes.subarray(offset, offset + count) };
  const wide = kind !== 'f' && digits === '8';
  const whole = kind === 'u' ? BigUint64Array : BigInt64Array;
  const values = wide ? new whole(count) : new Float64Array(count);
  for (let index = 0; index < count; index++)
    values[index] = reader(view, at(index) * itemBytes, little) as never;
  return { shape, values, type };
}

interface Header {
  descr: string;
  fortran: boolean;
  shape: number[];
  /** Where the values begin. */
  offset: number;
}

function readHeader(bytes: Uint8Array, name: string): Header {
  const damaged = (): InferenceError =>
    new InferenceError('table', 'not a NumPy array, or damaged', { file: name, hint: 'save it again' });
  const magic = String.fromCharCode(...bytes.subarray(1, 6));
  if (bytes.length < 12 || bytes[0] !== 0x93 || magic !== 'NUMPY') throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const wide = (bytes[6] ?? 1) > 1;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = wide ? 12 : 10;
  if (start + length > bytes.length) throw damaged();
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (shape === undefined || fortran === undefined) throw damaged();
  // A record array's type is a list.
  if (descr === undefined)
    throw new InferenceError('table', 'an array of records is not read', {
      file: name,
      hint: 'save each field as an array',
    });
  return {
    descr,
    fortran: fortran === 'True',
    shape: shape
      .split(',')
      .map((size) => size.trim())
      .filter((size) => size !== '')
      .map(Number),
    offset: start + length,
  };
}

/** Where the value of a C-order index lies in an array whose first axis runs fastest. */
function fortranOrder(shape: readonly number[]): (index: number) => number {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  return (index) => {
    let rest = index;
    let place = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] ?? 1;
      place += (rest % size) * (strides[axis] ?? 0);
      rest = Math.floor(rest / size);
    }
    return place;
  };
}

function readUnicode(view: DataView, offset: number, length: number, little: boolean): string {
  let text = '';
  for (let index = 0; index < length; index++) {
    const code = view.getUint32(offset + 4 * index, little);
    if (code === 0) break;
    text += code > 0x10_ff_ff ? '\uFFFD' : String.fromCodePoint(code);
  }
  return text;
}

function readAscii(view: DataView, offset: number, length: number): string {
  let text = '';
  for (let index = 0; index < length; index++) {
    const code = view.getUint8(offset + index);
    if (code === 0) break;
    text += String.fromCharCode(code);
  }
  return text;
}
