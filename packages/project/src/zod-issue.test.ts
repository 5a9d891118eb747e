import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeIssue } from './zod-issue.ts';

function issueOf(schema: z.ZodType, value: unknown): string {
  const [issue] = schema.safeParse(value).error?.issues ?? [];
  return issue ? describeIssue(issue, value) : 'fits';
}

it.each<[string, z.ZodType, unknown, string]>([
  ['a type', z.object({ a: z.string() }), { a: 1 }, 'expected string, received 1'],
  ['what is missing', z.object({ a: z.string() }), {}, 'missing: expected string'],
  ['one unknown field', z.strictObject({}), { b: 1 }, 'unknown field b'],
  ['unknown fields', z.strictObject({}), { b: 1, c: 2 }, 'unknown fields b, c'],
  ['choices', z.enum(['x', 'y']), 'z', 'expected "x" or "y", received "z"'],
  ['kinds', z.union([z.string(), z.number()]), true, 'expected string or number, received true'],
  ['too short', z.string().min(3), 'ab', 'expected at least 3 characters, received "ab"'],
  ['too long', z.array(z.number()).max(1), [1, 2], 'expected at most 1 entries, received [1,2]'],
  ['too large', z.number().max(5), 6, 'expected at most 5, received 6'],
  ['a format', z.email(), 'x', 'expected a valid email, received "x"'],
  [
    'a format in the schema’s words',
    z.string().regex(/^a/, 'expected an a'),
    'b',
    'expected an a, received "b"',
  ],
  ['words of ours', z.string().refine(() => false, 'is not wanted'), 'x', 'is not wanted'],
  [
    'ours with what was expected',
    z.string().refine(() => false, 'expected less'),
    'x',
    'expected less, received "x"',
  ],
  ['long values', z.number(), 'x'.repeat(100), `expected number, received "${'x'.repeat(56)}…`],
])('%s', (_, schema, value, words) => {
  expect(issueOf(schema, value)).toBe(words);
});
