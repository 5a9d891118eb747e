/** What one client may take of a server before it has sent a whole request. */
export interface ConnectionLimits {
  /** Connections at the same time; a request on one more is told to come back. */
  readonly connections: number;
  /** Seconds until the headers of a request have come. */
  readonly headerSeconds: number;
  /** Seconds until a whole request has come, from its first byte on. */
  readonly requestSeconds: number;
  /** Seconds that the body of an upload may stand still, which otherwise takes as long as it likes. */
  readonly stallSeconds: number;
  /** Seconds that a connection waits for a next request; less than a service has to end. */
  readonly keepAliveSeconds: number;
  /** Bytes of all headers together. */
  readonly headerBytes: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  connections: 4000,
  headerSeconds: 10,
  requestSeconds: 30,
  stallSeconds: 30,
  keepAliveSeconds: 5,
  headerBytes: 16_384,
};
