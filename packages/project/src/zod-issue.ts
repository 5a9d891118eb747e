import type { z } from 'zod';
import { valueAt } from './json-pointer.ts';

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with a value, in words: expected and received.
 *
 * @param value the whole document that was checked, to show what was received
 */
export function describeIssue(issue: Issue, value: unknown): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown field${issue.keys.length > 1 ? 's' : ''} ${issue.keys.join(', ')}`;
  const isOurs =
    issue.code === 'custom' || (issue.code === 'invalid_value' && !issue.message.startsWith('Invalid '));
  if (isOurs && !issue.message.startsWith('expected ')) return issue.message;
  const received = valueAt(value, issue.path);
  if (received === undefined) return `missing: expected ${expectation(issue)}`;
  return `expected ${expectation(issue)}, received ${show(received)}`;
}

/** What should have been there. The schemas' own messages begin with "expected". */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'invalid_union':
      return unionExpectation(issue.errors);
    case 'too_small':
      return `at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_format':
      return issue.message.startsWith('expected ') ? issue.message.slice(9) : `a valid ${issue.format}`;
    default:
      return issue.message.replace(/^expected /, '');
  }
}

function unionExpectation(branches: Issue[][]): string {
  const choices = branches.flatMap((branch) => branch.slice(0, 1).map(expectation));
  return [...new Set(choices)].join(' or ') || 'another kind of value';
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
