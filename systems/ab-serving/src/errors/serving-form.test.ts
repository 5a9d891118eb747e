import { problemOf } from '@modelfolio/service/problem';
import { RequestFailure } from '@modelfolio/service/request-failure';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../test/refusal-of.ts';
import { pointerTo } from './pointer.ts';
import { servingProblemKinds } from './problem-kinds.ts';
import { invalid, refuseAny } from './refusal.ts';
import { mlflowCodeOf, servingForm } from './serving-form.ts';

const told = (failure: RequestFailure): Record<string, unknown> => {
  const answer = servingForm(failure, problemOf(failure, servingProblemKinds, '1'), '/v2/models/m/infer');
  return JSON.parse(answer?.body ?? '') as Record<string, unknown>;
};

describe('servingForm', () => {
  it('tells one failure to clients of all dialects', () => {
    const failure = invalid('/inputs/0/shape', 'expected an array', 'write [1]');
    const message = '/inputs/0/shape: expected an array (write [1])';
    expect(told(failure)).toEqual({
      type: '/problems/inference-invalid',
      title: 'The request does not fit the model',
      status: 400,
      detail: message,
      instance: 'urn:request:1',
      code: 'inference-invalid',
      error: message,
      error_code: 'BAD_REQUEST',
      message,
      errors: [{ pointer: '/inputs/0/shape', detail: 'expected an array' }],
    });
    expect(servingForm(failure, problemOf(failure, servingProblemKinds, '1'), '/')?.headers).toEqual({
      'Content-Type': 'application/problem+json',
    });
  });

  it('points to the fields that the shell of the service refuses', () => {
    const errors = [{ field: 'rows[0].age', expected: 'a number', received: 'null' }];
    expect(told(new RequestFailure('request-invalid', 'no', { errors }))['errors']).toEqual([
      { pointer: '/rows/0/age', detail: 'expected a number, received null' },
    ]);
    expect(told(new RequestFailure('too-busy', 'no'))).not.toHaveProperty('errors');
  });

  it('names the code of MLflow for each status', () => {
    const codes = [400, 404, 415, 422, 429, 500, 501, 503, 504].map(mlflowCodeOf);
    expect(codes).toEqual([
      'BAD_REQUEST',
      'RESOURCE_DOES_NOT_EXIST',
      'BAD_REQUEST',
      'BAD_REQUEST',
      'REQUEST_LIMIT_EXCEEDED',
      'INTERNAL_ERROR',
      'NOT_IMPLEMENTED',
      'TEMPORARILY_UNAVAILABLE',
      'INTERNAL_ERROR',
    ]);
  });
});

describe('refuseAny', () => {
  it('tells the first in words and at most twenty in all', () => {
    const found = Array.from({ length: 30 }, (_, index) => ({ pointer: `/${index}`, detail: `no ${index}` }));
    expect(() => refuseAny([])).not.toThrow();
    const { message, pointed } = refusalOf(() => refuseAny(found));
    expect(message).toBe('/0: no 0; 19 more');
    expect(pointed).toEqual(found.slice(0, 20));
  });
});

describe('pointerTo', () => {
  it('escapes as RFC 6901 says', () => {
    expect(pointerTo('a/b', 0, 'm~n')).toBe('/a~1b/0/m~0n');
    expect(pointerTo()).toBe('');
  });
});
