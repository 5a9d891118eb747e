import os from 'node:os';
import { expect, it } from 'vitest';
import { watchMemory } from './watch-memory.ts';

it.skipIf(process.platform !== 'linux')('tells the peak since it began, also when that is over', () => {
  const tell = watchMemory();
  const held = Buffer.alloc(64e6, 1).length;
  const { peakBytes, inputBytes } = tell();
  expect(held).toBe(64e6);
  expect(inputBytes).toBeGreaterThan(2e7);
  // Meanwhile the process may give back some of what it used before.
  expect(peakBytes - inputBytes).toBeGreaterThan(32e6);
  expect(peakBytes).toBeLessThan(os.totalmem());
});
