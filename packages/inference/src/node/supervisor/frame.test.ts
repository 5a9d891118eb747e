import { serialize } from 'node:v8';
import { expect, it } from 'vitest';
import { frameChunks, type Frame } from './frame.ts';
import { FrameStream } from './frame-stream.ts';

/** What arrives of some bytes, in chunks of a size. */
function received(bytes: Buffer, size: number, mostBytes = 1e6): Frame[] {
  const frames: Frame[] = [];
  const stream = new FrameStream(mostBytes, (frame) => frames.push(frame));
  for (let from = 0; from < bytes.length; from += size) stream.push(bytes.subarray(from, from + size));
  return frames;
}

const first = frameChunks({ name: 'ä', values: [1.5, NaN, 2n] }, [
  Float64Array.of(1, -0, NaN),
  new Uint8Array(),
  Uint8Array.of(9, 8, 7, 6).subarray(1, 3),
]);
const bytes = Buffer.concat([...first, ...frameChunks(null, []), ...frameChunks([], [new Uint16Array(3)])]);

it.each([1, 7, 4096])('frames arrive as they were sent, in chunks of %d bytes', (size) => {
  const [one, two, three, ...more] = received(bytes, size);
  expect(one?.body).toEqual({ name: 'ä', values: [1.5, NaN, 2n] });
  expect(one?.buffers.map(({ byteLength }) => byteLength)).toEqual([24, 0, 2]);
  expect(new Float64Array(one?.buffers[0] ?? new ArrayBuffer())).toEqual(Float64Array.of(1, -0, NaN));
  expect(new Uint8Array(one?.buffers[2] ?? new ArrayBuffer())).toEqual(Uint8Array.of(8, 7));
  expect(two).toEqual({ body: null, buffers: [] });
  expect(three?.buffers[0]?.byteLength).toBe(6);
  expect(more).toEqual([]);
});

it('arrays are sent as they lie in memory', () => {
  const numbers = Float32Array.of(1, 2);
  expect(frameChunks(null, [numbers]).at(-1)?.buffer).toBe(numbers.buffer);
});

const head = (magic: number, body: number, count: number): Buffer => {
  const made = Buffer.alloc(12);
  made.writeUInt32LE(magic, 0);
  made.writeUInt32LE(body, 4);
  made.writeUInt32LE(count, 8);
  return made;
};
const magic = Buffer.concat(frameChunks(null, [])).readUInt32LE(0);
const length = (value: number): Buffer => {
  const made = Buffer.alloc(8);
  made.writeDoubleLE(value);
  return made;
};

it.each<[string, Buffer, string]>([
  ['other bytes', Buffer.from('Warning: this is no frame'), 'is no frame'],
  ['more buffers than there can be', head(magic, 2, 2 ** 31), 'is no frame'],
  ['a negative length', Buffer.concat([head(magic, 2, 1), length(-8)]), 'is no frame'],
  ['half a byte', Buffer.concat([head(magic, 2, 1), length(0.5)]), 'is no frame'],
  ['a length that is no number', Buffer.concat([head(magic, 2, 1), length(NaN)]), 'is no frame'],
  ['more than was agreed', Buffer.concat([head(magic, 2, 1), length(999_999)]), 'more than 1000000'],
  ['a long body', head(magic, 1_000_001, 0), 'more than 1000000'],
  ['half a body', Buffer.concat([head(magic, 5, 0), serialize({ a: 1 }).subarray(0, 5)]), 'cannot be read'],
  ['no body', head(magic, 0, 0), 'cannot be read'],
])('%s are refused', (_, sent, words) => {
  expect(() => received(Buffer.concat([sent, Buffer.alloc(64)]), 4096)).toThrow(
    expect.objectContaining({ code: 'garbled', message: expect.stringContaining(words) }),
  );
});

it('what holds just as much as was agreed is taken', () => {
  expect(received(Buffer.concat(frameChunks(null, [new Uint8Array(7)])), 4096, 10)).toHaveLength(1);
  expect(() => received(Buffer.concat(frameChunks(null, [new Uint8Array(8)])), 4096, 10)).toThrow(
    'more than 10',
  );
});
