import { z } from 'zod';
import { kindOfProblem, type CommonProblemCode, type ProblemKinds } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

/** What every failure answers, as `application/problem+json` (RFC 9457). */
export function problemSchemaOf(kinds: ProblemKinds) {
  return z
    .strictObject({
      type: z.string().meta({ description: 'Address of the kind of problem, relative to the service.' }),
      title: z.string(),
      status: z.int(),
      detail: z.string().meta({ description: 'One line: what is wrong, where, what to do.' }),
      instance: z.string().meta({ description: 'Identifies the request, as the logs do.' }),
      code: z.enum(Object.keys(kinds)),
      errors: z
        .array(z.strictObject({ field: z.string(), expected: z.string(), received: z.string() }))
        .optional(),
    })
    .meta({ id: 'Problem', description: 'A failure, as RFC 9457 describes it.' });
}

/**
 * How a service tells an error that it did not throw itself; `null` for one that nobody has foreseen.
 */
export type Translate = (error: unknown) => RequestFailure | null;

/** An error as the service tells it; what nobody has foreseen says nothing of its inside. */
export function toRequestFailure(error: unknown, translate: Translate): RequestFailure {
  if (error instanceof RequestFailure) return error;
  return (
    translate(error) ??
    new RequestFailure<CommonProblemCode>('unexpected', 'the service has failed', {
      hint: 'the logs have more under the id of this request',
      cause: error,
    })
  );
}

type Problem = z.infer<ReturnType<typeof problemSchemaOf>>;

/** A failure as the body of its answer. */
export function problemOf(error: RequestFailure, kinds: ProblemKinds, requestId: string): Problem {
  const { status, title } = kindOfProblem(kinds, error.code);
  return {
    type: `/problems/${error.code}`,
    title,
    status,
    detail: error.message,
    instance: `urn:request:${requestId}`,
    code: error.code,
    ...(error.errors.length > 0 && { errors: [...error.errors] }),
  };
}

/** What answers a request that has failed, in the form of another interface than RFC 9457. */
export interface ProblemAnswer {
  /** Default: that of the problem. */
  readonly status?: number;
  /** JSON, where its headers say nothing else; `null` for no body. */
  readonly body: string | null;
  /** Besides those of the failure, such as `WWW-Authenticate` and `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * How failures are told where another interface is spoken; `null` for RFC 9457. It is asked about all of them, those that
 * no endpoint makes among them: no such address, no token, a body that comes too slowly.
 *
 * @param path of the request, decoded but for slashes
 *
 * @example
 * const form: ProblemForm = (failure, { status }, path) =>
 *   path.startsWith('/api/2.0/')
 *     ? { status: status === 421 ? 403 : status, body: JSON.stringify({ error_code: '…', message: failure.message }) }
 *     : null;
 */
export type ProblemForm = (failure: RequestFailure, problem: Problem, path: string) => ProblemAnswer | null;

interface Telling {
  readonly kinds: ProblemKinds;
  readonly requestId: string;
  /** Default: RFC 9457 everywhere. */
  readonly form?: ProblemForm | undefined;
  readonly path: string;
}

/** What is told of a failure, and how. */
export function toldProblem(
  failure: RequestFailure,
  { kinds, requestId, form, path }: Telling,
): Required<ProblemAnswer> {
  const problem = problemOf(failure, kinds, requestId);
  const own = form?.(failure, problem, path);
  const { 'Content-Type': type, ...common } = problemHeaders;
  if (!own)
    return {
      status: problem.status,
      body: JSON.stringify(problem),
      headers: { 'Content-Type': type, ...common, ...failure.headers },
    };
  const { status = problem.status, body, headers } = own;
  const ofBody = body === null ? {} : { 'Content-Type': 'application/json' };
  return { status, body, headers: { ...ofBody, ...common, ...failure.headers, ...headers } };
}

/** The answer to a request that has failed. */
export function problemResponse(failure: RequestFailure, telling: Telling): Response {
  const { body, ...init } = toldProblem(failure, telling);
  return new Response(body, init);
}

/** Headers of every answer to a request that has failed. */
export const problemHeaders = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
} as const;
