import { gunzipSync } from 'node:zlib';
import { ModelfolioError } from './modelfolio-error.ts';

/** An array of bytes in LeCun's IDX format: `shape[0]` rows of equal shape. */
export interface IdxArray {
  shape: number[];
  data: Uint8Array;
}

const unsignedByte = 0x08;

/**
 * Reads a gzip-compressed IDX file of unsigned bytes (http://yann.lecun.com/exdb/mnist/, "the IDX file format").
 *
 * @param path names the file in errors
 * @param rank dimensions it must have: 1 for labels, 3 or 4 for images
 * @throws ModelfolioError `evaluation-set-damaged`
 */
export function readIdxGz(bytes: Uint8Array, path: string, rank: readonly number[]): IdxArray {
  const damaged = (reason: string, cause?: unknown): ModelfolioError =>
    new ModelfolioError('evaluation-set-damaged', reason, { file: path, hint: 'restore the file', cause });
  let content: Buffer;
  try {
    content = gunzipSync(bytes);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    throw damaged(code === 'Z_BUF_ERROR' ? 'truncated gzip file' : 'not a gzip file, or damaged', cause);
  }
  const dimensions = content[3] ?? 0;
  const magic = content.subarray(0, 4).toString('hex');
  if (content.length < 4 || content[0] !== 0 || content[1] !== 0 || content[2] !== unsignedByte)
    throw damaged(`wrong magic number 0x${magic}: expected IDX of unsigned bytes (0x000008…)`);
  if (!rank.includes(dimensions))
    throw damaged(
      `wrong magic number 0x${magic}: expected ${rank.join(' or ')} dimensions, received ${dimensions}`,
    );
  const header = 4 + 4 * dimensions;
  if (content.length < header) throw damaged('ends within its header');
  const shape = Array.from({ length: dimensions }, (_, axis) => content.readUInt32BE(4 + 4 * axis));
  const expected = shape.reduce((size, dimension) => size * dimension, 1);
  const data = content.subarray(header);
  if (data.length !== expected)
    throw damaged(`header promises ${shape.join('×')} = ${expected} bytes, ${data.length} follow`);
  return { shape, data };
}
