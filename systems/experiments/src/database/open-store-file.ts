import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '@modelfolio/failures';
import { indexStatements } from './indexes.ts';
import { mlflowHead, mlflowSqliteSchema } from './mlflow-sqlite-schema.ts';

/** Milliseconds to wait for another program that writes. */
const patience = 10_000;

/**
 * Makes an empty store where there is no file, and sees that a file that is there is a store of the version that is known.
 * Indexes that make searches fast are added to it; nothing else of it changes.
 *
 * @param artifactRoot where artifacts of the first experiment go
 * @param now milliseconds since 1970
 * @throws Failure `store-unknown`, `store-unavailable`
 */
export function prepareStoreFile(file: string, artifactRoot: string, now: number): void {
  let database: DatabaseSync | null = null;
  try {
    mkdirSync(dirname(file), { recursive: true });
    database = new DatabaseSync(file, { timeout: patience });
    if (isEmpty(database)) createStore(database, artifactRoot, now);
    checkVersion(database, file);
    database.exec('PRAGMA journal_mode = WAL');
    for (const statement of indexStatements) database.exec(statement);
    checkTables(database, file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('store-unavailable', (error as Error).message, {
      file,
      hint: 'see who uses it, its permissions, and whether it is an SQLite file',
      cause: error,
    });
  } finally {
    database?.close();
  }
}

/** Opens a store that was prepared. */
export function openStoreFile(file: string, { writes }: { readonly writes: boolean }): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: patience, readOnly: !writes });
  // What is acknowledged is on the disk, whatever ends: the process or the power.
  if (writes)
    database.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 1000;');
  // Functions of a stranger's schema are not run, LIKE tells cases apart as MLflow's LIKE does.
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA case_sensitive_like = ON; PRAGMA cache_size = -4000;');
  return database;
}

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table'").get() === undefined;

function createStore(database: DatabaseSync, artifactRoot: string, now: number): void {
  database.exec('BEGIN IMMEDIATE');
  // Another server that was started at the same time was first.
  if (!isEmpty(database)) {
    database.exec('ROLLBACK');
    return;
  }
  database.exec(mlflowSqliteSchema);
  database.prepare('INSERT INTO alembic_version (version_num) VALUES (?)').run(mlflowHead);
  database
    .prepare('INSERT INTO workspaces (name, description) VALUES (?, ?)')
    .run('default', 'Default workspace for legacy resources');
  database
    .prepare(
      `INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace)
       VALUES (0, 'Default', ?, 'active', ?, ?, 'default')`,
    )
    .run(`${artifactRoot.replace(/\/$/, '')}/0`, now, now);
  database.exec('COMMIT');
}

function checkVersion(database: DatabaseSync, file: string): void {
  const isVersioned = database
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
    .get();
  const head =
    isVersioned && database.prepare('SELECT version_num FROM alembic_version').get()?.['version_num'];
  if (head === mlflowHead) return;
  throw head === undefined || head === null
    ? new Failure('store-unknown', 'an SQLite file, but no store of MLflow', {
        file,
        hint: 'name another file; one that is not there is made',
      })
    : new Failure(
        'store-unknown',
        `its schema is ${String(head)}, this program knows ${mlflowHead} (MLflow 3.17.2)`,
        {
          file,
          hint: 'modelfolio-experiments migrate brings older stores to it, after a backup',
        },
      );
}

/** What is read and written are tables: a view in their place may never end. */
function checkTables(database: DatabaseSync, file: string): void {
  const odd = database
    .prepare(
      `SELECT name, type FROM sqlite_master
       WHERE type = 'view' OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL%')
          OR (type = 'trigger' AND name <> 'prevent_secrets_aad_mutation')`,
    )
    .get();
  if (odd)
    throw new Failure(
      'store-unknown',
      `it holds the ${String(odd['type'])} ${String(odd['name'])}, which MLflow does not make`,
      {
        file,
        hint: 'remove it, or leave this file to the program that made it',
      },
    );
}
