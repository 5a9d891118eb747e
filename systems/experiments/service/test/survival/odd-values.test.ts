import { DatabaseSync } from 'node:sqlite';
import { mlflowInterface } from '@modelfolio/experiments/interface';
import { fieldsOf } from '@modelfolio/experiments/messages';
import { describe, expect, it } from 'vitest';
import { rpcEndpoints, type RpcEndpoint } from '../../src/endpoints.ts';
import { ask, damageOf, need, newRun, survivalTrial, type Answered } from './survival-trial.ts';

const { at, start } = survivalTrial();

/** Keys that lead somewhere else in JavaScript. */
const oddKeys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', 'a b', 'größe', '日本'];

describe('values that nobody expects', () => {
  it('10,000 tags are kept, told and found', async () => {
    const { url } = await start();
    const run = await newRun(url);
    for (let from = 0; from < 10_000; from += 100)
      await need(url, 'runs/log-batch', {
        run_id: run,
        tags: Array.from({ length: 100 }, (_, index) => ({
          key: `tag ${from + index}`,
          value: `v${from + index}`,
        })),
      });
    const { tags } = (await need(url, `runs/get?run_id=${run}`)).run.data;
    // The name of the run is one too.
    expect(tags).toHaveLength(10_001);
    const { runs } = await need(url, 'runs/search', {
      experiment_ids: ['0'],
      filter: "tags.`tag 9999` = 'v9999'",
    });
    expect(runs).toHaveLength(1);
    const all = Array.from({ length: 10_000 }, (_, index) => ({ key: `t${index}`, value: 'v' }));
    const { experiment_id } = await need(url, 'experiments/create', { name: 'many', tags: all });
    expect((await need(url, `experiments/get?experiment_id=${experiment_id}`)).experiment.tags).toHaveLength(
      10_000,
    );
    expect((await need(url, 'runs/create', { experiment_id, tags: all })).run.data.tags).toHaveLength(10_001);
  });

  it('keys are data, whatever they are called', async () => {
    const { url } = await start();
    const run = await newRun(url);
    const pairs = oddKeys.map((key) => ({ key, value: `of ${key}` }));
    await need(url, 'runs/log-batch', {
      run_id: run,
      tags: pairs,
      params: pairs,
      metrics: oddKeys.map((key, step) => ({ key, value: step, timestamp: 1, step })),
    });
    const { data } = (await need(url, `runs/get?run_id=${run}`)).run;
    const keysOf = (entries: { key: string }[]): string[] => entries.map(({ key }) => key).toSorted();
    expect(keysOf(data.params)).toEqual(oddKeys.toSorted());
    expect(keysOf(data.metrics)).toEqual(oddKeys.toSorted());
    expect(keysOf(data.tags)).toEqual([...oddKeys, 'mlflow.runName'].toSorted());
    for (const key of oddKeys) {
      const { runs } = await need(url, 'runs/search', {
        experiment_ids: ['0'],
        filter: `params.\`${key}\` = 'of ${key}' AND tags."${key}" = 'of ${key}'`,
      });
      expect([key, runs?.length]).toEqual([key, 1]);
      expect(
        await need(url, `metrics/get-history?run_id=${run}&metric_key=${encodeURIComponent(key)}`),
      ).toMatchObject({
        metrics: [{ key }],
      });
    }
    // As a field of the request itself.
    const body = `{"__proto__": {"run_id": "${run}"}, "constructor": 1, "key": "a", "value": "b"}`;
    expect((await ask(url, 'runs/set-tag', body)).json.message).toContain(
      "Missing value for required parameter 'run_id'",
    );
  });

  it('keys that look like paths lead nowhere', async () => {
    const { url } = await start();
    const run = await newRun(url);
    for (const key of ['../../etc/passwd', '/etc/passwd', 'a//b', './a', 'a/../../b', '..', '.', 'a/.'])
      for (const [path, more] of [
        ['runs/log-metric', { value: 1, timestamp: 1 }],
        ['runs/log-parameter', { value: 'v' }],
        ['runs/set-tag', { value: 'v' }],
      ] as const) {
        const { status, json } = await ask(url, path, { run_id: run, key, ...more });
        expect([path, key, status, json.error_code]).toEqual([path, key, 400, 'INVALID_PARAMETER_VALUE']);
      }
    const { data } = (await need(url, `runs/get?run_id=${run}`)).run;
    expect([data.metrics, data.params, data.tags.length]).toEqual([undefined, undefined, 1]);
  });
});

const injections = [
  `'); DROP TABLE runs; --`,
  `" OR 1=1 --`,
  `' UNION SELECT version_num FROM alembic_version --`,
  `?1 $1 :a @a %s \\' \u0000`,
];

/** Of every request that there is, one for each of its fields of text, with something hostile in it. */
function* hostileRequests(valid: Readonly<Record<string, unknown>>, text: string) {
  for (const [name, endpoint] of Object.entries(rpcEndpoints))
    for (const { name: field, kind } of fieldsOf(endpoint.message))
      if (kind === 'string')
        yield {
          name,
          endpoint,
          json: { ...validOf(endpoint, valid), [field]: text } as Record<string, unknown>,
        };
}

const validOf = (
  { message }: RpcEndpoint,
  valid: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    fieldsOf(message)
      .filter(({ name }) => Object.hasOwn(valid, name))
      .map(({ name }) => [name, valid[name]]),
  );

async function send(
  url: string,
  { method, path }: RpcEndpoint,
  json: Record<string, unknown>,
): Promise<Answered> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(typeof json[name] === 'string' ? json[name] : 'x'),
  );
  const query = new URLSearchParams(
    Object.entries(json).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)])),
  );
  const answer = await fetch(`${url}${filled}${method === 'GET' ? `?${query}` : ''}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(json) }),
  });
  return { status: answer.status, json: JSON.parse(await answer.text()) };
}

it('SQL in any field of any request is text', async () => {
  const { url } = await start();
  // Of an experiment of their own: what is renamed is no matter.
  const { experiment_id } = await need(url, 'experiments/create', { name: 'own' });
  const run_id = await newRun(url, { experiment_id });
  await need(url, 'registered-models/create', { name: 'birds' });
  const { model } = await need(url, 'logged-models', { experiment_id, name: 'm' });
  const valid = {
    experiment_id,
    experiment_ids: [experiment_id],
    run_id,
    model_id: model.info.model_id,
    metric_key: 'a',
    key: 'a',
    value: '1',
    timestamp: 1,
    experiment_name: 'Default',
  };
  const tables = (): Record<string, unknown> => {
    const database = new DatabaseSync(at('mlflow.db'), { readOnly: true });
    const count = (what: string): unknown =>
      database.prepare(`SELECT COUNT(*) AS n FROM ${what}`).get()?.['n'];
    const found = {
      tables: count('sqlite_master'),
      default: count("experiments WHERE experiment_id = 0 AND name = 'Default'"),
      run: count(`runs WHERE run_uuid = '${run_id}'`),
      heads: count('alembic_version'),
    };
    database.close();
    return found;
  };
  const before = tables();
  let asked = 0;
  for (const text of injections)
    for (const { name, endpoint, json } of hostileRequests(valid, text)) {
      const { status, json: answer } = await send(url, endpoint, json);
      asked += 1;
      expect([name, json, status < 500 ? null : answer]).toEqual([name, json, null]);
      const form = status === 200 ? [] : [typeof answer.error_code, typeof answer.message];
      expect([name, ...form]).toEqual([name, ...form.map(() => 'string')]);
      // None finds what it should not: the head of the migrations is no text of any answer.
      expect(JSON.stringify(answer)).not.toContain('dc11669786a5');
    }
  expect(asked).toBeGreaterThan(mlflowInterface.answered.length);
  expect(tables()).toEqual(before);
  expect(damageOf(at('mlflow.db'))).toEqual([]);
});

describe('a hostile filter', () => {
  const deep = 50_000;
  const filters = [
    ['nested deeply', `${'('.repeat(deep)}metrics.a > 1${')'.repeat(deep)}`],
    ['never closed', `${'('.repeat(deep)}metrics.a > 1`],
    ['not and not again', `${'NOT '.repeat(deep)}metrics.a > 1`],
    ['of a megabyte', `tags.a = '${'x'.repeat(1 << 20)}'`],
    ['of a megabyte of conditions', 'metrics.a > 1 AND '.repeat(60_000)],
    ['of a quote that never ends', `tags.a = '${"''".repeat(100_000)}`],
    ['of patterns in patterns', `tags.a LIKE '${'%a_'.repeat(20_000)}%'`],
    ['of control characters', '\u0000\u0001\u001f'.repeat(1000)],
    ['of half a character', "tags.a = '\ud800'"],
    ['of a number that is none', `metrics.a > ${'9'.repeat(100_000)}e`],
  ] as const;

  it('is refused in words', async () => {
    const { url } = await start();
    await newRun(url, { tags: [{ key: 'a', value: 'a'.repeat(5000) }] });
    for (const [what, filter] of filters) {
      for (const [path, more] of [
        ['runs/search', { experiment_ids: ['0'] }],
        ['experiments/search', { max_results: 10 }],
        ['logged-models/search', { experiment_ids: ['0'] }],
      ] as const) {
        const { status, json } = await ask(url, path, { ...more, filter });
        expect([what, path, status, json.error_code]).toEqual([what, path, 400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message.length).toBeLessThan(10_000);
      }
      for (const path of ['registered-models/search', 'model-versions/search']) {
        const sent = encodeURIComponent(filter.toWellFormed().slice(0, 2000));
        // A whole character in the place of half of one is a filter.
        const expected = what === 'of half a character' ? 200 : 400;
        expect([what, path, (await ask(url, `${path}?filter=${sent}`)).status]).toEqual([
          what,
          path,
          expected,
        ]);
      }
    }
  });
});
