import { expect, it } from 'vitest';
import { askAgain } from './ask-again.ts';

/** Asks something that fails in these ways before it answers; gives back the outcome and the pauses. */
async function asked(failures: string[], during = new AbortController().signal, random = 0) {
  const pauses: number[] = [];
  const outcome = await askAgain(
    async () => {
      const failure = failures.shift();
      if (failure !== undefined) throw new Error(failure);
      return 'answer';
    },
    {
      mayPass: (error) => (error as Error).message === 'busy',
      signal: during,
      wait: async (milliseconds) => pauses.push(milliseconds),
      random: () => random,
    },
  ).catch((error: unknown) => error);
  return { outcome, pauses };
}

it('asks again after pauses that double, with jitter', async () => {
  expect(await asked([])).toEqual({ outcome: 'answer', pauses: [] });
  expect(await asked(['busy', 'busy', 'busy'])).toEqual({ outcome: 'answer', pauses: [250, 500, 1000] });
  expect(await asked(['busy'], undefined, 0.5)).toEqual({ outcome: 'answer', pauses: [375] });
});

it('gives up what will not pass, and what does not pass', async () => {
  expect(await asked(['busy', 'refused'])).toMatchObject({ outcome: { message: 'refused' }, pauses: [250] });
  const failures = Array<string>(6).fill('busy');
  const { outcome, pauses } = await asked([...failures, 'never asked']);
  expect(outcome).toMatchObject({ message: 'busy' });
  expect(pauses).toHaveLength(5);
});

it('stops at once when nobody waits any more', async () => {
  expect((await asked(['busy'], AbortSignal.abort(new Error('ended')))).outcome).toEqual(new Error('ended'));
  const ending = new AbortController();
  const outcome = askAgain(
    () => {
      ending.abort(new Error('ended'));
      return Promise.reject(new Error('busy'));
    },
    { mayPass: () => true, signal: ending.signal },
  );
  await expect(outcome).rejects.toThrow('busy');
});
