import { historyOf } from '@modelfolio/runs/sources/mlflow/history';
import { storedValue } from '@modelfolio/runs/sources/mlflow/metric-points';
import type { MlflowDataset, MlflowPoint, MlflowRun } from '@modelfolio/runs/sources/mlflow/mlflow-run';
import type { MetricHistory } from '@modelfolio/schemas';
import { Failure } from '@modelfolio/failures';
import type { Transaction } from '../database/database.ts';

/** A run as the database lists it. */
export interface StoredRun extends Pick<
  MlflowRun,
  'runId' | 'experiment' | 'name' | 'status' | 'startTime' | 'endTime' | 'sourceName' | 'sourceVersion'
> {
  readonly experimentId: string;
  readonly artifactUri: string | null;
  readonly isDeleted: boolean;
}

interface RunRow {
  readonly run_uuid: string;
  readonly experiment: string;
  readonly experiment_id: number | string;
  readonly name: string | null;
  readonly status: string | null;
  readonly start_time: number | string | null;
  readonly end_time: number | string | null;
  readonly source_name: string | null;
  readonly source_version: string | null;
  readonly artifact_uri: string | null;
  readonly stages: string;
}

const columns = `runs.run_uuid, experiments.name AS experiment, runs.experiment_id, runs.name, runs.status, runs.start_time,
  runs.end_time, runs.source_name, runs.source_version, runs.artifact_uri,
  COALESCE(runs.lifecycle_stage, 'active') || ' ' || COALESCE(experiments.lifecycle_stage, 'active') AS stages`;
const tables = 'runs JOIN experiments ON experiments.experiment_id = runs.experiment_id';

/** All runs that are not deleted, in the order of their ids. */
export async function activeRuns(tx: Transaction): Promise<StoredRun[]> {
  const rows = await tx.all<RunRow>(`SELECT ${columns} FROM ${tables} ORDER BY runs.run_uuid`);
  return rows.map(toStoredRun).filter(({ isDeleted }) => !isDeleted);
}

/** A run, deleted or not; `null` where there is none. */
export async function storedRun(tx: Transaction, id: string): Promise<StoredRun | null> {
  const row = await tx.first<RunRow>(`SELECT ${columns} FROM ${tables} WHERE runs.run_uuid = ?`, [id]);
  return row ? toStoredRun(row) : null;
}

function toStoredRun(row: RunRow): StoredRun {
  return {
    runId: row.run_uuid,
    experiment: row.experiment,
    experimentId: String(row.experiment_id),
    name: row.name,
    status: row.status,
    startTime: row.start_time,
    endTime: row.end_time,
    sourceName: row.source_name,
    sourceVersion: row.source_version,
    artifactUri: row.artifact_uri,
    isDeleted: row.stages !== 'active active',
  };
}

/**
 * All that the tables of a run say, besides its models and files.
 *
 * @throws Failure `run-invalid` for numbers that a record cannot hold
 */
export async function readRun(
  tx: Transaction,
  run: StoredRun,
): Promise<Omit<MlflowRun, 'models' | 'versions' | 'artifacts'>> {
  return {
    ...run,
    params: await pairs(tx, 'params', run.runId),
    tags: await pairs(tx, 'tags', run.runId),
    histories: await histories(tx, run.runId),
    datasets: await datasets(tx, run.runId),
  };
}

async function pairs(tx: Transaction, table: 'params' | 'tags', runId: string): Promise<[string, string][]> {
  const rows = await tx.all<{ key: string; value: string | null }>(
    `SELECT key, value FROM ${table} WHERE run_uuid = ?`,
    [runId],
  );
  return rows.map(({ key, value }): [string, string] => [key, value ?? '']).toSorted(byKey);
}

// By code unit, not by the locale of the database: the order reaches files.
const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

async function histories(tx: Transaction, runId: string): Promise<[string, MetricHistory][]> {
  const rows = await tx.all<{
    key: string;
    value: number;
    is_nan: number | boolean | null;
    timestamp: number | bigint | string;
    step: number | bigint | string;
  }>('SELECT key, value, is_nan, timestamp, step FROM metrics WHERE run_uuid = ?', [runId]);
  const points = new Map<string, MlflowPoint[]>();
  for (const { key, value, is_nan, ...place } of rows) {
    const [step, timestamp] = [Number(place.step), Number(place.timestamp)];
    if (!Number.isSafeInteger(step) || !Number.isSafeInteger(timestamp))
      throw new Failure(
        'run-invalid',
        `a record holds whole numbers below 2^53 as step and time, the run has step ${place.step} at ${place.timestamp}`,
        { field: `run ${runId}: metric ${key}` },
      );
    const point = { step, timestamp, value: storedValue(value, Boolean(is_nan)) };
    const known = points.get(key);
    if (known) known.push(point);
    else points.set(key, [point]);
  }
  return Array.from(points, ([key, own]): [string, MetricHistory] => [key, historyOf(own)]).toSorted(byKey);
}

async function datasets(tx: Transaction, runId: string): Promise<MlflowDataset[]> {
  // As they were logged, where the database tells it.
  const order = tx.dialect === 'sqlite' ? 'inputs.rowid' : 'datasets.name, datasets.digest';
  return tx.all<MlflowDataset>(
    `SELECT datasets.name, datasets.digest, datasets.dataset_source AS source, datasets.dataset_profile AS profile,
       (SELECT value FROM input_tags WHERE input_tags.input_uuid = inputs.input_uuid AND input_tags.name = 'mlflow.data.context') AS context
     FROM inputs JOIN datasets ON datasets.dataset_uuid = inputs.source_id
     WHERE inputs.destination_type = 'RUN' AND inputs.destination_id = ? AND inputs.source_type = 'DATASET'
     ORDER BY ${order}`,
    [runId],
  );
}
