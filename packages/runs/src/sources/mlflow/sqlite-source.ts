import { dirname, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { RunsError } from '../../runs-error.ts';
import type { RunSource, SourceEffects } from '../source.ts';
import { ArtifactFolders } from './artifact-folders.ts';
import { Database, firstBytes, isDatabaseName, isSqliteHeader } from './sqlite-database.ts';
import { SqliteRuns } from './sqlite-runs.ts';
import { instantOf, runName, toRunRecord } from './to-run-record.ts';

const name = 'mlflow-sqlite';

/** Runs between two pauses. */
const PAUSE = 16;

/** The database that MLflow keeps since 3.7 unless told otherwise, of any age. */
export const mlflowSqliteSource: RunSource = {
  name,
  reads: 'MLflow: an mlflow.db (SQLite), a folder with one, or sqlite:///path',
  detect: async (location, effects) => (await databaseFile(location, effects)) !== null,
  async *list(location, effects) {
    const file = await databaseFile(location, effects);
    if (file === null) throw new RunsError('source-unreadable', 'not there', { file: location });
    const place = { tracker: name, location: file };
    const database = await Database.open(file, effects);
    try {
      const runs = new SqliteRuns(database, place);
      const folders = new ArtifactFolders(dirname(file), effects);
      let listed = 0;
      for (const page of runs.pages())
        for (const run of page) {
          // SQLite answers at once, so Ctrl-C is heard only where we pause.
          if (listed++ % PAUSE === 0) await setImmediate();
          effects.signal.throwIfAborted();
          yield {
            id: run.runId,
            experiment: run.experiment,
            experimentId: run.experimentId,
            name: runName(run),
            startTime: instantOf(run.startTime, 'startTime', run, place),
            fingerprint: run.fingerprint,
            load: async () => toRunRecord(await runs.load(run, folders, effects), place),
          };
        }
    } finally {
      database.close();
    }
  },
};

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
