import { loggedModelStatus } from '@modelfolio/runs/sources/mlflow/logged-model-status';
import { storedValue } from '@modelfolio/runs/sources/mlflow/metric-points';
import type {
  MlflowModel,
  MlflowModelMetric,
  MlflowVersion,
} from '@modelfolio/runs/sources/mlflow/mlflow-run';
import type { Transaction } from '../database/database.ts';

interface ModelRow {
  readonly model_id: string;
  readonly name: string | null;
  readonly artifact_location: string | null;
  readonly status: number | string | null;
  readonly step: number | string | null;
}

/** The logged models of a run, those that it only names as its outputs last. */
export async function readModels(tx: Transaction, runId: string): Promise<MlflowModel[]> {
  const rows = await tx.all<ModelRow>(
    `SELECT model_id, name, artifact_location, status,
       (SELECT step FROM inputs WHERE source_type = 'RUN_OUTPUT' AND source_id = ? AND destination_type = 'MODEL_OUTPUT'
          AND destination_id = model_id) AS step
     FROM logged_models
     WHERE COALESCE(lifecycle_stage, 'active') = 'active' AND (source_run_id = ? OR model_id IN (
       SELECT destination_id FROM inputs
       WHERE source_type = 'RUN_OUTPUT' AND source_id = ? AND destination_type = 'MODEL_OUTPUT'))
     ORDER BY CASE WHEN source_run_id = ? THEN 0 ELSE 1 END, creation_timestamp_ms, model_id`,
    [runId, runId, runId, runId],
  );
  const models: MlflowModel[] = [];
  for (const { model_id: modelId, name, artifact_location, status, step } of rows)
    models.push({
      modelId,
      name,
      artifactLocation: artifact_location,
      status: loggedModelStatus(status === null ? null : String(status)),
      step: step === null ? null : Number(step),
      params: await pairs(tx, 'logged_model_params', 'param', modelId),
      tags: await pairs(tx, 'logged_model_tags', 'tag', modelId),
      metrics: await metrics(tx, modelId),
    });
  return models;
}

async function pairs(
  tx: Transaction,
  table: 'logged_model_params' | 'logged_model_tags',
  kind: 'param' | 'tag',
  modelId: string,
): Promise<[string, string][]> {
  const rows = await tx.all<{ key: string; value: string | null }>(
    `SELECT ${kind}_key AS key, ${kind}_value AS value FROM ${table} WHERE model_id = ?`,
    [modelId],
  );
  return rows
    .map(({ key, value }): [string, string] => [key, value ?? ''])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

async function metrics(tx: Transaction, modelId: string): Promise<MlflowModelMetric[]> {
  const rows = await tx.all<{
    key: string;
    value: number | null;
    step: number | string;
    timestamp: number | string | null;
    dataset_name: string | null;
    dataset_digest: string | null;
  }>(
    `SELECT metric_name AS key, metric_value AS value, metric_step AS step, metric_timestamp_ms AS timestamp, dataset_name, dataset_digest
     FROM logged_model_metrics WHERE model_id = ? ORDER BY metric_name, metric_step`,
    [modelId],
  );
  return rows.map(({ key, value, step, timestamp, dataset_name, dataset_digest }) => ({
    key,
    // Without a flag of its own: a NaN is stored as nothing.
    value: value === null ? NaN : storedValue(value, false),
    step: Number(step),
    timestamp: timestamp === null ? null : Number(timestamp),
    datasetName: dataset_name,
    datasetDigest: dataset_digest,
  }));
}

/** Every version of every registered model: a registry is small beside the runs. */
export async function readVersions(tx: Transaction): Promise<MlflowVersion[]> {
  const aliases = await tx.all<{ name: string; version: number | string; alias: string }>(
    `SELECT name, version, alias FROM registered_model_aliases WHERE workspace = 'default'`,
  );
  const aliasesOf = Map.groupBy(aliases, ({ name, version }) => `${version}/${name}`);
  const rows = await tx.all<{
    name: string;
    version: number | string;
    run_id: string | null;
    source: string | null;
    current_stage: string | null;
  }>(
    `SELECT name, version, run_id, source, current_stage FROM model_versions WHERE workspace = 'default' ORDER BY name, version`,
  );
  return rows.map(({ name, version, run_id, source, current_stage }) => ({
    name,
    version: String(version),
    runId: run_id,
    modelId: null,
    source,
    stage: current_stage,
    aliases: (aliasesOf.get(`${version}/${name}`) ?? []).map(({ alias }) => alias),
  }));
}
