import { gzipSync } from 'node:zlib';

/** The bytes of a gzip-compressed IDX file of unsigned bytes. */
export function toIdxGz(shape: readonly number[], data: Uint8Array): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 0x08, shape.length]);
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return gzipSync(Buffer.concat([header, data]), { level: 9 });
}
