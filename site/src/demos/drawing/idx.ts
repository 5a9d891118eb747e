/** Why bytes are not an IDX file of images or labels. */
export class IdxError extends Error {
  readonly code = 'idx';
  constructor(message: string) {
    super(message);
    this.name = 'IdxError';
  }
}

export type IdxArray = {
  /** Sizes of the dimensions, outermost first, e.g. `[1000, 28, 28]`. */
  shape: number[];
  /** Row-major values; a view of the bytes given. */
  data: Uint8Array<ArrayBuffer>;
};

const unsignedByte = 0x08;

/**
 * Reads an IDX file of unsigned bytes: two zero bytes, the element type, the number of dimensions,
 * each size as a big-endian 32-bit integer, then the values
 * (http://yann.lecun.com/exdb/mnist/, "The IDX file format").
 *
 * @throws IdxError naming what was expected and what was found
 */
export function parseIdx(bytes: Uint8Array<ArrayBuffer>): IdxArray {
  if (bytes.length < 4) throw new IdxError(`IDX: expected a header of 4 bytes, received ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) !== 0)
    throw new IdxError(`IDX: expected a magic number 0000…, received ${view.getUint16(0).toString(16)}`);
  const type = view.getUint8(2);
  if (type !== unsignedByte)
    throw new IdxError(`IDX: expected unsigned bytes (type 8), received type ${type}`);
  const rank = view.getUint8(3);
  const header = 4 + 4 * rank;
  if (rank === 0 || bytes.length < header)
    throw new IdxError(`IDX: expected the sizes of ${rank} dimensions, received ${bytes.length} bytes`);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - header !== expected)
    throw new IdxError(
      `IDX: expected ${expected} values for ${shape.join('×')}, received ${bytes.length - header}`,
    );
  return { shape, data: bytes.subarray(header) };
}

/**
 * Checks that images and labels belong together.
 *
 * @param rows what the manifest says of the shard
 * @returns the images `[rows, height, width]` and labels `[rows]`
 * @throws IdxError
 */
export function pairIdx(
  images: IdxArray,
  labels: IdxArray,
  expected: { rows: number; height: number; width: number; classes: number },
): { images: Uint8Array<ArrayBuffer>; labels: Uint8Array<ArrayBuffer> } {
  const { rows, height, width, classes } = expected;
  if (images.shape.join() !== [rows, height, width].join())
    throw new IdxError(`images: expected ${rows}×${height}×${width}, received ${images.shape.join('×')}`);
  if (labels.shape.join() !== String(rows))
    throw new IdxError(`labels: expected ${rows}, received ${labels.shape.join('×')}`);
  const stray = labels.data.findIndex((label) => label >= classes);
  if (stray >= 0)
    throw new IdxError(`labels: row ${stray} has class ${labels.data[stray]}, expected less than ${classes}`);
  return { images: images.data, labels: labels.data };
}
