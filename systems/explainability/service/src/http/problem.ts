import { ExplainabilityError } from '@modelfolio/explainability';
import { OutputError, TableError } from '@modelfolio/inference';
import { z } from 'zod';
import { problemKinds, type ProblemCode } from '../problem-kinds.ts';
import { ServiceError } from '../service-error.ts';

/** What every failure answers, as `application/problem+json` (RFC 9457). */
export const problem = z
  .strictObject({
    type: z.string().meta({ description: 'Address of the kind of problem, relative to the service.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'One line: what is wrong, where, what to do.' }),
    instance: z.string().meta({ description: 'Identifies the request, as the logs do.' }),
    code: z.enum(Object.keys(problemKinds) as [ProblemCode, ...ProblemCode[]]),
    errors: z
      .array(z.strictObject({ field: z.string(), expected: z.string(), received: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem', description: 'A failure, as RFC 9457 describes it.' });

/** An error as the service tells it; what nobody has foreseen says nothing of its inside. */
export function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof TableError) return new ServiceError('row-invalid', error.message, { cause: error });
  if (error instanceof OutputError) return new ServiceError('model-failed', error.message, { cause: error });
  if (error instanceof ExplainabilityError)
    return new ServiceError(explainabilityCodes[error.code], error.message, {
      hint: error.hint,
      cause: error,
    });
  return new ServiceError('unexpected', 'the service has failed', {
    hint: 'the logs have more under the id of this request',
    cause: error,
  });
}

const explainabilityCodes: Record<ExplainabilityError['code'], ProblemCode> = {
  input: 'request-invalid',
  'not-finite': 'model-failed',
  'model-failed': 'model-failed',
  'too-large': 'not-explainable',
  unsupported: 'not-explainable',
  cancelled: 'deadline',
};

/** The answer to a request that has failed. */
export function problemResponse(error: ServiceError, requestId: string): Response {
  const { status, title } = problemKinds[error.code];
  const body: z.infer<typeof problem> = {
    type: `/problems/${error.code}`,
    title,
    status,
    detail: error.message,
    instance: `urn:request:${requestId}`,
    code: error.code,
    ...(error.errors.length > 0 && { errors: [...error.errors] }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...error.headers,
    },
  });
}
