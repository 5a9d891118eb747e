import { expect, it } from 'vitest';
import { allowList } from './allow-list.ts';

it.each([
  [['team@example.org'], 'Team@Example.org', true],
  [['team@example.org'], 'xteam@example.org', false],
  [['team@example.org'], 'team@exampleXorg', false],
  [['*@example.org'], 'ada@example.org', true],
  [['/mnt/public/*'], '/mnt/public/a/b', true],
  [['/mnt/public/*'], '/mnt/private/a', false],
  [['a', 'b'], ' b ', true],
  [[], '', false],
])('%j lets %j stay: %s', (entries, text, stays) => {
  expect(allowList(entries)(text)).toBe(stays);
});
