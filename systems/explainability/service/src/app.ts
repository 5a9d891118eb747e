import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId, type RequestIdVariables } from 'hono/request-id';
import { endpointsOf, type EndpointName } from './endpoints.ts';
import { problemResponse, toServiceError } from './http/problem.ts';
import { requestLog, type LogEntry } from './http/request-log.ts';
import { openApiOf } from './openapi.ts';
import { findCounterfactuals } from './routes/counterfactuals.ts';
import { explain } from './routes/explain.ts';
import type { Handler, Workplace } from './routes/handler.ts';
import { getHealth, getProblem, getReadiness } from './routes/health.ts';
import { getModel, listModels } from './routes/models.ts';
import { findDependence } from './routes/partial-dependence.ts';
import { predict } from './routes/predict.ts';
import { createScenario, deleteScenario, getScenario, listScenarios } from './routes/scenarios.ts';
import { ServiceError } from './service-error.ts';

export interface AppOptions extends Workplace {
  /** Sites whose pages may ask; empty for none but the service's own. `*` for all. */
  readonly corsOrigins: readonly string[];
  /** Google Cloud project of the traces; `null` for none. */
  readonly project: string | null;
  readonly log: (entry: LogEntry) => void;
}

type ServiceApp = Hono<{ Variables: RequestIdVariables }>;

/**
 * The service: a request in, a response out.
 *
 * @example
 *   const app = createApp(options);
 *   const response = await app.request('/v1/models');
 */
export function createApp(options: AppOptions): ServiceApp {
  const { limits, log, now, project } = options;
  const endpoints = endpointsOf(limits);
  const handlers = handlersOf(options, openApiOf(endpoints));
  const app: ServiceApp = new Hono();

  app.use(requestId());
  app.use(requestLog({ log, now, project }));
  app.use(async ({ header }, next) => {
    header('X-Content-Type-Options', 'nosniff');
    await next();
  });
  app.use(crossOrigin(options.corsOrigins));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) =>
        problemResponse(
          new ServiceError('method-not-allowed', `${context.req.method} is not taken here`, {
            hint: `there are: ${methods.join(', ')}`,
            headers: { Allow: methods.join(', ') },
          }),
          context.get('requestId'),
        ),
    }),
  );
  app.use(
    bodyLimit({
      maxSize: limits.bodyBytes,
      onError: () => {
        throw new ServiceError('body-too-large', `the body takes more than ${limits.bodyBytes} bytes`, {
          hint: 'send fewer rows at once',
        });
      },
    }),
  );
  for (const [name, { method, path }] of Object.entries(endpoints))
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), handlers[name as EndpointName]);
  app.notFound((context) =>
    problemResponse(
      new ServiceError('route-unknown', 'there is nothing at this address', {
        hint: '/openapi.json lists what there is',
      }),
      context.get('requestId'),
    ),
  );
  app.onError((error, context) => problemResponse(toServiceError(error), context.get('requestId')));
  return app;
}

function handlersOf(options: AppOptions, description: object): Record<EndpointName, Handler> {
  return {
    healthz: getHealth,
    readyz: getReadiness(options.state),
    openapi: (context) => context.json(description),
    problem: getProblem,
    listModels: listModels(options),
    getModel: getModel(options),
    predict: predict(options),
    explain: explain(options),
    counterfactuals: findCounterfactuals(options),
    partialDependence: findDependence(options),
    createScenario: createScenario(options),
    getScenario: getScenario(options),
    listScenarios: listScenarios(options),
    deleteScenario: deleteScenario(options),
  };
}

/** What pages of other sites may send and read (https://fetch.spec.whatwg.org/#http-cors-protocol). */
function crossOrigin(origins: readonly string[]): ReturnType<typeof cors> {
  return cors({
    origin: origins.includes('*') ? '*' : [...origins],
    allowMethods: ['GET', 'POST', 'DELETE'],
    allowHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'X-Request-Id',
    ],
    exposeHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 3600,
  });
}
