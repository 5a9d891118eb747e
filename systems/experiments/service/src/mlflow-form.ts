import type { ProblemForm } from '@modelfolio/service/problem';
import { RequestFailure } from '@modelfolio/service/request-failure';
import { MlflowError, type MlflowErrorCode } from '@modelfolio/experiments/mlflow-error';
import { nothingHere } from './left-out.ts';
import { kindOfCode } from './problem-kinds.ts';

/** The code that clients of MLflow know for what the shell of the service refuses. */
const codes: Readonly<Record<string, MlflowErrorCode>> = {
  'token-required': 'UNAUTHENTICATED',
  'token-refused': 'UNAUTHENTICATED',
  'token-expired': 'UNAUTHENTICATED',
  'role-too-low': 'PERMISSION_DENIED',
  'host-foreign': 'PERMISSION_DENIED',
  'origin-foreign': 'PERMISSION_DENIED',
  'route-unknown': 'ENDPOINT_NOT_FOUND',
  'too-busy': 'RESOURCE_EXHAUSTED',
  'too-many-failures': 'RESOURCE_EXHAUSTED',
  'client-gone': 'CANCELLED',
  'tokens-unreadable': 'TEMPORARILY_UNAVAILABLE',
  'too-many-connections': 'TEMPORARILY_UNAVAILABLE',
  'not-ready': 'TEMPORARILY_UNAVAILABLE',
  deadline: 'TEMPORARILY_UNAVAILABLE',
  unexpected: 'INTERNAL_ERROR',
};

/** Statuses that MLflow answers where HTTP has a better one. */
const statuses: Readonly<Record<string, number>> = { 'host-foreign': 403 };

/** A refusal of MLflow's interface, as the shell of the service tells it. */
export function toFailure(error: unknown): RequestFailure | null {
  if (!(error instanceof MlflowError)) return null;
  return new RequestFailure(kindOfCode(error.code), error.message, { cause: error });
}

/** Failures as clients of MLflow know them: everywhere but where RFC 9457 is promised. */
export const mlflowForm: ProblemForm = (failure, { status, code }, path) => {
  if (/^\/(?:healthz|readyz|metrics|openapi\.json|problems\/.*)$/.test(path)) return null;
  const { cause } = failure;
  if (cause instanceof MlflowError) return { body: JSON.stringify(cause.body) };
  if (code === 'route-unknown') return { body: JSON.stringify(nothingHere(path).body) };
  const { body } = new MlflowError(codes[code] ?? 'BAD_REQUEST', failure.message);
  return { status: statuses[code] ?? status, body: JSON.stringify(body) };
};
