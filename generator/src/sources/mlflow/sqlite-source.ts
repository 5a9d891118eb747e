import { createHash } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from '@modelfolio/schemas';
import type { SQLInputValue } from 'node:sqlite';
import { ModelfolioError } from '../../modelfolio-error.ts';
import type { ListedRun, RunSource, SourceEffects } from '../source.ts';
import { digestFolder, localFolder } from './artifact-files.ts';
import { readModels, type ModelReader } from './sqlite-models.ts';
import {
  instantOf,
  loggedValue,
  runName,
  toRunRecord,
  type MlflowDataset,
  type MlflowPoint,
  type MlflowRun,
} from './mlflow-run.ts';
import { openDatabase, type ReadOnlyDatabase } from './sqlite-database.ts';

const name = 'mlflow-sqlite';
const magic = 'SQLite format 3\0';

/** MLflow's default store since 3.7: one SQLite file, with the artefacts in folders beside it. */
export const mlflowSqliteSource: RunSource = {
  name,
  reads: 'MLflow: an mlflow.db (SQLite), a folder with one, or sqlite:///path',
  detect: async (location, effects) => (await databaseFile(location, effects)) !== null,
  async *list(location, effects) {
    const file = await databaseFile(location, effects);
    if (file === null) throw new ModelfolioError('source-unreadable', 'not there', { file: location });
    const database = openDatabase(file);
    try {
      if (!database.has('runs') || !database.has('experiments'))
        throw new ModelfolioError('source-unreadable', 'a SQLite database, but not one of MLflow', {
          file,
          hint: 'give the file that MLflow writes, usually mlflow.db',
        });
      yield* listRuns(database, file, effects);
    } finally {
      database.close();
    }
  },
};

async function databaseFile(location: string, effects: SourceEffects): Promise<string | null> {
  const path = /^sqlite:\/\/\/?/.test(location) ? sqlitePath(location) : location;
  if (path.includes('://')) return null;
  const kind = await effects.kindOf(path);
  if (kind === 'folder') {
    const inside = join(path, 'mlflow.db');
    return (await effects.kindOf(inside)) === 'file' ? inside : null;
  }
  if (kind !== 'file') return null;
  // By its bytes, or by its name: a damaged database must be reported and not passed over.
  if (/\.(?:db|sqlite3?)$/i.test(path)) return path;
  for await (const chunk of effects.readChunks(path))
    return Buffer.from(chunk).subarray(0, magic.length).toString('latin1') === magic ? path : null;
  return null;
}

/** `sqlite:///relative.db` or `sqlite:////absolute.db`, as SQLAlchemy writes them. */
function sqlitePath(location: string): string {
  const path = location.replace(/^sqlite:\/\/\/?/, '');
  return path.startsWith('file:') ? fileURLToPath(path) : path;
}

const runColumns = [
  'run_uuid',
  'name',
  'experiment_id',
  'status',
  'start_time',
  'end_time',
  'source_name',
  'lifecycle_stage',
  'artifact_uri',
];

async function* listRuns(
  database: ReadOnlyDatabase,
  file: string,
  effects: SourceEffects,
): AsyncIterable<ListedRun> {
  const experiments = new Map(
    database
      .select('experiments', ['experiment_id', 'name', 'lifecycle_stage'], '', ['experiment_id'])
      .all()
      .filter(({ lifecycle_stage: stage }) => stage !== 'deleted')
      .map((row) => [String(row['experiment_id']), String(row['name'])]),
  );
  const read = readers(database);
  const runs = database.select('runs', runColumns, 'ORDER BY start_time, run_uuid', [
    'experiment_id',
    'run_uuid',
  ]);
  for (const row of runs.iterate()) {
    effects.signal.throwIfAborted();
    const experimentId = String(row['experiment_id']);
    const experiment = experiments.get(experimentId);
    if (experiment === undefined || row['lifecycle_stage'] === 'deleted') continue;
    const id = String(row['run_uuid']);
    const tags = textPairs(read.tags(id));
    const base = {
      id,
      experiment,
      experimentId,
      name: text(row['name']),
      status: text(row['status']),
      startTime: number(row['start_time']),
      endTime: number(row['end_time']),
      sourceName: text(row['source_name']),
      tags,
    };
    yield {
      id,
      experiment,
      experimentId,
      name: runName(base),
      startTime: instantOf(base.startTime),
      fingerprint: fingerprint([row, tags, read.state(id)]),
      load: () => load(base, text(row['artifact_uri']), read, file, effects),
    };
  }
}

type Reader = (run: string) => SQLInputValue[][];

/** Prepared once, asked for each run. */
interface Readers {
  tags: Reader;
  params: Reader;
  metrics: Reader;
  datasets: (run: string) => MlflowDataset[];
  models: ModelReader;
  /** Whatever changes when the run does, without its history. */
  state: (run: string) => unknown;
}

function readers(database: ReadOnlyDatabase): Readers {
  const optional = (table: string, sql: string): Reader =>
    database.has(table) ? database.prepare(sql) : () => [];
  const nan = database.has('metrics') && columnThere(database, 'metrics', 'is_nan') ? 'is_nan' : '0';
  const step = columnThere(database, 'metrics', 'step') ? 'step' : '0';
  const latest = optional(
    'latest_metrics',
    'SELECT key, value, timestamp, step, is_nan FROM latest_metrics WHERE run_uuid = ?',
  );
  const lastPoint = optional(
    'metrics',
    'SELECT rowid FROM metrics WHERE run_uuid = ? ORDER BY rowid DESC LIMIT 1',
  );
  const params = optional('params', 'SELECT key, value FROM params WHERE run_uuid = ?');
  const datasets = datasetReader(database);
  const models = readModels(database);
  return {
    tags: optional('tags', 'SELECT key, value FROM tags WHERE run_uuid = ?'),
    params,
    metrics: optional(
      'metrics',
      `SELECT key, ${step}, timestamp, value, ${nan} FROM metrics WHERE run_uuid = ? ORDER BY key, ${step}`,
    ),
    datasets,
    models,
    state: (run) => [params(run), latest(run), lastPoint(run), datasets(run), models(run)],
  };
}

function columnThere(database: ReadOnlyDatabase, table: string, column: string): boolean {
  return (
    database.prepare(`SELECT 1 FROM pragma_table_info('${table}') WHERE name = '${column}'`)().length > 0
  );
}

function datasetReader(database: ReadOnlyDatabase): (run: string) => MlflowDataset[] {
  if (!database.has('inputs') || !database.has('datasets')) return () => [];
  const context = database.has('input_tags')
    ? "(SELECT value FROM input_tags t WHERE t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context')"
    : 'NULL';
  const find = database.prepare(
    `SELECT d.name, d.digest, ${context}, d.dataset_source, d.dataset_profile
     FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
     WHERE i.destination_type = 'RUN' AND i.destination_id = ? AND i.source_type = 'DATASET'
     ORDER BY d.name, d.digest, i.input_uuid`,
  );
  return (run) =>
    find(run).map(([datasetName, digest, role, source, profile]) => ({
      name: String(datasetName),
      digest: text(digest),
      context: text(role),
      source: text(source),
      profile: text(profile),
    }));
}

async function load(
  base: Omit<MlflowRun, 'params' | 'datasets' | 'models'>,
  artifactUri: string | null,
  read: Readers,
  file: string,
  effects: SourceEffects,
): Promise<RunRecord> {
  const root = dirname(file);
  const points = new Map<string, MlflowPoint[]>();
  let key: string | null = null;
  let current: MlflowPoint[] = [];
  for (const [metric, step, timestamp, value, isNan] of read.metrics(base.id)) {
    if (metric !== key) {
      key = String(metric);
      current = [];
      points.set(key, current);
    }
    current.push({
      step: Number(step),
      timestamp: Number(timestamp),
      value: loggedValue(Number(value), Number(isNan) === 1),
    });
  }
  const folder = await localFolder(artifactUri, root, effects);
  const models = [];
  for (const model of read.models(base.id)) {
    const at = await localFolder(model.path, root, effects);
    models.push(at === null ? model : { ...model, path: relative(root, at).split(sep).join('/') });
  }
  return toRunRecord(
    { ...base, params: textPairs(read.params(base.id)), datasets: read.datasets(base.id), models },
    points,
    folder === null ? [] : await digestFolder(folder, effects),
    { tracker: name, location: file },
  );
}

function textPairs(rows: readonly SQLInputValue[][]): Record<string, string> {
  const pairs = rows.map(([key, value]): [string, string] => [String(key), text(value) ?? '']);
  return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function text(value: SQLInputValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function number(value: SQLInputValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function fingerprint(parts: unknown): string {
  const words = JSON.stringify(parts, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
  return createHash('sha1').update(words).digest('base64url');
}
