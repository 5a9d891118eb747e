import { Failure } from '@modelfolio/failures';
import { checkShape } from '@modelfolio/project/json-file';
import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { bareRun, type KnownOfRun } from '@modelfolio/schemas/bare-run';
import type { ListedRun } from './source.ts';

/**
 * A record of what is known: all else `null` or empty.
 *
 * @throws Failure `run-invalid`, naming `file` and the field that does not fit
 */
export function newRecord(known: KnownOfRun, file: string): RunRecord {
  // None of these formats keeps a status but by an event; what lies on disk was written by a run that ended.
  return checkShape(bareRun(known), runRecord, 'run-invalid', { file });
}

/**
 * Lists a run whose record is made at once. One that cannot be read is listed all the same, so that the others can
 * be taken without it.
 */
export async function listRun(
  id: string,
  fingerprint: string | null,
  make: () => RunRecord | Promise<RunRecord>,
): Promise<ListedRun> {
  try {
    const record = await make();
    const { experiment, name, startTime } = record;
    return {
      id: record.id,
      experiment,
      experimentId: null,
      name,
      startTime,
      fingerprint,
      load: async () => record,
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {
      id,
      experiment: '',
      experimentId: null,
      name: id,
      startTime: null,
      fingerprint: null,
      load: () => Promise.reject(error),
    };
  }
}
