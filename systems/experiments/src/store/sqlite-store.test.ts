import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wholeReach } from '../reach.ts';
import type { Store } from '../store.ts';
import type { OperationName } from '../operations/operations.ts';
import { openStore } from './open-store.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'experiments-'));
  store = await openStore(
    { kind: 'sqlite', file: join(folder, 'mlflow.db') },
    { artifactRoot: 'mlflow-artifacts:/', now: Date.now },
  );
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (name: OperationName, json: object) =>
  JSON.parse(await store.call(name, json as Record<string, unknown>, wholeReach));

describe('a store on SQLite', () => {
  it('keeps runs with their metrics, params and tags', async () => {
    const { experiment_id } = await ask('createExperiment', {
      name: 'penguins',
      tags: [{ key: 'a', value: 'b' }],
    });
    const { experiment } = await ask('getExperiment', { experiment_id });
    expect(experiment).toMatchObject({
      name: 'penguins',
      artifact_location: `mlflow-artifacts:/${experiment_id}`,
      tags: [{ key: 'a', value: 'b' }],
    });
    const { run } = await ask('createRun', { experiment_id, run_name: 'first', start_time: 5 });
    const { run_id } = run.info;
    await ask('logBatch', {
      run_id,
      metrics: [
        { key: 'loss', value: 'NaN', timestamp: 1, step: 2 },
        { key: 'loss', value: 0.5, timestamp: 1, step: 1 },
        { key: 'huge', value: 'Infinity', timestamp: 1, step: '4611686018427387904' },
      ],
      params: [{ key: 'depth', value: '3' }],
      tags: [{ key: 'note', value: 'x' }],
    });
    await ask('updateRun', { run_id, status: 'FINISHED', end_time: 9 });
    const found = await ask('getRun', { run_id });
    expect(found.run.info).toMatchObject({
      status: 'FINISHED',
      end_time: 9,
      start_time: 5,
      run_name: 'first',
    });
    expect(found.run.data).toEqual({
      metrics: [
        { key: 'huge', value: Number.MAX_VALUE, timestamp: 1, step: 4611686018427387904 },
        { key: 'loss', value: 'NaN', timestamp: 1, step: 2 },
      ],
      params: [{ key: 'depth', value: '3' }],
      tags: [
        { key: 'mlflow.runName', value: 'first' },
        { key: 'note', value: 'x' },
      ],
    });
  });

  it('refuses another value of a param, and then keeps nothing of the batch', async () => {
    const { run } = await ask('createRun', { experiment_id: '0' });
    const { run_id } = run.info;
    await ask('logParam', { run_id, key: 'a', value: '1' });
    await expect(
      ask('logBatch', {
        run_id,
        params: [
          { key: 'b', value: '2' },
          { key: 'a', value: '3' },
        ],
        tags: [{ key: 't', value: '1' }],
      }),
    ).rejects.toThrow(
      "Changing param values is not allowed. Params were already logged='[{'key': 'a', 'old_value': '1', 'new_value': '3'}]'",
    );
    expect((await ask('getRun', { run_id })).run.data.params).toEqual([{ key: 'a', value: '1' }]);
  });
});
