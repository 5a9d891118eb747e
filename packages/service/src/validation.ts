import { shortened, shownValue } from '@modelfolio/failures';
import type { z } from 'zod';
import type { CommonProblemCode } from './problem-kinds.ts';
import { RequestFailure, type FieldProblem } from './request-failure.ts';

/**
 * A value as its schema has it.
 *
 * @param what what is looked at, e.g. `body`
 * @throws RequestFailure `request-invalid` that names field, expected and received
 */
export function validated<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  const errors = found.error.issues.slice(0, 20).flatMap((issue) => fieldProblems(issue, value, what));
  const [first] = errors;
  const more = errors.length > 1 ? `; ${errors.length - 1} more` : '';
  throw new RequestFailure<CommonProblemCode>(
    'request-invalid',
    `${first?.field}: expected ${first?.expected}, received ${first?.received}${more}`,
    { errors },
  );
}

function fieldProblems(issue: z.core.$ZodIssue, value: unknown, what: string): FieldProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: pathOf([...issue.path, shortened(key)], what),
      expected: 'no such field',
      received: shown(at(value, [...issue.path, key])),
    }));
  const nearest = nearestOption(issue);
  if (nearest)
    return nearest.flatMap((each) =>
      fieldProblems({ ...each, path: [...issue.path, ...each.path] }, value, what),
    );
  return [
    {
      field: pathOf(issue.path, what),
      expected: expectedOf(issue),
      received: shown(at(value, issue.path)),
    },
  ];
}

/** Of several shapes, the one that is missed by the fewest fields; `null` where the value is not even of their type. */
function nearestOption(issue: z.core.$ZodIssue): z.core.$ZodIssue[] | null {
  if (issue.code !== 'invalid_union') return null;
  const [nearest = null] = issue.errors
    .filter((option) => option.every(({ code, path }) => path.length > 0 || code === 'unrecognized_keys'))
    .toSorted((one, other) => one.length - other.length);
  return nearest;
}

const units: Readonly<Record<string, string>> = {
  string: ' characters',
  array: ' entries',
  set: ' entries',
};

function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'record'
        ? 'object'
        : issue.expected === 'int'
          ? 'a whole number'
          : issue.expected;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_big':
      return `at most ${issue.maximum}${units[issue.origin] ?? ''}`;
    case 'too_small':
      return `at least ${issue.minimum}${units[issue.origin] ?? ''}`;
    case 'invalid_union':
      if ('options' in issue) return oneOf(issue.options as unknown[]);
      return [...new Set(issue.errors.flat().map(expectedOf))].join(' or ') || 'another shape';
    default:
      return issue.message.replace(/^(?:Invalid input: )?expected /, '');
  }
}

function oneOf(values: readonly unknown[]): string {
  return `one of ${values.map((each) => JSON.stringify(each)).join(', ')}`;
}

/** A path as one writes it: `rows[0].age`. */
function pathOf(path: readonly PropertyKey[], what: string): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? what : text.replace(/^\./, '');
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const part of path)
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, part)
        ? (found as Record<PropertyKey, unknown>)[part]
        : undefined;
  return found;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? shownValue(value) : JSON.stringify(value);
}
