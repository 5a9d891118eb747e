import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stableUuid } from './stable-id.ts';

test('is a UUID of version 8 whatever the text, and the same for the same', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(stableUuid(text)).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(stableUuid(text)).toBe(stableUuid(text));
    }),
  );
});

test('another text has another, in each of its parts', () => {
  const ids = Array.from({ length: 2000 }, (_, at) => stableUuid(`card ${at}`));
  expect(new Set(ids).size).toBe(2000);
  for (const [from, to] of [
    [0, 8],
    [9, 13],
    [15, 18],
    [24, 36],
  ] as const)
    expect(new Set(ids.map((id) => id.slice(from, to))).size).toBeGreaterThan(1000);
});

test('stays as it is: a serial number must not change with the program', () => {
  // FNV-1a of "" is its offset basis (http://www.isthe.com/chongo/tech/comp/fnv/), here the first of four seeds.
  expect(stableUuid('').slice(0, 8)).toBe('811c9dc5');
  // FNV-1a of "a", 32 bits: 0xe40c292c.
  expect(stableUuid('a').slice(0, 8)).toBe('e40c292c');
});
