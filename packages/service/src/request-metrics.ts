import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Metrics } from './metrics.ts';

/** The route of what has none: addresses that nobody serves are any words of any client. */
const noRoute = '(none)';

/** Counts each request under the address that it was served by. @param elapsed milliseconds of a clock that never goes back */
export function requestMetrics(
  metrics: Metrics,
  elapsed: () => number = () => performance.now(),
): MiddlewareHandler {
  return async (context, next) => {
    const start = elapsed();
    await next();
    const served = matchedRoutes(context).find(({ method }) => method !== 'ALL');
    metrics.answered(
      {
        method: context.req.method,
        route: served === undefined ? noRoute : served.path.replaceAll(/:(\w+)/g, '{$1}'),
        status: context.res.status,
      },
      (elapsed() - start) / 1000,
    );
  };
}
