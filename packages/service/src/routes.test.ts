import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { parsedAnswer, rawClient } from '../test/raw-client.ts';
import { createApp } from './app.ts';
import { commonEndpoints, type Endpoint, type Endpoints } from './endpoint.ts';
import type { Handler } from './handler.ts';
import { listen } from './listen.ts';
import { createMetrics } from './metrics.ts';
import { problemKindsOf } from './problem-kinds.ts';
import { createRoutes, parametersOfPath } from './routes.ts';

const get = (path: string) =>
  ({ method: 'GET', path, summary: '', answers: { 200: z.unknown() }, problems: [] }) as const;

const endpoints = {
  ...commonEndpoints,
  list: get('/boxes/{box}/files'),
  read: get('/boxes/{box}/files/{path...}'),
  write: { ...get('/boxes/{box}/files/{path...}'), method: 'PUT' },
  model: { ...get('/models/{id}'), aliases: ['/ajax/models/{id}', '/old/{id}'] },
  both: { ...get('/v1/things/{path...}'), aliases: ['/things/{path...}'] },
} as const satisfies Endpoints;

const answer: Handler = ({ req, json, get: found }) =>
  json({
    by: req.method,
    box: req.param('box') ?? null,
    id: req.param('id') ?? null,
    rest: found('rawRest') ?? null,
  });
const metrics = createMetrics();
const options = {
  endpoints,
  handlers: { list: answer, read: answer, write: answer, model: answer, both: answer },
  description: {},
  problemKinds: problemKindsOf({}),
  translate: () => null,
  metrics,
  corsOrigins: [],
  bodyBytes: 1000,
  largeBodyHint: '',
  project: null,
  log: () => {},
  now: () => 0,
} as const;
const app = createApp(options);

/** What is answered to a target that stands in a request line as it is. */
async function asked(target: string, method = 'GET', { fetch } = app) {
  const server = await listen(fetch, { port: 0, host: '127.0.0.1', seconds: 5 });
  onTestFinished(() => server.drain(1000, () => {}));
  const client = await rawClient(server.address);
  client.send(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  return parsedAnswer(await client.answer);
}

describe('an address that ends in a rest', () => {
  it.each([
    ['/boxes/b/files/a', 'a'],
    ['/boxes/b/files/a/b/c.txt?path=other#more', 'a/b/c.txt'],
    ['/boxes/b/files/%2e%2e%2fetc/passwd', '%2e%2e%2fetc/passwd'],
    ['/boxes/b/files/../../../etc/passwd', '../../../etc/passwd'],
    ['/boxes/b/files/a/%2E%2e/%2e/b', 'a/%2E%2e/%2e/b'],
    ['/boxes/b/files/..', '..'],
    ['/boxes/b/files//etc/passwd', '/etc/passwd'],
    ['/boxes/b/files/a%00b%0Ac%25%e4', 'a%00b%0Ac%25%e4'],
    ['/boxes/b/files/100%', '100%'],
    ['/boxes/b%2fc/files/a', 'a', 'b/c'],
    ['/%62oxes/b/f%69les/a', 'a'],
    ['/other/../boxes/b/files/a/b', 'a/b'],
    ['http://localhost/boxes/b/files/a/../b?x', 'a/../b'],
  ])('gets of %s what was sent: %s', async (target, rest, box = 'b') => {
    const { status, json } = await asked(target);
    expect({ status, json }).toEqual({ status: 200, json: { by: 'GET', box, id: null, rest } });
  });

  it.each([
    ['GET', '/boxes/b/files', 200, null],
    ['PUT', '/boxes/b/files/a/b', 200, 'a/b'],
    ['GET', '/boxes/b/files/', 404, undefined],
    ['DELETE', '/boxes/b/files/a/b', 405, undefined],
    ['PUT', '/boxes/b/files', 405, undefined],
    ['GET', '/boxes/../files/a', 404, undefined],
    ['GET', '/boxes/%2e/files/a', 404, undefined],
  ])('is another one than its folder: %s %s', async (method, target, status, rest) => {
    const answered = await asked(target, method);
    expect([answered.status, answered.json?.['rest']]).toEqual([status, rest]);
  });

  it('changes nothing about other addresses, in which dots are resolved', async () => {
    expect((await asked('/models/x/../%2e%2e/models/a')).json).toMatchObject({ id: 'a', rest: null });
    expect((await asked('/boxes/b/../../models/a')).json).toMatchObject({ id: 'a', rest: null });
  });

  it('is counted under one name', async () => {
    await asked('/boxes/b/files/some/secret');
    const text = await metrics.text();
    expect(text).toContain('route="/boxes/{box}/files/{path}"');
    expect(text).not.toMatch(/secret|\\s/);
  });

  it('answers without a socket too', async () => {
    const response = await app.request('/boxes/b/files/a%2Fb/c?d');
    expect(await response.json()).toMatchObject({ rest: 'a%2Fb/c' });
  });

  it.each(['/files/{path...}/parts', '/files/{path...}/{part}', '/files/x{path...}'])(
    'ends there: %s is refused',
    (path) => {
      expect(() => createRoutes({ wrong: get(path) satisfies Endpoint })).toThrow(path);
    },
  );
});

describe('several slashes in a row', () => {
  const merging = createApp({ ...options, mergesSlashes: true });

  it.each([
    ['//models/a', { id: 'a', rest: null }],
    ['/models///a?b=//', { id: 'a', rest: null }],
    ['//boxes/b//files//a', { box: 'b', rest: 'a' }],
    // A rest is what was sent.
    ['/boxes/b/files//a//b', { box: 'b', rest: '/a//b' }],
  ])('count as one where a service says so: %s', async (target, json) => {
    expect(await asked(target, 'GET', merging)).toMatchObject({ status: 200, json });
  });

  it('are another address else', async () => {
    expect((await asked('//models/a')).status).toBe(404);
  });
});

describe('an endpoint with aliases', () => {
  it.each([
    ['/models/a', { id: 'a', rest: null }],
    ['/ajax/models/a', { id: 'a', rest: null }],
    ['/old/a', { id: 'a', rest: null }],
    ['/v1/things/a/../b', { rest: 'a/../b' }],
    ['/things/a/../b', { rest: 'a/../b' }],
  ])('is answered at each: %s', async (target, json) => {
    expect(await asked(target)).toMatchObject({ status: 200, json });
    expect(await asked(target, 'DELETE')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('is counted by its path', async () => {
    await asked('/ajax/models/a');
    const text = await metrics.text();
    expect(text).toContain('route="/models/{id}"');
    expect(text).not.toMatch(/route="\/(?:ajax|old)/);
  });

  it.each(['/old', '/old/{name}', '/old/{id...}'])('has the same parameters at each, not %s', (alias) => {
    expect(() => createRoutes({ wrong: { ...get('/new/{id}'), aliases: [alias] } })).toThrow(
      `the alias ${alias} has other parameters than /new/{id}`,
    );
  });
});

it('knows the parameters of a path', () => {
  expect(parametersOfPath('/a/{id}/b/{path...}')).toEqual([
    { name: 'id', isRest: false },
    { name: 'path', isRest: true },
  ]);
  expect(parametersOfPath('/a')).toEqual([]);
});
