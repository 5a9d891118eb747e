/** How a streamed answer ended: `whole`, or why not: the client went away, or its source failed. */
export type StreamEnd = 'whole' | 'client-gone' | { readonly error: unknown };

/** An answer that is sent while it is made. */
export interface SentStream {
  /** Bytes that were given to the connection so far. */
  readonly bytes: number;
  readonly ended: Promise<StreamEnd>;
}
