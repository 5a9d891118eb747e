import { expect, it } from 'vitest';
import { cyclesOf, heights } from './cycles.ts';

const edges = (text: string): Map<string, Set<string>> =>
  new Map(
    text
      .split(' ')
      .filter(Boolean)
      .map((each) => {
        const [from = '', to = ''] = each.split('>');
        return [from, new Set(to.split(','))];
      }),
  );

it.each([
  ['', []],
  ['a>b b>c', []],
  ['a>b,c b>d c>d', []],
  ['a>a', []],
  ['b>a a>b', [['a', 'b']]],
  [
    'a>b b>c c>a,d d>e e>d',
    [
      ['a', 'b', 'c'],
      ['d', 'e'],
    ],
  ],
  ['x>a a>b b>a x>b', [['a', 'b']]],
])('finds the cycles of %s', (text, cycles) => {
  expect(cyclesOf(edges(text))).toEqual(cycles);
});

it('tells how high each stands', () => {
  expect(Object.fromEntries(heights(edges('c>a,b b>a d>c')))).toEqual({ a: 0, b: 1, c: 2, d: 3 });
  // A cycle has no height; it is told as a cycle, and does not hang.
  expect(heights(edges('a>b b>a')).size).toBe(2);
});
