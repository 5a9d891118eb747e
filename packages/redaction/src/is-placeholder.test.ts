import { expect, it } from 'vitest';
import { isPlaceholder } from './is-placeholder.ts';

it.each([
  '',
  ' ',
  'None',
  'null',
  'True',
  '***',
  '…',
  'xxxx',
  '$TOKEN',
  '${TOKEN}',
  '$(cat token)',
  '{{ token }}',
  '<token>',
  '[redacted]',
  '[CLS]',
  '%TOKEN%',
  '"None"',
  String.raw`\"\"`,
])('%j stands for no value', (value) => {
  expect(isPlaceholder(value)).toBe(true);
});

it.each(['hunter2', 'xx1', 'x', 'none-of-it', '$', '<a> b', '[a, b]', '$TOKEN1x!'])(
  '%j is a value',
  (value) => {
    expect(isPlaceholder(value)).toBe(false);
  },
);
