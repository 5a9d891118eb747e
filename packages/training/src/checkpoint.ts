import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { replaceFile } from '@modelfolio/command-line/files';
import { Failure } from '@modelfolio/failures';

/** Named arrays with a JSON-safe description, as one file. */
export interface Checkpoint<State> {
  state: State;
  arrays: Map<string, Float32Array>;
}

/**
 * Writes a checkpoint so that a crash leaves the old or the new file, never half of one. Layout: length
 * of the JSON header as uint32, the header, then the arrays in the header's order.
 */
export async function writeCheckpoint<State>(path: string, checkpoint: Checkpoint<State>): Promise<void> {
  const entries = [...checkpoint.arrays];
  const header = Buffer.from(
    JSON.stringify({
      state: checkpoint.state,
      arrays: entries.map(([name, { length }]) => ({ name, length })),
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const bodies = entries.map(([, values]) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength),
  );
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, Buffer.concat([length, header, ...bodies]));
}

/**
 * Reads a checkpoint.
 *
 * @throws Failure `checkpoint-missing`, `checkpoint-damaged`
 */
export async function readCheckpoint<State>(path: string): Promise<Checkpoint<State>> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Failure('checkpoint-missing', `no checkpoint at ${path}`, {
      hint: 'start without --resume, or with the options that the interrupted training had',
      cause,
    });
  });
  try {
    const start = 4 + bytes.readUInt32LE(0);
    const header = JSON.parse(bytes.toString('utf8', 4, start)) as {
      state: State;
      arrays: { name: string; length: number }[];
    };
    const arrays = new Map<string, Float32Array>();
    let offset = start;
    for (const { name, length } of header.arrays) {
      const end = offset + 4 * length;
      if (end > bytes.length) throw new RangeError('truncated');
      arrays.set(name, new Float32Array(Uint8Array.from(bytes.subarray(offset, end)).buffer));
      offset = end;
    }
    return { state: header.state, arrays };
  } catch (cause) {
    throw new Failure('checkpoint-damaged', 'the checkpoint is damaged', {
      file: path,
      hint: 'remove it and start without --resume',
      cause,
    });
  }
}

/**
 * Where a training's checkpoint lies: another file for other options, another backend or other data.
 *
 * @param decisive all that decides the result besides the code; JSON-safe, properties in any order
 */
export function checkpointPath(folder: string, candidate: string, decisive: readonly unknown[]): string {
  const sorted = (_: string, value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  const key = createHash('sha256').update(JSON.stringify(decisive, sorted)).digest('hex');
  return join(folder, `${candidate}-${key.slice(0, 10)}.checkpoint`);
}
