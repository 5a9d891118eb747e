import { gzipSync } from 'node:zlib';

/** The bytes of a gzip-compressed IDX file, of unsigned bytes unless another type is given. */
export function toIdxGz(shape: readonly number[], data: Uint8Array, type = 0x08): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, type, shape.length]);
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return gzipSync(Buffer.concat([header, data]), { level: 9 });
}
