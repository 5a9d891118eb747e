import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGate } from './gate.ts';

const arrivals = fc.array(
  fc.record({
    /** How the work ends. */
    fails: fc.boolean(),
    /** Whether the client goes away at some time. */
    leaves: fc.boolean(),
    /** Whether the work ends when its signal says so. */
    heeds: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);

it('never has more at work than may, begins first what came first, loses nothing and becomes empty', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      arrivals,
      fc.integer({ min: 1, max: 3 }),
      fc.nat({ max: 6 }),
      async (scheduler, requests, concurrent, queue) => {
        const step = (label: string) => scheduler.schedule(Promise.resolve(), label);
        const gate = createGate({
          concurrent,
          queue,
          seconds: 60,
          turn: (begin) => void step('turn').then(begin),
        });
        const arrived: number[] = [];
        const begun: number[] = [];
        const outcomes: string[] = [];
        let atWork = 0;

        const ask = async (id: number): Promise<void> => {
          const { fails, leaves, heeds } = requests[id] ?? { fails: false, leaves: false, heeds: false };
          const client = new AbortController();
          if (leaves) void step(`leave ${id}`).then(() => client.abort());
          const answer = gate.pass(client.signal, async (signal) => {
            begun.push(id);
            atWork += 1;
            expect(atWork).toBeLessThanOrEqual(concurrent);
            try {
              await step(`work ${id}`);
              if (heeds) signal.throwIfAborted();
              if (fails) throw new Error('fails');
            } finally {
              atWork -= 1;
            }
          });
          outcomes[id] = await answer.then(
            () => 'done',
            (error: Error & { code?: string }) => error.code ?? error.message,
          );
        };
        const all = Promise.all(
          requests.map(async (_, id) => {
            await step(`arrive ${id}`);
            expect(gate.waiting).toBeLessThanOrEqual(queue);
            arrived.push(id);
            await ask(id);
          }),
        );
        await scheduler.waitIdle();
        await all;
        await scheduler.waitIdle();

        // Whoever was let in came in the order of arrival.
        expect(begun).toEqual(arrived.filter((id) => begun.includes(id)));
        const possible = requests.map(({ fails, leaves }, id) => [
          ...(begun.includes(id) ? [fails ? 'fails' : 'done'] : []),
          ...(!begun.includes(id) && requests.length > concurrent + queue ? ['too-busy'] : []),
          ...(leaves ? ['client-gone'] : []),
        ]);
        requests.forEach((_, id) => expect(possible[id]).toContain(outcomes[id]));
        expect({ busy: gate.busy, waiting: gate.waiting }).toEqual({ busy: 0, waiting: 0 });
        expect(await gate.pass(new AbortController().signal, async () => 'free')).toBe('free');
      },
    ),
    { numRuns: 300 },
  );
});
