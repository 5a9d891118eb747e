import { runRecord, type RunRecord } from '@modelfolio/schemas';
import { toPointer } from '@modelfolio/project/json-pointer';
import { describeIssue } from '@modelfolio/project/zod-issue';
import { dataSource, rowsOf } from './dataset-source.ts';
import { restored } from './kept-in-tags.ts';
import { modelOutputs } from './model-outputs.ts';
import type { MlflowRun } from './mlflow-run.ts';
import { redactAddress } from '@modelfolio/redaction/redact-address';
import { textByKey } from './text-by-key.ts';
import { unreadable, type Place } from './unreadable.ts';

/** Number and name of each status, from MLflow's `RunStatus`. */
const STATUSES: Readonly<Record<string, RunRecord['status']>> = {
  1: 'running',
  2: 'scheduled',
  3: 'finished',
  4: 'failed',
  5: 'killed',
  RUNNING: 'running',
  SCHEDULED: 'scheduled',
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'killed',
};

/**
 * The record of a run that MLflow keeps. What MLflow does not know stays `null`, unless a tag of an imported run holds it.
 *
 * @throws RunsError `run-invalid`, naming store, run and field
 */
export function toRunRecord(run: MlflowRun, place: Place): RunRecord {
  const tag = (key: string): string | null => run.tags.find(([name]) => name === key)?.[1] || null;
  const repository = tag('mlflow.source.git.repoURL');
  const record: RunRecord = {
    schemaVersion: 1,
    id: run.runId,
    experiment: run.experiment,
    name: runName(run),
    parentRunId: tag('mlflow.parentRunId'),
    status: statusOf(run.status, run, place),
    startTime: instantOf(run.startTime, 'startTime', run, place),
    endTime: instantOf(run.endTime, 'endTime', run, place),
    params: textByKey(run.params),
    metrics: Object.fromEntries(
      run.histories.map(([key, { steps, values, timestamps }]) => [
        key,
        { value: values.at(-1) ?? 'NaN', step: steps.at(-1) ?? null, timestamp: timestamps?.at(-1) ?? null },
      ]),
    ),
    histories: Object.fromEntries(run.histories),
    tags: textByKey(run.tags),
    datasets: run.datasets.map((dataset) => ({
      name: dataset.name,
      digest: dataset.digest || null,
      role: dataset.context || null,
      source: dataSource(dataset.source),
      rows: rowsOf(dataset.profile),
    })),
    artifacts: [...run.artifacts],
    models: modelOutputs(run),
    source: {
      repository: repository === null ? null : redactAddress(repository),
      commit: tag('mlflow.source.git.commit') ?? (run.sourceVersion || null),
      dirty: null,
      entryPoint: tag('mlflow.project.entryPoint') ?? tag('mlflow.source.name') ?? (run.sourceName || null),
      command: null,
    },
    environment: { runtime: null, packages: {}, lockfileSha256: null, hardware: null },
    origin: { tracker: place.tracker, location: redactAddress(place.location), externalId: run.runId },
  };
  check(record, place);
  return restored(record, run.tags);
}

/** The name a run is listed by: its own, or its id where it has none. */
export function runName(run: Pick<MlflowRun, 'name' | 'tags' | 'runId'>): string {
  return run.name || run.tags.find(([key]) => key === 'mlflow.runName')?.[1] || run.runId;
}

/** @throws RunsError `run-invalid` when no date is that many milliseconds from 1970 */
export function instantOf(
  milliseconds: string | number | null,
  field: string,
  { runId }: Pick<MlflowRun, 'runId'>,
  place: Place,
): string | null {
  if (milliseconds === null || milliseconds === '') return null;
  const date = new Date(Number(milliseconds));
  // Years of five digits have a form of their own that few readers know.
  if (!(date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999))
    throw unreadable(place, runId, field, `expected milliseconds since 1970, received ${milliseconds}`);
  return date.toISOString();
}

function statusOf(status: string | null, run: MlflowRun, place: Place): RunRecord['status'] {
  // MLflow takes a file without a status for a run that has only begun.
  const known = STATUSES[status ?? 'RUNNING'];
  if (known) return known;
  throw unreadable(
    place,
    run.runId,
    'status',
    `expected RUNNING, SCHEDULED, FINISHED, FAILED or KILLED, received ${status}`,
  );
}

/** Histories are built of checked numbers and would take longest, so they are left out. */
function check(record: RunRecord, place: Place): void {
  const result = runRecord.safeParse({ ...record, histories: {} });
  const issue = result.error?.issues[0];
  if (issue)
    throw unreadable(place, record.id, toPointer(issue.path), describeIssue(issue, record), result.error);
}
