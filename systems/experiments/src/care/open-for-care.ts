import pg from 'pg';
import { Failure } from '@modelfolio/failures';
import type { Transaction } from '../database/database.ts';
import { mlflowHead } from '../database/mlflow-sqlite-schema.ts';
import { openStoreFile } from '../database/open-store-file.ts';
import { postgresTransaction } from '../database/postgres-transaction.ts';
import { sqliteTransaction } from '../database/sqlite-transaction.ts';
import { withoutPassword, type StorePlace } from '../store/store-place.ts';
import { readStoreFile, unavailable } from './read-store-file.ts';

/** A store that somebody looks after, beside the servers that use it. */
export interface CaredStore {
  /** The store, as messages name it. */
  readonly place: string;
  /** Does work in one transaction; it is undone where the work throws. */
  transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Opens a store to look after it. What only reads sees one moment in each transaction, and works with any version; what
 * writes works with the version that is known.
 *
 * @throws Failure `store-unavailable`, `store-unknown`
 */
export async function openForCare(
  place: StorePlace,
  { writes }: { readonly writes: boolean },
): Promise<CaredStore> {
  const store =
    place.kind === 'sqlite' ? openFile(place.file, writes) : await openPostgres(place.url, writes);
  if (!writes) return store;
  try {
    await store.transaction(async (tx) => {
      const { version_num = '' } =
        (await tx.first<{ version_num: string }>('SELECT version_num FROM alembic_version')) ?? {};
      if (version_num !== mlflowHead) throw otherVersion(version_num, store.place);
    });
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

const otherVersion = (version: string, place: string): Failure =>
  new Failure('store-unknown', `its schema is ${version}, this program knows ${mlflowHead} (MLflow 3.17.2)`, {
    file: place,
    hint: 'modelfolio-experiments migrate brings older stores to it, after a backup',
  });

function openFile(file: string, writes: boolean): CaredStore {
  let database = readStoreFile(file);
  if (writes) {
    database.close();
    database = openStoreFile(file, { writes });
  }
  const tx = sqliteTransaction(database);
  return {
    place: file,
    transaction: async (work) => {
      try {
        database.exec(writes ? 'BEGIN IMMEDIATE' : 'BEGIN');
        const result = await work(tx);
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw unavailable(error, file);
      }
    },
    close: async () => database.close(),
  };
}

async function openPostgres(url: string, writes: boolean): Promise<CaredStore> {
  const place = withoutPassword(url);
  const client = new pg.Client({
    connectionString: url,
    application_name: 'modelfolio-experiments care',
    connectionTimeoutMillis: 10_000,
  });
  let lost: Error | null = null;
  client.on('error', (error) => (lost = error));
  try {
    await client.connect();
    const { rows } = await client.query(`SELECT to_regclass('alembic_version') AS found`);
    if (!rows[0].found)
      throw new Failure('store-unknown', 'a database, but no store of MLflow', {
        file: place,
        hint: 'name the database of a store',
      });
  } catch (error) {
    await client.end().catch(() => {});
    throw error instanceof Failure ? error : unreachable(error, place);
  }
  const tx = postgresTransaction(client);
  return {
    place,
    transaction: async (work) => {
      try {
        await client.query(writes ? 'BEGIN' : 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const result = await work(tx);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        if (lost) throw connectionLost(lost, place);
        throw error instanceof Error && 'severity' in error ? refused(error, place) : error;
      }
    },
    close: () => client.end(),
  };
}

const unreachable = (error: unknown, place: string): Failure =>
  new Failure('store-unavailable', (error as Error).message || String((error as { code?: string }).code), {
    file: place,
    hint: 'see whether PostgreSQL runs there, and user and password',
    cause: error,
  });

const connectionLost = (error: Error, place: string): Failure =>
  new Failure('store-unavailable', `the connection is lost: ${error.message}`, {
    file: place,
    hint: 'see whether PostgreSQL runs there, and try again',
    cause: error,
  });

/** What PostgreSQL does not do, e.g. for a user without the permission. */
const refused = (error: Error, place: string): Failure =>
  new Failure('store-unavailable', error.message, {
    file: place,
    hint: 'see the permissions of the user, and the log of PostgreSQL',
    cause: error,
  });
