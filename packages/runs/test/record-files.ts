import type { RunRecord } from '@modelfolio/schemas';
import { bareRun } from '@modelfolio/schemas/bare-run';
import { folderOf } from './read-store.ts';

/** A run record that names no model. */
export const recordOf = (words: Partial<RunRecord> = {}): RunRecord =>
  bareRun({
    id: 'linear',
    experiment: 'trials',
    name: 'linear model',
    startTime: '2026-11-23T10:00:00.000Z',
    endTime: '2026-11-23T10:01:00.000Z',
    params: { depth: 3 },
    metrics: { accuracy: { value: 0.9, step: 1, timestamp: null } },
    histories: { accuracy: { steps: [0, 1], values: [0.5, 0.9], timestamps: null } },
    origin: { tracker: 'run-record', location: null, externalId: null },
    ...words,
  });

/** A folder of its own for the running test with such records, each with its words, named in their order. */
export function storeOf(...runs: Partial<RunRecord>[]): string {
  const files = runs.map((words, at): [string, string] => [
    `${String(at).padStart(4, '0')}.json`,
    JSON.stringify(recordOf(words)),
  ]);
  return folderOf(Object.fromEntries(files));
}
