import { dirname, resolve } from 'node:path';
import { RunsError } from '../../runs-error.ts';
import type { RunSource, SourceEffects } from '../source.ts';
import { digestFiles } from './artifact-files.ts';
import { ArtifactFolders } from './artifact-folders.ts';
import type { MlflowRun } from './mlflow-run.ts';
import { unpackHistories } from './unpack-histories.ts';
import { firstBytes, isDatabaseName, isSqliteHeader } from './sqlite-database.ts';
import type { SqliteDetails, SqliteRun } from './sqlite-runs.ts';
import { SqliteStore } from './sqlite-store.ts';
import { instantOf, runName, toRunRecord } from './to-run-record.ts';

const name = 'mlflow-sqlite';

/** The database that MLflow keeps since 3.7 unless told otherwise, of any age. */
export const mlflowSqliteSource: RunSource = {
  name,
  reads: 'MLflow: an mlflow.db (SQLite), a folder with one, or sqlite:///path',
  detect: async (location, effects) => (await databaseFile(location, effects)) !== null,
  async *list(location, effects) {
    const file = await databaseFile(location, effects);
    if (file === null) throw new RunsError('source-unreadable', 'not there', { file: location });
    const place = { tracker: name, location: file };
    const store = new SqliteStore(place, effects);
    try {
      const folders = new ArtifactFolders(dirname(file), effects);
      for await (const run of store.runs()) {
        effects.signal.throwIfAborted();
        yield {
          id: run.runId,
          experiment: run.experiment,
          experimentId: run.experimentId,
          name: runName(run),
          startTime: instantOf(run.startTime, 'startTime', run, place),
          fingerprint: run.fingerprint,
          load: async () =>
            toRunRecord(await withFiles(run, await store.details(run), folders, effects), place),
        };
      }
    } finally {
      await store.close();
    }
  },
};

/** All that the store and the disk know of a run. */
async function withFiles(
  run: SqliteRun,
  { histories, models, ...details }: SqliteDetails,
  folders: ArtifactFolders,
  effects: SourceEffects,
): Promise<MlflowRun> {
  const folder = await folders.find(run.artifactUri, run.runId);
  return {
    ...run,
    ...details,
    histories: unpackHistories(histories),
    models: await Promise.all(models.map((model) => folders.locate(model))),
    artifacts: folder === null ? [] : await digestFiles(folder, effects),
  };
}

/** Path of the database that a location names: a file, the folder of an `mlflow.db`, or `sqlite:///path`. */
async function databaseFile(location: string, effects: SourceEffects): Promise<string | null> {
  // SQLAlchemy's addresses: three slashes before a relative path, four before an absolute one.
  const path = location.replace(/^sqlite(\+\w+)?:\/\/\/?/, '');
  if (path.includes('://')) return null;
  const kind = await effects.kindOf(path);
  if (kind === null) return null;
  if (kind === 'folder') {
    const inside = resolve(path, 'mlflow.db');
    return (await effects.kindOf(inside)) === 'file' ? inside : null;
  }
  // By name too: a damaged database must be reported and not passed over.
  return isDatabaseName(path) || isSqliteHeader(await firstBytes(path, effects)) ? resolve(path) : null;
}
