import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { mlflowStore, runCommand } from '../../test/run-command.ts';

async function aStore(revision: string): Promise<{ folder: string; file: string }> {
  const folder = await temporaryFolder();
  const file = join(folder, 'mlflow.db');
  await copyFile(mlflowStore, file);
  const database = new DatabaseSync(file);
  database.prepare('UPDATE alembic_version SET version_num = ?').run(revision);
  database.close();
  return { folder, file };
}

/** A program that answers as Python does when it is asked for the version of MLflow, and then does what it is told. */
async function aPython(folder: string, version: string, upgrade: string): Promise<string> {
  const program = join(folder, 'python');
  await writeFile(program, `#!/bin/sh\nif [ "$1" = -c ]; then echo ${version}; else ${upgrade}; fi\n`, {
    mode: 0o755,
  });
  return program;
}

describe('migrate', () => {
  it('has nothing to do for the version that is served', async () => {
    const { folder, file } = await aStore('dc11669786a5');
    expect(await runCommand('migrate', [file])).toMatchObject({
      code: 0,
      printed: [`${file}: of the version that is served already`],
    });
    expect(await readdir(folder)).toEqual(['mlflow.db']);
  });

  it('leaves a store as it was whose migration fails', async () => {
    const { folder, file } = await aStore('0584bdc529eb');
    const before = await readFile(file);
    const python = await aPython(await temporaryFolder(), '3.17.2', 'echo "it broke" >&2; exit 1');
    const { code, noted } = await runCommand('migrate', [file, '--python', python]);
    expect({ code, noted }).toEqual({
      code: 1,
      noted: [expect.stringContaining('MLflow has not migrated it: it broke')],
    });
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(folder)).toEqual(['mlflow.db']);
  });

  it('leaves a store as it was that is of another version after all', async () => {
    const { folder, file } = await aStore('0584bdc529eb');
    const python = await aPython(await temporaryFolder(), '3.17.2', 'true');
    const { code, noted } = await runCommand('migrate', [file, '--python', python]);
    expect({ code, noted }).toEqual({
      code: 1,
      noted: [expect.stringContaining('its schema is 0584bdc529eb, not dc11669786a5')],
    });
    expect(await readdir(folder)).toEqual(['mlflow.db']);
  });

  it('leaves a store alone that somebody writes to', async () => {
    const { file } = await aStore('0584bdc529eb');
    const python = await aPython(await temporaryFolder(), '3.17.2', 'true');
    const server = new DatabaseSync(file);
    server.exec('BEGIN IMMEDIATE');
    const { code, noted } = await runCommand('migrate', [file, '--python', python]);
    server.close();
    expect({ code, noted }).toEqual({ code: 1, noted: [expect.stringContaining('another program uses it')] });
  });

  it.each([
    ['a version that nobody knows', 'cafe', '3.17.2', 'which MLflow 3.17.2 does not know'],
    [
      'another MLflow',
      '0584bdc529eb',
      '2.0.0',
      'has MLflow 2.0.0, and 3.17.2 is needed (pip install mlflow==3.17.2',
    ],
  ])('refuses %s in one line', async (_, revision, version, words) => {
    const { folder, file } = await aStore(revision);
    const python = await aPython(await temporaryFolder(), version, 'true');
    const { code, noted } = await runCommand('migrate', [file, '--python', python]);
    expect({ code, noted }).toEqual({ code: 1, noted: [expect.stringContaining(words)] });
    expect(await readdir(folder)).toEqual(['mlflow.db']);
  });

  it('says what to do without a Python, and for PostgreSQL', async () => {
    const { file } = await aStore('0584bdc529eb');
    const without = await runCommand('migrate', [file, '--python', '/nowhere/python']);
    expect(without).toMatchObject({
      code: 1,
      noted: [expect.stringContaining('/nowhere/python has no MLflow')],
    });
    const postgres = await runCommand('migrate', ['postgresql://me:secret@db/runs']);
    expect(postgres.code).toBe(2);
    expect(postgres.noted[0]).toContain(
      'with PGPASSWORD set to its password: pg_dump --format=custom --file=before.dump postgresql://me@db/runs && ' +
        'python3 -m mlflow db upgrade postgresql://me@db/runs',
    );
    expect(postgres.noted[0]).not.toContain('secret');
  });
});
