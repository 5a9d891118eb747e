import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { toPointer } from '../json-pointer.ts';
import { ModelfolioError } from '../modelfolio-error.ts';
import { describeIssue } from '../zod-issue.ts';
import type { ListedRun } from './source.ts';

/** What every tracker knows of a run; the rest is unknown until said. */
export type KnownFields = Pick<RunRecord, 'id' | 'experiment' | 'name' | 'origin'> & Partial<RunRecord>;

/**
 * A record of what is known: all else `null` or empty.
 *
 * @throws ModelfolioError `run-invalid`, naming `file` and the field that does not fit
 */
export function newRecord(known: KnownFields, file: string): RunRecord {
  const record = {
    schemaVersion: 1,
    parentRunId: null,
    // None of these formats keeps a status but by an event; what lies on disk was written by a run that ended.
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
  const result = runRecord.safeParse(record);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ModelfolioError('run-invalid', issue ? describeIssue(issue, record) : 'does not fit its schema', {
    file,
    field: toPointer(issue?.path ?? []) || undefined,
    cause: result.error,
  });
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
    if (!(error instanceof ModelfolioError)) throw error;
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
