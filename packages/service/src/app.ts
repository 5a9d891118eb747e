import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId, type RequestIdVariables } from 'hono/request-id';
import { loopbackAccess, type Access } from './access.ts';
import { commonEndpoints, type Endpoint, type Endpoints } from './endpoint.ts';
import { createGuard, type CallerVariables } from './guard.ts';
import { problemResponse, toRequestFailure, type Translate } from './problem.ts';
import { kindOfProblem, type CommonProblemCode, type ProblemKinds } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';
import { requestLog, type LogEntry } from './request-log.ts';

type Variables = RequestIdVariables & CallerVariables;
export type ServiceContext = Context<{ Variables: Variables }>;
export type Handler = (context: ServiceContext) => Response | Promise<Response>;
export type ServiceApp = Hono<{ Variables: Variables }>;

export interface AppOptions<Served extends Endpoints> {
  /** All addresses, {@link commonEndpoints} among them. */
  readonly endpoints: Served;
  /** What answers each of them, but for the common ones. */
  readonly handlers: Readonly<Record<Exclude<keyof Served, keyof typeof commonEndpoints>, Handler>>;
  /** What `/openapi.json` answers. */
  readonly description: object;
  readonly problemKinds: ProblemKinds;
  /** How the service tells errors of the libraries that it uses. */
  readonly translate: Translate;
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
  const { endpoints, problemKinds, translate, bodyBytes, largeBodyHint, access = loopbackAccess } = options;
  const app: ServiceApp = new Hono();
  const answer = (error: RequestFailure, context: ServiceContext): Response =>
    problemResponse(error, problemKinds, context.get('requestId'));

  app.use(requestId());
  app.use(requestLog(options));
  app.use(async ({ header }, next) => {
    header('X-Content-Type-Options', 'nosniff');
    await next();
  });
  app.use(crossOrigin(options.corsOrigins, Object.values(endpoints), access));
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
  app.use(
    bodyLimit({
      maxSize: bodyBytes,
      onError: () => {
        throw new RequestFailure<CommonProblemCode>(
          'body-too-large',
          `the body takes more than ${bodyBytes} bytes`,
          {
            hint: largeBodyHint,
          },
        );
      },
    }),
  );
  const handlers: Readonly<Record<string, Handler>> = { ...options.handlers, ...commonHandlers(options) };
  const guard = createGuard({ ...options, access });
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const handler = handlers[name];
    if (!handler) throw new TypeError(`the endpoint ${name} has no handler`);
    app.on(endpoint.method, endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), guard(endpoint), handler);
  }
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

/** What answers {@link commonEndpoints}. */
function commonHandlers({
  description,
  problemKinds,
}: Pick<AppOptions<Endpoints>, 'description' | 'problemKinds'>): Record<
  keyof typeof commonEndpoints,
  Handler
> {
  return {
    healthz: (context) => context.json({ status: 'alive' }),
    openapi: (context) => context.json(description),
    problem: (context) => {
      const code = context.req.param('code') ?? '';
      if (!Object.hasOwn(problemKinds, code))
        throw new RequestFailure<CommonProblemCode>('route-unknown', 'there is no problem of this name');
      return context.json({ type: `/problems/${code}`, ...kindOfProblem(problemKinds, code) });
    },
  };
}

/** What pages of other sites may send and read (https://fetch.spec.whatwg.org/#http-cors-protocol). */
function crossOrigin(
  origins: readonly string[],
  endpoints: readonly Endpoint[],
  { tokens }: Access,
): ReturnType<typeof cors> {
  const own = endpoints.flatMap(({ headers = [], security, body }) => [
    ...headers.map(({ name }) => name),
    ...(security === undefined && tokens === null ? [] : ['Authorization']),
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
