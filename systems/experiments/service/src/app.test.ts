import { describe, expect, it } from 'vitest';
import { mlflowInterface } from '@modelfolio/experiments/interface';
import type { Access } from '@modelfolio/service/access';
import type { ServiceApp } from '@modelfolio/service/app';
import { appTrial } from '../test/app-trial.ts';
import { allEndpoints } from './app.ts';

const { make, changes } = appTrial();

const api = '/api/2.0/mlflow';
const post = (app: ServiceApp, path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(`${api}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const told = async (answer: Response) => {
  const { error_code, message } = (await answer.json()) as { error_code?: string; message?: string };
  return [answer.status, error_code, message];
};

/** Tokens by their text. */
const tokens: NonNullable<Access['tokens']> = {
  find: async ({ token }) => {
    const common = { name: token, sha256: '', created: '', expires: null };
    if (token === 'reader') return { ...common, role: 'read' };
    if (token === 'writer') return { ...common, role: 'write' };
    return token === 'guest' ? { ...common, role: 'none', scopes: { 'experiment:1': 'write' } } : null;
  },
};
const guarded: Access = { tokens, host: '127.0.0.1', allowedHosts: [] };
const as = (token: string) => ({ Authorization: `Bearer ${token}` });

describe('the server', () => {
  it('answers every address that MLflow defines and that is not left out', () => {
    const served = new Set(
      Object.values(allEndpoints).map(({ method, path }) => `${method} ${path.replaceAll('...', '')}`),
    );
    const missing = mlflowInterface.answered
      .map(({ method, version, path }) => `${method} /api/${version}.0${path}`)
      .map((address) => address.replace('{artifact_path}', '{path}'))
      .filter((address) => !served.has(address));
    expect(missing).toEqual([]);
  });

  it('answers at both prefixes, and says what it is', async () => {
    const app = make();
    for (const prefix of ['/api/2.0', '/ajax-api/2.0'])
      expect((await app.request(`${prefix}/mlflow/experiments/get?experiment_id=0`)).status).toBe(200);
    expect(await (await app.request('http://127.0.0.1:5000/')).text()).toContain(
      'export MLFLOW_TRACKING_URI=http://127.0.0.1:5000\n',
    );
    expect(await (await app.request('/health')).text()).toBe('OK');
    expect(await (await app.request('/version')).text()).toBe('3.17.2');
    expect(await (await app.request('/api/3.0/mlflow/server-info')).json()).toMatchObject({
      store_type: 'SqlStore',
      multipart_uploads_enabled: false,
      presigned_upload_run_id_supported: false,
    });
    expect((await app.request('/readyz')).status).toBe(200);
  });

  it.each([
    [
      'no content type',
      '/experiments/create',
      { body: new TextEncoder().encode('{"name": "a"}') },
      'Content-Type header is missing',
    ],
    [
      'text',
      '/experiments/create',
      { body: '{}', headers: { 'Content-Type': 'text/plain' } },
      "Content-Type must be one of ['application/json']",
    ],
    [
      'what is no JSON',
      '/experiments/create',
      { body: '{', headers: { 'Content-Type': 'application/json; charset=utf-8' } },
      "Missing value for required parameter 'name'.",
    ],
    [
      'a number for text',
      '/runs/get-by',
      { body: '{}', headers: { 'Content-Type': 'application/json' } },
      'There is nothing at',
    ],
  ])('refuses %s in words that clients know', async (_, path, request, words) => {
    const answer = await make().request(`${api}${path}`, { method: 'POST', ...request });
    expect((await told(answer))[2]).toContain(words);
  });

  it('tells a number as it was written', async () => {
    const create = (body: string) => post(make(), '/experiments/create', body);
    const words = (value: string, type: string) =>
      `Invalid value ${value} for parameter 'artifact_location' supplied:  Hint: Value was of type '${type}'. See the API docs for more information about request parameters.`;
    for (const [written, shown, type] of [
      ['9.0', '9.0', 'float'],
      ['9', '9', 'int'],
      ['1e3', '1000.0', 'float'],
      ['9.5', '9.5', 'float'],
      ['[9.0, 9]', '[9.0,9]', 'list'],
    ] as const)
      expect((await told(await create(`{"name": "a", "artifact_location": ${written}}`)))[2]).toBe(
        words(shown, type),
      );
    expect((await told(await create(JSON.stringify('{"name": "a", "artifact_location": 9.0}'))))[2]).toBe(
      words('9.0', 'float'),
    );
  });

  it('refuses JSON that is nested too deep, and makes no run of what it could not read', async () => {
    const app = make();
    const deep = `${'['.repeat(20_000)}12345678901234567890${']'.repeat(20_000)}`;
    const answer = await post(app, '/runs/create', `{"experiment_id":"0","tags":${deep}}`);
    expect(await told(answer)).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
      'Bad Request. The JSON is nested too deep.',
    ]);
  });

  it('answers at an address with several slashes in a row', async () => {
    const answer = await make().request('//model-versions/get-artifact?name=m&version=1&path=../x');
    expect(await told(answer)).toEqual([400, 'INVALID_PARAMETER_VALUE', 'Invalid path']);
  });

  it('takes JSON that was encoded twice, either spelling, and the numbers that Python writes', async () => {
    const app = make();
    const { run } = await (await post(app, '/runs/create', JSON.stringify('{"experimentId": "0"}'))).json();
    const { run_id } = run.info;
    const log = `{"run_id": "${run_id}", "key": "a", "value": NaN, "timestamp": 1, "step": 4611686018427387903}`;
    expect((await post(app, '/runs/log-metric', log)).status).toBe(200);
    const found = await (await app.request(`${api}/runs/get?run_id=${run_id}`)).text();
    expect(found).toContain('"value":"NaN"');
    expect(found).toContain('"step":4611686018427387903');
    expect(await told(await post(app, '/runs/get-x', {}))).toEqual([
      404,
      'ENDPOINT_NOT_FOUND',
      expect.any(String),
    ]);
    expect(await told(await post(app, '/runs/log-metric', { run_id, runId: run_id }))).toEqual([
      400,
      'INVALID_PARAMETER_VALUE',
      "Request specifies both 'run_id' and 'runId'; provide only one of them.",
    ]);
  });

  it('answers what pages of MLflow ask of several runs', async () => {
    const app = make();
    const ids: string[] = [];
    for (const value of [1, 2]) {
      const { run } = await (await post(app, '/runs/create', { experiment_id: '0' })).json();
      ids.push(run.info.run_id);
      await post(app, '/runs/log-metric', {
        run_id: run.info.run_id,
        key: 'loss',
        value,
        timestamp: 1,
        step: 0,
      });
    }
    const bulk = '/ajax-api/2.0/mlflow/metrics/get-history-bulk';
    const found = await (
      await app.request(`${bulk}?run_id=${ids[0]}&run_id=${ids[1]}&metric_key=loss`)
    ).json();
    const values = Object.fromEntries(
      found.metrics.map(({ run_id, value }: { run_id: string; value: number }) => [run_id, value]),
    );
    expect(values).toEqual({ [ids[0] as string]: 1, [ids[1] as string]: 2 });
    expect((await told(await app.request(`${bulk}?metric_key=loss`)))[2]).toContain('at least one run_id');
  });

  it('says of what it leaves out that it has none of it', async () => {
    const app = make();
    expect(await told(await app.request('/api/3.0/mlflow/traces/tr-1'))).toEqual([
      404,
      'ENDPOINT_NOT_FOUND',
      'This server has no traces: there is nothing at /api/3.0/mlflow/traces/tr-1.',
    ]);
    expect(
      (await told(await app.request('/api/2.0/mlflow-artifacts/mpu/create/1/x', { method: 'POST' })))[0],
    ).toBe(501);
    expect((await app.request(`${api}/runs/create`)).status).toBe(405);
  });

  it('refuses what is too large, other hosts and pages of others in the form of MLflow', async () => {
    const app = make();
    expect(
      (await told(await post(app, '/experiments/create', { name: 'x'.repeat(200_000) }))).slice(0, 2),
    ).toEqual([413, 'BAD_REQUEST']);
    const foreign = await app.request(
      'http://rebound.example/api/2.0/mlflow/experiments/get?experiment_id=0',
    );
    expect((await told(foreign)).slice(0, 2)).toEqual([403, 'PERMISSION_DENIED']);
    const page = await post(app, '/experiments/create', { name: 'a' }, { Origin: 'https://evil.example' });
    expect((await told(page)).slice(0, 2)).toEqual([403, 'PERMISSION_DENIED']);
  });

  it('lets tokens do what their roles allow, on the server and in single experiments', async () => {
    const app = make(guarded);
    const create = (name: string, token: string) => post(app, '/experiments/create', { name }, as(token));
    expect((await told(await post(app, '/experiments/create', { name: 'a' }))).slice(0, 2)).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
    expect((await told(await create('a', 'reader'))).slice(0, 2)).toEqual([403, 'PERMISSION_DENIED']);
    expect((await create('one', 'writer')).status).toBe(200);
    expect((await create('two', 'writer')).status).toBe(200);
    expect((await told(await create('three', 'guest')))[0]).toBe(403);
    const run = (experiment_id: string, token: string) =>
      post(app, '/runs/create', { experiment_id }, as(token));
    expect((await run('1', 'guest')).status).toBe(200);
    expect((await told(await run('2', 'guest'))).slice(0, 2)).toEqual([403, 'PERMISSION_DENIED']);
    expect((await run('2', 'writer')).status).toBe(200);
    const seen = await post(app, '/runs/search', { experiment_ids: ['1', '2'] }, as('guest'));
    const { runs } = (await seen.json()) as { runs: { info: { experiment_id: string } }[] };
    expect(runs.map(({ info }) => info.experiment_id)).toEqual(['1']);
    const put = (path: string, token: string) =>
      app.request(`/api/2.0/mlflow-artifacts/artifacts/${path}`, {
        method: 'PUT',
        body: 'x',
        headers: as(token),
      });
    expect((await put('1/a.txt', 'guest')).status).toBe(200);
    expect((await put('2/a.txt', 'guest')).status).toBe(403);
    expect((await put('1/b.txt', 'reader')).status).toBe(403);
  });

  it('takes a name and a token as MLFLOW_TRACKING_USERNAME and PASSWORD send them', async () => {
    const basic = `Basic ${Buffer.from('reader:reader').toString('base64')}`;
    const answer = await make(guarded).request(`${api}/experiments/get?experiment_id=0`, {
      headers: { Authorization: basic },
    });
    expect(answer.status).toBe(200);
  });

  it('notes who changed what, and nothing of what only reads or fails', async () => {
    const app = make(guarded);
    await post(app, '/experiments/create', { name: 'one' }, as('writer'));
    await post(app, '/experiments/create', { name: 'one' }, as('writer'));
    await app.request(`${api}/experiments/get?experiment_id=0`, { headers: as('writer') });
    await post(
      app,
      '/experiments/set-experiment-tag',
      { experiment_id: '1', key: 'k', value: 'secret' },
      as('writer'),
    );
    expect(changes().map(({ who, what, of }) => [who, what, of])).toEqual([
      ['writer', 'createExperiment', { name: 'one' }],
      ['writer', 'setExperimentTag', { experiment_id: '1', key: 'k' }],
    ]);
  });
});
