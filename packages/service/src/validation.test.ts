import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RequestFailure } from './request-failure.ts';
import { validated } from './validation.ts';

const schema = z.strictObject({
  name: z.string().min(2).max(4),
  rows: z
    .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
    .min(1)
    .max(2),
  kind: z.enum(['a', 'b']).default('a'),
  share: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
  hash: z
    .string()
    .regex(/^[0-9]+$/, 'expected digits')
    .optional(),
  side: z
    .discriminatedUnion('is', [
      z.strictObject({ is: z.literal('up') }),
      z.strictObject({ is: z.literal('down') }),
    ])
    .optional(),
});
const shapes = z.array(
  z.union([
    z.strictObject({ a: z.string(), b: z.string() }),
    z.strictObject({ a: z.string(), c: z.number() }),
  ]),
);
const fine = { name: 'abc', rows: [{ x: 1 }] };

function refusal(value: unknown): RequestFailure {
  try {
    validated(schema, value, 'body');
  } catch (error) {
    return error as RequestFailure;
  }
  throw new Error('not refused');
}

describe('a request', () => {
  it('that fits comes back with its defaults', () => {
    expect(validated(schema, fine, 'body')).toEqual({ ...fine, kind: 'a' });
  });

  it.each([
    [[], 'body', 'object', 'an array of 0'],
    [null, 'body', 'object', 'null'],
    [{ ...fine, name: 7 }, 'name', 'string', '7'],
    [{ rows: fine.rows }, 'name', 'string', 'nothing'],
    [{ ...fine, name: 'a' }, 'name', 'at least 2 characters', '"a"'],
    [{ ...fine, name: 'x'.repeat(100) }, 'name', 'at most 4 characters', `"${'x'.repeat(56)}…"`],
    [{ ...fine, rows: [] }, 'rows', 'at least 1 entries', 'an array of 0'],
    [{ ...fine, rows: [{}, {}, {}] }, 'rows', 'at most 2 entries', 'an array of 3'],
    [{ ...fine, rows: [{}, { x: [] }] }, 'rows[1].x', 'string or number or null', 'an array of 0'],
    [{ ...fine, kind: 'c' }, 'kind', 'one of "a", "b"', '"c"'],
    [{ ...fine, share: 2 }, 'share', 'at most 1', '2'],
    [{ ...fine, seed: 1.5 }, 'seed', 'a whole number', '1.5'],
    [{ ...fine, hash: 'x' }, 'hash', 'digits', '"x"'],
    [{ ...fine, colour: { r: 1 } }, 'colour', 'no such field', 'an object'],
    [{ ...fine, colour: 'red' }, 'colour', 'no such field', '"red"'],
    [{ ...fine, side: { is: 'up', by: 2 } }, 'side.by', 'no such field', '2'],
    [{ ...fine, side: { is: 'left' } }, 'side.is', 'one of "up", "down"', '"left"'],
  ])('%j is refused by field, expected and received', (value, field, expected, received) => {
    const { code, message, errors } = refusal(value);
    expect(errors).toEqual([{ field, expected, received }]);
    expect({ code, message }).toEqual({
      code: 'request-invalid',
      message: `${field}: expected ${expected}, received ${received}`,
    });
  });

  it.each([
    [[{ a: 'x', c: 'y' }], '[0].c', 'number', '"y"'],
    [[{ a: 'x', b: 1 }], '[0].b', 'string', '1'],
    [[7], '[0]', 'object', '7'],
  ])('%j of several shapes is told what the nearest one misses', (value, field, expected, received) => {
    expect(() => validated(shapes, value, 'body')).toThrow(
      `${field}: expected ${expected}, received ${received}`,
    );
  });

  it('with many faults is told the first, and in fields twenty of them', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`x${at}`, true]));
    const { message, errors } = refusal({ name: 1, rows: [many] });
    expect(message).toBe('name: expected string, received 1; 19 more');
    expect(errors).toHaveLength(20);
  });
});
