import { expect, it } from 'vitest';
import { ReadAhead } from './read-ahead.ts';

const runs = Array.from({ length: 60 }, (_, index) => `run ${index}`);

/** Reads runs, and what was read at once. */
function reading(most = Infinity): { ahead: ReadAhead<string, string>; batches: string[][] } {
  const batches: string[][] = [];
  const ahead = new ReadAhead<string, string>(runs, async (wanted) => {
    batches.push([...wanted]);
    return wanted.slice(0, most).map((run) => `details of ${run}`);
  });
  return { ahead, batches };
}

it('reads the next runs while one is used, more and more at once', async () => {
  const { ahead, batches } = reading();
  for (const run of runs) expect(await ahead.of(run)).toBe(`details of ${run}`);
  expect(batches.map(({ length }) => length)).toEqual([1, 1, 2, 4, 8, 16, 16, 12]);
  expect(batches.flat()).toEqual(runs);
});

it('begins anew after runs that nobody wanted', async () => {
  const { ahead, batches } = reading();
  for (const at of [0, 1, 2, 20, 21, 50]) expect(await ahead.of(runs[at] ?? '')).toBe(`details of run ${at}`);
  expect(batches.map(([first]) => first)).toEqual([0, 1, 2, 4, 20, 21, 22, 50, 51].map((at) => `run ${at}`));
  expect(batches.map(({ length }) => length)).toEqual([1, 1, 2, 4, 1, 1, 2, 1, 1]);
});

it('asks again for what the other side left out', async () => {
  const { ahead, batches } = reading(3);
  for (const run of runs) expect(await ahead.of(run)).toBe(`details of ${run}`);
  expect(batches.at(-1)).toEqual(['run 58', 'run 59']);
});

it('reads nothing ahead after a failure, and goes on after it', async () => {
  const wanted: string[][] = [];
  const ahead = new ReadAhead<string, string>(runs, async (some) => {
    wanted.push([...some]);
    if (some.includes('run 1')) throw new Error('no such run');
    return some;
  });
  expect(await ahead.of('run 0')).toBe('run 0');
  await expect(ahead.of('run 1')).rejects.toThrow('no such run');
  expect(wanted).toEqual([['run 0'], ['run 1']]);
  expect(await ahead.of('run 2')).toBe('run 2');
});
