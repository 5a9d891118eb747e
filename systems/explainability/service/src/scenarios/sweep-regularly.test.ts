import type { LogEntry } from '@modelfolio/service/request-log';
import { expect, it } from 'vitest';
import { sweepRegularly } from './sweep-regularly.ts';
import { sweptAtOnce } from './scenario-store.ts';

/** Sweeps until it has slept so often; the results of the sweeps are those that are given. */
async function swept(results: (number | Error)[], sleeps: number) {
  const entries: LogEntry[] = [];
  const { promise: slept, resolve } = Promise.withResolvers<void>();
  let times = 0;
  const end = sweepRegularly(
    {
      sweep: async () => {
        const next = results.shift() ?? 0;
        if (next instanceof Error) throw next;
        return next;
      },
    },
    {
      log: (entry) => entries.push(entry),
      pause: async (signal) => {
        times += 1;
        if (times < sleeps) return;
        resolve();
        await new Promise((woken) => signal.addEventListener('abort', woken));
      },
    },
  );
  await slept;
  await end();
  return { entries, left: results.length, times };
}

it('sweeps on while there is more, and says how much it was', async () => {
  const { entries, left } = await swept([sweptAtOnce, 7, 1], 1);
  expect(left).toBe(1);
  expect(entries).toEqual([
    { severity: 'INFO', message: `deleted ${sweptAtOnce + 7} scenarios that had expired` },
  ]);
});

it('says nothing where nothing has expired, and sweeps again after a failure', async () => {
  const { entries, left, times } = await swept([0, new Error('away'), 3], 3);
  expect({ left, times }).toEqual({ left: 0, times: 3 });
  expect(entries.map(({ message }) => message)).toEqual([
    'expired scenarios were not deleted: away',
    'deleted 3 scenarios that had expired',
  ]);
});

it('stops when it is told to, also before its first pause has passed', async () => {
  let sweeps = 0;
  const end = sweepRegularly({ sweep: async () => (sweeps += 1) - sweeps }, { log: () => {} });
  await end();
  expect(sweeps).toBe(1);
});
