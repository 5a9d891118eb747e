/** An array of unsigned bytes in LeCun's IDX format: `shape[0]` rows of equal shape, row-major. */
export interface IdxArray {
  shape: number[];
  data: Uint8Array;
}

const unsignedByte = 0x08;
const maximumRank = 4;

/**
 * Parses an uncompressed IDX file of unsigned bytes: two zero bytes, the element type, the number of
 * dimensions, each dimension as a big-endian uint32, then the elements
 * (http://yann.lecun.com/exdb/mnist/, "the IDX file format"). `data` is a view, not a copy.
 *
 * @param rank dimensions the file must have: 1 for labels, 3 for images
 * @throws RangeError saying what is wrong with the bytes; the caller knows which file they are
 * @example parseIdx(bytes, 3).shape // [10000, 28, 28]
 */
export function parseIdx(bytes: Uint8Array, rank: number): IdxArray {
  if (bytes.length < 4) throw new RangeError(`truncated: ${bytes.length} bytes are no IDX header`);
  const magic = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (magic !== `0000${magicTail(rank)}`)
    throw new RangeError(`wrong magic number 0x${magic}, expected 0x0000${magicTail(rank)}`);
  const header = 4 + 4 * rank;
  if (bytes.length < header) throw new RangeError('truncated within its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = shape.reduce((size, dimension) => size * dimension, 1);
  const data = bytes.subarray(header);
  if (data.length !== expected) {
    const problem = data.length < expected ? 'truncated' : 'too long';
    throw new RangeError(
      `${problem}: the header promises ${shape.join('×')} = ${expected} bytes, ${data.length} follow`,
    );
  }
  return { shape, data };
}

/**
 * The bytes of an IDX file holding `data`.
 *
 * @throws RangeError when shape and data disagree, or the format cannot hold the shape
 */
export function encodeIdx({ shape, data }: IdxArray): Uint8Array {
  if (shape.length === 0 || shape.length > maximumRank)
    throw new RangeError(`IDX files here have 1 to ${maximumRank} dimensions, not ${shape.length}`);
  if (shape.some((dimension) => !Number.isInteger(dimension) || dimension < 0 || dimension > 0xffffffff))
    throw new RangeError(`${shape.join('×')} is no shape that IDX can hold`);
  const expected = shape.reduce((size, dimension) => size * dimension, 1);
  if (data.length !== expected)
    throw new RangeError(`${shape.join('×')} needs ${expected} bytes, received ${data.length}`);
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, unsignedByte);
  view.setUint8(3, shape.length);
  for (const [axis, dimension] of shape.entries()) view.setUint32(4 + 4 * axis, dimension);
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

function magicTail(rank: number): string {
  return `${unsignedByte.toString(16).padStart(2, '0')}${rank.toString(16).padStart(2, '0')}`;
}
