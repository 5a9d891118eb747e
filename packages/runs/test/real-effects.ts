import { realClock, realDisk, realNetwork, realTerminal } from '@modelfolio/command-line/effects';
import type { IngestEffects } from '../src/ingest/ingest-effects.ts';

/** The real disk, network and clock, and a terminal that nobody watches. */
export function realEffects(signal = new AbortController().signal): IngestEffects {
  return {
    ...realClock,
    ...realDisk(signal),
    ...realNetwork,
    ...realTerminal,
    print: () => undefined,
    note: () => undefined,
    progress: () => undefined,
    signal,
    workingFolder: process.cwd(),
  };
}
