import type { ProblemForm } from '@modelfolio/service/problem';
import type { FieldProblem, RequestFailure } from '@modelfolio/service/request-failure';
import { pointerTo } from './pointer.ts';
import { Refusal, type PointedError } from './refusal.ts';

/** MLflow's codes of the statuses that a server of models answers with; others are 4xx or 5xx like these. */
const mlflowCodes: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  429: 'REQUEST_LIMIT_EXCEEDED',
  501: 'NOT_IMPLEMENTED',
  503: 'TEMPORARILY_UNAVAILABLE',
};

/** The code that MLflow's clients know for a status (`mlflow/exceptions.py`). */
export const mlflowCodeOf = (status: number): string =>
  mlflowCodes[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_ERROR');

/**
 * One body that clients of all dialects understand: the problem of RFC 9457, `error` of the Open Inference Protocol, and
 * `error_code` and `message` of MLflow. To be given to `createApp` as `problemForm`.
 */
export const servingForm: ProblemForm = (failure, problem) => {
  const { errors: _, ...described } = problem;
  const errors = pointedOf(failure);
  return {
    body: JSON.stringify({
      ...described,
      error: failure.message,
      error_code: mlflowCodeOf(problem.status),
      message: failure.message,
      ...(errors.length > 0 && { errors }),
    }),
    headers: { 'Content-Type': 'application/problem+json' },
  };
};

const pointedOf = (failure: RequestFailure): readonly PointedError[] =>
  failure instanceof Refusal ? failure.pointed : failure.errors.map(pointedField);

/** An error of the shell, whose paths are written `rows[0].age`. */
const pointedField = ({ field, expected, received }: FieldProblem): PointedError => ({
  pointer: pointerTo(...field.split(/[.[\]]+/).filter((part) => part !== '')),
  detail: `expected ${expected}, received ${received}`,
});
