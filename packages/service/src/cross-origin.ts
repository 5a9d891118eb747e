import type { MiddlewareHandler } from 'hono';
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
): MiddlewareHandler {
  const own = endpoints.flatMap(({ headers = [], security, body, upload }) => [
    ...headers.map(({ name }) => name),
    ...(security === undefined && !hasTokens ? [] : ['Authorization']),
    ...(body === undefined && upload === undefined ? [] : ['Content-Type']),
  ]);
  const forPages = cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: [...new Set(endpoints.map(({ method }) => method))],
    allowHeaders: [...new Set([...own, 'X-Request-Id'])].toSorted(),
    exposeHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 3600,
  });
  const varies = origins.length > 0 && !origins.includes('*');
  return async (context, next) => {
    // It makes a second response of each, which costs as much as all else: only browsers need that, and they say so.
    if (context.req.method === 'OPTIONS' || context.req.header('origin') !== undefined)
      return forPages(context, next);
    if (varies) context.header('Vary', 'Origin', { append: true });
    await next();
  };
}
