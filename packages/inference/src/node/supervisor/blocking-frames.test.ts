import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readFrame, writeFrame } from './blocking-frames.ts';

/** A file's descriptors, one to write and one to read. */
function file() {
  const folder = mkdtempSync(join(tmpdir(), 'frames-'));
  const path = join(folder, 'frames');
  const [write, read] = [openSync(path, 'w'), openSync(path, 'r')];
  onTestFinished(() => {
    closeSync(write);
    closeSync(read);
    rmSync(folder, { recursive: true });
  });
  return { path, write, read };
}

it('frames are read as they were written, and none when the other end is closed', () => {
  const { write, read } = file();
  const numbers = Float64Array.from({ length: 50_000 }, (_, index) => index / 3);
  writeFrame(write, { name: 'run' }, [numbers, new Uint8Array()]);
  writeFrame(write, 'second');
  const first = readFrame(read);
  expect(first?.body).toEqual({ name: 'run' });
  expect(first?.buffers.map(({ byteLength }) => byteLength)).toEqual([400_000, 0]);
  expect(new Float64Array(first?.buffers[0] ?? new ArrayBuffer())).toEqual(numbers);
  expect(readFrame(read)).toEqual({ body: 'second', buffers: [] });
  expect(readFrame(read)).toBeNull();
});

it.each([5, 30])('a frame that ends after %d bytes is none', (bytes) => {
  const { path, write, read } = file();
  writeFrame(write, null, [new Uint8Array(100)]);
  truncateSync(path, bytes);
  expect(readFrame(read)).toBeNull();
});

it('what is no frame is refused', () => {
  const { write, read } = file();
  writeSync(write, 'Segmentation fault');
  expect(() => readFrame(read)).toThrow('is no frame');
});
