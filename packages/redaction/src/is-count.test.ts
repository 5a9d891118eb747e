import { expect, it } from 'vitest';
import { isCount } from './is-count.ts';

it.each([
  ['512', true],
  ['-1', true],
  ['.5', true],
  ['1e-3', true],
  ['12345678.25', true],
  [' 7 ', true],
  ['123456789', false],
  ['1e9999', false],
  ['12a', false],
  ['', false],
])('%j counts something: %s', (text, is) => {
  expect(isCount(text)).toBe(is);
});
