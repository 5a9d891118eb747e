import { expect, it, onTestFinished } from 'vitest';
import { mlflowDatabase, withoutConstraints } from '../../../test/mlflow-database.ts';
import { sqliteHandlers } from './sqlite-handlers.ts';
import type { SqliteRun } from './sqlite-runs.ts';

/** The handlers with a database of MLflow open, after the SQL. */
async function opened(...sql: string[]) {
  const handlers = sqliteHandlers();
  const place = { tracker: 'mlflow-sqlite', location: mlflowDatabase(...sql) };
  const { body: handle } = await handlers.open({ place });
  onTestFinished(() => void handlers.close({ handle }));
  const runs = handlers.page({ handle, after: null }).body.runs;
  const named = (name: string): SqliteRun => {
    const run = runs.find((each) => each.name === name);
    if (!run) throw new Error(`no run ${name}`);
    return run;
  };
  return { handlers, handle, runs, named };
}

const points = (key: string, count: number, run: string): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
   INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)
   SELECT '${key}', i, i, (SELECT run_uuid FROM runs WHERE name = '${run}'), i, 0 FROM n`;

it('every database that is open has a number of its own, until it is closed', async () => {
  const handlers = sqliteHandlers();
  const open = async (...sql: string[]): Promise<number> =>
    (await handlers.open({ place: { tracker: 'mlflow-sqlite', location: mlflowDatabase(...sql) } })).body;
  const [one, other] = [await open(), await open("UPDATE runs SET name = 'other'")];
  const firstName = (handle: number) => handlers.page({ handle, after: null }).body.runs[0]?.name;
  expect([firstName(one), firstName(other)]).toEqual(['parent', 'other']);
  handlers.close({ handle: one });
  expect(() => firstName(one)).toThrow(`no database ${one} is open`);
  expect(() => handlers.details({ handle: one, runs: [] })).toThrow('is open');
  expect(firstName(other)).toBe('other');
  handlers.close({ handle: one });
  handlers.close({ handle: other });
});

it('a database that is not MLflow’s is closed and has no number', async () => {
  const handlers = sqliteHandlers();
  const location = mlflowDatabase('DROP TABLE runs');
  const place = { tracker: 'mlflow-sqlite', location };
  await expect(handlers.open({ place })).rejects.toThrow('not one of MLflow: it has no table runs');
  expect(() => handlers.page({ handle: 1, after: null })).toThrow('no database 1 is open');
});

it('details come of as many runs as were asked for, in their order', async () => {
  const { handlers, handle, runs } = await opened();
  const { body } = handlers.details({ handle, runs: runs.toReversed() });
  expect(body).toHaveLength(runs.length);
  expect(body.at(-1)).toEqual(handlers.details({ handle, runs: runs.slice(0, 1) }).body[0]);
  expect(body.at(-1)?.histories.keys.map(({ key }) => key)).toContain('val/loss');
});

it.each([
  [43_690, 3],
  [43_691, 1],
])(
  'an answer that is full ends with the run that filled it: %d points of three numbers',
  async (count, told) => {
    const { handlers, handle, named } = await opened(
      withoutConstraints('metrics'),
      'DELETE FROM metrics',
      points('long', count, 'failed'),
    );
    const asked = [named('failed'), named('killed'), named('parent')];
    const { body } = handlers.details({ handle, runs: asked });
    expect(body).toHaveLength(told);
    expect(body[0]?.histories.numbers).toHaveLength(3 * count);
  },
);

it('a run that cannot be read is told when it is the first, and waits otherwise', async () => {
  const { handlers, handle, named } = await opened(
    points('broken', 1, 'failed'),
    "UPDATE metrics SET value = 'fast' WHERE key = 'broken'",
  );
  const asked = [named('parent'), named('failed'), named('killed')];
  expect(handlers.details({ handle, runs: asked }).body).toHaveLength(1);
  expect(() => handlers.details({ handle, runs: asked.slice(1) })).toThrow(
    'metric broken: expected a number, received "fast"',
  );
});
