import { addAbortSignal } from 'node:stream';
import {
  realClock,
  realDisk,
  realTerminal,
  type Clock,
  type DiskReading,
  type DiskWriting,
  type Interruption,
  type Terminal,
} from '@modelfolio/command-line/effects';
import { shellWords } from '@modelfolio/command-line/shell-words';
import { thisMachine } from '@modelfolio/measuring/this-machine';
import { realDatabases, type Databases } from '@modelfolio/project/databases';
import type { Report } from '@modelfolio/schemas';
import { realStoreEffects, type StoreEffects } from '../store/store-effects.ts';
import { realStreamEffects, type StreamEffects } from '../streaming/stream-effects.ts';

/** All that a command may do to the world. Tests pass others; nothing is mocked. */
export interface Effects
  extends
    Pick<Clock, 'now'>,
    Pick<Databases, 'openDatabase'>,
    Pick<DiskReading, 'readFile' | 'kindOf' | 'realPath'>,
    Pick<DiskWriting, 'writeFile'>,
    Interruption,
    Terminal {
  /** What was typed, e.g. `features fit people.csv`: it is recorded with what it made. */
  readonly commandLine: string;
  /** Reading and writing tables. */
  readonly streams: StreamEffects;
  /** The data store. */
  readonly store: StoreEffects;
  /** What it runs on, for reports. */
  environment(): Report['environment'];
}

/** The real disk, terminal and clock. */
export function realEffects(signal = new AbortController().signal): Effects {
  return {
    ...realClock,
    ...realDatabases,
    ...realDisk(signal),
    ...realTerminal,
    signal,
    commandLine: shellWords(['features', ...process.argv.slice(2)]),
    streams: {
      ...realStreamEffects,
      // Whoever waits for its end can be interrupted. Where nobody reads yet, the first to read is told.
      standardInput: () => addAbortSignal(signal, process.stdin).on('error', () => undefined),
    },
    store: realStoreEffects,
    environment: () => ({ ...thisMachine(null), packages: {} }),
  };
}
