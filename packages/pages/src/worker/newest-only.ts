import { DemoError } from '../demo-error.ts';

/** Does some work; it must end soon after the signal is aborted. */
export type Stoppable<T> = (signal: AbortSignal) => Promise<T>;

/**
 * One piece of work at a time: a newer one ends the one before, which rejects with an {@link DemoError} `cancelled`, and
 * begins once that has ended.
 *
 * @returns starts work; aborting the signal given with it ends that work alone
 */
export function newestOnly(): <T>(work: Stoppable<T>, signal?: AbortSignal) => Promise<T> {
  let last: { stop: AbortController; ended: Promise<unknown> } | undefined;
  const cancelled = () => new DemoError('cancelled', 'Cancelled.');
  return (work, signal) => {
    const before = last;
    before?.stop.abort(cancelled());
    const stop = new AbortController();
    const stopped = () => stop.abort(cancelled());
    if (signal?.aborted) stopped();
    signal?.addEventListener('abort', stopped, { once: true });
    const start = async () => {
      try {
        await before?.ended;
        stop.signal.throwIfAborted();
        return await work(stop.signal);
      } finally {
        signal?.removeEventListener('abort', stopped);
      }
    };
    const running = start();
    last = { stop, ended: running.catch(() => undefined) };
    return running;
  };
}
