import type { ProgramEffects } from '@modelfolio/command-line';

/** All that the program may do to the world, besides what the service itself does. */
export interface Effects extends ProgramEffects {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborted when the program is to end. */
  readonly ending: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
}

/** The real terminal, environment and clock. */
export function realEffects(ending: AbortSignal): Effects {
  return {
    environment: process.env,
    ending,
    print: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
    now: () => Date.now(),
  };
}
