import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '@modelfolio/failures';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { readDatabase, realDatabases, sqliteResult } from './databases.ts';

const { openDatabase } = realDatabases;
const versions = [
  'CREATE TABLE notes (text TEXT NOT NULL) STRICT',
  "ALTER TABLE notes ADD COLUMN at INTEGER NOT NULL DEFAULT 0; INSERT INTO notes VALUES ('second', 2)",
];
const newFile = (): string => join(temporaryFolder(), 'deep/inside/notes.db');

function failureOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

describe('a database of one’s own', () => {
  it('is made with its folder and brought from one version to the next, each step once', () => {
    const file = newFile();
    const first = openDatabase(file, { versions: versions.slice(0, 1) });
    first.exec("INSERT INTO notes VALUES ('first')");
    first.close();
    for (let time = 0; time < 2; time++) {
      const database = openDatabase(file, { versions });
      expect(database.prepare('SELECT * FROM notes ORDER BY at').all()).toMatchObject([
        { text: 'first', at: 0 },
        { text: 'second', at: 2 },
      ]);
      database.close();
    }
  });

  it('keeps nothing in memory, and makes no folder for it', () => {
    openDatabase(':memory:', { versions }).close();
    expect(existsSync(':memory:')).toBe(false);
  });

  it.each([
    [undefined, 'delete'],
    [false, 'delete'],
    [true, 'wal'],
  ])('keeps a write-ahead log where that is asked for: %s', (writeAhead, mode) => {
    const database = openDatabase(newFile(), { versions, ...(writeAhead !== undefined && { writeAhead }) });
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: mode });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    database.close();
  });

  it('of a newer version is left as it is', () => {
    const file = newFile();
    openDatabase(file, { versions }).close();
    const failure = failureOf(() => openDatabase(file, { versions: versions.slice(0, 1) }));
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      code: 'database-newer',
      message: `${file}: its schema version is 2, this program knows 1 (install a newer version)`,
    });
  });

  it('is not half-migrated when a step fails', () => {
    const file = newFile();
    openDatabase(file, { versions: versions.slice(0, 1) }).close();
    const broken = [...versions, 'CREATE TABLE notes (again TEXT)'];
    expect(failureOf(() => openDatabase(file, { versions: broken }))).toMatchObject({
      code: 'database-damaged',
      reason: expect.stringMatching(/already exists/),
    });
    const raw = new DatabaseSync(file);
    expect(raw.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(raw.prepare('SELECT count(*) AS columns FROM pragma_table_info(?)').get('notes')).toEqual({
      columns: 1,
    });
    raw.close();
  });

  it('that is none, or of another program, is told and not touched', () => {
    const folder = temporaryFolder();
    const text = join(folder, 'text.db');
    writeFileSync(text, 'not a database, and long enough to be looked at as one '.repeat(20));
    expect(failureOf(() => openDatabase(text, { versions }))).toMatchObject({
      code: 'database-damaged',
      place: { file: text },
      hint: 'move it away; a new one is made',
    });
    const other = join(folder, 'other.db');
    const raw = new DatabaseSync(other);
    raw.exec('CREATE TABLE notes (title)');
    raw.close();
    expect(failureOf(() => openDatabase(other, { versions }))).toMatchObject({ code: 'database-damaged' });
  });

  it('that another program holds, or that cannot be made, is told after a while', () => {
    const file = newFile();
    openDatabase(file, { versions: versions.slice(0, 1) }).close();
    const writer = new DatabaseSync(file);
    writer.exec('BEGIN EXCLUSIVE');
    expect(failureOf(() => openDatabase(file, { versions, patience: 10 }))).toMatchObject({
      code: 'database-unavailable',
      message: `${file}: database is locked (see who uses it, and its permissions)`,
    });
    writer.close();
    expect(failureOf(() => openDatabase(join(file, 'in-a-file.db'), { versions }))).toMatchObject({
      code: 'database-unavailable',
    });
  });
});

describe('another program’s database', () => {
  function written(sql: string): string {
    const file = join(temporaryFolder(), 'theirs.db');
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
    return file;
  }

  it('is read and cannot be written', async () => {
    const file = written("CREATE TABLE books (title); INSERT INTO books VALUES ('Emma')");
    const database = await readDatabase(file);
    expect(database.prepare('SELECT title FROM books').get()).toEqual({ title: 'Emma' });
    expect(() => database.exec("INSERT INTO books VALUES ('Persuasion')")).toThrow('readonly');
    database.close();
  });

  it('in write-ahead mode is left without new files, and read with what waits in its log', async () => {
    const file = written('PRAGMA journal_mode = WAL; CREATE TABLE books (title)');
    const database = await readDatabase(file);
    expect(database.prepare('SELECT count(*) AS books FROM books').get()).toEqual({ books: 0 });
    expect(readdirSync(join(file, '..'))).toEqual(['theirs.db']);
    database.close();
    const writer = new DatabaseSync(file);
    writer.exec("INSERT INTO books VALUES ('Emma')");
    const again = await readDatabase(file);
    expect(again.prepare('SELECT count(*) AS books FROM books').get()).toEqual({ books: 1 });
    again.close();
    writer.close();
  });

  it('whose log cannot be read is refused, and not read without its newest rows', async () => {
    const file = written(
      "PRAGMA journal_mode = WAL; CREATE TABLE books (title); INSERT INTO books VALUES ('Emma')",
    );
    symlinkSync(`${file}-wal`, `${file}-wal`);
    await expect(readDatabase(file)).rejects.toThrow(
      expect.objectContaining({
        code: 'database-unavailable',
        message: expect.stringMatching(
          /theirs\.db-wal: the newest rows cannot be read: ELOOP.*\(see its permissions/,
        ),
      }),
    );
  });

  it('is waited for as long as was said', async () => {
    const file = written('CREATE TABLE books (title)');
    const writer = new DatabaseSync(file);
    writer.exec('BEGIN EXCLUSIVE');
    const database = await readDatabase(file, 10);
    const failure = failureOf(() => database.prepare('SELECT * FROM books').all());
    expect(sqliteResult(failure)).toBe(5);
    database.close();
    writer.close();
  });
});

it('knows what is no error of SQLite', () => {
  expect(sqliteResult(new Error('no'))).toBeNull();
  expect(sqliteResult('no')).toBeNull();
  expect(sqliteResult(Object.assign(new Error('no'), { errcode: 'x' }))).toBeNull();
  expect(sqliteResult(Object.assign(new Error('full'), { errcode: 1 | (2 << 8) }))).toBe(1);
});
