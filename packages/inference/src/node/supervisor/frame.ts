import { deserialize, serialize } from 'node:v8';
import { InferenceError } from '../../inference-error.ts';

/** What a program and its child say to each other: anything that can be cloned, and the bytes of arrays behind it. */
export interface Frame {
  readonly body: unknown;
  readonly buffers: readonly ArrayBuffer[];
}

const magic = 0x4d46_6c31;
/** Magic, bytes of the body, number of buffers; then the length of each buffer as a double. Little-endian. */
const headBytes = 12;
const lengthBytes = 8;
/** More buffers than any graph has outputs: a count above it is noise. */
const mostBuffers = 1 << 20;

/** A frame as the chunks to write, the arrays as they lie in memory: nothing is copied. */
export function frameChunks(body: unknown, views: readonly ArrayBufferView[]): Uint8Array[] {
  const said = serialize(body);
  const head = Buffer.alloc(headBytes + lengthBytes * views.length);
  head.writeUInt32LE(magic, 0);
  head.writeUInt32LE(said.length, 4);
  head.writeUInt32LE(views.length, 8);
  for (const [index, { byteLength }] of views.entries())
    head.writeDoubleLE(byteLength, headBytes + lengthBytes * index);
  const bytes = views.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return [head, said, ...bytes].filter((chunk) => chunk.length > 0);
}

/**
 * Asks for the bytes of one frame: fill each buffer that is yielded, then go on. One reader for both ends: a program
 * fills them as chunks arrive, its child by blocking.
 *
 * @param mostBytes what body and buffers may hold together
 * @throws InferenceError `garbled` for bytes that are no frame, and for a frame that is too large, before it is read
 */
export function* frameParts(mostBytes: number): Generator<Buffer, Frame> {
  const head = Buffer.alloc(headBytes);
  yield head;
  const count = head.readUInt32LE(8);
  if (head.readUInt32LE(0) !== magic || count > mostBuffers) throw garbled('is no frame');
  const lengths = Buffer.alloc(lengthBytes * count);
  if (count > 0) yield lengths;
  const sizes = Array.from({ length: count }, (_, index) => lengths.readDoubleLE(lengthBytes * index));
  if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 0)) throw garbled('is no frame');
  const bodyBytes = head.readUInt32LE(4);
  const total = sizes.reduce((sum, size) => sum + size, bodyBytes);
  if (total > mostBytes) throw garbled(`holds ${total} bytes, more than ${mostBytes}`);
  const said = Buffer.allocUnsafeSlow(bodyBytes);
  if (bodyBytes > 0) yield said;
  const buffers: ArrayBuffer[] = [];
  for (const size of sizes) {
    // Of its own memory, so that arrays of any type can begin at its start.
    const bytes = Buffer.allocUnsafeSlow(size);
    if (size > 0) yield bytes;
    buffers.push(bytes.buffer);
  }
  return { body: cloned(said), buffers };
}

function cloned(said: Buffer): unknown {
  try {
    return deserialize(said);
  } catch (cause) {
    throw garbled('cannot be read', cause);
  }
}

function garbled(words: string, cause?: unknown): InferenceError {
  return new InferenceError('garbled', `the answer of a child process ${words}`, { cause });
}
