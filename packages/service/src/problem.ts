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

/** A failure as the body of its answer. */
export function problemOf(
  error: RequestFailure,
  kinds: ProblemKinds,
  requestId: string,
): z.infer<ReturnType<typeof problemSchemaOf>> {
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

/** The answer to a request that has failed. */
export function problemResponse(error: RequestFailure, kinds: ProblemKinds, requestId: string): Response {
  const body = problemOf(error, kinds, requestId);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { ...problemHeaders, ...error.headers },
  });
}

/** Headers of every answer to a request that has failed. */
export const problemHeaders = {
  'Content-Type': 'application/problem+json',
  'Cache-Control': 'no-store',
} as const;
