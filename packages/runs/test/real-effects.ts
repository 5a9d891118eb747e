import { realClock, realDisk, realNetwork, realTerminal } from '@modelfolio/command-line/effects';
import { realDatabases } from '@modelfolio/project/databases';
import type { IngestEffects } from '../src/ingest/ingest-effects.ts';

/** The real disk, network and clock, and a terminal that nobody watches. */
export function realEffects(signal = new AbortController().signal): IngestEffects {
  return {
    ...realClock,
    ...realDisk(signal),
    ...realNetwork,
    ...realDatabases,
    ...realTerminal,
    print: () => undefined,
    note: () => undefined,
    progress: () => undefined,
    signal,
    workingFolder: process.cwd(),
  };
}
