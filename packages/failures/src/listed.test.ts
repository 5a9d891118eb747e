import { expect, it } from 'vitest';
import { listed } from './listed.ts';

it.each([
  [[], undefined, undefined, ''],
  [['a'], undefined, undefined, 'a'],
  [['a', 'b', 'c'], 3, undefined, 'a, b, c'],
  [['a', 'b', 'c'], 2, undefined, 'a, b and 1 more'],
  [['a', 'b'], 12, 5, 'a, b and 3 more'],
])('lists %j', (names, most, all, words) => {
  expect(listed(names, most, all)).toBe(words);
});

it('tells a dozen by itself', () => {
  expect(listed(Array.from({ length: 14 }, (_, at) => String(at)))).toMatch(/^0, .*, 11 and 2 more$/);
});
