import type { GateOptions } from './gate.ts';

/** What one request may take, in any service. */
export interface Limits {
  /** Bytes of a body. */
  readonly bodyBytes: number;
  /** Seconds until a request is given up; waiting counts. */
  readonly seconds: number;
  /** Requests that compute at the same time in the lane of cheap work. */
  readonly concurrent: number;
  /** Requests that compute at the same time in the lane of dear work. */
  readonly dear: number;
  /** Requests that wait for a place in each lane; more are told to come back. */
  readonly queue: number;
  /** Seconds that one waits for a place. */
  readonly waitSeconds: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 1 << 20,
  seconds: 30,
  concurrent: 4,
  dear: 2,
  queue: 64,
  waitSeconds: 20,
};

/**
 * The lanes that a service has by default: `cheap` for what takes milliseconds, `dear` for what takes seconds.
 *
 * @param deadlineHint what to ask for instead, where a request took too long
 *
 * @example
 * const lanes = createLanes(lanesOf(limits));
 * const description = openApiOf(endpoints, { ...words, lanes: lanesOf(limits) });
 */
export function lanesOf(
  { concurrent, dear, queue, seconds, waitSeconds }: Limits,
  deadlineHint?: string,
): Record<'cheap' | 'dear', GateOptions> {
  const both = { queue, seconds, waitSeconds, deadlineHint };
  return { cheap: { ...both, concurrent }, dear: { ...both, concurrent: dear } };
}
