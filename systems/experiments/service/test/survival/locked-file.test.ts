import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { ask, need, newRun, survivalTrial } from './survival-trial.ts';

const { at, start } = survivalTrial();

it('a file that another program has locked is refused in words, read meanwhile, and written again after', async () => {
  const { url } = await start();
  const run = await newRun(url);
  const other = new DatabaseSync(at('mlflow.db'));
  other.exec('BEGIN IMMEDIATE');
  const writes = Array.from({ length: 3 }, (_, step) =>
    ask(url, 'runs/log-metric', { run_id: run, key: 'a', value: step, timestamp: 1, step }),
  );
  let isWaiting = true;
  const refused = Promise.all(writes).finally(() => (isWaiting = false));
  // Whoever only reads does not wait for the lock.
  expect((await ask(url, `runs/get?run_id=${run}`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(isWaiting).toBe(true);
  for (const { status, json } of await refused)
    expect([status, json.error_code, json.message]).toEqual([
      503,
      'TEMPORARILY_UNAVAILABLE',
      'The database is locked by another program; nothing was written. Try again.',
    ]);
  other.exec('ROLLBACK');
  other.close();
  await need(url, 'runs/log-metric', { run_id: run, key: 'a', value: 7, timestamp: 1, step: 7 });
  const { metrics } = await need(url, `metrics/get-history?run_id=${run}&metric_key=a`);
  expect(metrics).toEqual([{ key: 'a', value: 7, timestamp: 1, step: 7 }]);
});
