/** What one request may take, in any service. */
export interface Limits {
  /** Bytes of a body. */
  readonly bodyBytes: number;
  /** Seconds until a request is given up. */
  readonly seconds: number;
  /** Requests that compute at the same time; more are told to come back. */
  readonly concurrent: number;
}

export const defaultLimits: Limits = { bodyBytes: 1 << 20, seconds: 30, concurrent: 4 };
