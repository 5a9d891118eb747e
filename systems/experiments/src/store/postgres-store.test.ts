import { afterAll, beforeAll, describe } from 'vitest';
import { hasPostgres, startPostgres, type PostgresServer } from '../../test/postgres-server.ts';
import { loggedModelContract } from '../../test/logged-model-contract.ts';
import { registryContract } from '../../test/registry-contract.ts';
import { storeContract } from '../../test/store-contract.ts';
import { openStore } from './open-store.ts';

describe.skipIf(!hasPostgres())('with PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  const open = async () =>
    openStore(
      { kind: 'postgres', url: await server.newDatabase() },
      { artifactRoot: 'mlflow-artifacts:/', now: Date.now },
    );

  storeContract('a store on PostgreSQL', open);
  registryContract('PostgreSQL', open);
  loggedModelContract('PostgreSQL', open);
});
