import { expect, it } from 'vitest';
import { isCommonName, redactUsers } from './redact-users.ts';

it.each([
  ['ada-forest of ada2', '[user]-forest of ada2'],
  ['Adamant ada', 'Adamant [user]'],
  ['j.doe+x', '[user]'],
  ['jxdoe', 'jxdoe'],
])('%s is shown as %s', (text, shown) => {
  expect(redactUsers(['ada', 'j.doe+x', 'root'])(text, () => true)).toBe(shown);
});

it('takes out the longest name, and none that is a word', () => {
  expect(redactUsers(['ada', 'ada-l'])('ada-l', () => true)).toBe('[user]');
  expect(redactUsers(['root', 'adam', 'al', '123'])('root adam al 123', () => true)).toBe('root adam al 123');
  expect(redactUsers(['ada'])('ada', () => false)).toBe('ada');
});

it.each([
  ['ada', false],
  ['Adam', true],
  ['al', true],
  ['1234', true],
])('%s is common: %s', (name, is) => {
  expect(isCommonName(name)).toBe(is);
});
