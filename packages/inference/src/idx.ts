import { InferenceError } from './inference-error.ts';

/** An array of unsigned bytes in LeCun's IDX format: `shape[0]` rows of equal shape, row-major. */
export interface IdxArray<Data extends Uint8Array = Uint8Array> {
  /** Sizes of the dimensions, outermost first, e.g. `[1000, 28, 28]`. */
  readonly shape: readonly number[];
  readonly data: Data;
}

const unsignedByte = 0x08;
const mostDimensions = 4;

/**
 * Reads an uncompressed IDX file of unsigned bytes: two zero bytes, the element type, the number of
 * dimensions, each dimension as a big-endian uint32, then the elements
 * (http://yann.lecun.com/exdb/mnist/, "the IDX file format"). `data` is a view, not a copy.
 *
 * @param dimensions how many the file may have: 1 for labels, 3 or 4 for images
 * @throws InferenceError `idx` saying what is wrong with the bytes; the caller knows which file they are
 * @example parseIdx(bytes, [3]).shape // [10000, 28, 28]
 */
export function parseIdx<Bytes extends Uint8Array>(
  bytes: Bytes,
  dimensions: readonly number[] = [1, 2, 3, mostDimensions],
): IdxArray<Bytes> {
  if (bytes.length < 4) throw damaged(`truncated: ${bytes.length} bytes are no IDX header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = `wrong magic number 0x${view.getUint32(0).toString(16).padStart(8, '0')}`;
  if (view.getUint16(0) !== 0 || view.getUint8(2) !== unsignedByte)
    throw damaged(`${magic}: expected IDX of unsigned bytes (0x000008…)`);
  const rank = view.getUint8(3);
  if (!dimensions.includes(rank))
    throw damaged(`${magic}: expected ${dimensions.join(' or ')} dimensions, received ${rank}`);
  const header = 4 + 4 * rank;
  if (bytes.length < header) throw damaged('truncated within its header');
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = sizeOf(shape);
  const data = bytes.subarray(header) as Bytes;
  if (data.length !== expected)
    throw damaged(
      `${data.length < expected ? 'truncated' : 'too long'}: the header promises ${shape.join('×')} = ${expected} bytes, ${data.length} follow`,
    );
  return { shape, data };
}

/**
 * The bytes of an IDX file.
 *
 * @throws RangeError when shape and data disagree, or the format cannot hold the shape
 */
export function encodeIdx({ shape, data }: IdxArray): Uint8Array {
  if (shape.length === 0 || shape.length > mostDimensions)
    throw new RangeError(`IDX files here have 1 to ${mostDimensions} dimensions, not ${shape.length}`);
  if (shape.some((dimension) => !Number.isInteger(dimension) || dimension < 0 || dimension > 0xffffffff))
    throw new RangeError(`${shape.join('×')} is no shape that IDX can hold`);
  if (data.length !== sizeOf(shape))
    throw new RangeError(`${shape.join('×')} needs ${sizeOf(shape)} bytes, received ${data.length}`);
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, unsignedByte);
  view.setUint8(3, shape.length);
  for (const [axis, dimension] of shape.entries()) view.setUint32(4 + 4 * axis, dimension);
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

function damaged(reason: string): InferenceError {
  return new InferenceError('idx', reason);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}
