import { Session, type Profiler } from 'node:inspector';

const worker = (globalThis as Record<string, unknown>)['__vitest_worker__'];
if (!(worker as { config: { isolate: boolean } }).config.isolate)
  throw new Error(
    'countWork needs a process of its own: name the room among those that count in vitest.config.ts',
  );

// V8 counts the turns of a loop only in functions that it compiles after it was told to count: here, as a test file is
// loaded, before its tests call anything.
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How much JavaScript a call runs: how often its functions, loops and branches are entered, by V8's own count. Unlike time
 * it is the same on each machine, however busy, so a test may hold it to a bound. What built-in functions do inside
 * (sorting, searching in text, regular expressions) counts as nothing.
 *
 * @param call runs to its end at once: what follows a promise is not counted
 *
 * @example
 * // Twice the rows, twice the work.
 * expect(countWork(() => ranks(twice))).toBeLessThan(2.2 * countWork(() => ranks(once)));
 */
export function countWork(call: () => unknown): number {
  // Taking the counts sets them back to 0.
  takeCounts();
  call();
  return takeCounts();
}

function takeCounts(): number {
  let steps = Number.NaN;
  // Within one thread the answer is there before post returns.
  session.post('Profiler.takePreciseCoverage', (error, taken) => {
    if (error) throw error;
    steps = stepsOf(taken);
  });
  return steps;
}

function stepsOf({ result }: Profiler.TakePreciseCoverageReturnType): number {
  let steps = 0;
  for (const { url, functions } of result) {
    if (url.startsWith('node:') || url === import.meta.url) continue;
    for (const { ranges } of functions) for (const { count } of ranges) steps += count;
  }
  return steps;
}
