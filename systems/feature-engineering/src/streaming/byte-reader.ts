import { isUtf8 } from 'node:buffer';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FeaturesError } from '../features-error.ts';
import type { FileMark, OpenFile } from './stream-effects.ts';
import { changedFile } from './read-failure.ts';

/**
 * Gives the next bytes of something.
 *
 * @returns number of bytes that were put into the memory; 0 at the end
 */
export type ByteReader = (into: Uint8Array) => Promise<number>;

/** Reads a file from its begin, as long as it is the one that was looked at. */
export function fileReader(
  file: OpenFile,
  name: string,
  { size, modified }: FileMark,
): { read: ByteReader; share: () => number } {
  let position = 0;
  return {
    async read(into) {
      const count = await file.read(into, position);
      position += count;
      if (count > 0) return count;
      const now = await file.mark();
      if (now.size !== size || now.modified !== modified) throw changedFile(name);
      return 0;
    },
    share: () => (size === 0 ? 1 : position / size),
  };
}

/** What is packed in gzip. */
export function gunzipReader(read: ByteReader): ByteReader {
  const unpacked = createGunzip({ chunkSize: 1 << 18 });
  // A failure reaches whoever reads what is unpacked.
  pipeline(Readable.from(chunksOf(read)), unpacked, () => {});
  return chunkReader(unpacked);
}

/** Text in UTF-16 as UTF-8. */
export function utf16Reader(read: ByteReader, encoding: 'utf-16le' | 'utf-16be', name: string): ByteReader {
  async function* encoded(): AsyncGenerator<Uint8Array> {
    const decoder = new TextDecoder(encoding, { fatal: true });
    const decode = (chunk?: Uint8Array): Uint8Array => {
      try {
        return Buffer.from(decoder.decode(chunk, { stream: chunk !== undefined }));
      } catch (cause) {
        throw new FeaturesError('file-unreadable', 'not UTF-16 text, as its first bytes say', {
          file: name,
          hint: 'save it as CSV in UTF-8',
          cause,
        });
      }
    };
    for await (const chunk of chunksOf(read)) yield decode(chunk);
    yield decode();
  }
  return chunkReader(encoded());
}

/**
 * Text in UTF-8, without its byte order mark, from bytes in UTF-8 or UTF-16, packed or not.
 *
 * @param name names the file in messages
 */
export async function textReader(read: ByteReader, name: string): Promise<ByteReader> {
  const packed = await withStart(read, 2);
  const isPacked = packed.start[0] === 0x1f && packed.start[1] === 0x8b;
  const { start, read: plain } = await withStart(isPacked ? gunzipReader(packed.read) : packed.read, 3);
  const mark = start.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff')
    return utf16Reader(plain, mark === 'fffe' ? 'utf-16le' : 'utf-16be', name);
  if (start.toString('hex') === 'efbbbf') await plain(new Uint8Array(3));
  return plain;
}

/** Whether bytes are text in UTF-8. */
export const isText = (bytes: Uint8Array): boolean => isUtf8(bytes);

/** Looks at the first bytes, which are given again. */
async function withStart(read: ByteReader, count: number): Promise<{ start: Buffer; read: ByteReader }> {
  const start = Buffer.alloc(count);
  let filled = 0;
  for (let more = 1; more > 0 && filled < count; filled += more) more = await read(start.subarray(filled));
  let given = 0;
  return {
    start: start.subarray(0, filled),
    async read(into) {
      if (given >= filled) return read(into);
      const part = start.subarray(given, Math.min(filled, given + into.length));
      into.set(part);
      given += part.length;
      return part.length;
    },
  };
}

async function* chunksOf(read: ByteReader): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = new Uint8Array(1 << 18);
    const count = await read(chunk);
    if (count === 0) return;
    yield chunk.subarray(0, count);
  }
}

function chunkReader(chunks: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = chunks[Symbol.asyncIterator]();
  let left: Uint8Array = new Uint8Array(0);
  return async (into) => {
    while (left.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return 0;
      left = next.value;
    }
    const part = left.subarray(0, into.length);
    into.set(part);
    left = left.subarray(part.length);
    return part.length;
  };
}
