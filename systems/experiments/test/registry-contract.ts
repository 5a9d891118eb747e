import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MlflowError } from '../src/mlflow-error.ts';
import type { OperationName } from '../src/operations/operations.ts';
import { wholeReach } from '../src/reach.ts';
import type { Caller, Store } from '../src/store.ts';

/**
 * What every store does with registered models, their versions and aliases.
 *
 * @param database its kind
 * @param open an empty store whose artifacts go to `mlflow-artifacts:/`
 */
export function registryContract(database: string, open: () => Promise<Store>): void {
  let store: Store;
  const ask = async (operation: OperationName, json: object, caller: Caller = wholeReach) =>
    JSON.parse(await store.call(operation, json as Record<string, unknown>, caller));

  const version = async (json: object = {}) =>
    (await ask('createModelVersion', { name: 'penguins', source: 's3://bucket/model', ...json }))
      .model_version;

  const model = async (of = 'penguins') => (await ask('getRegisteredModel', { name: of })).registered_model;

  const refusal = (code: string, message: string | RegExp) => ({
    code,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });

  describe(`registry on ${database}`, () => {
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    beforeEach(() => ask('createRegisteredModel', { name: 'penguins', description: 'species' }));
    afterEach(async () => {
      for (const made of ['penguins', 'whales', 'greeting', 'copies', 'seabirds'])
        await ask('deleteRegisteredModel', { name: made }).catch((error: MlflowError) => {
          if (error.code !== 'RESOURCE_DOES_NOT_EXIST') throw error;
        });
    });

    it('keeps registered models with their tags; of one key the last counts', async () => {
      const tags = [
        { key: 'b', value: '1' },
        { key: 'a', value: '2' },
        { key: 'b', value: '3' },
      ];
      const { registered_model } = await ask('createRegisteredModel', { name: 'whales', tags });
      expect(registered_model).toEqual({
        name: 'whales',
        creation_timestamp: expect.any(Number),
        last_updated_timestamp: registered_model.creation_timestamp,
        tags: [
          { key: 'a', value: '2' },
          { key: 'b', value: '3' },
        ],
      });
      await ask('setRegisteredModelTag', { name: 'whales', key: 'a', value: 'new' });
      await ask('deleteRegisteredModelTag', { name: 'whales', key: 'b' });
      await ask('deleteRegisteredModelTag', { name: 'whales', key: 'b' });
      expect((await model('whales')).tags).toEqual([{ key: 'a', value: 'new' }]);
    });

    it('changes and empties the description of a model', async () => {
      expect((await model()).description).toBe('species');
      await ask('updateRegisteredModel', { name: 'penguins', description: 'new' });
      expect((await model()).description).toBe('new');
      await ask('updateRegisteredModel', { name: 'penguins' });
      expect(await model()).not.toHaveProperty('description');
    });

    it('tells who has a name that is taken', async () => {
      const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];
      await ask('createRegisteredModel', { name: 'greeting', tags });
      const expectTaken = (json: object, message: string) =>
        expect(ask('createRegisteredModel', json)).rejects.toMatchObject(
          refusal('RESOURCE_ALREADY_EXISTS', message),
        );
      await expectTaken({ name: 'penguins' }, 'Registered Model (name=penguins) already exists.');
      await expectTaken({ name: 'greeting', tags }, 'Prompt (name=greeting) already exists.');
      await expectTaken(
        { name: 'greeting' },
        "Tried to create a registered model with name 'greeting', but the name is already taken by a prompt. MLflow does not allow creating a model and a prompt with the same name.",
      );
      await expectTaken(
        { name: 'penguins', tags },
        "Tried to create a prompt with name 'penguins', but the name is already taken by a registered model. MLflow does not allow creating a model and a prompt with the same name.",
      );
      await expect(
        ask('renameRegisteredModel', { name: 'greeting', new_name: 'penguins' }),
      ).rejects.toMatchObject(
        refusal('RESOURCE_ALREADY_EXISTS', /^Registered Model \(name=penguins\) already exists\. Error: /),
      );
    });

    it('counts versions, and never uses a number again', async () => {
      const first = await version({ run_link: 'http://ci/1', tags: [{ key: 'a', value: '1' }] });
      expect(first).toEqual({
        name: 'penguins',
        version: '1',
        creation_timestamp: expect.any(Number),
        last_updated_timestamp: expect.any(Number),
        current_stage: 'None',
        description: '',
        source: 's3://bucket/model',
        run_id: '',
        run_link: 'http://ci/1',
        status: 'READY',
        tags: [{ key: 'a', value: '1' }],
      });
      expect((await version()).version).toBe('2');
      await ask('deleteModelVersion', { name: 'penguins', version: '2' });
      expect((await version()).version).toBe('3');
      for (const operation of [
        'getModelVersion',
        'getModelVersionDownloadUri',
        'deleteModelVersion',
      ] as const)
        await expect(ask(operation, { name: 'penguins', version: '2' })).rejects.toMatchObject(
          refusal('RESOURCE_DOES_NOT_EXIST', 'Model Version (name=penguins, version=2) not found'),
        );
    });

    it('registers from many callers at once', async () => {
      const made = await Promise.all(Array.from({ length: 20 }, () => version()));
      const numbers = made.map((each) => Number(each.version)).toSorted((one, other) => one - other);
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    });

    it('takes a version by any spelling of its number', async () => {
      await version();
      for (const spelt of ['1', ' 1 ', '+1', '01'])
        expect(
          (await ask('getModelVersion', { name: 'penguins', version: spelt })).model_version.version,
        ).toBe('1');
      const told = (spelt: string, code: string, message: string) =>
        expect(ask('getModelVersion', { name: 'penguins', version: spelt })).rejects.toMatchObject(
          refusal(code, message),
        );
      await told('1.0', 'INVALID_PARAMETER_VALUE', "Parameter 'version' must be an integer, got '1.0'.");
      await told(
        '99999999999',
        'RESOURCE_DOES_NOT_EXIST',
        'Model Version (name=penguins, version=99999999999) not found',
      );
    });

    it('changes the description and tags of a version', async () => {
      await version({ description: 'first' });
      const updated = await ask('updateModelVersion', {
        name: 'penguins',
        version: '1',
        description: 'better',
      });
      expect(updated.model_version.description).toBe('better');
      const emptied = await ask('updateModelVersion', { name: 'penguins', version: '1' });
      expect(emptied.model_version).not.toHaveProperty('description');
      const own = { name: 'penguins', version: '1' };
      await ask('setModelVersionTag', { ...own, key: 'a', value: '1' });
      await ask('setModelVersionTag', { ...own, key: 'a', value: '2' });
      await ask('setModelVersionTag', { ...own, key: 'b', value: '3' });
      await ask('deleteModelVersionTag', { ...own, key: 'b' });
      const { model_version } = await ask('getModelVersion', own);
      expect(model_version.tags).toEqual([{ key: 'a', value: '2' }]);
    });

    it('archives others of a stage when asked to', async () => {
      for (let made = 0; made < 3; made++) await version();
      const enter = (of: string, stage: string, archives = false) =>
        ask('transitionModelVersionStage', {
          name: 'penguins',
          version: of,
          stage,
          archive_existing_versions: archives,
        });
      await enter('1', 'production');
      await enter('2', 'Production');
      const stages = async () =>
        Promise.all(
          ['1', '2', '3'].map(
            async (of) =>
              (await ask('getModelVersion', { name: 'penguins', version: of })).model_version.current_stage,
          ),
        );
      expect(await stages()).toEqual(['Production', 'Production', 'None']);
      await enter('3', 'PRODUCTION', true);
      expect(await stages()).toEqual(['Archived', 'Archived', 'Production']);
      const { model_versions } = await ask('getLatestVersions', { name: 'penguins' });
      expect(model_versions.map((each: { version: string }) => each.version)).toEqual(['2', '3']);
      expect(await ask('getLatestVersions', { name: 'penguins', stages: ['Staging'] })).toEqual({});
      const archived = await ask('getLatestVersions', { name: 'penguins', stages: ['archived'] });
      expect(archived.model_versions).toMatchObject([{ version: '2' }]);
      expect((await model()).latest_versions).toMatchObject([{ version: '2' }, { version: '3' }]);
      await expect(
        ask('transitionModelVersionStage', {
          name: 'penguins',
          version: '1',
          stage: 'archived',
          archive_existing_versions: true,
        }),
      ).rejects.toMatchObject(
        refusal(
          'INTERNAL_ERROR',
          "Model version transition cannot archive existing model versions because 'archived' is not an Active stage. Valid stages are ['Staging', 'Production']",
        ),
      );
    });

    it('resolves aliases, which go with their version', async () => {
      await version();
      await version();
      const resolve = (alias: string) => ask('getModelVersionByAlias', { name: 'penguins', alias });
      await ask('setRegisteredModelAlias', { name: 'penguins', alias: 'champion', version: '1' });
      await ask('setRegisteredModelAlias', { name: 'penguins', alias: 'champion', version: '2' });
      await ask('setRegisteredModelAlias', { name: 'penguins', alias: 'old', version: '1' });
      await ask('setRegisteredModelAlias', { name: 'penguins', alias: 'gone', version: '1' });
      await ask('deleteRegisteredModelAlias', { name: 'penguins', alias: 'gone' });
      expect(await resolve('champion')).toMatchObject({
        model_version: { version: '2', aliases: ['champion'] },
      });
      expect(await resolve('Latest')).toMatchObject({ model_version: { version: '2' } });
      expect((await model()).aliases).toEqual([
        { alias: 'champion', version: '2' },
        { alias: 'old', version: '1' },
      ]);
      // Inside a model, versions are told without their aliases.
      expect((await model()).latest_versions).toMatchObject([{ version: '2' }]);
      expect((await model()).latest_versions[0]).not.toHaveProperty('aliases');
      await ask('deleteModelVersion', { name: 'penguins', version: '2' });
      await expect(
        ask('getModelVersionByAlias', { name: 'penguins', alias: 'champion' }),
      ).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', 'Registered model alias champion not found.'),
      );
      expect(await resolve('latest')).toMatchObject({ model_version: { version: '1', aliases: ['old'] } });
    });

    it('takes everything along when a model is renamed, and away when it is deleted', async () => {
      await version({ tags: [{ key: 'a', value: '1' }] });
      await ask('setRegisteredModelAlias', { name: 'penguins', alias: 'champion', version: '1' });
      await ask('setRegisteredModelTag', { name: 'penguins', key: 't', value: 'x' });
      const { registered_model } = await ask('renameRegisteredModel', {
        name: 'penguins',
        new_name: 'seabirds',
      });
      expect(registered_model).toMatchObject({
        name: 'seabirds',
        latest_versions: [{ name: 'seabirds', version: '1', tags: [{ key: 'a', value: '1' }] }],
        tags: [{ key: 't', value: 'x' }],
        aliases: [{ alias: 'champion', version: '1' }],
      });
      await ask('deleteRegisteredModel', { name: 'seabirds' });
      for (const gone of ['penguins', 'seabirds'])
        await expect(ask('getRegisteredModel', { name: gone })).rejects.toMatchObject(
          refusal('RESOURCE_DOES_NOT_EXIST', `Registered Model with name=${gone} not found`),
        );
      await ask('createRegisteredModel', { name: 'seabirds' });
      expect(Object.keys(await model('seabirds'))).toEqual([
        'name',
        'creation_timestamp',
        'last_updated_timestamp',
      ]);
      expect((await version({ name: 'seabirds' })).version).toBe('1');
    });

    it('copies a version with its run and its place', async () => {
      const { run } = await ask('createRun', { experiment_id: '0' });
      const { run_id } = run.info;
      await version({ source: `runs:/${run_id}/model`, run_id });
      await ask('setRegisteredModelAlias', { name: 'penguins', alias: 'champion', version: '1' });
      await ask('createRegisteredModel', { name: 'copies' });
      for (const source of ['models:/penguins/1', 'models:/penguins@champion', 'models:/penguins/latest'])
        expect(await version({ name: 'copies', source })).toMatchObject({
          source: 'models:/penguins/1',
          run_id,
        });
      const place = await ask('getModelVersionDownloadUri', { name: 'copies', version: '3' });
      expect(place).toEqual({ artifact_uri: `runs:/${run_id}/model` });
      await expect(
        ask('createModelVersion', { name: 'copies', source: 'models:/penguins/1', run_id: 'other' }),
      ).rejects.toMatchObject(
        refusal(
          'INVALID_PARAMETER_VALUE',
          "Invalid model version source: 'models:/penguins/1'. The run_id and model_id request parameters must match the referenced model version.",
        ),
      );
      await expect(
        ask('createModelVersion', { name: 'copies', source: 'models:/penguins/Staging' }),
      ).rejects.toMatchObject(
        refusal('INTERNAL_ERROR', "No versions of model with name 'penguins' and stage 'Staging' found"),
      );
    });

    it('makes a version of a logged model, which is told of it', async () => {
      const { run } = await ask('createRun', { experiment_id: '0' });
      const { run_id } = run.info;
      const { model: logged } = await ask('createLoggedModel', {
        experiment_id: '0',
        name: 'tree',
        source_run_id: run_id,
      });
      const { model_id, artifact_uri } = logged.info;
      const made = await version({ source: `models:/${model_id}`, model_id });
      expect(made).toMatchObject({ source: `models:/${model_id}`, run_id });
      await version({ source: `${artifact_uri}/sub`, model_id });
      expect(await ask('getModelVersionDownloadUri', { name: 'penguins', version: '1' })).toEqual({
        artifact_uri,
      });
      const { model: found } = await ask('getLoggedModel', { model_id });
      expect(found.info.tags).toEqual([
        {
          key: 'mlflow.modelVersions',
          value: '[{"name": "penguins", "version": 1}, {"name": "penguins", "version": 2}]',
        },
      ]);
      await expect(
        ask('createModelVersion', { name: 'penguins', source: 's3://bucket/x', model_id: 'm-none' }),
      ).rejects.toMatchObject(refusal('RESOURCE_DOES_NOT_EXIST', "Logged model with ID 'm-none' not found."));
      await expect(
        ask('createModelVersion', { name: 'penguins', source: 'models:/m-none', model_id: 'm-none' }),
      ).rejects.toMatchObject(
        refusal(
          'INTERNAL_ERROR',
          "Unable to fetch model from model URI source artifact location 'models:/m-none'.Error: Logged model with ID 'm-none' not found.",
        ),
      );
      await ask('setLoggedModelTags', { model_id, tags: [{ key: 'mlflow.modelVersions', value: '{' }] });
      await expect(
        ask('createModelVersion', { name: 'penguins', source: `models:/${model_id}`, model_id }),
      ).rejects.toMatchObject(
        refusal('INVALID_STATE', /^The tag mlflow\.modelVersions of logged model m-\w+ is no list/),
      );
      // Nothing of it was written.
      expect((await version()).version).toBe('3');
      await ask('setLoggedModelTags', { model_id, tags: [{ key: 'mlflow.modelVersions', value: '' }] });
      await ask('createRegisteredModel', { name: 'copies' });
      await version({ name: 'copies', source: `models:/${model_id}`, model_id });
      await ask('deleteRegisteredModel', { name: 'copies' });
      await ask('createRegisteredModel', { name: 'copies' });
      await version({ name: 'copies', source: `models:/${model_id}`, model_id });
      expect((await ask('getLoggedModel', { model_id })).model.info.tags).toEqual([
        { key: 'mlflow.modelVersions', value: '[{"name": "copies", "version": 1}]' },
      ]);
    });

    it('checks a name before anything is looked for', async () => {
      const words = "Invalid model name 'a/b'. Names cannot contain '/' or ':'.";
      const name = 'a/b';
      const tags = [{ key: '$' }];
      await expect(ask('createRegisteredModel', { name, tags })).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', words),
      );
      await expect(ask('createModelVersion', { name, source: 's3://bucket/x', tags })).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', words),
      );
      await expect(ask('getModelVersion', { name, version: 'x' })).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', words),
      );
      await expect(ask('renameRegisteredModel', { name: 'none', new_name: name })).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', words),
      );
    });

    it('checks keys, aliases and hosts of sources', async () => {
      await version();
      const own = { name: 'penguins', version: '1', key: '$' };
      const key = /^Invalid value "\$" for parameter 'key' supplied: Names may only contain/;
      for (const operation of [
        'setRegisteredModelTag',
        'deleteRegisteredModelTag',
        'setModelVersionTag',
        'deleteModelVersionTag',
      ] as const)
        await expect(ask(operation, own)).rejects.toMatchObject(refusal('INVALID_PARAMETER_VALUE', key));
      const tags = [{ key: '$' }];
      await expect(ask('createRegisteredModel', { name: 'whales', tags })).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', key),
      );
      const made = { name: 'penguins', source: 's3://bucket/x', tags };
      await expect(ask('createModelVersion', made)).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', key),
      );
      await expect(
        ask('createModelVersion', { name: 'penguins', source: 'ftp://host/x' }),
      ).rejects.toMatchObject(refusal('INVALID_PARAMETER_VALUE', /^'source' cannot use the 'ftp' scheme: /));
      await expect(ask('setRegisteredModelAlias', { ...own, alias: 'Latest' })).rejects.toMatchObject(
        refusal('INVALID_PARAMETER_VALUE', "'latest' alias name (case insensitive) is reserved."),
      );
      for (const operation of [
        'setRegisteredModelAlias',
        'deleteRegisteredModelAlias',
        'getModelVersionByAlias',
      ] as const)
        await expect(ask(operation, { ...own, alias: 'a b' })).rejects.toMatchObject(
          refusal('INVALID_PARAMETER_VALUE', /^Invalid alias name: 'a b'\./),
        );
    });

    it('has no newest version of a model without any', async () => {
      await expect(
        ask('getModelVersionByAlias', { name: 'penguins', alias: 'latest' }),
      ).rejects.toMatchObject(
        refusal('RESOURCE_DOES_NOT_EXIST', 'Latest version not found for model penguins.'),
      );
    });

    it('tells the newest of each stage in the order in which stages were first entered', async () => {
      for (let made = 0; made < 3; made++) await version();
      await ask('transitionModelVersionStage', { name: 'penguins', version: '2', stage: 'Staging' });
      expect((await model()).latest_versions).toMatchObject([
        { version: '3', current_stage: 'None' },
        { version: '2', current_stage: 'Staging' },
      ]);
    });

    it('refuses sources of others', async () => {
      const { run } = await ask('createRun', { experiment_id: '0' });
      const other = (await ask('createRun', { experiment_id: '0' })).run.info.run_id;
      const { run_id, artifact_uri } = run.info;
      expect(await version({ source: `${artifact_uri}/model`, run_id })).toMatchObject({ run_id });
      const foreign = (source: string, json: object, field: string) =>
        expect(ask('createModelVersion', { name: 'penguins', source, ...json })).rejects.toMatchObject(
          refusal(
            'INVALID_PARAMETER_VALUE',
            `Invalid model version source: '${source}'. The ${field} request parameter must identify the resource that contains the source.`,
          ),
        );
      await foreign(`${artifact_uri}/model`, { run_id: other }, 'run_id');
      await foreign(`${artifact_uri}/model`, {}, 'run_id');
      await foreign(`${artifact_uri}/model`, { run_id: 'none' }, 'run_id');
      await foreign(`runs:/${run_id}/model`, { run_id: other }, 'run_id');
      await foreign(`models:/m-none`, {}, 'model_id');
      await foreign(`mlflow-artifacts:/0/models/m-none`, { model_id: 'm-none' }, 'model_id');
    });

    it('knows prompts by their tag, and what may stand for their source', async () => {
      const tags = [
        { key: 'mlflow.prompt.is_prompt', value: 'false' },
        { key: 'mlflow.prompt.is_prompt', value: 'True' },
      ];
      await ask('createRegisteredModel', { name: 'greeting', tags });
      expect(await version({ name: 'greeting', source: 'dummy-source', tags })).toMatchObject({
        version: '1',
      });
      await expect(
        ask('createModelVersion', { name: 'greeting', source: 's3://bucket/x', tags }),
      ).rejects.toMatchObject(
        refusal(
          'INVALID_PARAMETER_VALUE',
          "Invalid prompt source: 's3://bucket/x'. Prompt sources must use an MLflow placeholder.",
        ),
      );
      await expect(
        ask('createModelVersion', { name: 'penguins', source: 'models:/greeting/1' }),
      ).rejects.toMatchObject(
        refusal(
          'INVALID_PARAMETER_VALUE',
          "Invalid model version source: 'models:/greeting/1'. Prompt versions cannot be used as model version sources.",
        ),
      );
    });

    it('asks for a role on the server', async () => {
      const mayRead: Caller = { server: 'read', experiments: {} };
      const mayNothing: Caller = { server: 'none', experiments: { '0': 'admin' } };
      await version();
      await ask('getRegisteredModel', { name: 'penguins' }, mayRead);
      const own = { name: 'penguins', version: '1', key: 'k', alias: 'a', new_name: 'n', stage: 'Staging' };
      const reads = `getRegisteredModel getLatestVersions getModelVersion getModelVersionDownloadUri
        getModelVersionByAlias`;
      const writes = `createRegisteredModel updateRegisteredModel renameRegisteredModel deleteRegisteredModel
        setRegisteredModelTag deleteRegisteredModelTag createModelVersion updateModelVersion deleteModelVersion
        transitionModelVersionStage setModelVersionTag deleteModelVersionTag setRegisteredModelAlias
        deleteRegisteredModelAlias`;
      for (const [names, caller] of [
        [reads, mayNothing],
        [writes, mayRead],
      ] as const)
        for (const operation of names.split(/\s+/) as OperationName[])
          await expect(
            ask(operation, { ...own, source: 's3://bucket/x' }, caller),
            operation,
          ).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
      expect(await model()).toMatchObject({ name: 'penguins', latest_versions: [{ version: '1' }] });
    });
  });
}
