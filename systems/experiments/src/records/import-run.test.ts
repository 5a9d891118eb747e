import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { importContract } from '../../test/import-contract.ts';
import { hasPostgres, startPostgres, type PostgresServer } from '../../test/postgres-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'modelfolio-'));
afterAll(() => rmSync(folder, { recursive: true }));

importContract('an SQLite file', async () => ({ kind: 'sqlite', file: join(folder, 'mlflow.db') }));

describe.skipIf(!hasPostgres())('with PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  importContract('PostgreSQL', async () => ({ kind: 'postgres', url: await server.newDatabase() }));
});
