import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { crossOrigin } from './cross-origin.ts';
import type { Endpoint } from './endpoint.ts';

const answers = { 200: z.unknown() };
const look = { method: 'GET', path: '/', summary: '', answers, problems: [] } as const satisfies Endpoint;
const change = { ...look, method: 'POST', body: z.unknown() } as const satisfies Endpoint;
const own = {
  ...look,
  method: 'DELETE',
  security: 'owner',
  headers: [{ name: 'If-Match', description: '' }],
} as const satisfies Endpoint;

const site = 'https://site.example';
interface Asked {
  origins?: string[];
  endpoints?: Endpoint[];
  hasTokens?: boolean;
  method?: string;
  origin?: string | null;
}
async function headersOf({
  origins = [site],
  endpoints = [look],
  hasTokens = false,
  method = 'GET',
  origin = site,
}: Asked): Promise<Record<string, string>> {
  const app = new Hono();
  app.use(async (context, next) => {
    context.header('Vary', 'Accept');
    await next();
  });
  app.use(crossOrigin(origins, endpoints, hasTokens));
  app.get('/', (context) => context.text('here'));
  const response = await app.request('/', { method, headers: origin === null ? {} : { Origin: origin } });
  return Object.fromEntries(response.headers);
}
const preflight = (asked: Asked) => headersOf({ ...asked, method: 'OPTIONS' });

describe('pages of other sites', () => {
  it('may read answers, and the headers that tell more, where they are named', async () => {
    expect(await headersOf({})).toMatchObject({
      'access-control-allow-origin': site,
      'access-control-expose-headers': 'ETag,Location,Retry-After,X-Request-Id',
    });
    expect(await headersOf({ origin: 'https://other.example' })).not.toHaveProperty(
      'access-control-allow-origin',
    );
    expect(await headersOf({ origins: [] })).not.toHaveProperty('access-control-allow-origin');
    expect(await headersOf({ origins: ['https://other.example', '*'] })).toMatchObject({
      'access-control-allow-origin': '*',
    });
  });

  it('are told for an hour what they may send: the methods and headers of the endpoints', async () => {
    expect(await preflight({ endpoints: [look] })).toMatchObject({
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'X-Request-Id',
      'access-control-max-age': '3600',
    });
    expect(await preflight({ endpoints: [look, look, change] })).toMatchObject({
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'Content-Type,X-Request-Id',
    });
    const upload = { ...look, method: 'PUT', upload: { bytes: null } } as const;
    expect(await preflight({ endpoints: [upload] })).toMatchObject({
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'Content-Type,X-Request-Id',
    });
    expect(await preflight({ endpoints: [own] })).toMatchObject({
      'access-control-allow-headers': 'Authorization,If-Match,X-Request-Id',
    });
    expect(await preflight({ endpoints: [look], hasTokens: true })).toMatchObject({
      'access-control-allow-headers': 'Authorization,X-Request-Id',
    });
    expect(await preflight({ origin: null })).toHaveProperty('access-control-allow-methods');
  });
});

describe('who asks without an origin', () => {
  it('gets an answer that says it depends on the origin, where it does', async () => {
    expect((await headersOf({ origin: null }))['vary']).toBe('Accept, Origin');
    for (const origins of [[], ['*'], [site, '*']]) {
      const headers = await headersOf({ origin: null, origins });
      expect(headers['vary']).toBe('Accept');
      expect(headers).not.toHaveProperty('access-control-expose-headers');
    }
  });
});
