/** What one request may take. */
export interface Limits {
  /** Bytes of a body. */
  readonly bodyBytes: number;
  /** Rows that one request may have predicted. */
  readonly predictedRows: number;
  /** Rows that one request may have explained. */
  readonly explainedRows: number;
  /** Rows that may stand for "not known". */
  readonly backgroundRows: number;
  /** Seconds until a request is given up. */
  readonly seconds: number;
  /** Requests that compute at the same time; more are told to come back. */
  readonly concurrent: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 1 << 20,
  predictedRows: 10_000,
  explainedRows: 100,
  backgroundRows: 1000,
  seconds: 30,
  concurrent: 4,
};
