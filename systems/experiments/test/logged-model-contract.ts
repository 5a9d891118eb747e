import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../src/operations/operations.ts';
import { wholeReach } from '../src/reach.ts';
import type { Caller, Store } from '../src/store.ts';

/**
 * What every store does with logged models, and with what goes into runs and comes out of them.
 *
 * @param database its kind
 * @param open an empty store whose artifacts go to `mlflow-artifacts:/`
 */
export function loggedModelContract(database: string, open: () => Promise<Store>): void {
  let store: Store;
  let run_id = '';
  const ask = async (operation: OperationName, json: object, caller: Caller = wholeReach) =>
    JSON.parse(await store.call(operation, json as Record<string, unknown>, caller));

  const logged = async (json: object = {}) =>
    (await ask('createLoggedModel', { experiment_id: '0', name: 'tree', ...json })).model;

  const run = async () => (await ask('getRun', { run_id })).run;

  const refusal = (code: string, message: string | RegExp) => ({
    code,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });

  const dataset = { name: 'penguins', digest: 'd1', source_type: 'local', source: '{}' };

  describe(`logged models on ${database}`, () => {
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(async () => {
      ({ run_id } = (await ask('createRun', { experiment_id: '0' })).run.info);
    });

    it('keeps logged models with params, tags and metrics', async () => {
      const model = await logged({
        source_run_id: run_id,
        model_type: 'classifier',
        params: [{ key: 'depth', value: '3' }],
        tags: [{ key: 'team', value: 'a' }],
      });
      const { model_id, creation_timestamp_ms } = model.info;
      expect(model).toEqual({
        info: {
          model_id: expect.stringMatching(/^m-[0-9a-f]{32}$/),
          experiment_id: '0',
          name: 'tree',
          creation_timestamp_ms: expect.any(Number),
          last_updated_timestamp_ms: creation_timestamp_ms,
          artifact_uri: `mlflow-artifacts:/0/models/${model_id}/artifacts`,
          status: 'LOGGED_MODEL_PENDING',
          model_type: 'classifier',
          source_run_id: run_id,
          tags: [{ key: 'team', value: 'a' }],
        },
        data: { params: [{ key: 'depth', value: '3' }] },
      });
      await ask('logLoggedModelParams', { model_id, params: [{ key: 'alpha', value: '0.1' }] });
      await ask('setLoggedModelTags', {
        model_id,
        tags: [
          { key: 'team', value: 'b' },
          { key: 'team', value: 'c' },
        ],
      });
      await ask('logMetric', {
        run_id,
        model_id,
        key: 'accuracy',
        value: 0.9,
        timestamp: 7,
        step: 2,
        dataset_name: 'penguins',
        dataset_digest: 'd1',
      });
      await ask('logMetric', { run_id, model_id, key: 'loss', value: 0.1, timestamp: 8 });
      const finalized = await ask('finalizeLoggedModel', { model_id, status: 'LOGGED_MODEL_READY' });
      expect(finalized.model.info.status).toBe('LOGGED_MODEL_READY');
      const { model: found } = await ask('getLoggedModel', { model_id });
      expect(found.info.tags).toEqual([{ key: 'team', value: 'c' }]);
      expect(found.data).toEqual({
        params: [
          { key: 'alpha', value: '0.1' },
          { key: 'depth', value: '3' },
        ],
        metrics: [
          {
            key: 'accuracy',
            value: 0.9,
            timestamp: 7,
            step: 2,
            dataset_name: 'penguins',
            dataset_digest: 'd1',
            model_id,
            run_id,
          },
          { key: 'loss', value: 0.1, timestamp: 8, step: 0, model_id, run_id },
        ],
      });
    });

    it('gives a name to a logged model that has none', async () => {
      expect((await logged({ name: '' })).info.name).toMatch(/^\w+-\w+-\d+$/);
    });

    it('refuses names that would be paths or parts of addresses', async () => {
      for (const bad of ['a/b', 'a:b', 'a.b', 'a%b', 'a"b', "a'b"])
        await expect(ask('createLoggedModel', { experiment_id: '0', name: bad })).rejects.toMatchObject(
          refusal(
            'INVALID_PARAMETER_VALUE',
            /^Invalid model name \(.*\) provided\. Model name must be a non-empty string and cannot contain the following characters: \('\/', ':', '\.', '%', '"', "'"\)$/,
          ),
        );
    });

    it('makes none in an experiment that is deleted or not there', async () => {
      const { experiment_id } = await ask('createExperiment', { name: 'gone' });
      await ask('deleteExperiment', { experiment_id });
      await expect(ask('createLoggedModel', { experiment_id })).rejects.toMatchObject(
        refusal(
          'INVALID_PARAMETER_VALUE',
          `The experiment ${experiment_id} must be in the 'active' state. Current state is deleted.`,
        ),
      );
      await expect(ask('createLoggedModel', { experiment_id: '99' })).rejects.toMatchObject(
        refusal('RESOURCE_DOES_NOT_EXIST', 'No Experiment with id=99 exists'),
      );
    });

    it('deletes logged models, which stay for those who ask for deleted ones', async () => {
      const { model_id } = (await logged()).info;
      await ask('deleteLoggedModel', { model_id });
      const gone = [
        { model_id },
        { model_id, allow_deleted: 'false' },
        { model_id: 'm-none', allow_deleted: 'true' },
      ];
      for (const json of gone)
        await expect(ask('getLoggedModel', json)).rejects.toMatchObject(
          refusal('RESOURCE_DOES_NOT_EXIST', `Logged model with ID '${json.model_id}' not found.`),
        );
      await ask('setLoggedModelTags', { model_id, tags: [{ key: 'why', value: 'old' }] });
      expect(await ask('getLoggedModel', { model_id, allow_deleted: 'True' })).toMatchObject({
        model: { info: { model_id, tags: [{ key: 'why', value: 'old' }] } },
      });
    });

    it('deletes a tag that is there', async () => {
      const { model_id } = (await logged({ tags: [{ key: 'team', value: 'a' }] })).info;
      await ask('deleteLoggedModelTag', { model_id, tag_key: 'team' });
      expect((await ask('getLoggedModel', { model_id })).model.info).not.toHaveProperty('tags');
      await expect(ask('deleteLoggedModelTag', { model_id, tag_key: "it's" })).rejects.toMatchObject(
        refusal('RESOURCE_DOES_NOT_EXIST', `No tag with key "it's" found for model with ID '${model_id}'.`),
      );
    });

    it('takes params and first tags once, and nothing of a request that gives one again', async () => {
      const twice = [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ];
      await expect(ask('createLoggedModel', { experiment_id: '0', params: twice })).rejects.toMatchObject(
        refusal('BAD_REQUEST', /param.*once/),
      );
      await expect(ask('createLoggedModel', { experiment_id: '0', tags: twice })).rejects.toMatchObject(
        refusal('BAD_REQUEST', /tag.*once/),
      );
      const { model_id } = (await logged({ params: [{ key: 'a', value: '1' }] })).info;
      await expect(
        ask('logLoggedModelParams', { model_id, params: [{ key: 'b' }, { key: 'a' }] }),
      ).rejects.toMatchObject(refusal('BAD_REQUEST', /param.*once/));
      expect((await ask('getLoggedModel', { model_id })).model.data.params).toEqual([
        { key: 'a', value: '1' },
      ]);
    });

    it('asks for a role in the experiment', async () => {
      const { model_id } = (await logged()).info;
      const mayRead: Caller = { server: 'none', experiments: { '0': 'read' } };
      await ask('getLoggedModel', { model_id }, mayRead);
      const writes = `createLoggedModel finalizeLoggedModel deleteLoggedModel setLoggedModelTags deleteLoggedModelTag
        logLoggedModelParams logInputs logOutputs logModel`;
      const json = {
        model_id,
        experiment_id: '0',
        status: 'LOGGED_MODEL_READY',
        tag_key: 'k',
        run_id,
        models: [],
        model_json: JSON.stringify({ artifact_path: 'm', flavors: {}, utc_time_created: '', run_id }),
      };
      for (const operation of writes.split(/\s+/) as OperationName[])
        await expect(ask(operation, json, mayRead), operation).rejects.toMatchObject({
          code: 'PERMISSION_DENIED',
        });
      await expect(
        ask('getLoggedModel', { model_id }, { server: 'none', experiments: { '1': 'admin' } }),
      ).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    });

    it('keeps the data sets of runs once, with the tags of each use', async () => {
      const context = [{ key: 'mlflow.data.context', value: 'train' }];
      const schema = '{"columns":[]}';
      await ask('logInputs', {
        run_id,
        datasets: [
          { tags: context, dataset: { ...dataset, schema } },
          { tags: [{ key: 'later', value: 'x' }], dataset: { ...dataset, source: 'other' } },
        ],
      });
      // Neither the data set nor its use is changed by another request.
      await ask('logInputs', { run_id, datasets: [{ tags: [{ key: 'more', value: 'y' }], dataset }] });
      expect((await run()).inputs).toEqual({
        dataset_inputs: [{ tags: context, dataset: { ...dataset, schema } }],
      });
      ({ run_id } = (await ask('createRun', { experiment_id: '0' })).run.info);
      await ask('logInputs', { run_id, datasets: [{ dataset: { ...dataset, source: 'other' } }] });
      expect((await run()).inputs).toEqual({ dataset_inputs: [{ dataset: { ...dataset, schema } }] });
    });

    it('keeps the models that went into a run and came out of it', async () => {
      const model_id = 'm-1';
      await ask('logInputs', { run_id, models: [{ model_id }, { model_id }] });
      await ask('logInputs', { run_id, models: [{ model_id }] });
      await ask('logOutputs', { run_id, models: [{ model_id, step: '4611686018427387904' }] });
      const found = await run();
      expect(found.inputs).toEqual({ model_inputs: [{ model_id }] });
      expect(found.outputs.model_outputs).toEqual([{ model_id, step: 4611686018427387904 }]);
      await expect(ask('logOutputs', { run_id, models: [{ model_id }] })).rejects.toMatchObject(
        refusal('BAD_REQUEST', /output.*once/),
      );
    });

    it('refuses inputs that are too long, and keeps none of them', async () => {
      const expectTooLong = (json: object, field: string, most: number) =>
        expect(ask('logInputs', { run_id, datasets: [{ dataset }, json] })).rejects.toMatchObject(
          refusal('INVALID_PARAMETER_VALUE', `'${field}' exceeds the maximum length of ${most} characters`),
        );
      const long = (most: number) => 'x'.repeat(most + 1);
      for (const [field, most] of [
        ['name', 500],
        ['digest', 36],
        ['source', 65_535],
        ['schema', 1_048_575],
        ['profile', 16_777_215],
      ] as const)
        await expectTooLong({ dataset: { ...dataset, [field]: long(most) } }, field, most);
      await expectTooLong({ dataset, tags: [{ key: long(255), value: '' }] }, 'key', 255);
      await expectTooLong({ dataset, tags: [{ key: 'k', value: long(500) }] }, 'value', 500);
      const twice = [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ];
      await expect(ask('logInputs', { run_id, datasets: [{ dataset, tags: twice }] })).rejects.toMatchObject(
        refusal('BAD_REQUEST', /tag.*once/),
      );
      expect((await run()).inputs).toEqual({});
    });

    it('writes no inputs and outputs of a run that is deleted or not there', async () => {
      await expect(ask('logInputs', { run_id: '../x' })).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', /for parameter 'run_id' supplied/),
      );
      for (const operation of ['logInputs', 'logOutputs'] as const) {
        await expect(ask(operation, { run_id: 'none', models: [] })).rejects.toMatchObject(
          refusal('RESOURCE_DOES_NOT_EXIST', 'Run with id=none not found'),
        );
        await ask('deleteRun', { run_id });
        await expect(ask(operation, { run_id, models: [] })).rejects.toMatchObject(
          refusal(
            'INVALID_PARAMETER_VALUE',
            `The run ${run_id} must be in the 'active' state. Current state is deleted.`,
          ),
        );
      }
    });

    it('keeps what old clients say of logged models in a tag of the run', async () => {
      const json = (artifact_path: string) =>
        JSON.stringify({
          artifact_path,
          flavors: { sklearn: { version: 'ä', config: { large: true } } },
          utc_time_created: '2026',
          run_id,
        });
      await ask('logModel', { run_id, model_json: json('a') });
      await ask('logModel', { run_id, model_json: json('b') });
      const history = (await run()).data.tags.find(
        ({ key }: { key: string }) => key === 'mlflow.log-model.history',
      );
      const entry = (path: string) =>
        `{"run_id": "${run_id}", "artifact_path": "${path}", "utc_time_created": "2026", "model_uuid": null, "flavors": {"sklearn": {"version": "\\u00e4"}}}`;
      expect(history.value).toBe(`[${entry('a')}, ${entry('b')}]`);
      await ask('setTag', { run_id, key: 'mlflow.log-model.history', value: '[1' });
      await expect(ask('logModel', { run_id, model_json: json('c') })).rejects.toMatchObject(
        refusal('INVALID_STATE', /is no list in JSON/),
      );
    });
  });
}
