import { realClock, realTerminal, type Clock, type Terminal } from '@modelfolio/command-line/effects';
import type { LogStream } from '@modelfolio/service/log';

/** All that the program may do to the world, besides what the server itself does. */
export interface Effects extends Pick<Clock, 'now'>, Terminal {
  /** What the log is written to. */
  readonly out: LogStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the program is to end: that is no interruption. */
  readonly ending: AbortSignal;
}

/** The real terminal, environment and clock. */
export function realEffects(ending: AbortSignal): Effects {
  return { ...realClock, ...realTerminal, out: process.stdout, environment: process.env, ending };
}
