import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { mlflowStore, runCommand } from '../../test/run-command.ts';

describe('backup', () => {
  it('makes one file, and says what it is', async () => {
    const folder = await temporaryFolder();
    await copyFile(mlflowStore, join(folder, 'mlflow.db'));
    const to = join(folder, 'backup.db');
    const { code, printed } = await runCommand('backup', [join(folder, 'mlflow.db'), '--to', to]);
    expect(code).toBe(0);
    expect(printed).toEqual([
      expect.stringMatching(/backup\.db: [\d,]+ bytes, schema dc11669786a5, checked$/),
    ]);
    expect(await readdir(folder)).toEqual(['backup.db', 'mlflow.db']);
  });

  it.each([
    [['backup'], '--to is missing'],
    [['a.db', 'b.db', '--to', 'c'], 'one store at a time, also given: b.db'],
    [['mysql://x/y', '--to', 'c'], '"mysql://x/y" names no store'],
    [
      ['postgresql://me:secret@db/runs', '--to', 'it.dump'],
      'with PGPASSWORD set to its password: pg_dump --format=custom --file=it.dump postgresql://me@db/runs',
    ],
  ])('refuses %j in one line', async (args, words) => {
    const { code, noted } = await runCommand('backup', args);
    expect(code).toBe(2);
    expect(noted).toEqual([expect.stringContaining(words)]);
    expect(noted[0]).not.toContain('secret');
  });

  it('says the command for PostgreSQL with the password from its file', async () => {
    const environment = {
      MLFLOW_BACKEND_STORE_URI: 'postgresql://me@db/runs',
      DATABASE_PASSWORD_FILE: '/run/secrets/password',
    };
    expect(await runCommand('backup', ['--to', 'it.dump'], environment)).toMatchObject({
      code: 2,
      noted: [
        expect.stringContaining(
          '(export PGPASSWORD="$(cat /run/secrets/password)" && pg_dump --format=custom --file=it.dump postgresql://me@db/runs)',
        ),
      ],
    });
  });

  it('takes the store of the environment, else mlflow.db', async () => {
    const missing = await runCommand('backup', ['--to', 'x'], {
      MLFLOW_BACKEND_STORE_URI: 'sqlite:////nowhere/a.db',
    });
    expect(missing).toMatchObject({
      code: 1,
      noted: [expect.stringContaining('/nowhere/a.db: there is no such file')],
    });
  });

  it('ends with 130 when it is interrupted', async () => {
    const folder = await temporaryFolder();
    await copyFile(mlflowStore, join(folder, 'mlflow.db'));
    const args = [join(folder, 'mlflow.db'), '--to', join(folder, 'backup.db')];
    const { code, noted } = await runCommand('backup', args, {}, AbortSignal.abort());
    expect({ code, noted }).toEqual({ code: 130, noted: [expect.stringContaining('interrupted')] });
    expect(await readdir(folder)).toEqual(['mlflow.db']);
  });
});
