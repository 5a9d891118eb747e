import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import {
  hasPostgres,
  startPostgres,
  type PostgresServer,
} from '@modelfolio/experiments/testing/postgres-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProgram, startService } from '../../test/running-program.ts';

describe.skipIf(!hasPostgres())('serve on PostgreSQL', { timeout: 50_000 }, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  /** A folder with the password of a new database in a file, and the address of it without. */
  async function aDatabase(): Promise<{ folder: string; password: string; address: string }> {
    const folder = await temporaryFolder();
    const { username, password, host, pathname } = new URL(await server.newDatabase());
    await writeFile(join(folder, 'password'), `${password}\n`);
    return { folder, password, address: `postgresql://${username}@${host}${pathname}` };
  }

  it.each([
    [
      'from a file that a variable names',
      (file: string) => ({ env: { DATABASE_PASSWORD_FILE: file }, args: [] }),
    ],
    [
      'from a file that a flag names',
      (file: string) => ({ env: {}, args: ['--database-password-file', file] }),
    ],
  ])('has the password of its database %s', async (_, given) => {
    const { folder, password, address } = await aDatabase();
    const { env, args } = given(join(folder, 'password'));
    // It keeps the digests of artifacts in the folder that it is started in.
    const launch = ['/bin/sh', '-c', 'cd "$0" && exec "$@"', folder, process.execPath];
    const service = await startService(
      ['--backend-store-uri', address, '--artifacts-destination', folder, ...args],
      env,
      launch,
    );
    try {
      const made = await fetch(`${service.url}/api/2.0/mlflow/experiments/create`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"name":"penguins"}',
      });
      expect({ status: made.status, answer: await made.json() }).toEqual({
        status: 200,
        answer: { experiment_id: '1' },
      });
    } finally {
      service.signal('SIGTERM');
    }
    expect(await service.ended).toBe(0);
    expect(service.said.out + service.said.err).not.toContain(password);
  });

  it('says in a line that the password is missing, and ends at once', async () => {
    const { folder, address } = await aDatabase();
    const running = startProgram(['serve', '--port', '0', address], { MLFLOW_ARTIFACTS_DESTINATION: folder });
    // PostgreSQL waits for the password of a connection that stays open for a minute: longer than this test may take.
    expect(await running.ended).toBe(1);
    expect(running.said.err.trim().split('\n')).toEqual([
      expect.stringMatching(/^modelfolio-experiments: postgresql:\/\/app@\S+: .*password.*\(see whether/),
    ]);
  });
});
