import { fromNumber } from '@modelfolio/schemas';
import type { SQLInputValue } from 'node:sqlite';
import { modelStatus, type MlflowModel } from './mlflow-run.ts';
import type { ReadOnlyDatabase } from './sqlite-database.ts';

export type ModelReader = (run: string) => MlflowModel[];
type Registration = MlflowModel['registrations'][number];

/** Reads the models of a run: MLflow 3's logged models, and registered versions, which older stores have alone. */
export function readModels(database: ReadOnlyDatabase): ModelReader {
  const logged = loggedReader(database);
  const versions = versionReader(database);
  return (run) => {
    const models = logged(run);
    for (const { source, registration } of versions(run)) {
      // `models:/m-…`, the model's own folder, or `runs:/<id>/path`, depending on the version that registered it.
      const model = models.find(({ modelId, path }) => source.includes(modelId) || source === path);
      if (model) model.registrations.push(registration);
      else
        models.push({
          ...emptyModel(`${registration.name}:${registration.version}`),
          path: source,
          registrations: [registration],
        });
    }
    return models;
  };
}

function emptyModel(modelId: string): MlflowModel {
  return {
    modelId,
    path: null,
    step: null,
    name: null,
    status: null,
    params: {},
    tags: {},
    metrics: [],
    registrations: [],
  };
}

function loggedReader(database: ReadOnlyDatabase): ModelReader {
  if (!database.has('logged_models')) return () => [];
  const step = database.has('inputs')
    ? `(SELECT max(step) FROM inputs WHERE destination_type = 'MODEL_OUTPUT' AND destination_id = m.model_id)`
    : 'NULL';
  const models = database.prepare(
    `SELECT m.model_id, m.artifact_location, ${step}, m.name, m.status FROM logged_models m
     WHERE m.source_run_id = ? AND m.lifecycle_stage IS NOT 'deleted' ORDER BY m.creation_timestamp_ms, m.model_id`,
  );
  const find = (table: string, sql: string) => (database.has(table) ? database.prepare(sql) : () => []);
  const params = find(
    'logged_model_params',
    'SELECT param_key, param_value FROM logged_model_params WHERE model_id = ? ORDER BY param_key',
  );
  const tags = find(
    'logged_model_tags',
    'SELECT tag_key, tag_value FROM logged_model_tags WHERE model_id = ? ORDER BY tag_key',
  );
  const metrics = find(
    'logged_model_metrics',
    `SELECT metric_name, metric_value, metric_step, metric_timestamp_ms, dataset_name, dataset_digest
     FROM logged_model_metrics WHERE model_id = ? ORDER BY metric_name, metric_step, metric_timestamp_ms`,
  );
  return (run) =>
    models(run).map(([id, path, at, name, status]) => ({
      ...emptyModel(String(id)),
      path: text(path),
      step: at === null || at === undefined ? null : Number(at),
      name: text(name),
      status: modelStatus(status === null || status === undefined ? null : String(status)),
      params: pairs(params(String(id))),
      tags: pairs(tags(String(id))),
      metrics: metrics(String(id)).map(([key, value, metricStep, timestamp, dataset, digest]) => ({
        key: String(key),
        value: fromNumber(value === null ? Number.NaN : Number(value)),
        step: Number(metricStep),
        timestamp: Number(timestamp),
        dataset: text(dataset) === null ? null : { name: String(dataset), digest: text(digest) },
      })),
    }));
}

interface Version {
  source: string;
  registration: Registration;
}

function versionReader(database: ReadOnlyDatabase): (run: string) => Version[] {
  if (!database.has('model_versions')) return () => [];
  const versions = database.prepare(
    'SELECT name, version, current_stage, source FROM model_versions WHERE run_id = ? ORDER BY name, version',
  );
  const aliases = database.has('registered_model_aliases')
    ? database.prepare(
        'SELECT alias FROM registered_model_aliases WHERE name = ? AND version = ? ORDER BY alias',
      )
    : () => [];
  return (run) =>
    versions(run)
      .filter(([, , stage]) => stage !== 'Deleted_Internal')
      .map(([name, version, stage, source]) => ({
        source: text(source) ?? '',
        registration: {
          name: String(name),
          version: String(version),
          stage: stage === 'None' ? null : text(stage),
          aliases: aliases(name ?? null, version ?? null).map(([alias]) => String(alias)),
        },
      }));
}

function pairs(rows: readonly SQLInputValue[][]): Record<string, string> {
  return Object.fromEntries(rows.map(([key, value]) => [String(key), text(value) ?? '']));
}

function text(value: SQLInputValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
