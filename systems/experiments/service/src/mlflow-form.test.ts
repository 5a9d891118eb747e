import { MlflowError } from '@modelfolio/experiments/mlflow-error';
import { RequestFailure } from '@modelfolio/service/request-failure';
import { toldProblem } from '@modelfolio/service/problem';
import { describe, expect, it } from 'vitest';
import { mlflowForm, toFailure } from './mlflow-form.ts';
import { problemKinds } from './problem-kinds.ts';

const told = (failure: RequestFailure, path = '/api/2.0/mlflow/runs/get') => {
  const { status, body } = toldProblem(failure, {
    kinds: problemKinds,
    requestId: 'r',
    form: mlflowForm,
    path,
  });
  return [status, JSON.parse(String(body))] as const;
};

describe('failures', () => {
  it.each([
    ['token-required', 401, 'UNAUTHENTICATED'],
    ['token-refused', 401, 'UNAUTHENTICATED'],
    ['token-expired', 401, 'UNAUTHENTICATED'],
    ['role-too-low', 403, 'PERMISSION_DENIED'],
    // HTTP has 421 for it; MLflow and its clients know 403.
    ['host-foreign', 403, 'PERMISSION_DENIED'],
    ['origin-foreign', 403, 'PERMISSION_DENIED'],
    ['too-busy', 429, 'RESOURCE_EXHAUSTED'],
    ['too-many-failures', 429, 'RESOURCE_EXHAUSTED'],
    ['client-gone', 499, 'CANCELLED'],
    ['tokens-unreadable', 503, 'TEMPORARILY_UNAVAILABLE'],
    ['too-many-connections', 503, 'TEMPORARILY_UNAVAILABLE'],
    ['not-ready', 503, 'TEMPORARILY_UNAVAILABLE'],
    ['deadline', 503, 'TEMPORARILY_UNAVAILABLE'],
    ['unexpected', 500, 'INTERNAL_ERROR'],
    ['body-too-large', 413, 'BAD_REQUEST'],
    ['method-not-allowed', 405, 'BAD_REQUEST'],
    ['request-malformed', 400, 'BAD_REQUEST'],
  ])('of the shell have the code that clients know: %s', (code, status, error_code) => {
    expect(told(new RequestFailure(code, 'the words'))).toEqual([
      status,
      expect.objectContaining({ error_code, message: 'the words' }),
    ]);
  });

  it("of MLflow's interface are told as it tells them, with its status", () => {
    for (const [code, status] of [
      ['INVALID_PARAMETER_VALUE', 400],
      ['RESOURCE_DOES_NOT_EXIST', 404],
      ['DEADLINE_EXCEEDED', 400],
    ] as const) {
      const error = new MlflowError(code, 'the words');
      expect(told(toFailure(error) as RequestFailure)).toEqual([status, error.body]);
    }
    expect(toFailure(new Error('else'))).toBeNull();
  });

  it('of an address that is not there name what it belongs to', () => {
    expect(told(new RequestFailure('route-unknown', 'x'), '/graphql')).toEqual([
      404,
      expect.objectContaining({
        error_code: 'ENDPOINT_NOT_FOUND',
        message: expect.stringContaining('GraphQL'),
      }),
    ]);
  });

  it.each(['/healthz', '/readyz', '/metrics', '/openapi.json', '/problems/not-ready'])(
    'have the form of RFC 9457 where that is promised: %s',
    (path) => {
      expect(told(new RequestFailure('not-ready', 'the words'), path)[1]).toMatchObject({
        type: '/problems/not-ready',
        status: 503,
      });
    },
  );
});
