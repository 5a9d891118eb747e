import type { MiddlewareHandler } from 'hono';
import type { Metrics } from './metrics.ts';
import { describedPath, type Routes } from './routes.ts';

/** The route of what has none: addresses that nobody serves are any words of any client. */
const noRoute = '(none)';

/** Counts each request under the address that it was served by. @param elapsed milliseconds of a clock that never goes back */
export function requestMetrics(
  metrics: Metrics,
  routes: Pick<Routes, 'endpointAt'>,
  elapsed: () => number = () => performance.now(),
): MiddlewareHandler {
  return async (context, next) => {
    const start = elapsed();
    await next();
    const served = routes.endpointAt(context);
    metrics.answered(
      {
        method: context.req.method,
        route: served === null ? noRoute : describedPath(served.path),
        status: context.res.status,
      },
      (elapsed() - start) / 1000,
    );
  };
}
