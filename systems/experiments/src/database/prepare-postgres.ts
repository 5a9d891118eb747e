import pg, { type ClientBase } from 'pg';
import { Failure } from '@modelfolio/failures';
import { withoutPassword } from '../store/store-place.ts';
import { indexStatements } from './indexes.ts';
import { mlflowPostgresSchema } from './mlflow-postgres-schema.ts';
import { mlflowHead } from './mlflow-sqlite-schema.ts';

interface Preparing {
  /** Where artifacts of the first experiment go. */
  readonly artifactRoot: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Any number that nobody else locks by: two servers that start at once make one store. */
const startLock = 7_205_940_127;

/**
 * Makes a store in an empty database, and sees that one that is there is of the version that is known. Indexes that make
 * searches fast are added to it; nothing else of it changes.
 *
 * @param url of the database
 * @throws Failure `store-unknown`, `store-unavailable`
 */
export async function preparePostgresStore(url: string, preparing: Preparing): Promise<void> {
  const place = withoutPassword(url);
  // A pool keeps a connection open that PostgreSQL has let in only half, and with it the program, for a minute.
  const client = new pg.Client({
    connectionString: url,
    application_name: 'modelfolio-experiments',
    connectionTimeoutMillis: 10_000,
  });
  // What breaks is told by what is asked next.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [startLock]);
    if (await hasTables(client)) await checkVersion(client, place);
    else await createStore(client, preparing);
    for (const statement of indexStatements) await client.query(statement);
    await client.query('COMMIT');
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      'store-unavailable',
      (error as Error).message || String((error as { code?: string }).code),
      {
        file: place,
        hint: 'see whether PostgreSQL runs there, and user and password',
        cause: error,
      },
    );
  } finally {
    // What is not committed is undone. A connection that has broken cannot be ended, and its failure was told above.
    await client.end().catch(() => {});
  }
}

async function hasTables(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() LIMIT 1',
  );
  return rows.length > 0;
}

async function checkVersion(client: ClientBase, place: string): Promise<void> {
  const { rows: tables } = await client.query(`SELECT to_regclass('alembic_version') AS found`);
  const { rows } = tables[0].found
    ? await client.query('SELECT version_num FROM alembic_version')
    : { rows: [] as { version_num: string }[] };
  const head = rows[0]?.version_num;
  if (head === mlflowHead) return;
  throw head === undefined
    ? new Failure('store-unknown', 'a database with other tables, and no store of MLflow', {
        file: place,
        hint: 'name an empty database',
      })
    : new Failure(
        'store-unknown',
        `its schema is ${head}, this program knows ${mlflowHead} (MLflow 3.17.2)`,
        {
          file: place,
          hint: 'bring an older store to it with "mlflow db upgrade" of that version, after a backup',
        },
      );
}

async function createStore(client: ClientBase, { artifactRoot, now }: Preparing): Promise<void> {
  await client.query(mlflowPostgresSchema);
  await client.query('INSERT INTO alembic_version (version_num) VALUES ($1)', [mlflowHead]);
  await client.query('INSERT INTO workspaces (name, description) VALUES ($1, $2)', [
    'default',
    'Default workspace for legacy resources',
  ]);
  await client.query(
    `INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, workspace)
     VALUES (0, 'Default', $1, 'active', $2, $2, 'default')`,
    [`${artifactRoot.replace(/\/$/, '')}/0`, now],
  );
}
