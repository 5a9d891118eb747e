import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SmallestFirst } from './smallest-first.ts';

it('gives items by rank, whatever comes in between', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 9 }))), (steps) => {
      const queue = new SmallestFirst<string>();
      const held: number[] = [];
      const [given, expected]: [unknown[], unknown[]] = [[], []];
      for (const rank of steps) {
        if (rank !== null) {
          queue.push(`item ${rank}`, rank);
          held.push(rank);
          continue;
        }
        held.sort((one, other) => one - other);
        given.push([queue.least, queue.pop()]);
        expected.push(held.length > 0 ? [held[0], `item ${held.shift()}`] : [Infinity, undefined]);
      }
      expect(given).toEqual(expected);
    }),
  );
});
