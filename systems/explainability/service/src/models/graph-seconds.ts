import type { Limits } from '../limits.ts';

/** Seconds that a graph may take to open or run, at least: a large one on a slow machine takes its time to open. */
const leastSeconds = 60;

/** Seconds that a graph may take to open or run: as long as a request, and longer where that is little. */
export function graphSeconds({ seconds }: Pick<Limits, 'seconds'>): number {
  return Math.max(leastSeconds, seconds);
}
