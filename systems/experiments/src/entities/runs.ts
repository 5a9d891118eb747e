import type { Transaction } from '../database/database.ts';
import type { Int64 } from '../interface/message-types.ts';
import { doesNotExist, invalidParameter } from '../mlflow-error.ts';
import { runInputs } from './run-inputs.ts';

/** A row of `runs`. */
export interface RunRow {
  readonly run_uuid: string;
  readonly name: string | null;
  readonly experiment_id: Int64;
  readonly user_id: string | null;
  readonly status: string;
  readonly start_time: Int64 | null;
  readonly end_time: Int64 | null;
  readonly artifact_uri: string | null;
  readonly lifecycle_stage: string;
}

export const runColumns =
  'run_uuid, name, experiment_id, user_id, status, start_time, end_time, artifact_uri, lifecycle_stage';

/** A run by its id. @throws MlflowError where there is none */
export async function runById(tx: Transaction, id: string): Promise<RunRow> {
  const found = await tx.first<RunRow>(`SELECT ${runColumns} FROM runs WHERE run_uuid = ?`, [id]);
  if (!found) throw doesNotExist(`Run with id=${id} not found`);
  return found;
}

/** A run that may be written to. @throws MlflowError where there is none, or it is deleted */
export async function activeRun(tx: Transaction, id: string): Promise<RunRow> {
  const run = await runById(tx, id);
  if (run.lifecycle_stage !== 'active')
    throw invalidParameter(
      `The run ${id} must be in the 'active' state. Current state is ${run.lifecycle_stage}.`,
    );
  return run;
}

/** `RunInfo` as MLflow's JSON has it. */
export function toRunInfo(row: RunRow): object {
  return {
    run_uuid: row.run_uuid,
    experiment_id: String(row.experiment_id),
    run_name: row.name ?? undefined,
    user_id: row.user_id ?? undefined,
    status: row.status,
    start_time: row.start_time ?? undefined,
    end_time: row.end_time || undefined,
    artifact_uri: row.artifact_uri || undefined,
    lifecycle_stage: row.lifecycle_stage,
    run_id: row.run_uuid,
  };
}

interface MetricRow {
  readonly run_uuid: string;
  readonly key: string;
  readonly value: number;
  readonly is_nan: number | boolean;
  readonly timestamp: Int64;
  readonly step: Int64;
}

interface TextRow {
  readonly run_uuid: string;
  readonly key: string;
  readonly value: string | null;
}

/** A value of a metric as JSON has it. */
export const metricValue = ({ value, is_nan }: Pick<MetricRow, 'value' | 'is_nan'>): number | 'NaN' =>
  is_nan ? 'NaN' : value;

/** Whole runs as MLflow's JSON has them, in the order of the rows. */
export async function toRuns(tx: Transaction, rows: readonly RunRow[]): Promise<object[]> {
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map(({ run_uuid }) => run_uuid));
  const isOneOfThem = tx.isAnyOf('run_uuid');
  const metrics = groupedByRun(
    await tx.all<MetricRow>(
      `SELECT run_uuid, key, value, is_nan, timestamp, step FROM latest_metrics WHERE ${isOneOfThem} ORDER BY run_uuid, key`,
      [ids],
    ),
  );
  const texts = async (table: string) =>
    groupedByRun(
      await tx.all<TextRow>(
        `SELECT run_uuid, key, value FROM ${table} WHERE ${isOneOfThem} ORDER BY run_uuid, key`,
        [ids],
      ),
    );
  const [params, tags] = [await texts('params'), await texts('tags')];
  const { inputs, outputs } = await runInputs(tx, ids);
  return rows.map((row) => {
    const own = row.run_uuid;
    return {
      info: toRunInfo(row),
      data: {
        metrics: metrics.get(own)?.map((each) => ({
          key: each.key,
          value: metricValue(each),
          timestamp: each.timestamp,
          step: each.step,
        })),
        params: params.get(own)?.map(toPair),
        tags: tags.get(own)?.map(toPair),
      },
      inputs: inputs.get(own) ?? {},
      outputs: outputs.get(own) ?? {},
    };
  });
}

const toPair = ({ key, value }: TextRow): object => ({ key, value: value ?? '' });

/** Rows that come in the order of their runs. */
const groupedByRun = <Row extends { readonly run_uuid: string }>(rows: Row[]): Map<string, Row[]> =>
  Map.groupBy(rows, ({ run_uuid }) => run_uuid);
