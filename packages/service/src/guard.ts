import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import type { RequestIdVariables } from 'hono/request-id';
import type { Access } from './access.ts';
import { authenticate } from './authentication/authenticate.ts';
import type { Caller } from './authentication/caller.ts';
import { failureLimit } from './authentication/failure-limit.ts';
import { roleOf, type Endpoint } from './endpoint.ts';
import { hostCheck } from './hosts/host-check.ts';
import { originCheck } from './hosts/origin-check.ts';

/** What a handler finds under `caller`: who asks, where the service has tokens and the endpoint needs one. */
export interface CallerVariables {
  readonly caller?: Caller;
}

interface Options {
  readonly access: Access;
  readonly corsOrigins: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Middleware for each endpoint that checks Host, Origin and token, in this order. Addresses that do not exist are not
 * guarded: a 404 gives nothing away.
 */
export function createGuard({
  access,
  corsOrigins,
  now,
}: Options): (endpoint: Endpoint) => MiddlewareHandler<{ Variables: RequestIdVariables & CallerVariables }> {
  const checkHost = hostCheck(access);
  const checkOrigin = originCheck(corsOrigins);
  const failures = failureLimit({ now });
  const { tokens } = access;
  return (endpoint) => {
    const needed = roleOf(endpoint);
    if (endpoint.scoped === true && needed === null)
      throw new TypeError(`${endpoint.path} is scoped, and needs no role`);
    return async (context, next) => {
      const { raw } = context.req;
      if (endpoint.anyHost !== true) checkHost(raw);
      checkOrigin(raw);
      if (needed !== null && tokens !== null) {
        // Tests ask without a socket.
        const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
        const asking = {
          authorization: raw.headers.get('authorization'),
          address: incoming?.socket.remoteAddress ?? '',
          isScoped: endpoint.scoped === true,
        };
        context.set('caller', await authenticate(needed, asking, { tokens, failures, now }));
      }
      await next();
    };
  };
}
