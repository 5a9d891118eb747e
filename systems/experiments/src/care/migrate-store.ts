import { existsSync, linkSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock, Interruption, Processes, Terminal } from '@modelfolio/command-line/effects';
import { Failure, onOneLine } from '@modelfolio/failures';
import { mlflowHead } from '../database/mlflow-sqlite-schema.ts';
import { copyPages } from './backup-store.ts';
import { olderRevisions } from './older-revisions.ts';
import { readStoreFile, revisionOf, unavailable } from './read-store-file.ts';

/** The MLflow whose schema is known. */
const release = '3.17.2';

/** All that a migration does besides reading and writing files. */
export type MigrateEffects = Interruption & Processes & Pick<Clock, 'now'> & Pick<Terminal, 'progress'>;

/** A migration that was done; `null` for a store that was of the known version already. */
export type Migration = { readonly from: string; readonly backup: string } | null;

/**
 * Brings an older store on SQLite to the known version with MLflow's own migrations. They run on a copy, which takes the place
 * of the store once it is checked; the store as it was is kept beside it.
 *
 * @param python a Python that has MLflow 3.17.2
 * @throws Failure `store-unknown` for a version that MLflow 3.17.2 does not know, `mlflow-missing`, `store-in-use`,
 *   `migration-failed`; the reason of the signal: then the store is as it was
 */
export async function migrateStore(
  given: string,
  { python }: { readonly python: string },
  effects: MigrateEffects,
): Promise<Migration> {
  const from = olderRevision(given);
  if (from === null) return null;
  // A link stays one: what it leads to is replaced.
  const file = realpathSync(given);
  await needMlflow(python, file, effects);
  const copy = join(dirname(file), `.${basename(file)}.migrating`);
  const kept = backupName(file, from, effects.now());
  removeCopy(copy);
  const database = new DatabaseSync(file);
  try {
    lock(database, file);
    await copyPages(database, copy, effects);
    await upgrade(python, copy, file, effects);
    effects.signal.throwIfAborted();
    // At no moment is there no store.
    linkSync(file, kept);
    renameSync(copy, file);
    return { from, backup: kept };
  } catch (error) {
    effects.signal.throwIfAborted();
    throw unavailable(error, given);
  } finally {
    effects.progress(null);
    database.close();
    removeCopy(copy);
  }
}

/** The revision of a store that can be migrated; `null` for the known one. @throws Failure `store-unknown` */
function olderRevision(file: string): string | null {
  const database = readStoreFile(file);
  try {
    const revision = revisionOf(database, file);
    if (revision === mlflowHead) return null;
    if (olderRevisions.includes(revision)) return revision;
    throw new Failure('store-unknown', `its schema is ${revision}, which MLflow ${release} does not know`, {
      file,
      hint: 'it may be of a newer MLflow: install a newer version of this program',
    });
  } finally {
    database.close();
  }
}

async function needMlflow(
  python: string,
  file: string,
  { runProcess, signal }: MigrateEffects,
): Promise<void> {
  const asked = await runProcess(
    python,
    ['-c', 'from importlib.metadata import version; print(version("mlflow"))'],
    dirname(file),
  );
  signal.throwIfAborted();
  const version = asked.code === 0 ? asked.stdout.toString().trim() : null;
  if (version === release) return;
  throw new Failure(
    'mlflow-missing',
    version === null
      ? `${python} has no MLflow`
      : `${python} has MLflow ${version}, and ${release} is needed`,
    { hint: `pip install mlflow==${release}, or name a Python that has it: --python <program>` },
  );
}

/** Keeps all others out, and all of the store in one file. @throws Failure `store-in-use` */
function lock(database: DatabaseSync, file: string): void {
  try {
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT');
    // Whoever reads keeps others from writing in this mode, and a database that is written to is not copied.
    database.exec('BEGIN; SELECT 1 FROM sqlite_master');
  } catch (error) {
    throw new Failure('store-in-use', `another program uses it: ${(error as Error).message}`, {
      file,
      hint: 'stop the servers of this store; modelfolio-experiments doctor says who has it open',
      cause: error,
    });
  }
}

async function upgrade(python: string, copy: string, file: string, effects: MigrateEffects): Promise<void> {
  effects.progress('MLflow migrates the copy');
  const { code, stderr } = await effects.runProcess(
    python,
    ['-m', 'mlflow', 'db', 'upgrade', `sqlite:///${copy}`],
    dirname(copy),
  );
  effects.signal.throwIfAborted();
  const wrong = code === 0 ? faultOf(copy) : onOneLine(stderr.toString().trim().split('\n').at(-1) ?? '');
  if (wrong !== null)
    throw new Failure('migration-failed', `MLflow has not migrated it: ${wrong}`, {
      file,
      hint: 'the store is as it was; see what modelfolio-experiments doctor says',
    });
}

/** What is wrong with a store that was migrated. */
function faultOf(copy: string): string | null {
  const database = readStoreFile(copy);
  try {
    const revision = revisionOf(database, copy);
    if (revision !== mlflowHead) return `its schema is ${revision}, not ${mlflowHead}`;
    const fault = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    return fault === 'ok' ? null : String(fault);
  } finally {
    database.close();
  }
}

function backupName(file: string, revision: string, now: number): string {
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(/[:-]/g, '');
  for (let more = 0; ; more++) {
    const name = `${file}.${revision}-${stamp}${more === 0 ? '' : `-${more}`}.backup`;
    if (!existsSync(name)) return name;
  }
}

function removeCopy(copy: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true });
}
