import type { Clock, Terminal } from './effects.ts';

/** Told of how much is done, and of how much there is where that is known. */
export type Progress = (done: number, all?: number | null) => void;

/** Milliseconds between two texts: more often nobody reads them, and each costs a write. */
const leastMs = 200;

/**
 * Shows how far a work has come, and how fast: `census: 2,000 of 10,000 rows, 512 a second`.
 *
 * @param what names the work
 * @param unit what is counted, e.g. `rows`
 */
export function countProgress(
  { elapsed, progress }: Pick<Clock, 'elapsed'> & Pick<Terminal, 'progress'>,
  what: string,
  unit: string,
): Progress {
  const start = elapsed();
  let last = -Infinity;
  return (done, all) => {
    const now = elapsed();
    if (now - last < leastMs) return;
    last = now;
    const rate = Math.round((1000 * done) / Math.max(1, now - start));
    progress(
      `${what}: ${counted(done)}${all == null ? '' : ` of ${counted(all)}`} ${unit}, ${counted(rate)} a second`,
    );
  };
}

const counted = (count: number): string => count.toLocaleString('en');

/** A time to wait, for a person: `12 s`, `5 min`, `1 h 20 min`. */
export function waitingTime(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
