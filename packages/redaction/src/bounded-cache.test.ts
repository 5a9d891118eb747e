import { expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

it('makes an answer once', () => {
  const cache = new BoundedCache<number>();
  let made = 0;
  const make = (): number => ++made;
  expect([cache.recall('a', make), cache.recall('a', make), cache.recall('b', make)]).toEqual([1, 1, 2]);
  expect(cache.get('a')).toBe(1);
});

it('keeps no long texts, and begins anew when it is full', () => {
  const cache = new BoundedCache<number>();
  cache.set('x'.repeat(1001), 1);
  cache.set('x'.repeat(1000), 1);
  expect([cache.get('x'.repeat(1001)), cache.get('x'.repeat(1000))]).toEqual([undefined, 1]);
  for (let index = 1; index < 50_000; index++) cache.set(String(index), index);
  expect(cache.get('1')).toBe(1);
  cache.set('one more', 1);
  expect([cache.get('1'), cache.get('one more')]).toEqual([undefined, 1]);
});
