import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import type { ContentfulStatusCode, StatusCode } from 'hono/utils/http-status';
import { loopbackAccess, type Access } from './access.ts';
import { commonHandlers } from './common-handlers.ts';
import { crossOrigin } from './cross-origin.ts';
import { commonEndpoints, type Endpoint, type Endpoints } from './endpoint.ts';
import { createGuard } from './guard.ts';
import type { Handler, Pass, ServiceContext, Variables } from './handler.ts';
import type { Lanes } from './lanes.ts';
import { limitBody } from './limit-body.ts';
import type { Bindings } from './listen.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { toldProblem, toRequestFailure, type ProblemForm, type Translate } from './problem.ts';
import type { CommonProblemCode, ProblemKinds } from './problem-kinds.ts';
import { notReady, type Readiness } from './readiness.ts';
import { RequestFailure } from './request-failure.ts';
import { requestLog, type LogEntry } from './request-log.ts';
import { requestMetrics } from './request-metrics.ts';
import { createRoutes } from './routes.ts';

export type { Handler, Pass, ServiceContext } from './handler.ts';
export type ServiceApp = Hono<{ Variables: Variables }>;

export interface AppOptions<Served extends Endpoints> {
  /** All addresses, {@link commonEndpoints} among them. */
  readonly endpoints: Served;
  /** What answers each of them, but for the common ones. */
  readonly handlers: Readonly<Record<Exclude<keyof Served, keyof typeof commonEndpoints>, Handler>>;
  /** What `/openapi.json` answers. */
  readonly description: object;
  readonly problemKinds: ProblemKinds;
  /**
   * How failures are told at addresses that speak another interface; to be given to `serveUntil` too. An address that is
   * missing has to stay 404 there: by that it is found that it takes another method. Default: RFC 9457 everywhere.
   */
  readonly problemForm?: ProblemForm;
  /** How the service tells errors of the libraries that it uses. */
  readonly translate: Translate;
  /** Whether several slashes in a row count as one in the path of a request. Default: no. */
  readonly mergesSlashes?: boolean;
  /** Where the work of endpoints that name a lane is done. Default: none. */
  readonly lanes?: Lanes;
  /** What the service needs to be asked. Default: nothing. */
  readonly readiness?: Readiness;
  /** Aborted when the service takes no more work: then it is not ready, and says so to whoever still asks. */
  readonly ending?: AbortSignal;
  /** What is counted. Default: its own. */
  readonly metrics?: Metrics;
  /** Who may use it, and which host names it answers to. {@link loopbackAccess} by default. */
  readonly access?: Access;
  /** Sites whose pages may ask; empty for none but the service's own. `*` for all. */
  readonly corsOrigins: readonly string[];
  /** Bytes that a body may take. */
  readonly bodyBytes: number;
  /** What to do about a body that is too large. */
  readonly largeBodyHint: string;
  /** Google Cloud project of the traces; `null` for none. */
  readonly project: string | null;
  readonly log: (entry: LogEntry) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A service: a request in, a response out. Every request has an id, a line in the log and, when it fails, an answer as
 * RFC 9457 has it.
 *
 * @example
 * const app = createApp(options);
 * const response = await app.request('/v1/models');
 */
export function createApp<const Served extends Endpoints>(options: AppOptions<Served>): ServiceApp {
  const { endpoints, problemKinds, translate, bodyBytes, largeBodyHint, ending } = options;
  const { access = loopbackAccess, metrics = createMetrics(), readiness = () => ({}) } = options;
  const routes = createRoutes(endpoints, options);
  const app: ServiceApp = new Hono({ getPath: routes.getPath });
  // By the context: it knows the headers that were set before.
  const answer = (error: RequestFailure, context: ServiceContext): Response => {
    const { status, body, headers } = toldProblem(error, {
      kinds: problemKinds,
      requestId: context.get('requestId') ?? randomUUID(),
      form: options.problemForm,
      path: context.req.path,
    });
    return body === null
      ? context.body(null, status as StatusCode, headers)
      : context.body(body, status as ContentfulStatusCode, headers);
  };
  const handlers: Readonly<Record<string, Handler>> = {
    ...options.handlers,
    ...commonHandlers({ ...options, metrics, readiness, ending }),
  };
  const guard = createGuard({ ...options, access });
  const served = Object.entries<Endpoint>(endpoints);
  const serve = (isAsked: (endpoint: Endpoint) => boolean): void => {
    for (const [name, endpoint] of served.filter(([, each]) => isAsked(each))) {
      const handler = handlers[name];
      if (!handler) throw new TypeError(`the endpoint ${name} has no handler`);
      const pass = passOf(name, endpoint, options.lanes);
      const check = guard(endpoint);
      for (const { path, restOf } of routes.routesOf(endpoint))
        app.on(endpoint.method, path, async (context) => {
          let answered: Response | undefined;
          await check(context, async () => {
            context.set('rawRest', restOf(context) ?? undefined);
            // Whoever may not upload gets no more time than others.
            if (endpoint.upload) bindingsOf(context).letBodyTakeTime?.();
            answered = await handler(context, pass(context));
          });
          return answered ?? context.body(null);
        });
    }
  };

  app.use(async ({ header }, next) => {
    header('X-Content-Type-Options', 'nosniff');
    await next();
  });
  // Before all that costs something: they are asked often, and most of all when the service is busy.
  serve(({ isHealth }) => isHealth === true);
  app.use(requestId());
  app.use(requestLog(options));
  app.use(requestMetrics(metrics, routes));
  app.use(crossOrigin(options.corsOrigins, Object.values(endpoints), access.tokens !== null));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (context, methods) =>
        answer(
          new RequestFailure<CommonProblemCode>(
            'method-not-allowed',
            `${context.req.method} is not taken here`,
            {
              hint: `there are: ${methods.join(', ')}`,
              headers: { Allow: methods.join(', ') },
            },
          ),
          context,
        ),
    }),
  );
  app.use(async (_, next) => {
    if (ending?.aborted) throw notReady('the service is shutting down');
    await next();
  });
  const bodyLimit = { bytes: bodyBytes, hint: largeBodyHint };
  app.use(limitBody((context) => routes.endpointAt(context)?.upload ?? bodyLimit));
  serve(({ isHealth }) => isHealth !== true);
  app.notFound((context) =>
    answer(
      new RequestFailure<CommonProblemCode>('route-unknown', 'there is nothing at this address', {
        hint: '/openapi.json lists what there is',
      }),
      context,
    ),
  );
  app.onError((error, context) => answer(toRequestFailure(error, translate), context));
  return app;
}

/** What came with the request: tests ask without a socket. */
const bindingsOf = (context: ServiceContext): Partial<Bindings> => (context.env ?? {}) as Partial<Bindings>;

/** How a request for an endpoint gets its work done. */
function passOf(
  name: string,
  { lane }: Endpoint,
  lanes: Lanes | undefined,
): (context: ServiceContext) => Pass {
  if (lane === undefined)
    return () => () => Promise.reject(new TypeError(`the endpoint ${name} names no lane`));
  const gate = lanes?.gates[lane];
  if (!gate) throw new TypeError(`the endpoint ${name} names the lane ${lane}, which there is not`);
  return (context) => (work) => gate.pass(context.req.raw.signal, work);
}
