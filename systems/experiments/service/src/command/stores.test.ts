import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@modelfolio/command-line/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import { postgresCommands, storeWithPassword } from './stores.ts';

const url = 'postgresql://me@db/runs';
const place = (environment: Record<string, string>, flags = {}) =>
  storeWithPassword([url], flags, { environment }, 'doctor');

describe('the password of a store', () => {
  it('stands in the environment, in a file that it names, or in one of a flag', async () => {
    const file = join(await temporaryFolder(), 'password');
    await writeFile(file, 'p@ss:word\n');
    const found = { kind: 'postgres', url: 'postgresql://me:p%40ss%3Aword@db/runs' };
    expect(await place({ DATABASE_PASSWORD: 'p@ss:word' })).toEqual(found);
    expect(await place({ DATABASE_PASSWORD_FILE: file })).toEqual(found);
    expect(await place({ DATABASE_PASSWORD: 'other' }, { 'database-password-file': file })).toEqual(found);
    expect(await place({})).toEqual({ kind: 'postgres', url });
  });

  it('is refused in words where its file is not there, and not asked for by a file of SQLite', async () => {
    const environment = { DATABASE_PASSWORD_FILE: '/nowhere/password' };
    await expect(place(environment)).rejects.toThrow(
      'DATABASE_PASSWORD_FILE /nowhere/password: there is no such file',
    );
    await expect(place({ ...environment, DATABASE_PASSWORD: 'x' })).rejects.toThrow('are both set');
    expect(await storeWithPassword(['mlflow.db'], {}, { environment }, 'doctor')).toEqual({
      kind: 'sqlite',
      file: 'mlflow.db',
    });
  });
});

describe('commands for somebody to type', () => {
  const typed = (environment: Record<string, string>, flags = {}, at = url): string =>
    postgresCommands(at, [['pg_dump', at], ['a b']], flags, { environment });

  it('take the password from where this program would', () => {
    expect(typed({})).toBe("pg_dump postgresql://me@db/runs && 'a b'");
    expect(typed({ DATABASE_PASSWORD: 'secret' })).toMatch(
      /^export PGPASSWORD="\$DATABASE_PASSWORD" && pg_dump/,
    );
    expect(typed({ DATABASE_PASSWORD_FILE: '/run/secrets/of me' })).toMatch(
      /^export PGPASSWORD="\$\(cat '\/run\/secrets\/of me'\)" && pg_dump/,
    );
    expect(typed({ DATABASE_PASSWORD: 'secret' }, { 'database-password-file': 'mine' })).toContain(
      '$(cat mine)',
    );
    expect(typed({ DATABASE_PASSWORD: 'other' }, {}, 'postgresql://me:secret@db/runs')).toMatch(
      /^with PGPASSWORD set to its password: pg_dump/,
    );
  });
});
