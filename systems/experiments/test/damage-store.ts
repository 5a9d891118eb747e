import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Overwrites the first page of a table: the schema can be read, and the table cannot. */
export function damageStore(file: string, table = 'runs'): void {
  const database = new DatabaseSync(file);
  const size = Number(database.prepare('PRAGMA page_size').get()?.['page_size']);
  const page = Number(
    database.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(table)?.['rootpage'],
  );
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, (page - 1) * size, page * size);
  writeFileSync(file, bytes);
}
