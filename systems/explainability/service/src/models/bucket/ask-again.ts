import { setTimeout as sleep } from 'node:timers/promises';

interface AskAgainOptions {
  /** Whether another try may help. */
  readonly mayPass: (error: unknown) => boolean;
  readonly signal: AbortSignal;
  /** Waits so many milliseconds, or rejects when the signal is aborted. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** From 0 to 1: who failed at the same time does not come back at the same time. */
  readonly random?: () => number;
}

/** Milliseconds before the second, third, … try; each up to twice as long. */
const pauses = [250, 500, 1000, 2000, 4000];

/**
 * Does some work, and again after a while where that may help: six times at most, within 16 seconds and what the work
 * itself takes (exponential backoff with jitter).
 *
 * @throws what the last try threw; the reason of the signal
 */
export async function askAgain<Result>(
  work: () => Promise<Result>,
  {
    mayPass,
    signal,
    wait = (milliseconds, during) => sleep(milliseconds, null, { signal: during }),
    random = Math.random,
  }: AskAgainOptions,
): Promise<Result> {
  for (const pause of pauses) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error;
    }
    await wait(pause * (1 + random()), signal);
  }
  return work();
}
