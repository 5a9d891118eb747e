import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { checkpointPath, readCheckpoint, writeCheckpoint } from './checkpoint.ts';

const checkpoint = {
  state: { step: 3, seconds: 0.1, name: 'é' },
  arrays: new Map([
    ['a', Float32Array.of(1, -2.5, Number.NaN)],
    ['empty', new Float32Array()],
    ['b', new Float32Array(10).fill(1e-38).subarray(3, 7)],
  ]),
};
let folder = '';
beforeEach(async () => {
  folder = await temporaryFolder();
});

describe('checkpoints', () => {
  it('come back bit by bit and leave no half file beside them', async () => {
    const path = join(folder, 'deep', 'one.checkpoint');
    await writeCheckpoint(path, checkpoint);
    await writeCheckpoint(path, checkpoint);
    expect(await readCheckpoint(path)).toEqual(checkpoint);
    expect(await readdir(join(folder, 'deep'))).toEqual(['one.checkpoint']);
  });

  it('are refused when truncated anywhere, or missing', async () => {
    const path = join(folder, 'one.checkpoint');
    await expect(readCheckpoint(path)).rejects.toThrow(
      /no checkpoint at .*one.checkpoint \(start without --resume/,
    );
    await writeCheckpoint(path, checkpoint);
    const whole = await readFile(path);
    for (const length of [0, 2, 20, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(readCheckpoint(path)).rejects.toThrow(/one.checkpoint: the checkpoint is damaged/);
    }
  });

  it('have one name for the same training, whatever the order of its options, and another for another', () => {
    const options = { seed: 1, layers: [{ kind: 'flatten' }, { kind: 'dense', units: 10 }] };
    const reversed = Object.fromEntries(Object.entries(options).toReversed());
    const path = checkpointPath('x', 'cnn', [options, 'wasm', 'd']);
    expect(path).toMatch(/^x\/cnn-[0-9a-f]{10}\.checkpoint$/);
    expect(checkpointPath('x', 'cnn', [reversed, 'wasm', 'd'])).toBe(path);
    const others = [
      [{ ...options, seed: 2 }, 'wasm', 'd'],
      [{ ...options, layers: options.layers.toReversed() }, 'wasm', 'd'],
      [options, 'cpu', 'd'],
      [options, 'wasm', 'e'],
    ].map((decisive) => checkpointPath('x', 'cnn', decisive));
    expect(new Set([path, ...others]).size).toBe(5);
  });
});
