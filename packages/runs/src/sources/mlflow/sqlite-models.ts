import type { StatementSync } from 'node:sqlite';
import { storedValue } from './metric-points.ts';
import type { KeyValues, MlflowModel, MlflowModelMetric } from './mlflow-run.ts';
import { loggedModelStatus } from './logged-model-status.ts';
import type { Database } from './sqlite-database.ts';
import { textOf } from './text-of.ts';

/** The LoggedModels of a store; a store of before MLflow 3 has none. */
export class SqliteModels {
  readonly #database: Database;
  readonly #ofRuns: readonly StatementSync[];
  readonly #state: StatementSync | null;
  readonly #model: StatementSync | null;
  readonly #params: StatementSync | null;
  readonly #tags: StatementSync | null;
  readonly #metrics: StatementSync | null;

  constructor(database: Database) {
    this.#database = database;
    const has = (table: string): boolean => database.columns(table).has('model_id');
    const linked = has('logged_models') && database.columns('inputs').has('destination_id');
    const wanted = '(SELECT run_uuid FROM runs WHERE rowid > ? AND rowid <= ?)';
    const active = `COALESCE(${database.column('logged_models', 'lifecycle_stage')}, 'active') = 'active'`;
    this.#ofRuns = has('logged_models')
      ? [
          `SELECT source_run_id, model_id FROM logged_models WHERE ${active} AND source_run_id IN ${wanted} ORDER BY creation_timestamp_ms, model_id`,
          ...(linked
            ? [
                `SELECT inputs.source_id, model_id FROM inputs JOIN logged_models ON model_id = inputs.destination_id
                 WHERE inputs.source_type = 'RUN_OUTPUT' AND inputs.destination_type = 'MODEL_OUTPUT'
                   AND ${active} AND inputs.source_id IN ${wanted} ORDER BY creation_timestamp_ms, model_id`,
              ]
            : []),
        ].map((sql) => database.prepare(sql))
      : [];
    const step = database.columns('inputs').has('step')
      ? `(SELECT step FROM inputs WHERE source_type = 'RUN_OUTPUT' AND source_id = ? AND destination_type = 'MODEL_OUTPUT' AND destination_id = model_id)`
      : '(SELECT NULL WHERE ? IS NULL)';
    this.#model = has('logged_models')
      ? database.prepare(
          `SELECT ${['name', 'artifact_location', 'status'].map((name) => database.text('logged_models', name)).join(', ')}, ${step} FROM logged_models WHERE model_id = ?`,
        )
      : null;
    const prepareFor = (table: string, columns: string): StatementSync | null =>
      has(table)
        ? database.prepare(`SELECT ${columns} FROM ${table} WHERE model_id = ? ORDER BY 1, 2`)
        : null;
    this.#params = prepareFor('logged_model_params', 'param_key, param_value');
    this.#tags = prepareFor('logged_model_tags', 'tag_key, tag_value');
    this.#metrics = prepareFor(
      'logged_model_metrics',
      'metric_name, metric_step, metric_timestamp_ms, metric_value, dataset_name, dataset_digest',
    );
    const joined = (table: string, key: string, value: string): string =>
      has(table)
        ? `(SELECT group_concat(${key} || char(31) || ${value}, char(30)) FROM ${table} WHERE ${table}.model_id = logged_models.model_id)`
        : 'NULL';
    this.#state = has('logged_models')
      ? database.prepare(
          `SELECT ${['model_id', 'name', 'artifact_location', 'status', 'last_updated_timestamp_ms'].map((name) => database.text('logged_models', name)).join(', ')},
             ${joined('logged_model_params', 'param_key', 'param_value')}, ${joined('logged_model_tags', 'tag_key', 'tag_value')},
             ${has('logged_model_metrics') ? '(SELECT max(rowid) FROM logged_model_metrics WHERE logged_model_metrics.model_id = logged_models.model_id)' : 'NULL'}
           FROM logged_models WHERE model_id = ?`,
        )
      : null;
  }

  /** Ids of the models of the runs in a range of row ids, by run. */
  ofRuns(after: number, last: number): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const statement of this.#ofRuns)
      for (const row of this.#database.rows(statement, after, last)) {
        const [runId, modelId] = row.map(textOf);
        if (!runId || !modelId) continue;
        const models = found.get(runId) ?? [];
        if (!models.includes(modelId)) found.set(runId, [...models, modelId]);
      }
    return found;
  }

  /** What changes when a model of these does. */
  state(modelIds: readonly string[]): unknown[] {
    const statement = this.#state;
    return statement ? modelIds.flatMap((id) => this.#database.rows(statement, id)) : [];
  }

  load(modelIds: readonly string[], runId: string): MlflowModel[] {
    return modelIds.flatMap((modelId) => {
      const row = this.#rows(this.#model, runId, modelId)[0];
      if (!row) return [];
      const [name, artifactLocation, status] = row.map(textOf);
      return {
        modelId,
        name: name ?? null,
        artifactLocation: artifactLocation ?? null,
        status: loggedModelStatus(status ?? null),
        step: typeof row[3] === 'number' ? row[3] : null,
        params: this.#keyValues(this.#params, modelId),
        tags: this.#keyValues(this.#tags, modelId),
        metrics: this.#rows(this.#metrics, modelId).map(toMetric),
      };
    });
  }

  #keyValues(statement: StatementSync | null, modelId: string): KeyValues {
    return this.#rows(statement, modelId).map(([key, value]) => [textOf(key) ?? '', textOf(value) ?? '']);
  }

  #rows(statement: StatementSync | null, ...values: string[]): unknown[][] {
    return statement ? this.#database.rows(statement, ...values) : [];
  }
}

function toMetric([key, step, timestamp, value, datasetName, datasetDigest]: unknown[]): MlflowModelMetric {
  return {
    key: textOf(key) ?? '',
    step: Number(step),
    timestamp: timestamp === null ? null : Number(timestamp),
    // Without a flag of its own: a NaN is stored as nothing.
    value: value === null ? NaN : storedValue(Number(value), false),
    datasetName: textOf(datasetName),
    datasetDigest: textOf(datasetDigest),
  };
}
