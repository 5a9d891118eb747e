import type { RunRecord } from './run-record.ts';

/** What every tracker knows of a run. */
export type KnownOfRun = Pick<RunRecord, 'id' | 'experiment' | 'name' | 'origin'> & Partial<RunRecord>;

/**
 * A run of which nothing else is known: all but what is given is `null` or empty, and it is over.
 *
 * @example
 * bareRun({ id: '1', experiment: 'penguins', name: 'forest', origin, metrics: { accuracy } }).params; // {}
 */
export function bareRun(known: KnownOfRun): RunRecord {
  return {
    schemaVersion: 1,
    parentRunId: null,
    status: 'finished',
    startTime: null,
    endTime: null,
    params: {},
    metrics: {},
    histories: {},
    tags: {},
    datasets: [],
    artifacts: [],
    models: [],
    source: { repository: null, commit: null, dirty: null, entryPoint: null, command: null },
    environment: { runtime: null, packages: {}, lockfileSha256: null, hardware: null },
    ...known,
  };
}
