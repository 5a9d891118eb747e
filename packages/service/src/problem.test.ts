import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  problemOf,
  problemResponse,
  type ProblemAnswer,
  problemSchemaOf,
  toRequestFailure,
} from './problem.ts';
import { problemKindsOf } from './problem-kinds.ts';
import { RequestFailure } from './request-failure.ts';

const kinds = problemKindsOf({ 'too-sour': { status: 422, title: 'The lemon is too sour' } });
const errors = [{ field: 'lemons[0].acid', expected: 'at most 7', received: '9' }];
const sour = new RequestFailure('too-sour', 'lemons[0].acid: 9', {
  hint: 'take a lime',
  errors,
  headers: { 'X-Lemon': '0' },
});
const told = {
  type: '/problems/too-sour',
  title: 'The lemon is too sour',
  status: 422,
  detail: 'lemons[0].acid: 9 (take a lime)',
  instance: 'urn:request:r-1',
  code: 'too-sour',
};

describe('a problem', () => {
  it('is told by its kind, its words and the request, with fields where some are wrong', () => {
    expect(problemOf(sour, kinds, 'r-1')).toEqual({ ...told, errors });
    const plain = problemOf(new RequestFailure('too-sour', 'sour'), kinds, 'r-1');
    expect(plain).toEqual({ ...told, detail: 'sour' });
    expect(plain).not.toHaveProperty('errors');
  });

  it('is answered as RFC 9457 has it, kept by nobody, with headers of its own', async () => {
    const response = problemResponse(sour, { kinds, requestId: 'r-1', path: '/' });
    expect(response.status).toBe(422);
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-lemon': '0',
    });
    expect(await response.json()).toEqual({ ...told, errors });
  });

  it('is answered in another form where there is one, with the headers of the failure', async () => {
    const telling = { kinds, requestId: 'r-1', path: '/api/a' };
    const inForm = (answer: ProblemAnswer | null) =>
      problemResponse(sour, {
        ...telling,
        form: (failure, problem, path) => {
          expect([failure, problem, path]).toEqual([sour, { ...told, errors }, '/api/a']);
          return answer;
        },
      });
    const named = inForm({ status: 400, body: '{"error_code":"SOUR"}', headers: { 'X-Lemon': '1' } });
    expect([named.status, await named.text()]).toEqual([400, '{"error_code":"SOUR"}']);
    expect(Object.fromEntries(named.headers)).toEqual({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-lemon': '1',
    });
    const empty = inForm({ body: null });
    expect([empty.status, empty.body]).toEqual([422, null]);
    expect(Object.fromEntries(empty.headers)).toEqual({ 'cache-control': 'no-store', 'x-lemon': '0' });
    expect(await inForm(null).json()).toEqual({ ...told, errors });
  });

  it('fits its schema, which takes nothing else', () => {
    const schema = problemSchemaOf(kinds);
    expect(schema.parse({ ...told, errors })).toEqual({ ...told, errors });
    for (const wrong of [
      { ...told, code: 'unheard-of' },
      { ...told, status: 422.5 },
      { ...told, more: 1 },
      { ...told, errors: [{ field: 'a', expected: 'b' }] },
      { ...told, errors: [{ ...errors[0], more: 1 }] },
    ])
      expect(schema.safeParse(wrong).success).toBe(false);
    for (const field of Object.keys(told))
      expect(schema.safeParse({ ...told, [field]: undefined }).success, field).toBe(false);
    expect(z.toJSONSchema(schema).$defs?.['Problem']).toMatchObject({
      description: 'A failure, as RFC 9457 describes it.',
      properties: {
        type: { description: 'Address of the kind of problem, relative to the service.' },
        detail: { description: 'One line: what is wrong, where, what to do.' },
        instance: { description: 'Identifies the request, as the logs do.' },
      },
    });
  });
});

describe('an error', () => {
  it('that is a refusal stays one, and another is what the service makes of it', () => {
    const translate = (error: unknown) => (error instanceof RangeError ? sour : null);
    expect(toRequestFailure(sour, () => null)).toBe(sour);
    expect(toRequestFailure(new RangeError('acid'), translate)).toBe(sour);
  });

  it('that nobody has foreseen says nothing of its inside', () => {
    const cause = new TypeError('secret');
    const failure = toRequestFailure(cause, () => null);
    expect(failure).toMatchObject({
      code: 'unexpected',
      message: 'the service has failed (the logs have more under the id of this request)',
      cause,
      errors: [],
      headers: {},
    });
  });
});
