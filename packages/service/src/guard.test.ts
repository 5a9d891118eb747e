import { once } from 'node:events';
import { request as ask } from 'node:http';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { parsedAnswer, rawClient } from '../test/raw-client.ts';
import { loopbackAccess, type Access } from './access.ts';
import { createApp } from './app.ts';
import type { Credentials } from './authentication/credentials-of.ts';
import type { TokenRecord } from './authentication/token-record.ts';
import { commonEndpoints, roleOf, type Endpoint } from './endpoint.ts';
import { createGuard } from './guard.ts';
import { listen } from './listen.ts';
import { problemKindsOf } from './problem-kinds.ts';
import type { LogEntry } from './request-log.ts';

const answers = { 200: z.unknown() };
const endpoints = {
  ...commonEndpoints,
  look: { method: 'GET', path: '/things', summary: '', answers, problems: [] },
  change: { method: 'POST', path: '/things', summary: '', answers, problems: [] },
  compute: { method: 'POST', path: '/sums', summary: '', role: 'read', answers, problems: [] },
  put: { method: 'PUT', path: '/things', summary: '', answers, problems: [] },
  patch: { method: 'PATCH', path: '/things', summary: '', answers, problems: [] },
  rule: { method: 'DELETE', path: '/things', summary: '', role: 'admin', answers, problems: [] },
  own: { method: 'DELETE', path: '/own', summary: '', security: 'ownerToken', answers, problems: [] },
} as const satisfies Record<string, Endpoint>;

const tokens = {
  find: async ({ token }: Credentials) =>
    ['read', 'write', 'admin'].includes(token)
      ? ({ name: `${token}er`, role: token, expires: null } as TokenRecord)
      : null,
};

function guarded(access: Partial<Access> = {}) {
  const entries: LogEntry[] = [];
  const answer = (context: { json(value: object): Response; get(name: 'caller'): unknown }) =>
    context.json({ caller: context.get('caller') ?? null });
  const app = createApp({
    endpoints,
    handlers: {
      look: answer,
      change: answer,
      compute: answer,
      put: answer,
      patch: answer,
      rule: answer,
      own: answer,
    },
    description: {},
    problemKinds: problemKindsOf({}),
    translate: () => null,
    access: { ...loopbackAccess, ...access },
    corsOrigins: ['https://site.example'],
    bodyBytes: 1000,
    largeBodyHint: '',
    project: null,
    log: (entry) => entries.push(entry),
    now: () => 0,
  });
  return { app, entries };
}

describe('an endpoint', () => {
  it('needs reading for GET and writing for the rest, unless it says so or has a token of its own', () => {
    const roles = Object.entries<Endpoint>(endpoints).map(([name, endpoint]) => [name, roleOf(endpoint)]);
    expect(Object.fromEntries(roles)).toEqual({
      healthz: null,
      readyz: null,
      metrics: 'read',
      openapi: null,
      problem: null,
      look: 'read',
      change: 'write',
      compute: 'read',
      put: 'write',
      patch: 'write',
      rule: 'admin',
      own: null,
    });
  });

  it.each([
    ['GET', '/things', ['read', 'write', 'admin']],
    ['HEAD', '/things', ['read', 'write', 'admin']],
    ['POST', '/things', ['write', 'admin']],
    ['PUT', '/things', ['write', 'admin']],
    ['PATCH', '/things', ['write', 'admin']],
    ['POST', '/sums', ['read', 'write', 'admin']],
    ['DELETE', '/things', ['admin']],
    ['DELETE', '/own', ['none', 'wrong', 'read', 'write', 'admin']],
    ['GET', '/healthz', ['none', 'wrong', 'read', 'write', 'admin']],
    ['GET', '/readyz', ['none', 'wrong', 'read', 'write', 'admin']],
    ['GET', '/openapi.json', ['none', 'wrong', 'read', 'write', 'admin']],
    ['GET', '/problems/unexpected', ['none', 'wrong', 'read', 'write', 'admin']],
  ])('%s %s answers %j', async (method, path, expected) => {
    const { app } = guarded({ tokens });
    const statuses: Record<string, number> = {};
    for (const token of ['none', 'wrong', 'read', 'write', 'admin']) {
      const headers = token === 'none' ? {} : { Authorization: `Bearer ${token}` };
      const { status } = await app.request(path, { method, headers });
      statuses[token] = status;
    }
    const refused = { none: 401, wrong: 401, read: 403, write: 403, admin: 403 };
    expect(statuses).toEqual({ ...refused, ...Object.fromEntries(expected.map((token) => [token, 200])) });
  });

  it('cannot be scoped without a role, for nobody would be told to it', () => {
    const open = { ...endpoints.look, role: null, scoped: true };
    const guard = createGuard({ access: loopbackAccess, corsOrigins: [], now: () => 0 });
    expect(() => guard(open)).toThrow('/things is scoped, and needs no role');
  });

  it('is told who asks, as is the log, by name and never by token', async () => {
    const { app, entries } = guarded({ tokens });
    const headers = { Authorization: 'Bearer write' };
    expect(await (await app.request('/things', { headers })).json()).toEqual({
      caller: { name: 'writeer', role: 'write', scopes: {} },
    });
    await app.request('/things', { headers: { Authorization: 'Bearer not-this' } });
    expect(entries.map(({ caller, problem }) => [caller, problem])).toEqual([
      ['writeer', undefined],
      [undefined, 'token-refused'],
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/Bearer|not-this/);
  });

  it('that is not there is missing, not forbidden', async () => {
    const { app } = guarded({ tokens });
    expect((await app.request('/nothing')).status).toBe(404);
    expect((await app.request('/sums', { method: 'PUT' })).status).toBe(405);
  });
});

describe('a service that is asked over a socket', () => {
  let address: string;
  let port: string;
  const serve = async (access: Partial<Access>) => {
    const { app } = guarded(access);
    const server = await listen(app.fetch, { port: 0, host: '127.0.0.1', seconds: 5 });
    return { url: server.address, stop: () => server.drain(1000, () => {}) };
  };
  beforeAll(async () => {
    const { url, stop } = await serve({});
    ({ port } = new URL(url));
    address = url;
    return stop;
  });
  const said = async (head: string, to = address) => {
    const client = await rawClient(to);
    client.send(`${head}\r\nConnection: close\r\n\r\n`);
    return parsedAnswer(await client.answer);
  };

  it.each([
    ['GET /things HTTP/1.1\r\nHost: localhost', 200, undefined],
    ['GET /things HTTP/1.1\r\nHost: LOCALHOST:PORT', 200, undefined],
    ['GET /things HTTP/1.1\r\nHost: 127.0.0.1:PORT', 200, undefined],
    ['GET /things HTTP/1.1\r\nHost: [::1]:PORT', 200, undefined],
    ['GET http://localhost:PORT/things HTTP/1.1\r\nHost: localhost', 200, undefined],
    ['GET /things HTTP/1.1\r\nHost: attacker.example', 421, 'host-foreign'],
    ['GET /things HTTP/1.1\r\nHost: attacker.example:PORT', 421, 'host-foreign'],
    ['GET http://attacker.example/things HTTP/1.1\r\nHost: localhost', 421, 'host-foreign'],
    ['GET /openapi.json HTTP/1.1\r\nHost: attacker.example', 421, 'host-foreign'],
    ['GET /metrics HTTP/1.1\r\nHost: attacker.example', 421, 'host-foreign'],
    ['GET /things HTTP/1.1', 400, 'request-malformed'],
    ['GET /things HTTP/1.1\r\nHost:', 400, 'request-malformed'],
    ['GET /things HTTP/1.1\r\nHost: .0', 400, 'request-malformed'],
    ['GET /healthz HTTP/1.1\r\nHost: .0', 400, 'request-malformed'],
    ['GET /things HTTP/1.1\r\nHost: name@localhost', 400, 'request-malformed'],
    ['GET http://:word@localhost/things HTTP/1.1\r\nHost: localhost', 400, 'request-malformed'],
    ['GET /things HTTP/1.1\r\nHost: a b', 400, 'request-malformed'],
    ['GET /things HTTP/1.1\r\nHost: user@localhost', 400, 'request-malformed'],
    ['GET /things HTTP/1.1\r\nHost: localhost\r\nHost: localhost', 400, 'host-invalid'],
    ['GET /things HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example', 400, 'host-invalid'],
    ['GET /healthz HTTP/1.1\r\nHost: 10.0.0.7:PORT', 200, undefined],
    ['GET /readyz HTTP/1.1\r\nHost: 10.0.0.7:PORT', 200, undefined],
    ['POST /things HTTP/1.1\r\nHost: localhost:PORT', 200, undefined],
    ['POST /things HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT', 200, undefined],
    ['POST /things HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: https://site.example', 200, undefined],
    [
      'POST /things HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: https://attacker.example',
      403,
      'origin-foreign',
    ],
    ['POST /things HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: null', 403, 'origin-foreign'],
    [
      'POST /things HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT\r\nOrigin: null',
      403,
      'origin-foreign',
    ],
    ['GET /things HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: https://attacker.example', 200, undefined],
  ])('answers %j with %i %s', async (head, status, code) => {
    const answer = await said(head.replaceAll('PORT', port));
    expect({ status: answer.status, code: answer.json?.['code'] }).toEqual({ status, code });
  });

  it('asks for a token by both schemes, and takes the real headers of both', async () => {
    const { url, stop } = await serve({ tokens });
    onTestFinished(stop);
    const { status, headers } = await said('GET /things HTTP/1.1\r\nHost: localhost', url);
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe(
      'Bearer realm="modelfolio", Basic realm="modelfolio", charset="UTF-8"',
    );
    const asked = ask(`${url}/things`, { auth: 'readerer:read' });
    asked.end();
    const [response] = await once(asked, 'response');
    expect(response.statusCode).toBe(200);
    response.resume();
    const doubled =
      'GET /things HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer read\r\nAuthorization: Bearer admin';
    expect((await said(doubled, url)).status).toBe(401);
  });

  it('limits the failures of an address, and lets a right token in all the same', async () => {
    const { url, stop } = await serve({ tokens });
    onTestFinished(stop);
    const statusOf = async (token: string) =>
      (await fetch(`${url}/things`, { headers: { Authorization: `Bearer ${token}` } })).status;
    const statuses = [];
    for (let times = 0; times < 22; times++) statuses.push(await statusOf('wrong'));
    expect(statuses).toEqual([...Array(20).fill(401), 429, 429]);
    expect(await statusOf('read')).toBe(200);
  });

  it('answers whatever stands in Host, Origin and Authorization with no failure of its own', async () => {
    const { url, stop } = await serve({ tokens });
    onTestFinished(stop);
    const sign = fc.constantFrom(
      ...Array.from('abAZ09.:,;[]@/\\%"=+-_ ~'),
      'Bearer ',
      'Basic ',
      'http://',
      'localhost',
      'null',
      'ÿ',
    );
    const value = fc.string({ unit: sign, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(value, value, value, async (host, origin, authorization) => {
        const { status } = await said(
          `POST /things HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nAuthorization: ${authorization}`,
          url,
        );
        // 404: a slash in Host can end up in the path, where nothing is.
        expect([400, 401, 403, 404, 421, 429]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});
