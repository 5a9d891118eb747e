import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../src/operations/operations.ts';
import { wholeReach } from '../src/reach.ts';
import type { Caller, Store } from '../src/store.ts';

/**
 * What every store does, on whatever database.
 *
 * @param open an empty store
 */
export function storeContract(name: string, open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  const ask = async (operation: OperationName, json: object, caller: Caller = wholeReach) =>
    JSON.parse(await store.call(operation, json as Record<string, unknown>, caller));

  async function newRun(): Promise<string> {
    const { run } = await ask('createRun', { experiment_id: '0' });
    return run.info.run_id;
  }

  describe(`${name}, written and read`, () => {
    it('has a default experiment', async () => {
      const { experiment } = await ask('getExperiment', { experiment_id: '0' });
      expect(experiment).toMatchObject({ name: 'Default', lifecycle_stage: 'active', workspace: 'default' });
      expect(experiment.artifact_location).toBe('mlflow-artifacts:/0');
    });

    it('keeps runs with their metrics, params and tags', async () => {
      const { experiment_id } = await ask('createExperiment', {
        name: 'penguins',
        tags: [{ key: 'a', value: 'b' }],
      });
      const { experiment } = await ask('getExperimentByName', { experiment_name: 'penguins' });
      expect(experiment).toMatchObject({
        experiment_id,
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
        artifact_uri: `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`,
      });
      expect(found.run.data).toEqual({
        metrics: [
          // As the text that is sent: a number would be rounded here.
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

    it('writes whole numbers of 64 bits exactly', async () => {
      const run_id = await newRun();
      await ask('logMetric', { run_id, key: 'a', value: 1, timestamp: 1, step: 2n ** 62n - 1n });
      expect(await store.call('getRun', { run_id }, wholeReach)).toContain(`"step":${2n ** 62n - 1n}`);
    });

    it('keeps the latest point of each metric: by step, then time, then value', async () => {
      const run_id = await newRun();
      const log = (value: unknown, timestamp: number, step: number) =>
        ask('logMetric', { run_id, key: 'a', value, timestamp, step });
      const latest = async () => (await ask('getRun', { run_id })).run.data.metrics[0].value;
      await log(1, 5, 5);
      await log(2, 9, 4);
      expect(await latest()).toBe(1);
      await log(3, 5, 5);
      expect(await latest()).toBe(3);
      await log(2, 5, 5);
      expect(await latest()).toBe(3);
      await log(0, 6, 5);
      expect(await latest()).toBe(0);
      // The same point again changes nothing.
      await log(0, 6, 5);
      expect(await latest()).toBe(0);
    });

    it('refuses another value of a param, and then keeps nothing of the batch', async () => {
      const run_id = await newRun();
      await ask('logParam', { run_id, key: 'a', value: '1' });
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
      const { data } = (await ask('getRun', { run_id })).run;
      expect(data.params).toEqual([{ key: 'a', value: '1' }]);
      expect(data.tags.map(({ key }: { key: string }) => key)).toEqual(['mlflow.runName']);
    });

    it('keeps all that many clients write at once', async () => {
      const run_id = await newRun();
      await Promise.all(
        Array.from({ length: 8 }, async (_, client) => {
          for (let step = 0; step < 20; step++)
            await ask('logBatch', {
              run_id,
              metrics: [{ key: `m${client % 4}`, value: step, timestamp: client, step }],
              params: [{ key: 'shared', value: 'same' }],
              tags: [{ key: 'last', value: String(step) }],
            });
        }),
      );
      const { data } = (await ask('getRun', { run_id })).run;
      expect(data.metrics.map(({ step }: { step: number }) => step)).toEqual([19, 19, 19, 19]);
      expect(data.params).toEqual([{ key: 'shared', value: 'same' }]);
    });

    it('lets an experiment be made once', async () => {
      const made = await Promise.allSettled(
        Array.from({ length: 4 }, () => ask('createExperiment', { name: 'one' })),
      );
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = made.filter((each) => each.status === 'rejected');
      expect(refused.map(({ reason }) => reason.code)).toEqual(Array(3).fill('RESOURCE_ALREADY_EXISTS'));
    });

    it('deletes and restores experiments with their runs', async () => {
      const { experiment_id } = await ask('createExperiment', { name: 'gone' });
      const { run } = await ask('createRun', { experiment_id });
      await ask('deleteExperiment', { experiment_id });
      const stage = async () => (await ask('getRun', { run_id: run.info.run_id })).run.info.lifecycle_stage;
      expect(await stage()).toBe('deleted');
      await expect(ask('setTag', { run_id: run.info.run_id, key: 'a', value: 'b' })).rejects.toThrow(
        "must be in the 'active' state. Current state is deleted.",
      );
      await ask('restoreExperiment', { experiment_id });
      expect(await stage()).toBe('active');
    });

    it('shows and changes what the caller may see and change', async () => {
      const { experiment_id } = await ask('createExperiment', { name: 'mine' });
      const { run } = await ask('createRun', { experiment_id });
      const { run_id } = run.info;
      const reader: Caller = { server: 'none', experiments: { [experiment_id]: 'read' } };
      expect((await ask('getRun', { run_id }, reader)).run.info.run_id).toBe(run_id);
      await expect(ask('setTag', { run_id, key: 'a', value: 'b' }, reader)).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
      const stranger: Caller = { server: 'none', experiments: {} };
      await expect(ask('getRun', { run_id }, stranger)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
      const writer: Caller = { server: 'none', experiments: { [experiment_id]: 'write' } };
      await ask('setTag', { run_id, key: 'a', value: 'b' }, writer);
      await expect(ask('createExperiment', { name: 'more' }, writer)).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    });

    it.each([
      ['a text of SQL', `'); DROP TABLE runs; --`],
      ['a quote', `it's "so"`],
      ['other alphabets', 'ünï 漢字 🦊'],
      ['an empty text', ''],
    ])('keeps %s as it is', async (_, value) => {
      const run_id = await newRun();
      await ask('setTag', { run_id, key: 'a', value });
      await ask('logParam', { run_id, key: '__proto__', value });
      const { data } = (await ask('getRun', { run_id })).run;
      expect(data.tags).toContainEqual({ key: 'a', value });
      expect(data.params).toEqual([{ key: '__proto__', value }]);
    });
  });
}
