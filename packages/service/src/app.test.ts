import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApp, type AppOptions } from './app.ts';
import { commonEndpoints, type Endpoint } from './endpoint.ts';
import { createLanes } from './lanes.ts';
import { problemSchemaOf, type ProblemForm } from './problem.ts';
import { problemKindsOf } from './problem-kinds.ts';
import { readBody } from './read-body.ts';
import { RequestFailure } from './request-failure.ts';
import type { LogEntry } from './request-log.ts';
import { validated } from './validation.ts';

const problemKinds = problemKindsOf({ 'too-sour': { status: 422, title: 'The lemon is too sour' } });
const squeeze = z.strictObject({ lemons: z.int().min(1) });
const endpoints = {
  ...commonEndpoints,
  squeeze: {
    method: 'POST',
    path: '/lemons/{id}/squeeze',
    summary: 'Juice.',
    headers: [{ name: 'If-Match', description: 'The lemon that is meant.' }],
    body: squeeze,
    answers: { 200: z.strictObject({ id: z.string() }) },
    problems: ['too-sour'],
  },
} as const satisfies Record<string, Endpoint>;

type Served = Omit<typeof endpoints, 'squeeze'> & { readonly squeeze: Endpoint };

function lemonade(changes: Partial<AppOptions<Served>> = {}) {
  const entries: LogEntry[] = [];
  const app = createApp<Served>({
    endpoints,
    handlers: {
      squeeze: async (context) => {
        const { lemons } = validated(squeeze, await readBody(context.req), 'body');
        if (lemons > 2) throw new RangeError('sour');
        if (lemons > 1) throw new Error('secret');
        return context.json({ id: context.req.param('id') });
      },
    },
    description: { openapi: '3.1.1' },
    problemKinds,
    translate: (error) =>
      error instanceof RangeError ? new RequestFailure('too-sour', error.message, { cause: error }) : null,
    corsOrigins: ['https://a.example'],
    bodyBytes: 1000,
    largeBodyHint: 'send fewer lemons',
    project: null,
    log: (entry) => entries.push(entry),
    now: () => Date.UTC(2026, 10, 29),
    ...changes,
  });
  const post = (body: string, headers: Record<string, string> = { 'Content-Type': 'application/json' }) =>
    app.request('/lemons/a/squeeze', { method: 'POST', body, headers });
  return { app, entries, post };
}

describe('work', () => {
  const dear = { ...endpoints, squeeze: { ...endpoints.squeeze, lane: 'dear' } } as const;
  const lanes = () => createLanes({ dear: { concurrent: 1, seconds: 5 } });
  const never = new Promise<never>(() => {});

  it('is done in the lane of its endpoint', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { post, app } = lemonade({
      endpoints: dear,
      lanes: lanes(),
      handlers: { squeeze: async (context, pass) => context.text(await pass(() => promise)) },
    });
    const first = post('{}');
    const second = await post('{}');
    expect(second.status).toBe(429);
    expect(second.headers.get('retry-after')).toBe('1');
    expect((await app.request('/openapi.json')).status).toBe(200);
    resolve('done');
    expect(await (await first).text()).toBe('done');
  });

  it('is stopped when the client has gone', async () => {
    let signal: AbortSignal | undefined;
    const { app } = lemonade({
      endpoints: dear,
      lanes: lanes(),
      handlers: {
        squeeze: (_, pass) =>
          pass((own) => {
            signal = own;
            return never;
          }),
      },
    });
    const client = new AbortController();
    const answer = app.request('/lemons/a/squeeze', { method: 'POST', signal: client.signal });
    await new Promise((done) => setImmediate(done));
    client.abort();
    expect((await answer).status).toBe(499);
    expect(signal?.aborted).toBe(true);
  });

  it('needs a lane that there is', async () => {
    expect(() => lemonade({ endpoints: dear })).toThrow('names the lane dear, which there is not');
    const { post, entries } = lemonade({
      handlers: { squeeze: async (context, pass) => context.json(await pass(async () => 1)) },
    });
    expect((await post('{}')).status).toBe(500);
    expect(entries[0]).toMatchObject({ failure: 'TypeError' });
  });
});

describe('health', () => {
  it('is answered without what other requests pass', async () => {
    const { app, entries } = lemonade({ readiness: () => ({ press: { isReady: true, words: 'oiled' } }) });
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'alive' });
    expect(await (await app.request('/readyz')).json()).toEqual({
      status: 'ready',
      checks: { press: 'oiled' },
    });
    expect((await app.request('/healthz')).headers.get('x-request-id')).toBeNull();
    expect(entries).toEqual([]);
    expect(await (await app.request('/metrics')).text()).not.toContain('healthz');
  });

  it('is not readiness where a check fails or the service ends', async () => {
    const ending = new AbortController();
    let isReady = false;
    const { app } = lemonade({
      readiness: () => ({ press: { isReady, words: 'rusty' } }),
      ending: ending.signal,
    });
    const refused = await app.request('/readyz');
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({
      code: 'not-ready',
      detail: 'press: rusty (try again in a second)',
      instance: expect.stringMatching(/^urn:request:[0-9a-f-]{36}$/),
    });
    isReady = true;
    expect((await app.request('/readyz')).status).toBe(200);
    ending.abort();
    expect((await app.request('/readyz')).status).toBe(503);
    expect((await app.request('/healthz')).status).toBe(200);
    const late = await app.request('/openapi.json');
    expect(late.status).toBe(503);
    expect(await late.json()).toMatchObject({
      code: 'not-ready',
      detail: expect.stringContaining('shutting down'),
    });
  });
});

it('counts requests by their route, whatever the client makes of the address', async () => {
  const { app, post } = lemonade();
  await post('{"lemons":1}');
  await post('{"lemons":0}');
  for (const word of ['a', 'b', 'c']) await app.request(`/nothing/${word}`);
  await app.request('/problems/too-sour', { method: 'HEAD' });
  const response = await app.request('/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const counts = (await response.text())
    .split('\n')
    .filter((line) => line.startsWith('http_requests_total{'));
  expect(counts.toSorted()).toEqual([
    'http_requests_total{method="GET",route="(none)",status="404"} 3',
    'http_requests_total{method="HEAD",route="/problems/{code}",status="200"} 1',
    'http_requests_total{method="POST",route="/lemons/{id}/squeeze",status="200"} 1',
    'http_requests_total{method="POST",route="/lemons/{id}/squeeze",status="422"} 1',
  ]);
});

describe('a service', () => {
  it('answers its endpoints and those that every service has', async () => {
    const { app, post } = lemonade();
    expect(await (await post('{"lemons":1}')).json()).toEqual({ id: 'a' });
    expect(await (await app.request('/healthz')).json()).toEqual({ status: 'alive' });
    expect(await (await app.request('/openapi.json')).json()).toEqual({ openapi: '3.1.1' });
    expect(await (await app.request('/problems/too-sour')).json()).toEqual({
      type: '/problems/too-sour',
      status: 422,
      title: 'The lemon is too sour',
    });
    expect((await app.request('/healthz')).headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is not made where an endpoint has no handler', () => {
    expect(() => lemonade({ handlers: {} as never })).toThrow('the endpoint squeeze has no handler');
  });

  it.each([
    ['{"lemons":', 400, 'json-invalid', 'the body is no JSON'],
    ['{"lemons":0}', 422, 'request-invalid', 'lemons: expected at least 1, received 0'],
    ['{"lemons":3}', 422, 'too-sour', 'sour'],
    ['{"lemons":2}', 500, 'unexpected', 'the service has failed (the logs have more'],
    [`{"lemons":1}${' '.repeat(1000)}`, 413, 'body-too-large', '1000 bytes (send fewer lemons)'],
  ])('says what is wrong with %j: %i %s', async (body, status, code, words) => {
    const { post } = lemonade();
    const response = await post(body);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const told = problemSchemaOf(problemKinds).parse(await response.json());
    expect(told).toMatchObject({ status, code, type: `/problems/${code}` });
    expect(told.detail).toContain(words);
    expect(told.instance).toBe(`urn:request:${response.headers.get('x-request-id')}`);
  });

  it.each([
    ['/nothing', 'GET', 404, 'route-unknown', '/openapi.json lists what there is'],
    ['/problems/none', 'GET', 404, 'route-unknown', 'no problem of this name'],
    ['/problems/toString', 'GET', 404, 'route-unknown', 'no problem of this name'],
    ['/healthz', 'POST', 405, 'method-not-allowed', 'there are: GET, HEAD'],
  ])('has nothing else: %s %s', async (path, method, status, code, words) => {
    const response = await lemonade().app.request(path, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, detail: expect.stringContaining(words) });
  });

  it('takes no body that is not JSON by its type', async () => {
    const response = await lemonade().post('{}', { 'Content-Type': 'text/plain' });
    expect(await response.json()).toMatchObject({ status: 415, code: 'media-type-unknown' });
  });
});

it('logs a failure by its code, and where in the code one of its own was, without its words', async () => {
  const { post, entries } = lemonade();
  await post('{"lemons":3}');
  await post('{"lemons":2}');
  expect(entries[0]).toMatchObject({ severity: 'WARNING', problem: 'too-sour' });
  expect(entries[0]).not.toHaveProperty('frames');
  expect(entries[1]).toMatchObject({ severity: 'ERROR', problem: 'unexpected', failure: 'Error' });
  expect(entries[1]?.['frames']).toContainEqual(expect.stringMatching(/app\.test\.ts/));
  expect(JSON.stringify(entries)).not.toContain('secret');
});

it('lets pages of other sites send what its endpoints take', async () => {
  const preflight = (served: Partial<AppOptions<Served>> = {}) =>
    lemonade(served).app.request('/lemons/a/squeeze', {
      method: 'OPTIONS',
      headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': 'POST' },
    });
  const { headers } = await preflight();
  expect(headers.get('access-control-allow-methods')).toBe('GET,POST');
  expect(headers.get('access-control-allow-headers')).toBe('Content-Type,If-Match,X-Request-Id');
  const secured = { ...endpoints, squeeze: { ...endpoints.squeeze, security: 'token' } };
  expect((await preflight({ endpoints: secured })).headers.get('access-control-allow-headers')).toContain(
    'Authorization',
  );
  expect((await preflight({ corsOrigins: [] })).headers.get('access-control-allow-origin')).toBeNull();
});

it.each(['PUT', 'PATCH'] as const)(
  'takes %s like the other methods that change something',
  async (method) => {
    const changed = { ...endpoints, squeeze: { ...endpoints.squeeze, method } };
    const { app } = lemonade({
      endpoints: changed,
      handlers: { squeeze: async ({ req, json }) => json(await readBody(req)) },
    });
    const headers = { 'Content-Type': 'application/json' };
    const sent = (by: string) =>
      app.request('/lemons/a/squeeze', { method: by, body: '{"lemons":1}', headers });
    expect(await (await sent(method)).json()).toEqual({ lemons: 1 });
    const other = await sent('DELETE');
    expect([other.status, other.headers.get('allow')]).toEqual([405, method]);
    const preflight = await app.request('/lemons/a/squeeze', {
      method: 'OPTIONS',
      headers: { Origin: 'https://a.example', 'Access-Control-Request-Method': method },
    });
    expect(preflight.headers.get('access-control-allow-methods')).toBe(`GET,${method}`);
  },
);

it('answers HEAD where GET is answered, without a body', async () => {
  const { app } = lemonade();
  const got = await app.request('/problems/too-sour');
  const head = await app.request('/problems/too-sour', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('content-type')).toBe(got.headers.get('content-type'));
  expect((await app.request('/lemons/a/squeeze', { method: 'HEAD' })).status).toBe(405);
});

describe('failures in the form of another interface', () => {
  const problemForm: ProblemForm = (failure, { status }, path) =>
    path.startsWith('/api/')
      ? { status: status === 421 ? 403 : status, body: JSON.stringify({ error_code: failure.code }) }
      : null;
  const ending = new AbortController();
  const { app } = lemonade({
    endpoints: {
      ...endpoints,
      squeeze: { ...endpoints.squeeze, path: '/api/squeeze', aliases: ['/squeeze'] },
    },
    access: {
      tokens: {
        find: async ({ token }) =>
          token === 'r' || token === 'w'
            ? { name: token, role: token === 'r' ? 'read' : 'write', sha256: '', created: '', expires: null }
            : null,
      },
      host: '127.0.0.1',
      allowedHosts: [],
    },
    problemForm,
    ending: ending.signal,
  });
  const json = { 'Content-Type': 'application/json', Authorization: 'Bearer w' };
  const lemons = (count: number) => JSON.stringify({ lemons: count });

  it.each<[number, string, string, RequestInit]>([
    [400, 'json-invalid', '/api/squeeze', { method: 'POST', headers: json, body: '{' }],
    [401, 'token-required', '/api/squeeze', { method: 'POST' }],
    [403, 'role-too-low', '/api/squeeze', { method: 'POST', headers: { Authorization: 'Bearer r' } }],
    [403, 'host-foreign', '/api/squeeze', { method: 'POST', headers: { Host: 'attacker.example' } }],
    [403, 'origin-foreign', '/api/squeeze', { method: 'POST', headers: { Origin: 'https://b.example' } }],
    [404, 'route-unknown', '/api/nothing', {}],
    [405, 'method-not-allowed', '/api/squeeze', { method: 'PUT' }],
    [413, 'body-too-large', '/api/squeeze', { method: 'POST', headers: json, body: ' '.repeat(1001) }],
    [
      415,
      'media-type-unknown',
      '/api/squeeze',
      { method: 'POST', headers: { Authorization: 'Bearer w' }, body: '' },
    ],
    [422, 'too-sour', '/api/squeeze', { method: 'POST', headers: json, body: lemons(3) }],
    [500, 'unexpected', '/api/squeeze', { method: 'POST', headers: json, body: lemons(2) }],
  ])('are told so there and as problems elsewhere: %i %s', async (status, code, path, init) => {
    const inForm = await app.request(path, init);
    expect([inForm.status, await inForm.json()]).toEqual([status, { error_code: code }]);
    expect(inForm.headers.get('content-type')).toBe('application/json');
    const elsewhere = await app.request(path.replace('/api', ''), init);
    expect(await elsewhere.json()).toMatchObject({ code, title: expect.any(String) });
    expect(elsewhere.status).toBe(code === 'host-foreign' ? 421 : status);
    for (const name of ['WWW-Authenticate', 'Allow', 'Connection'])
      expect(inForm.headers.get(name)).toBe(elsewhere.headers.get(name));
  });

  it('are told so when the service ends', async () => {
    ending.abort();
    const response = await app.request('/api/squeeze', { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([503, { error_code: 'not-ready' }]);
    expect(response.headers.get('retry-after')).toBe('1');
  });
});
