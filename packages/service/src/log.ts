import type { LogEntry } from './request-log.ts';

/** Writes lines of a log; those that cannot be written are dropped and counted. */
export interface Log {
  (entry: LogEntry): void;
  /** Lines that were not written. */
  readonly dropped: () => number;
}

/** What a log is written to: a part of Node's `Writable`. */
export interface LogStream {
  write(text: string, done: (error?: Error | null) => void): unknown;
  /** Bytes that wait to be written. */
  readonly writableLength: number;
  removeAllListeners(event: 'error'): unknown;
  on(event: 'error', listener: () => void): unknown;
}

/** Bytes that may wait to be written where the reader is slow. */
const mostBytes = 1 << 20;

/**
 * A log of JSON lines that never stops a service: neither a full disk nor a closed or stalled pipe does more than lose
 * lines, and what waits to be written takes no more than a mebibyte.
 *
 * @param stream the log owns it: what ends a program of commands when nobody reads its output must not end a service
 *
 * @example
 * const log = createLog(process.stdout);
 * log({ severity: 'INFO', message: 'ready' });
 */
export function createLog(stream: LogStream): Log {
  let dropped = 0;
  const count = (error?: Error | null): void => {
    if (error) dropped += 1;
  };
  stream.removeAllListeners('error');
  stream.on('error', () => {});
  const log = (entry: LogEntry): void => {
    if (stream.writableLength >= mostBytes) dropped += 1;
    else stream.write(`${JSON.stringify(entry)}\n`, count);
  };
  return Object.assign(log, { dropped: () => dropped });
}
