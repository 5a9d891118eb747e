import type { Transaction } from '../database/database.ts';
import type { EnumName, Int64 } from '../interface/message-types.ts';
import { mlflowInterface } from '../interface/mlflow-interface.ts';
import { doesNotExist } from '../mlflow-error.ts';

/** A row of `logged_models`. */
export interface LoggedModelRow {
  readonly model_id: string;
  readonly experiment_id: Int64;
  readonly name: string;
  readonly artifact_location: string;
  readonly creation_timestamp_ms: Int64;
  readonly last_updated_timestamp_ms: Int64;
  readonly status: number;
  readonly lifecycle_stage: string | null;
  readonly model_type: string | null;
  readonly source_run_id: string | null;
  readonly status_message: string | null;
}

export const loggedModelColumns =
  'model_id, experiment_id, name, artifact_location, creation_timestamp_ms, last_updated_timestamp_ms, status, lifecycle_stage, model_type, source_run_id, status_message';

const statuses = mlflowInterface.enums['LoggedModelStatus' satisfies EnumName];
export type LoggedModelStatus = keyof typeof statuses;

/** The number that a status is kept as. */
export const statusNumber = (status: LoggedModelStatus): number => statuses[status];

const statusNames = new Map(Object.entries(statuses).map(([name, number]) => [number as number, name]));

/**
 * A logged model by its id.
 *
 * @param options `deleted`: whether it may be a deleted one (no)
 * @throws MlflowError where there is none
 */
export async function loggedModelBy(
  tx: Transaction,
  id: string,
  { deleted = false }: { readonly deleted?: boolean } = {},
): Promise<LoggedModelRow> {
  const found = await tx.first<LoggedModelRow>(
    `SELECT ${loggedModelColumns} FROM logged_models WHERE model_id = ?${deleted ? '' : " AND lifecycle_stage <> 'deleted'"}`,
    [id],
  );
  if (!found) throw doesNotExist(`Logged model with ID '${id}' not found.`);
  return found;
}

interface PairRow {
  readonly model_id: string;
  readonly key: string;
  readonly value: string;
}

interface MetricRow {
  readonly model_id: string;
  readonly metric_name: string;
  readonly metric_value: number | null;
  readonly metric_timestamp_ms: Int64;
  readonly metric_step: Int64;
  readonly run_id: string;
  readonly dataset_name: string | null;
  readonly dataset_digest: string | null;
}

/** Logged models as MLflow's JSON has them, in the order of the rows: with tags, params and all points of metrics. */
export async function toLoggedModels(tx: Transaction, rows: readonly LoggedModelRow[]): Promise<object[]> {
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map(({ model_id }) => model_id));
  const areTheirs = tx.isAnyOf('model_id');
  const pairs = async (what: 'tag' | 'param'): Promise<Map<string, PairRow[]>> =>
    byModel(
      await tx.all<PairRow>(
        `SELECT model_id, ${what}_key AS key, ${what}_value AS value FROM logged_model_${what}s
         WHERE ${areTheirs} ORDER BY model_id, ${what}_key`,
        [ids],
      ),
    );
  const [tags, params] = [await pairs('tag'), await pairs('param')];
  const metrics = byModel(
    await tx.all<MetricRow>(
      `SELECT model_id, metric_name, metric_value, metric_timestamp_ms, metric_step, run_id, dataset_name, dataset_digest
       FROM logged_model_metrics WHERE ${areTheirs}
       ORDER BY model_id, metric_timestamp_ms, metric_step, metric_name, run_id`,
      [ids],
    ),
  );
  return rows.map((row) => ({
    info: {
      model_id: row.model_id,
      experiment_id: String(row.experiment_id),
      name: row.name,
      creation_timestamp_ms: row.creation_timestamp_ms,
      last_updated_timestamp_ms: row.last_updated_timestamp_ms,
      artifact_uri: row.artifact_location,
      status: statusNames.get(row.status),
      model_type: row.model_type ?? undefined,
      source_run_id: row.source_run_id ?? undefined,
      status_message: row.status_message ?? undefined,
      tags: tags.get(row.model_id)?.map(toPair),
    },
    data: {
      params: params.get(row.model_id)?.map(toPair),
      metrics: metrics.get(row.model_id)?.map(toMetric),
    },
  }));
}

const toPair = ({ key, value }: PairRow): object => ({ key, value });

const toMetric = (row: MetricRow): object => ({
  key: row.metric_name,
  value: row.metric_value ?? undefined,
  timestamp: row.metric_timestamp_ms,
  step: row.metric_step,
  dataset_name: row.dataset_name || undefined,
  dataset_digest: row.dataset_digest || undefined,
  model_id: row.model_id,
  run_id: row.run_id,
});

const byModel = <Row extends { readonly model_id: string }>(rows: Row[]): Map<string, Row[]> =>
  Map.groupBy(rows, ({ model_id }) => model_id);
