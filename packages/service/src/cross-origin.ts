import { cors } from 'hono/cors';
import type { Endpoint } from './endpoint.ts';

/**
 * What pages of other sites may send and read (https://fetch.spec.whatwg.org/#http-cors-protocol).
 *
 * @param origins of those sites; `*` for all
 * @param hasTokens whether the service takes tokens, which stand in a header
 */
export function crossOrigin(
  origins: readonly string[],
  endpoints: readonly Endpoint[],
  hasTokens: boolean,
): ReturnType<typeof cors> {
  const own = endpoints.flatMap(({ headers = [], security, body }) => [
    ...headers.map(({ name }) => name),
    ...(security === undefined && !hasTokens ? [] : ['Authorization']),
    ...(body === undefined ? [] : ['Content-Type']),
  ]);
  return cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: [...new Set(endpoints.map(({ method }) => method))],
    allowHeaders: [...new Set([...own, 'X-Request-Id'])].toSorted(),
    exposeHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 3600,
  });
}
