import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import { storesFolder } from './stores.ts';

/** Path of a copy of the database that MLflow 3.17.2 wrote, after the SQL; its folder holds the artefacts. */
export function mlflowDatabase(...sql: string[]): string {
  const file = join(temporaryFolder(join(storesFolder, 'mlflow-sqlite')), 'mlflow.db');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF');
  for (const statement of sql) database.exec(statement);
  database.close();
  return file;
}

/** SQL that makes a table anew without what it demands of its columns, and without its indexes. */
export const withoutConstraints = (table: string): string =>
  `CREATE TABLE loose AS SELECT * FROM ${table}; DROP TABLE ${table}; ALTER TABLE loose RENAME TO ${table}`;
