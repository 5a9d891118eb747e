import { gunzipSync } from 'node:zlib';
import { InferenceError } from '../inference-error.ts';

/**
 * The content of a gzip-compressed file.
 *
 * @throws InferenceError `idx` saying what is wrong with the bytes; the caller knows which file they are
 */
export function gunzip(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(gunzipSync(bytes));
  } catch (cause) {
    const isCutShort = (cause as NodeJS.ErrnoException).code === 'Z_BUF_ERROR';
    throw new InferenceError('idx', isCutShort ? 'truncated gzip file' : 'not a gzip file, or damaged', {
      cause,
    });
  }
}

/** The content of a file that may be gzip-compressed, as data sets are published. @throws InferenceError `idx` */
export function uncompressed(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : bytes;
}
