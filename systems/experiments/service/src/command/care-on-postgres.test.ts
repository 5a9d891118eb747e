import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { openStore } from '@modelfolio/experiments/open-store';
import { wholeReach } from '@modelfolio/experiments/reach';
import type { Store } from '@modelfolio/experiments/store';
import {
  hasPostgres,
  startPostgres,
  type PostgresServer,
} from '@modelfolio/experiments/testing/postgres-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../test/run-command.ts';

describe.skipIf(!hasPostgres())('commands of care on PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  /** A store of two runs with artifacts, of which one is deleted; its password is in a file alone. */
  async function aStore() {
    const folder = await temporaryFolder();
    const withPassword = await server.newDatabase();
    const { username, password, host, pathname } = new URL(withPassword);
    await writeFile(join(folder, 'password'), `${password}\n`);
    const environment = {
      MLFLOW_BACKEND_STORE_URI: `postgresql://${username}@${host}${pathname}`,
      DATABASE_PASSWORD_FILE: join(folder, 'password'),
      MLFLOW_ARTIFACTS_DESTINATION: folder,
    };
    const place = { kind: 'postgres', url: withPassword } as const;
    const store = await openStore(place, { artifactRoot: 'mlflow-artifacts:/', now: Date.now });
    const [kept, deleted] = [await aRun(store, folder), await aRun(store, folder)];
    await store.call('deleteRun', { run_id: deleted }, wholeReach);
    await store.close();
    const idsOf = async (): Promise<string[]> => {
      const reading = await openStore(place, { artifactRoot: 'mlflow-artifacts:/', now: Date.now });
      const found = JSON.parse(
        await reading.call('searchRuns', { experiment_ids: ['0'], run_view_type: 'ALL' }, wholeReach),
      );
      await reading.close();
      return found.runs.map(({ info }: { info: { run_id: string } }) => info.run_id);
    };
    return { folder, environment, kept, deleted, idsOf };
  }

  async function aRun(store: Store, folder: string): Promise<string> {
    const made = await store.call('createRun', { experiment_id: '0', start_time: 1 }, wholeReach);
    const { run_id: id } = JSON.parse(made).run.info;
    const params = [{ key: 'depth', value: '3' }];
    const metrics = [{ key: 'loss', value: 0.5, timestamp: 1, step: 0 }];
    await store.call('logBatch', { run_id: id, params, metrics, tags: [] }, wholeReach);
    await mkdir(join(folder, `0/${id}/artifacts`), { recursive: true });
    await writeFile(join(folder, `0/${id}/artifacts/model.txt`), 'weights');
    return id;
  }

  it('doctor looks it over, with the password from its file', async () => {
    const { environment } = await aStore();
    const { code, printed } = await runCommand('doctor', [], environment);
    expect({ code, printed }).toEqual({
      code: 0,
      printed: [
        expect.stringMatching(
          /^postgresql:\/\/app@127\.0\.0\.1:\d+\/\w+: schema dc11669786a5, [\d,]+ bytes$/,
        ),
        expect.stringContaining('2 runs, 2 metrics, 2 params'),
        'indexes of this program: all there',
        'open elsewhere: by nobody who can be seen',
        'nothing wrong',
      ],
    });
    const without = await runCommand('doctor', [environment.MLFLOW_BACKEND_STORE_URI]);
    expect(without).toMatchObject({ code: 1, noted: [expect.stringContaining('password')] });
  });

  it('gc removes what is deleted, with its artifacts', async () => {
    const { folder, environment, kept, deleted, idsOf } = await aStore();
    const dry = await runCommand('gc', ['--dry-run'], environment);
    expect(dry).toMatchObject({
      code: 0,
      printed: [`run ${deleted} would be removed`, '1 would be removed, 0 left'],
    });
    expect((await idsOf()).toSorted()).toEqual([kept, deleted].toSorted());
    const { code, printed } = await runCommand('gc', [], environment);
    expect({ code, printed }).toEqual({
      code: 0,
      printed: [`run ${deleted} is removed`, '1 removed, 0 left'],
    });
    expect(await idsOf()).toEqual([kept]);
    expect(existsSync(join(folder, `0/${deleted}/artifacts`))).toBe(false);
    expect(existsSync(join(folder, `0/${kept}/artifacts/model.txt`))).toBe(true);
    expect((await runCommand('doctor', [], environment)).code).toBe(0);
  });

  it('gc refuses ids as it does on SQLite', async () => {
    const { environment, kept, deleted } = await aStore();
    expect(await runCommand('gc', ['--run-ids', `${deleted},${kept}`], environment)).toMatchObject({
      code: 1,
      noted: [expect.stringContaining(`run ${kept} is not deleted`)],
    });
    expect((await runCommand('gc', ['--experiment-ids', '0'], environment)).noted).toEqual([
      expect.stringContaining('experiment 0 is not deleted'),
    ]);
  });
});
