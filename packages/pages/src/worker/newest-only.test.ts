import { expect, test } from 'vitest';
import { newestOnly } from './newest-only.ts';

/** Ends when it is told to, or is aborted. */
function work(name: string, said: string[]) {
  const end = Promise.withResolvers<string>();
  return {
    end: () => end.resolve(name),
    run: async (signal: AbortSignal) => {
      said.push(`${name} begins`);
      signal.addEventListener('abort', () => end.reject(signal.reason));
      try {
        return await end.promise;
      } finally {
        said.push(`${name} ends`);
      }
    },
  };
}

test('a newer piece of work ends the one before, and begins after it', async () => {
  const said: string[] = [];
  const start = newestOnly();
  const [one, two, three] = [work('one', said), work('two', said), work('three', said)];
  const first = start(one.run);
  await Promise.resolve();
  const [second, third] = [start(two.run), start(three.run)];
  three.end();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  expect(await third).toBe('three');
  expect(said).toEqual(['one begins', 'one ends', 'three begins', 'three ends']);
});

test('a signal ends its own work alone', async () => {
  const start = newestOnly();
  const stop = new AbortController();
  const said: string[] = [];
  const first = start(work('one', said).run, stop.signal);
  await Promise.resolve();
  stop.abort();
  await expect(first).rejects.toMatchObject({ code: 'cancelled' });
  await expect(start(work('two', said).run, stop.signal)).rejects.toMatchObject({ code: 'cancelled' });
  const last = work('three', said);
  last.end();
  expect(await start(last.run)).toBe('three');
});
