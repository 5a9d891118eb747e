import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApp } from '../app.ts';
import { commonEndpoints, type Endpoints } from '../endpoint.ts';
import { listen } from '../listen.ts';
import { problemKindsOf } from '../problem-kinds.ts';
import { mintToken } from './mint-token.ts';
import { openTokens } from './open-tokens.ts';
import { checkScope } from './scope.ts';
import { tokenHash } from './token-hash.ts';
import type { TokenRecord } from './token-record.ts';
import { formatTokens } from './tokens-file.ts';

const get = (path: string) =>
  ({ method: 'GET', path, summary: '', answers: { 200: z.unknown() }, problems: [] }) as const;
const endpoints = {
  ...commonEndpoints,
  all: get('/all'),
  read: { ...get('/experiments/{id}'), scoped: true },
  search: { ...get('/search'), role: 'write', scoped: true },
  change: { ...get('/experiments/{id}'), method: 'POST', scoped: true },
} as const satisfies Endpoints;

const tokens = {
  alice: { role: 'read' },
  bob: { role: 'none', scopes: { 'experiment:12': 'write', 'experiment:13': 'read' } },
  carl: { role: 'none' },
  dora: { role: 'read', scopes: { 'experiment:12': 'write' } },
  eve: { role: 'none', scopes: { 'experiment:12': 'read' } },
} as const satisfies Record<string, Pick<TokenRecord, 'role' | 'scopes'>>;
const secrets = Object.fromEntries(Object.keys(tokens).map((name) => [name, mintToken()]));

let address: string;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'modelfolio-'));
  const file = join(folder, 'tokens.yaml');
  const records = Object.entries<Pick<TokenRecord, 'role' | 'scopes'>>(tokens).map(([name, own]) => ({
    name,
    ...own,
    sha256: tokenHash(secrets[name] ?? ''),
    created: '2026-12-01T00:00:00.000Z',
    expires: null,
  }));
  await writeFile(file, formatTokens(records));
  const app = createApp({
    endpoints,
    handlers: {
      all: ({ json, get: found }) => json({ name: found('caller')?.name }),
      read: (context) => {
        checkScope(context.get('caller'), `experiment:${context.req.param('id')}`, 'read');
        return context.json({ caller: context.get('caller') });
      },
      // It has parts to decide about only where something is found.
      search: ({ json }) => json([]),
      change: (context) => {
        checkScope(context.get('caller'), `experiment:${context.req.param('id')}`, 'write');
        return context.json({});
      },
    },
    description: {},
    problemKinds: problemKindsOf({}),
    translate: () => null,
    access: {
      tokens: await openTokens(file, { now: () => Date.now(), log: () => {} }),
      host: '127.0.0.1',
      allowedHosts: [],
    },
    corsOrigins: [],
    bodyBytes: 1000,
    largeBodyHint: '',
    project: null,
    log: () => {},
    now: () => Date.now(),
  });
  const server = await listen(app.fetch, { port: 0, host: '127.0.0.1', seconds: 5 });
  address = server.address;
  return async () => {
    await server.drain(1000, () => {});
    await rm(folder, { recursive: true });
  };
});

/** Asks as `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD` make MLflow's client do, and by the token alone. */
async function basic(user: string, password: string): Promise<{ status: number; text: string }> {
  const asked = ask(`${address}/all`, { auth: `${user}:${password}` });
  asked.end();
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, text };
}

const statusOf = async (name: string, path: string, method = 'GET') =>
  (await fetch(`${address}${path}`, { method, headers: { Authorization: `Bearer ${secrets[name]}` } }))
    .status;

describe('a user name and a password', () => {
  it('are the name of a token and the token', async () => {
    expect(await basic('alice', secrets['alice'] ?? '')).toEqual({ status: 200, text: '{"name":"alice"}' });
  });

  it.each([
    ['another name', 'bob', 'alice'],
    ['no name', '', 'alice'],
    ['a name that no token has', 'zoe', 'alice'],
  ])('are refused with %s', async (_, user, owner) => {
    expect((await basic(user, secrets[owner] ?? '')).status).toBe(401);
  });

  it('are refused where the password is no token', async () => {
    expect((await basic('alice', '')).status).toBe(401);
    expect((await basic('alice', `${secrets['alice']}x`)).status).toBe(401);
  });
});

describe('a token', () => {
  it.each([
    ['alice', [200, 200, 200, 403, 403, 403]],
    ['bob', [403, 200, 200, 200, 403, 200]],
    ['carl', [403, 403, 403, 403, 403, 403]],
    ['dora', [200, 200, 200, 200, 403, 200]],
    ['eve', [403, 200, 403, 403, 403, 403]],
  ])('of %s may do what its role and its parts say', async (name, statuses) => {
    expect([
      await statusOf(name, '/all'),
      await statusOf(name, '/experiments/12'),
      await statusOf(name, '/experiments/13'),
      await statusOf(name, '/experiments/12', 'POST'),
      await statusOf(name, '/experiments/13', 'POST'),
      await statusOf(name, '/search'),
    ]).toEqual(statuses);
  });

  it('is told to the handler with its parts', async () => {
    const headers = { Authorization: `Bearer ${secrets['bob']}` };
    expect(await (await fetch(`${address}/experiments/12`, { headers })).json()).toEqual({
      caller: { name: 'bob', ...tokens.bob },
    });
  });
});
