import type { StatementSync } from 'node:sqlite';
import { RunsError } from '../../runs-error.ts';
import { sha256Of } from '@modelfolio/project';
import type { KeyValues, MlflowDataset, MlflowRun } from './mlflow-run.ts';
import type { PackedHistories } from './packed-histories.ts';
import type { Database } from './sqlite-database.ts';
import { SqliteMetrics } from './sqlite-metrics.ts';
import { SqliteModels } from './sqlite-models.ts';
import { SqliteVersions } from './sqlite-versions.ts';
import { textOf } from './text-of.ts';
import { unreadable, type Place } from './unreadable.ts';

/** Runs listed at a time: few enough to hold, enough to make a query worth it. */
const PAGE = 500;

/** A row of `runs` with its experiment's name. */
export interface SqliteRun extends Pick<
  MlflowRun,
  'runId' | 'experiment' | 'name' | 'status' | 'startTime' | 'endTime' | 'sourceName' | 'sourceVersion'
> {
  readonly tags: KeyValues;
  readonly experimentId: string | null;
  readonly artifactUri: string | null;
  readonly modelIds: readonly string[];
  readonly fingerprint: string | null;
}

/** Some of a store's runs, and the row of the last one. */
export interface SqlitePage {
  readonly runs: readonly SqliteRun[];
  readonly last: number | null;
}

/** What a list does not show of a run. */
export interface SqliteDetails extends Pick<
  MlflowRun,
  'params' | 'tags' | 'datasets' | 'models' | 'versions'
> {
  readonly histories: PackedHistories;
}

/** The active runs of a store, in the order they were made. */
export class SqliteRuns {
  readonly #database: Database;
  readonly #place: Place;
  readonly #page: StatementSync;
  readonly #params: StatementSync;
  readonly #tags: StatementSync;
  readonly #datasets: StatementSync | null;
  readonly #metrics: SqliteMetrics;
  readonly #models: SqliteModels;
  readonly #versions: SqliteVersions;

  /** @throws RunsError `source-unreadable` when the database is not MLflow's */
  constructor(database: Database, place: Place) {
    this.#database = database;
    this.#place = place;
    for (const table of ['experiments', 'runs', 'params', 'tags', 'metrics'])
      if (database.columns(table).size === 0)
        throw new RunsError(
          'source-unreadable',
          `a SQLite database, but not one of MLflow: it has no table ${table}`,
          {
            file: place.location,
            hint: 'give the file that MLflow writes, usually mlflow.db',
          },
        );
    this.#metrics = new SqliteMetrics(database, place);
    this.#models = new SqliteModels(database);
    this.#versions = new SqliteVersions(database);
    this.#page = database.prepare(pageSql(database));
    this.#params = database.prepare(keyValueSql(database, 'params'));
    this.#tags = database.prepare(keyValueSql(database, 'tags'));
    this.#datasets = datasetsStatement(database);
  }

  /**
   * Runs after a row, a page of them.
   *
   * @param after `last` of the page before; `null` for the first one
   * @returns `last` is `null` where no run is left
   * @throws RunsError `source-unreadable`
   */
  page(after: number | null): SqlitePage {
    const from = after ?? Number.MIN_SAFE_INTEGER;
    const rows = this.#database.rows(this.#page, from, PAGE);
    const last = rows.at(-1)?.[0];
    if (typeof last !== 'number') return { runs: [], last: null };
    const models = this.#models.ofRuns(from, last);
    return { runs: rows.map((row) => this.#toRun(row, models.get(textOf(row[1]) ?? '') ?? [])), last };
  }

  /** All that the database knows of a run besides. @throws RunsError `run-invalid` */
  details(runId: string, modelIds: readonly string[]): SqliteDetails {
    return {
      histories: this.#metrics.histories(runId),
      models: this.#read(runId, 'models', () => this.#models.load(modelIds, runId)),
      params: this.#read(runId, 'params', () => this.#keyValues(this.#params, runId)),
      tags: this.#read(runId, 'tags', () => this.#keyValues(this.#tags, runId)),
      datasets: this.#read(runId, 'datasets', () => this.#datasetsOf(runId)),
      versions: this.#versions.of([runId, ...modelIds]),
    };
  }

  #toRun(row: unknown[], modelIds: readonly string[]): SqliteRun {
    const [, id, name, status, start, end, sourceName, version, uri, experimentId, experiment, runName] =
      row.map(textOf);
    const runId = id ?? '';
    const running = status !== 'FINISHED' && status !== 'FAILED' && status !== 'KILLED';
    return {
      runId,
      name: name ?? null,
      status: status ?? null,
      startTime: start ?? null,
      endTime: end ?? null,
      sourceName: sourceName ?? null,
      sourceVersion: version ?? null,
      artifactUri: uri ?? null,
      experimentId: experimentId ?? null,
      experiment: experiment ?? '',
      tags: runName ? [['mlflow.runName', runName]] : [],
      modelIds,
      // A run that goes on may add files, which the database does not tell.
      fingerprint: running
        ? null
        : sha256Of(
            JSON.stringify([
              row.slice(1),
              this.#models.state(modelIds),
              this.#versions.of([runId, ...modelIds]),
            ]),
          ),
    };
  }

  #keyValues(statement: StatementSync, runId: string): KeyValues {
    return this.#database
      .rows(statement, runId)
      .map(([key, value]) => [textOf(key) ?? '', textOf(value) ?? '']);
  }

  #datasetsOf(runId: string): MlflowDataset[] {
    if (!this.#datasets) return [];
    return this.#database.rows(this.#datasets, runId).map((row) => {
      const [name, digest, source, profile, context] = row.map(textOf);
      return {
        name: name ?? '',
        digest: digest ?? null,
        source: source ?? null,
        profile: profile ?? null,
        context: context ?? null,
      };
    });
  }

  /** What fails for one run is that run's fault. */
  #read<Result>(runId: string, field: string, action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw unreadable(
        this.#place,
        runId,
        field,
        'reason' in error ? String(error.reason) : error.message,
        error,
      );
    }
  }
}

/** A run a row: what a list shows, then what its fingerprint is made of besides. */
function pageSql(database: Database): string {
  const text = (name: string): string => database.text('runs', name);
  const active = (table: string): string =>
    `COALESCE(${database.column(table, 'lifecycle_stage')}, 'active') = 'active'`;
  const joined = (table: string): string =>
    `(SELECT group_concat(${table}.key || char(31) || COALESCE(${table}.value, ''), char(30)) FROM ${table} WHERE ${table}.run_uuid = runs.run_uuid)`;
  const inputs = database.columns('inputs').has('destination_id')
    ? `(SELECT group_concat(inputs.input_uuid || char(31) || inputs.source_id, char(30)) FROM inputs
        WHERE inputs.destination_type = 'RUN' AND inputs.destination_id = runs.run_uuid AND inputs.source_type = 'DATASET')`
    : 'NULL';
  return `SELECT runs.rowid, ${['run_uuid', 'name', 'status', 'start_time', 'end_time', 'source_name', 'source_version', 'artifact_uri', 'experiment_id'].map(text).join(', ')},
      ${database.text('experiments', 'name')},
      (SELECT CAST(tags.value AS TEXT) FROM tags WHERE tags.run_uuid = runs.run_uuid AND tags.key = 'mlflow.runName'),
      ${joined('params')}, ${joined('tags')}, ${inputs}, ${SqliteMetrics.stateSql(database)}
    FROM runs JOIN experiments ON experiments.experiment_id = runs.experiment_id
    WHERE runs.rowid > ? AND ${active('runs')} AND ${active('experiments')}
    ORDER BY runs.rowid LIMIT ?`;
}

function keyValueSql(database: Database, table: string): string {
  return `SELECT ${database.text(table, 'key')}, ${database.text(table, 'value')} FROM ${table} WHERE run_uuid = ? ORDER BY 1`;
}

function datasetsStatement(database: Database): StatementSync | null {
  if (!database.columns('datasets').has('dataset_uuid') || !database.columns('inputs').has('destination_id'))
    return null;
  const context = database.columns('input_tags').has('input_uuid')
    ? `(SELECT value FROM input_tags WHERE input_tags.input_uuid = inputs.input_uuid AND input_tags.name = 'mlflow.data.context')`
    : 'NULL';
  return database.prepare(
    `SELECT ${['name', 'digest', 'dataset_source', 'dataset_profile'].map((name) => database.text('datasets', name)).join(', ')}, ${context}
     FROM inputs JOIN datasets ON datasets.dataset_uuid = inputs.source_id
     WHERE inputs.destination_type = 'RUN' AND inputs.destination_id = ? AND inputs.source_type = 'DATASET'
     ORDER BY inputs.rowid`,
  );
}
