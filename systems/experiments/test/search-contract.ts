import { matchesFilter, parseFilter, type FilterableRun } from '@modelfolio/comparison';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationName } from '../src/operations/operations.ts';
import type { MlflowError } from '../src/mlflow-error.ts';
import { wholeReach } from '../src/reach.ts';
import type { Caller, Store } from '../src/store.ts';
import { randomFilter, randomRun, type RandomRun } from './random-runs.ts';

interface Found {
  readonly runs?: readonly { readonly info: { readonly run_id: string; readonly run_name: string } }[];
  readonly next_page_token?: string;
}

/**
 * What every store finds.
 *
 * @param open an empty store
 */
export function searchContract(name: string, open: () => Promise<Store>): void {
  let store: Store;
  let experiments = 0;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  const ask = async (operation: OperationName, json: object, caller: Caller = wholeReach) =>
    JSON.parse(await store.call(operation, JSON.parse(JSON.stringify(json)), caller));

  const newExperiment = async (): Promise<string> =>
    (await ask('createExperiment', { name: `searched ${++experiments}` })).experiment_id;

  const newRun = async (experiment_id: string, json: object = {}): Promise<string> =>
    (await ask('createRun', { experiment_id, ...json })).run.info.run_id;

  const search = async (experiment_id: string, json: object = {}): Promise<Found> =>
    ask('searchRuns', { experiment_ids: [experiment_id], ...json });

  const namesOf = ({ runs = [] }: Found): string[] => runs.map(({ info }) => info.run_name);

  /** What is refused, in whose words. */
  const refusal = async (
    operation: OperationName,
    json: object,
    message: string | RegExp,
  ): Promise<MlflowError> => {
    const refused: MlflowError = await ask(operation, json).then(
      () => expect.fail(`${operation} answers ${JSON.stringify(json)}`),
      (error: unknown) => error as MlflowError,
    );
    expect(refused.code).toBe('INVALID_PARAMETER_VALUE');
    if (typeof message === 'string') expect(refused.message).toBe(message);
    else expect(refused.message).toMatch(message);
    return refused;
  };

  async function log(experiment_id: string, run: RandomRun): Promise<FilterableRun> {
    const run_id = await newRun(experiment_id, { run_name: run.name, start_time: Date.parse(run.startTime) });
    const pairs = (record: object) => Object.entries(record).map(([key, value]) => ({ key, value }));
    await ask('logBatch', {
      run_id,
      metrics: pairs(run.metrics).map(({ key, value: { value } }) => ({ key, value, timestamp: 1, step: 0 })),
      params: pairs(run.params),
      tags: pairs(run.tags),
    });
    for (const { name: of, digest, role } of run.datasets)
      await ask('logInputs', {
        run_id,
        datasets: [
          {
            tags: role === null ? [] : [{ key: 'mlflow.data.context', value: role }],
            dataset: { name: of, digest, source_type: 'local', source: '{}' },
          },
        ],
      });
    const end_time = run.endTime === null ? undefined : Date.parse(run.endTime);
    await ask('updateRun', { run_id, status: run.status.toUpperCase(), end_time });
    return { ...run, id: run_id };
  }

  describe(`${name}, asked for runs`, () => {
    it('finds those that meet a filter, whatever it is', async () => {
      const experiment = await newExperiment();
      const runs = await Promise.all(
        fc.sample(randomRun, { numRuns: 30, seed: 7 }).map((run) => log(experiment, run)),
      );
      let found = 0;
      await fc.assert(
        fc.asyncProperty(randomFilter, async (filter) => {
          const parsed = parseFilter(filter);
          const expected = runs.filter((run) => matchesFilter(parsed, run)).map(({ id }) => id);
          const { runs: answered = [] } = await search(experiment, { filter });
          expect(answered.map(({ info }) => info.run_id).toSorted()).toEqual(expected.toSorted());
          found += expected.length > 0 && expected.length < runs.length ? 1 : 0;
        }),
        { numRuns: 120, seed: 11 },
      );
      expect(found).toBeGreaterThan(40);
    });

    it('puts them in the order that is asked for, those that have nothing last', async () => {
      const experiment = await newExperiment();
      for (const [run_name, value, word] of [
        ['none', undefined, 'b'],
        ['nan', 'NaN', 'a'],
        ['small', -2, undefined],
        ['large', 7, 'c'],
      ] as const) {
        const run_id = await newRun(experiment, { run_name, start_time: 5 });
        if (value !== undefined) await ask('logMetric', { run_id, key: 'm', value, timestamp: 1 });
        if (word !== undefined) await ask('setTag', { run_id, key: 'word', value: word });
      }
      const ordered = async (...order_by: string[]) => namesOf(await search(experiment, { order_by }));
      expect(await ordered('metrics.m')).toEqual(['small', 'large', 'nan', 'none']);
      expect(await ordered('metrics.`m` DESC')).toEqual(['large', 'small', 'nan', 'none']);
      expect(await ordered('tags.word desc')).toEqual(['large', 'none', 'nan', 'small']);
      expect(await ordered('start_time ASC', 'attributes.run_name DESC')).toEqual([
        'small',
        'none',
        'nan',
        'large',
      ]);
      expect(await ordered('params.nothing', 'run_name')).toEqual(['large', 'nan', 'none', 'small']);
      await refusal(
        'searchRuns',
        { experiment_ids: [experiment], order_by: ['metrics.m', 'metrics.m DESC'] },
        "`order_by` contains duplicate fields: ['metrics.m', 'metrics.m DESC']",
      );
      await refusal(
        'searchRuns',
        { order_by: ['metrics.m DSC'] },
        "Invalid ordering key in order_by clause 'metrics.m DSC'.",
      );
      await refusal(
        'searchRuns',
        { order_by: ['metrics.`m'] },
        "Invalid order_by clause 'metrics.`m'. Could not be parsed.",
      );
      await refusal('searchRuns', { order_by: ['dataset.name'] }, "Invalid identifier type 'dataset'");
      await refusal('searchRuns', { order_by: ['foo'] }, /^Invalid attribute key 'foo' specified/);
      await refusal('searchRuns', { order_by: Array(31).fill('metrics.m') }, /at most 30/);
    });

    it.each([[[]], [['metrics.m DESC']], [['metrics.m']], [['tags.t DESC', 'params.p']], [['end_time']]])(
      'goes on after the last run of a page, whatever was added meanwhile, by %j',
      async (order_by) => {
        const experiment = await newExperiment();
        for (let run = 0; run < 11; run++) {
          const run_id = await newRun(experiment, { run_name: `${run}`, start_time: 10 + (run % 4) });
          if (run % 3 > 0)
            await ask('logBatch', {
              run_id,
              metrics: [{ key: 'm', value: run % 3 === 1 ? 'NaN' : run / 3, timestamp: 1 }],
              params: [{ key: 'p', value: String(run % 2) }],
              tags: [{ key: 't', value: 'x' }],
            });
        }
        const whole = namesOf(await search(experiment, { order_by }));
        expect(whole).toHaveLength(11);
        const paged: string[] = [];
        let token: string | undefined;
        do {
          const found = await search(experiment, { order_by, max_results: 3, page_token: token });
          paged.push(...namesOf(found));
          token = found.next_page_token;
          await newRun(experiment, { run_name: 'added', start_time: 100 });
        } while (token !== undefined);
        expect(paged.filter((run) => run !== 'added')).toEqual(whole);
        expect(namesOf(await search(experiment, { order_by, page_token: tokenOf({ offset: 14 }) }))).toEqual(
          namesOf(await search(experiment, { order_by })).slice(14),
        );
      },
    );

    it('has no next page after one that is just full', async () => {
      const experiment = await newExperiment();
      for (let run = 0; run < 2; run++) await newRun(experiment);
      expect((await search(experiment, { max_results: 2 })).next_page_token).toBeUndefined();
      expect((await search(experiment, { max_results: 1 })).next_page_token).toBeTypeOf('string');
      expect(await search(experiment, { page_token: tokenOf({ offset: '2' }) })).toEqual({});
    });

    it('refuses tokens that it did not give, and sizes that are none, in words of MLflow', async () => {
      const refused = (page_token: string, message: string | RegExp) =>
        refusal('searchRuns', { page_token }, message);
      await refused('abc', 'Invalid page token, could not base64-decode');
      await refused('aGVsbG8=', "Invalid page token, decoded value=b'hello'");
      await refused(tokenOf({}), 'Invalid page token, parsed value={}');
      await refused(tokenOf({ offset: 'x' }), 'Invalid page token, not stringable "x"');
      const experiment = await newExperiment();
      for (let run = 0; run < 2; run++) await newRun(experiment);
      const { next_page_token = '' } = await search(experiment, { max_results: 1 });
      await refusal(
        'searchRuns',
        { page_token: next_page_token, order_by: ['metrics.m'] },
        /belongs to a search in another order/,
      );
      await refusal(
        'searchRuns',
        { max_results: 0 },
        /^Invalid value 0 for parameter 'max_results' supplied/,
      );
      const tooMany = { max_results: 50_001 };
      expect(await refusal('searchRuns', tooMany, /^Invalid value 50001 for parameter/)).toBeDefined();
    });

    it('shows those of a stage, of experiments that there are and that the caller may read', async () => {
      const [one, other] = [await newExperiment(), await newExperiment()];
      const kept = await newRun(one, { run_name: 'kept', start_time: 2 });
      const gone = await newRun(one, { run_name: 'gone', start_time: 1 });
      await newRun(other, { run_name: 'other', start_time: 3 });
      await ask('deleteRun', { run_id: gone });
      const shown = async (run_view_type?: string) => namesOf(await search(one, { run_view_type }));
      expect(await shown()).toEqual(['kept']);
      expect(await shown('DELETED_ONLY')).toEqual(['gone']);
      expect(await shown('ALL')).toEqual(['kept', 'gone']);
      const both = { experiment_ids: [one, other, '987654', one] };
      expect(namesOf(await ask('searchRuns', both))).toEqual(['other', 'kept']);
      const reader: Caller = { server: 'none', experiments: { [one]: 'read' } };
      expect(namesOf(await ask('searchRuns', both, reader))).toEqual(['kept']);
      expect(await ask('searchRuns', { experiment_ids: [other] }, reader)).toEqual({});
      expect(await ask('searchRuns', {})).toEqual({});
      await refusal('searchRuns', { experiment_ids: ['x'] }, /^Invalid experiment ID 'x'/);
      expect(namesOf(await search(one, { filter: `run_id IN ('${kept}', 'x')` }))).toEqual(['kept']);
      expect(namesOf(await search(one, { filter: `run_id NOT IN ('${kept}')` }))).toEqual([]);
      expect(namesOf(await search(one, { filter: "artifact_uri LIKE '%/artifacts'" }))).toEqual(['kept']);
    });

    it.each([
      ['m.acc >= 0.94', /^Invalid entity type 'm'\. Valid values are \['metric', 'parameter', 'tag', 'attr/],
      ['acc >= 0.94', /^Invalid attribute key 'acc' specified\. Valid keys are '\{'Created', /],
      ['metric.a > 1; metric.b < 1', /^Search filter contained multiple expression 'metric\.a > 1; metric/],
      ["metrics.A > 0.1 NAND params.B = 'L'", /^Invalid clause\(s\) in filter string: 'NAND params/],
      ['attribute.status = true', /^Invalid clause\(s\) in filter string/],
      ["dataset.status = 'true'", /^Invalid dataset key 'status' specified\. Valid keys are '\{'context', /],
      [
        'metrics.a IS NULL',
        /^IS NULL \/ IS NOT NULL is only supported for tags and params, not for 'metric' 'a'/,
      ],
      ["metric.model = 'LR'", "Expected numeric value type for metric. Found 'LR'"],
      ["start_time > 'x'", "Expected numeric value type for numeric attribute: start_time. Found 'x'"],
      ['params.a = 5', "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 5"],
      ['1.0 > metrics.a', "Invalid comparison clause. Expected 'Identifier' found '1.0'"],
      ['status = 1', 'Expected a quoted string value for attributes. Got value 1'],
      ['dataset.name = 1', 'Expected a quoted string value for dataset attributes. Got value 1'],
      ['params.a = LR', /^Parameter value is either not quoted .* string value LR\. Use either/],
      ["params.a > 'b'", /^Invalid comparator '>' not one of '\{'!=', '=', 'ILIKE'/],
      ["status IN ('a')", /^Only \['run_id'\] attributes support comparison with a list/],
      ["run_id IN ('a', 5)", /^While parsing a list in the query, expected string value/],
      ["run_id IN 'a'", "Invalid clause(s) in filter string: 'run_id IN 'a''"],
      ['metrics.a >', "Invalid clause(s) in filter string: 'metrics.a >'"],
      ['('.repeat(1000), 'Invalid filter string: too many parentheses inside each other.'],
      [Array(501).fill('metrics.a > 1').join(' AND '), /^The filter has 501 comparisons; at most 500/],
      [`params.a LIKE '${'x'.repeat(10_001)}'`, /^A pattern of the filter has 10001 characters/],
      [`params.a = '${'x'.repeat(1_000_000)}'`, /^The filter has 1000013 characters; at most 1000000/],
    ])('refuses in words of MLflow: %s', async (filter, message) => {
      expect(await refusal('searchRuns', { filter }, message)).toBeDefined();
    });
  });

  describe(`${name}, asked for experiments`, () => {
    it('finds them by name, id, times and tags, a page at a time', async () => {
      const [one, two] = [await newExperiment(), await newExperiment()];
      await ask('setExperimentTag', { experiment_id: one, key: 'team', value: 'Birds' });
      await ask('deleteExperiment', { experiment_id: two });
      const found = async (filter: string, json: object = {}, caller?: Caller) =>
        (
          (await ask('searchExperiments', { max_results: 50, filter, ...json }, caller)).experiments ?? []
        ).map((each: { experiment_id: string }) => each.experiment_id);
      const ours = `experiment_id IN ('${one}', '${two}')`;
      expect(await found(ours)).toEqual([one]);
      expect(await found(ours, { view_type: 'ALL', order_by: ['name DESC'] })).toEqual([two, one]);
      expect(await found(ours, { view_type: 'DELETED_ONLY' })).toEqual([two]);
      expect(await found("tags.team ILIKE 'bird_'")).toEqual([one]);
      expect(await found(`${ours} AND tag.team IS NULL`, { view_type: 'ALL' })).toEqual([two]);
      expect(await found(`NOT experiment_id != '${one}' AND creation_time > 0`)).toEqual([one]);
      expect(await found(`experiment_id NOT IN ('${one}') AND name LIKE 'Def%'`)).toEqual(['0']);
      const reader: Caller = { server: 'none', experiments: { [one]: 'read' } };
      expect(await found('', {}, reader)).toEqual([one]);
      const paged: string[] = [];
      let page_token: string | undefined;
      do {
        const page = await ask('searchExperiments', { max_results: 1, view_type: 'ALL', page_token });
        paged.push(...page.experiments.map((each: { experiment_id: string }) => each.experiment_id));
        page_token = page.next_page_token;
      } while (page_token !== undefined);
      expect(paged).toEqual(await found('', { view_type: 'ALL' }));
    });

    it.each([
      ["name > 'a'", /^Invalid comparator '>' not one of/],
      ["tags.a > 'a'", 'Invalid comparator for tag: >'],
      ["experiment_id LIKE '1'", 'Invalid comparator for experiment_id: LIKE'],
      ['creation_time > 1.5', "Invalid value for numeric attribute 'creation_time': '1.5'"],
      ['name IS NULL', "IS NULL / IS NOT NULL is only supported for tags, not for attribute 'name'"],
      ['metrics.a > 1', "Invalid entity type 'metrics'. Valid entity types are ('attribute', 'tag', 'tags')"],
      ["experiment_id = 'x'", "Invalid experiment ID 'x'. Experiment ID must be a valid integer."],
      ["name = 'a' NAND name = 'b'", "Invalid clause(s) in filter string: NAND name = 'b'"],
    ])('refuses in words of MLflow: %s', async (filter, message) => {
      expect(await refusal('searchExperiments', { max_results: 5, filter }, message)).toBeDefined();
    });

    it('needs the size of a page, and orders by attributes only', async () => {
      await refusal('searchExperiments', {}, /^Invalid value 0 for parameter 'max_results' supplied/);
      await refusal('searchExperiments', { max_results: 50_001 }, /It must be at most 50000$/);
      const byTag = { max_results: 5, order_by: ['tags.a'] };
      expect(await refusal('searchExperiments', byTag, 'Invalid order_by entity: tag')).toBeDefined();
    });
  });

  describe(`${name}, asked for registered models and their versions`, () => {
    beforeAll(async () => {
      for (const [model, value] of [
        ['ada', 'x'],
        ['bob', 'y'],
      ]) {
        await ask('createRegisteredModel', { name: model, tags: [{ key: 'kind', value }] });
        for (const version of ['1', '2'])
          await ask('createModelVersion', {
            name: model,
            source: `s3://bucket/${model}`,
            tags: [{ key: 'size', value: version }],
          });
      }
      await ask('createRegisteredModel', {
        name: 'poem',
        tags: [{ key: 'mlflow.prompt.is_prompt', value: 'true' }],
      });
    });

    const models = async (filter: string, json: object = {}): Promise<string[]> =>
      ((await ask('searchRegisteredModels', { filter, ...json })).registered_models ?? []).map(
        (each: { name: string }) => each.name,
      );
    const versions = async (filter: string, json: object = {}): Promise<string[]> =>
      ((await ask('searchModelVersions', { filter, ...json })).model_versions ?? []).map(
        (each: { name: string; version: string }) => `${each.name} ${each.version}`,
      );

    it('finds models; prompts only when they are asked for', async () => {
      expect(await models('')).toEqual(['ada', 'bob']);
      expect(await models('', { order_by: ['name DESC'] })).toEqual(['bob', 'ada']);
      expect(await models("name IN ('ada', 'poem') OR tags.kind = 'y'")).toEqual(['ada', 'bob']);
      expect(await models("NOT tags.kind = 'y'")).toEqual(['ada']);
      expect(await models("tags.`mlflow.prompt.is_prompt` = 'true'")).toEqual(['poem']);
      expect(await models("tags.`mlflow.prompt.is_prompt` != 'true'")).toEqual(['ada', 'bob']);
      const { registered_models: page, next_page_token } = await ask('searchRegisteredModels', {
        max_results: 1,
      });
      expect(page.map((each: { name: string }) => each.name)).toEqual(['ada']);
      expect(await models('', { page_token: next_page_token })).toEqual(['bob']);
    });

    it('finds versions, the newest first, and none that is deleted', async () => {
      expect(await versions("name = 'ada'", { order_by: ['version_number ASC'] })).toEqual([
        'ada 1',
        'ada 2',
      ]);
      expect(await versions("tag.size = '2'", { order_by: ['name DESC'] })).toEqual(['bob 2', 'ada 2']);
      expect(await versions("source_path LIKE '%/ada' AND version_number >= 2")).toEqual(['ada 2']);
      expect(await versions("version_number = '1' AND NOT name = 'bob'")).toEqual(['ada 1']);
      expect(await versions("run_id IN ('x')")).toEqual([]);
      expect((await versions('')).toSorted()).toEqual(['ada 1', 'ada 2', 'bob 1', 'bob 2']);
      const { next_page_token } = await ask('searchModelVersions', { max_results: 3, order_by: ['name'] });
      expect(await versions('', { order_by: ['name'], page_token: next_page_token })).toEqual(['bob 1']);
      await ask('deleteModelVersion', { name: 'bob', version: '2' });
      expect(await versions("name = 'bob'")).toEqual(['bob 1']);
    });

    it('refuses in words of MLflow', async () => {
      const model = (filter: string, message: string | RegExp) =>
        refusal('searchRegisteredModels', { filter }, message);
      await model("run_id = 'a'", "Invalid attribute key 'run_id' specified. Valid keys are '{'name'}'");
      await model("name > 'a'", 'Invalid comparator for attribute: >');
      await model("tags.a > 'a'", 'Invalid comparator for tag: >');
      await model('name = 5', /^Expected a quoted string value or a list of quoted string values for attr/);
      const version = (filter: string, message: string | RegExp) =>
        refusal('searchModelVersions', { filter }, message);
      await version("version_number LIKE '1'", 'Invalid comparator for attribute version_number: LIKE');
      await version('version_number > 1.5', "Invalid value for numeric attribute 'version_number': 1.5");
      await version('run_id = 5', /attributes support comparison with numeric values\.$/);
      await version("source_path IN ('a')", /^Only \['name', 'run_id'\] attributes support/);
      await refusal('searchRegisteredModels', { order_by: ['x'] }, /^Invalid order by key 'x' specified/);
      await refusal('searchRegisteredModels', { order_by: ['name x'] }, /^Invalid ordering key in order_by/);
      await refusal(
        'searchRegisteredModels',
        { order_by: ['timestamp', 'last_updated_timestamp'] },
        /contains duplicate fields/,
      );
      await refusal('searchModelVersions', { max_results: 0 }, /must be a positive integer, but got 0$/);
      await refusal('searchRegisteredModels', { max_results: 1001 }, /^Invalid value 1001 for parameter/);
      const reader: Caller = { server: 'none', experiments: { 0: 'admin' } };
      await expect(ask('searchRegisteredModels', {}, reader)).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
      await expect(ask('searchModelVersions', {}, reader)).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    });
  });

  describe(`${name}, asked for logged models`, () => {
    it('finds them by attributes, params, tags and metrics, also on a data set', async () => {
      const experiment_id = await newExperiment();
      const run_id = await newRun(experiment_id);
      const made: Record<string, string> = {};
      for (const [model, loss, digest, params] of [
        ['oak', 0.5, 'd1', [{ key: 'lr', value: '0.1' }]],
        ['elm', 0.7, 'd2', []],
        ['fir', undefined, '', [{ key: 'lr', value: '0.2' }]],
      ] as const) {
        const created = await ask('createLoggedModel', { experiment_id, name: model, params });
        const { model_id } = created.model.info;
        made[model] = model_id;
        if (loss === undefined) continue;
        for (const [timestamp, value] of [
          [1, 100],
          [2, loss],
        ])
          await ask('logMetric', {
            run_id,
            key: 'loss',
            value,
            timestamp,
            model_id,
            dataset_name: 'mnist',
            dataset_digest: digest,
          });
      }
      await ask('finalizeLoggedModel', { model_id: made['oak'], status: 'LOGGED_MODEL_READY' });
      const found = async (json: object, caller?: Caller): Promise<string[]> =>
        (
          (await ask('searchLoggedModels', { experiment_ids: [experiment_id], ...json }, caller)).models ?? []
        ).map((each: { info: { name: string } }) => each.info.name);
      const order_by = [{ field_name: 'name' }];
      expect(await found({ order_by })).toEqual(['elm', 'fir', 'oak']);
      expect(await found({ filter: 'metrics.loss < 0.6', order_by })).toEqual(['oak']);
      expect(await found({ filter: 'NOT metrics.loss < 0.6', order_by })).toEqual(['elm', 'fir']);
      expect(await found({ filter: "params.lr = 0.1 OR params.lr IN ('0.2')", order_by })).toEqual([
        'fir',
        'oak',
      ]);
      expect(await found({ filter: "status = 'READY' AND attributes.name LIKE 'o%'" })).toEqual(['oak']);
      expect(await found({ filter: "creation_time > 0 AND tags.x != 'y'" })).toEqual([]);
      expect(await found({ datasets: [{ dataset_name: 'mnist' }], order_by })).toEqual(['elm', 'oak']);
      const onFirst = { datasets: [{ dataset_name: 'mnist', dataset_digest: 'd1' }], order_by };
      expect(await found({ ...onFirst, filter: 'metrics.loss > 0' })).toEqual(['oak']);
      const byLoss = (more: object) => ({ order_by: [{ field_name: 'metrics.loss', ...more }] });
      // By the latest value, not by the largest; those without one come last.
      expect(await found(byLoss({}))).toEqual(['oak', 'elm', 'fir']);
      expect(await found(byLoss({ ascending: false }))).toEqual(['elm', 'oak', 'fir']);
      expect((await found(byLoss({ dataset_name: 'mnist', dataset_digest: 'd2' })))[0]).toBe('elm');
      const first = await ask('searchLoggedModels', {
        experiment_ids: [experiment_id],
        max_results: 2,
        ...byLoss({}),
      });
      expect(await found({ ...byLoss({}), page_token: first.next_page_token })).toEqual(['fir']);
      const asked = { experiment_ids: [experiment_id], page_token: first.next_page_token };
      await refusal('searchLoggedModels', asked, /^Order by in the page token does not match the requested/);
      await refusal(
        'searchLoggedModels',
        { ...asked, ...byLoss({}), experiment_ids: ['0'] },
        /^Experiment IDs in the page token do not match the requested experiment IDs/,
      );
      await refusal(
        'searchLoggedModels',
        { ...asked, ...byLoss({}), filter: "name = 'x'" },
        /^Filter string in the page token does not match the requested filter string/,
      );
      expect(await found({}, { server: 'none', experiments: { 0: 'read' } })).toEqual([]);
    });

    it('refuses in words of MLflow', async () => {
      const refused = (json: object, message: string | RegExp) =>
        refusal('searchLoggedModels', { experiment_ids: ['0'], ...json }, message);
      await refused({ datasets: [{}] }, '`dataset_name` in the `datasets` clause must be specified.');
      await refused({ filter: 'metric.a > 1' }, /^Invalid entity type: 'metric'\. Expected one of \['attr/);
      await refused(
        { filter: "params.a > 'b'" },
        /^Invalid comparison operator for params\.a: '>'\. Expected/,
      );
      await refused({ filter: 'bogus = 1' }, /There is no attribute 'bogus'/);
      await refused({ filter: 'name' }, /Expected a list of comparisons separated by 'AND'/);
      await refused({ order_by: [{ field_name: 'bogus' }] }, 'Invalid order by field name: bogus');
      await refused({ order_by: [{ field_name: 'params.a' }] }, /Only metrics are supported\.$/);
      await refused({ experiment_ids: undefined }, /^Missing value for required parameter 'experiment_ids'/);
      expect(await ask('searchLoggedModels', { experiment_ids: [] })).toEqual({});
    });
  });

  describe(`${name}, asked for histories`, () => {
    const steps = ({ metrics = [] }: { metrics?: { step: number }[] }) => metrics.map(({ step }) => step);

    async function runWith(points: readonly object[]): Promise<string> {
      const run_id = await newRun(await newExperiment());
      await ask('logBatch', { run_id, metrics: points.map((point) => ({ key: 'm', value: 1, ...point })) });
      return run_id;
    }

    it('tells all points of a metric in the order of their times, or a page of them', async () => {
      const run_id = await runWith([
        { timestamp: 3, step: 1 },
        { timestamp: 1, step: 3, value: 'NaN' },
        { timestamp: 1, step: 2 },
        { timestamp: 1, step: 3, value: 0 },
      ]);
      const history = await ask('getMetricHistory', { run_id, metric_key: 'm' });
      expect(steps(history)).toEqual([2, 3, 3, 1]);
      expect(history.metrics[2]).toEqual({ key: 'm', value: 'NaN', timestamp: 1, step: 3 });
      const paged: number[] = [];
      let page_token: string | undefined;
      do {
        const page = await ask('getMetricHistory', { run_id, metric_key: 'm', max_results: 1, page_token });
        paged.push(...steps(page));
        page_token = page.next_page_token;
      } while (page_token !== undefined);
      expect(paged).toEqual([2, 3, 3, 1]);
      expect(await ask('getMetricHistory', { run_id: 'nobody', metric_key: 'm' })).toEqual({});
      await refusal(
        'getMetricHistory',
        { run_id, metric_key: 'm', max_results: 0 },
        "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer.",
      );
      const stranger: Caller = { server: 'none', experiments: {} };
      await expect(ask('getMetricHistory', { run_id, metric_key: 'm' }, stranger)).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    });

    it('samples a history: the first point of each part, and the last of all', async () => {
      const run_id = await runWith(Array.from({ length: 10 }, (_, step) => ({ timestamp: 9 - step, step })));
      const sampled = async (json: object) =>
        steps(
          await ask('getMetricHistoryBulkInterval', {
            run_ids: [run_id, 'nobody'],
            metric_key: 'm',
            ...json,
          }),
        );
      expect(await sampled({ max_results: 5 })).toEqual([0, 2, 4, 6, 9]);
      expect(await sampled({ max_results: 4 })).toEqual([0, 3, 6, 9]);
      expect(await sampled({ max_results: 3 })).toEqual([0, 4, 9]);
      expect(await sampled({ max_results: 1 })).toEqual([9]);
      expect(await sampled({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(await sampled({ max_results: 2, start_step: 3, end_step: 6 })).toEqual([3, 6]);
      const refused = (json: object, message: string | RegExp) =>
        refusal('getMetricHistoryBulkInterval', { run_ids: [run_id], metric_key: 'm', ...json }, message);
      await refused({ max_results: 2501 }, /^max_results must be between 1 and 2500\./);
      await refused({ max_results: 0 }, /^max_results must be between 1 and 2500\./);
      await refused({ start_step: 1 }, /^If either start step or end step are specified/);
      await refused({ start_step: 2, end_step: 1 }, /Found start_step=2 and end_step=1\.$/);
      await refused({ run_ids: Array(101).fill('x') }, /at most 100 run_ids\. Received 101 run_ids\./);
    });

    it('tells those of several runs, of those that the caller may read', async () => {
      const [one, other] = [
        await runWith([{ timestamp: 2, step: 1 }]),
        await runWith([{ timestamp: 1, step: 5 }]),
      ];
      const asked = { run_ids: [one, other], metric_key: 'm' };
      const { metrics } = await ask('getMetricHistoryBulk', asked);
      expect(metrics.map((each: { run_id: string }) => each.run_id)).toEqual([one, other].toSorted());
      const { run } = await ask('getRun', { run_id: one });
      const reader: Caller = { server: 'none', experiments: { [run.info.experiment_id]: 'read' } };
      expect((await ask('getMetricHistoryBulk', asked, reader)).metrics).toEqual([
        { key: 'm', value: 1, timestamp: 2, step: 1, run_id: one },
      ]);
      expect(steps(await ask('getMetricHistoryBulkInterval', asked, reader))).toEqual([1]);
      expect((await ask('getMetricHistoryBulk', { ...asked, max_results: 1 })).metrics).toHaveLength(1);
      await refusal('getMetricHistoryBulk', { metric_key: 'm' }, /must specify at least one run_id\.$/);
      await refusal('getMetricHistoryBulk', { run_ids: [one] }, /must specify a metric_key\.$/);
      await refusal(
        'getMetricHistoryBulk',
        { run_ids: Array(101).fill(one), metric_key: 'm' },
        /cannot specify more than 100 run_ids\. Received 101 run_ids\.$/,
      );
    });
  });

  describe(`${name}, asked for data sets`, () => {
    it('tells those of experiments, with what for', async () => {
      const experiment_id = await newExperiment();
      const dataset = { name: 'mnist', digest: 'd1', source_type: 'local', source: '{}' };
      for (const value of ['train', 'train', undefined])
        await ask('logInputs', {
          run_id: await newRun(experiment_id),
          datasets: [{ dataset, tags: value ? [{ key: 'mlflow.data.context', value }] : [] }],
        });
      const { dataset_summaries } = await ask('searchDatasets', { experiment_ids: [experiment_id] });
      const summary = { experiment_id, name: 'mnist', digest: 'd1' };
      expect(dataset_summaries).toHaveLength(2);
      expect(dataset_summaries).toEqual(expect.arrayContaining([{ ...summary, context: 'train' }, summary]));
      const stranger: Caller = { server: 'none', experiments: {} };
      expect(await ask('searchDatasets', { experiment_ids: [experiment_id] }, stranger)).toEqual({});
      await refusal('searchDatasets', {}, 'SearchDatasets request must specify at least one experiment_id.');
      await refusal('searchDatasets', { experiment_ids: Array(21).fill('0') }, /cannot specify more than 20/);
    });
  });
}

const tokenOf = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64');
