import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '@modelfolio/project/testing/temporary-folder';
import type { RunRecord } from '@modelfolio/schemas';
import { expect, it } from 'vitest';
import { realEffects } from '../../../test/real-effects.ts';
import { readStore } from '../../../test/read-store.ts';
import { storesFolder } from '../../../test/stores.ts';
import { mlflowSqliteSource } from './sqlite-source.ts';

/** A copy of a store that MLflow wrote, after the SQL. */
function storeAfter(sql = ''): string {
  const folder = temporaryFolder(join(storesFolder, 'mlflow-sqlite'));
  const database = new DatabaseSync(join(folder, 'mlflow.db'));
  database.exec(sql);
  database.close();
  return folder;
}

const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';
/** Rows as they were, behind a condition that never comes to an end. */
const endlessView = (table: string): string =>
  `ALTER TABLE ${table} RENAME TO kept; CREATE VIEW ${table} AS SELECT * FROM kept WHERE (${endless} SELECT count(*) FROM n) > 0`;

it.each(['experiments', 'model_versions', 'params'])(
  'a store whose %s never end is given up in time, in one line',
  async (table) => {
    const folder = storeAfter(endlessView(table));
    const effects = { ...realEffects(), timeLimit: 0.3 };
    await expect(readStore(mlflowSqliteSource, folder, { effects })).rejects.toThrow(
      expect.objectContaining({
        code: 'source-unreadable',
        message: `${join(folder, 'mlflow.db')}: reading it was given up: not finished after 0.3 seconds (a view in it may never end; give it longer with --time-limit <seconds>)`,
      }),
    );
    expect(await readStore(mlflowSqliteSource, storeAfter())).toHaveLength(6);
  },
);

it('a store that never ends is interrupted', async () => {
  const stop = new AbortController();
  const reading = readStore(mlflowSqliteSource, storeAfter(endlessView('experiments')), {
    effects: realEffects(stop.signal),
  });
  setTimeout(() => stop.abort(), 100);
  await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

it('two stores are read at once, each its own', async () => {
  const [one, other] = [storeAfter(), storeAfter("UPDATE runs SET name = 'other ' || name")];
  const [ones, others] = await Promise.all([
    readStore(mlflowSqliteSource, one),
    readStore(mlflowSqliteSource, other),
  ]);
  expect(others.map(({ name }) => name)).toEqual(ones.map(({ name }) => `other ${name}`));
});

it('runs are the same whether those before them are read or not', async () => {
  const location = storeAfter();
  const all = await readStore(mlflowSqliteSource, location);
  const wanted = all.filter((_, at) => [0, 2, 3, 5].includes(at));
  const found: RunRecord[] = [];
  for await (const listed of mlflowSqliteSource.list(location, realEffects()))
    if (wanted.some(({ id }) => id === listed.id)) found.push(await listed.load());
  expect(found).toEqual(wanted);
});
