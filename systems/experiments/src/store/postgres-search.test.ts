import { afterAll, beforeAll, describe } from 'vitest';
import { hasPostgres, startPostgres, type PostgresServer } from '../../test/postgres-server.ts';
import { searchContract } from '../../test/search-contract.ts';
import { openStore } from './open-store.ts';

describe.skipIf(!hasPostgres())('with PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  searchContract('a store on PostgreSQL', async () =>
    openStore(
      { kind: 'postgres', url: await server.newDatabase() },
      { artifactRoot: 'mlflow-artifacts:/', now: Date.now },
    ),
  );
});
