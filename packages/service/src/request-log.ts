import type { MiddlewareHandler } from 'hono';
import { toRequestFailure, type Translate } from './problem.ts';
import { kindOfProblem, type CommonProblemCode, type ProblemKinds } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';
import type { Caller } from './authentication/caller.ts';
import type { SentStream, StreamEnd } from './sent-stream.ts';
import { traceOf } from './trace-of.ts';

/** A line of the log, in the fields that Cloud Logging knows. */
export type LogEntry = Readonly<Record<string, unknown>> & {
  readonly severity: 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';
  readonly message: string;
};

interface LogOptions {
  readonly problemKinds: ProblemKinds;
  readonly translate: Translate;
  readonly log: (entry: LogEntry) => void;
  readonly now: () => number;
  /** Google Cloud project whose traces the entries belong to; `null` for none. */
  readonly project: string | null;
}

/**
 * A JSON line for each request
 * (https://docs.cloud.google.com/logging/docs/agent/logging/configuration#special-fields,
 * https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#HttpRequest). What people send in bodies, and
 * the words of an answer, which may repeat it, are not logged; nor are their network addresses.
 */
export function requestLog({ problemKinds, translate, log, now, project }: LogOptions): MiddlewareHandler {
  return async (context, next) => {
    const start = now();
    await next();
    const { req, res, error } = context;
    const sent = context.get('sentStream') as SentStream | undefined;
    const trace = traceOf(req.header('x-cloud-trace-context'), req.header('traceparent'));
    // Without the query: anything may stand there.
    const { pathname } = new URL(req.url);
    const requestId = context.get('requestId');
    const caller = (context.get('caller') as Caller | undefined)?.name;
    const { status } = res;
    const announced = res.headers.get('content-length');
    const write = (failure: RequestFailure | undefined, responseSize: string | null): void => {
      const seconds = Math.max(0, now() - start) / 1000;
      const worst = Math.max(status, failure ? kindOfProblem(problemKinds, failure.code).status : 0);
      log({
        severity: worst >= 500 ? 'ERROR' : worst >= 400 ? 'WARNING' : 'INFO',
        message: `${req.method} ${pathname} ${status}`,
        time: new Date(start).toISOString(),
        httpRequest: {
          requestMethod: req.method,
          requestUrl: pathname,
          status,
          latency: `${seconds}s`,
          ...text('requestSize', req.header('content-length')),
          ...text('responseSize', responseSize),
          ...text('userAgent', req.header('user-agent')),
        },
        requestId,
        ...text('caller', caller),
        ...(failure && {
          problem: failure.code,
          ...(kindOfProblem(problemKinds, failure.code).status >= 500 && placeOf(failure)),
        }),
        ...(trace &&
          project !== null && {
            'logging.googleapis.com/trace': `projects/${project}/traces/${trace.id}`,
            ...text('logging.googleapis.com/spanId', trace.span),
            'logging.googleapis.com/trace_sampled': trace.isSampled,
          }),
      });
    };
    if (!sent || error) return write(error && toRequestFailure(error, translate), announced);
    // What is sent while it is made is told of when it has ended.
    void sent.ended.then((end) => write(failureOf(end, translate), String(sent.bytes)));
  };
}

/** Why an answer that had begun did not come to its end. */
function failureOf(end: StreamEnd, translate: Translate): RequestFailure | undefined {
  if (end === 'whole') return undefined;
  return end === 'client-gone'
    ? new RequestFailure<CommonProblemCode>('client-gone', 'the client has closed the connection')
    : toRequestFailure(end.error, translate);
}

/** What led to a failure of the service: where in the code, without words that may hold somebody's data. */
function placeOf(error: RequestFailure): object {
  const cause = error.cause instanceof Error ? error.cause : error;
  const { code } = cause as { code?: unknown };
  return {
    failure: cause.name,
    ...((typeof code === 'string' || typeof code === 'number') && { failureCode: code }),
    frames: (cause.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
  };
}

function text(name: string, value: string | null | undefined): object {
  return value == null ? {} : { [name]: value.slice(0, 300) };
}
