import { setTimeout as wait } from 'node:timers/promises';
import { start } from '../src/start.ts';

/** Nobody waits longer for it. */
const longest = 10_000;

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + longest;
  while (!holds() && Date.now() < end) await wait(5);
}

/** A program that does what it is told: `say`, `write` without end, `wait` for a signal, or `stay` deaf to it. */
await start(async () => async ([what = ''], signal) => {
  process.stdout.write(`${what}\n`);
  if (what === 'wait') await until(() => signal.aborted);
  if (what === 'stay') await until(() => false);
  if (what === 'write')
    await until(() => {
      process.stdout.write('x'.repeat(1 << 16));
      return false;
    });
  return signal.aborted ? 7 : 3;
});
