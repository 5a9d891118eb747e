/** Counts failed attempts to authenticate, by client. */
export interface FailureLimit {
  /**
   * Counts a failure.
   *
   * @returns seconds that the client has to wait; 0 while it is below the limit
   */
  count(client: string): number;
}

interface Options {
  /** Failures that a client may have in a window. */
  readonly most?: number;
  readonly windowMs?: number;
  /** Clients that are remembered; the one that began longest ago is forgotten first. */
  readonly clients?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Limits failed attempts to authenticate. A valid token is accepted all the same: 256 random bits cannot be guessed, and one
 * address may be that of a proxy with many clients behind it. What it bounds is noise.
 */
export function failureLimit({ most = 20, windowMs = 60_000, clients = 1000, now }: Options): FailureLimit {
  const windows = new Map<string, { since: number; failures: number }>();
  return {
    count(client) {
      const time = now();
      let window = windows.get(client);
      if (!window || time - window.since >= windowMs || time < window.since) {
        window = { since: time, failures: 0 };
        windows.delete(client);
        windows.set(client, window);
        const [oldest] = windows.keys();
        if (windows.size > clients && oldest !== undefined) windows.delete(oldest);
      }
      window.failures += 1;
      return window.failures <= most ? 0 : Math.max(1, Math.ceil((window.since + windowMs - time) / 1000));
    },
  };
}
