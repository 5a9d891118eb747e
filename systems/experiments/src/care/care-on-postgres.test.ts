import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPostgres, startPostgres, type PostgresServer } from '../../test/postgres-server.ts';
import { wholeReach } from '../reach.ts';
import { openStore } from '../store/open-store.ts';
import { examineStore, type StoreReport } from './examine-store.ts';
import { openForCare } from './open-for-care.ts';

const never = { signal: new AbortController().signal };

describe.skipIf(!hasPostgres())('care of a store on PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  /** Address of a store with a run that has a metric, after somebody's statements. */
  async function aStore(sql = ''): Promise<string> {
    const url = await server.newDatabase();
    const store = await openStore(
      { kind: 'postgres', url },
      { artifactRoot: 'mlflow-artifacts:/', now: Date.now },
    );
    const created = await store.call('createRun', { experiment_id: '0' }, wholeReach);
    const { run_id } = JSON.parse(created).run.info;
    for (const step of [1, 2])
      await store.call('logMetric', { run_id, key: 'loss', value: 0.5, timestamp: step, step }, wholeReach);
    await store.close();
    await asked(url, sql);
    return url;
  }

  async function asked(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return sql === '' ? [] : (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  const examined = async (url: string): Promise<StoreReport> =>
    examineStore({ kind: 'postgres', url }, { destination: './mlartifacts', cwd: '/' }, never);

  it('finds nothing wrong in one that is sound, and says who uses it', async () => {
    const url = await aStore();
    const other = new pg.Client({ connectionString: url, application_name: 'somebody' });
    await other.connect();
    try {
      const report = await examined(url);
      expect(report).toMatchObject({
        revision: 'dc11669786a5',
        freeBytes: null,
        rows: { experiments: 1, runs: 1, metrics: 2, params: 0 },
        missingIndexes: [],
        openedBy: [{ pid: expect.any(Number), command: 'somebody' }],
        findings: [],
      });
      expect(report.place).toMatch(/^postgresql:\/\/app@127\.0\.0\.1:\d+\/store_\d+$/);
      expect(report.bytes).toBeGreaterThan(1_000_000);
    } finally {
      await other.end();
    }
  });

  it.each([
    ['latest-metrics-differ', 'UPDATE latest_metrics SET step = 1'],
    ['latest-metrics-missing', 'DELETE FROM latest_metrics'],
    [
      'metrics-without-run',
      'ALTER TABLE metrics DROP CONSTRAINT metrics_run_uuid_fkey; UPDATE metrics SET run_uuid = $$gone$$',
    ],
    ['other-version', "UPDATE alembic_version SET version_num = 'cafe'"],
  ])('finds %s: %s', async (code, sql) => {
    expect((await examined(await aStore(sql))).findings.map((each) => each.code)).toContain(code);
  });

  it('changes nothing while it looks', async () => {
    const url = await aStore();
    const store = await openForCare({ kind: 'postgres', url }, { writes: false });
    await expect(store.transaction((tx) => tx.run('DELETE FROM metrics'))).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('read-only transaction'),
    });
    await store.close();
  });

  it('undoes what is not done whole', async () => {
    const url = await aStore();
    const store = await openForCare({ kind: 'postgres', url }, { writes: true });
    const half = store.transaction(async (tx) => {
      await tx.run('DELETE FROM metrics');
      throw new Error('half done');
    });
    await expect(half).rejects.toThrow('half done');
    await store.close();
    expect(await asked(url, 'SELECT step FROM metrics')).toHaveLength(2);
  });

  it('says in words that the connection was lost', async () => {
    const url = await aStore();
    const store = await openForCare({ kind: 'postgres', url }, { writes: true });
    await asked(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%care'`,
    );
    await expect(store.transaction((tx) => tx.all('SELECT 1'))).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('the connection is lost'),
    });
    await store.close();
  });

  it('refuses what is no store, or of another version, or not open to this user', async () => {
    const empty = await server.newDatabase();
    await expect(openForCare({ kind: 'postgres', url: empty }, { writes: false })).rejects.toMatchObject({
      code: 'store-unknown',
    });
    const other = await aStore("UPDATE alembic_version SET version_num = 'cafe'");
    await expect(openForCare({ kind: 'postgres', url: other }, { writes: true })).rejects.toMatchObject({
      code: 'store-unknown',
      message: expect.stringContaining('its schema is cafe'),
    });
    const wrong = empty.replace(/:\/\/app:\w+@/, '://app:wrong@');
    const refused = openForCare({ kind: 'postgres', url: wrong }, { writes: false });
    await expect(refused).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('password authentication failed'),
    });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('wrong') });
  });
});
