import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedSplit } from './split.ts';

const labelled = fc.uint8Array({ min: 0, max: 4, minLength: 10, maxLength: 300 });

describe('stratifiedSplit', () => {
  it('puts every row in exactly one part and holds out as many as asked', () => {
    fc.assert(
      fc.property(labelled, fc.nat(9), fc.nat(), (labels, held, seed) => {
        const { train, validation } = stratifiedSplit(labels, held, seed);
        expect(validation.length).toBe(held);
        expect([...train, ...validation].sort((a, b) => a - b)).toEqual([...labels.keys()]);
      }),
    );
  });

  it("keeps each class's share within one row", () => {
    fc.assert(
      fc.property(labelled, fc.nat(), (labels, seed) => {
        const held = Math.floor(labels.length / 3);
        const { validation } = stratifiedSplit(labels, held, seed);
        for (const label of new Set(labels)) {
          const exact = (labels.filter((value) => value === label).length * held) / labels.length;
          const count = validation.filter((row) => labels[row] === label).length;
          expect(Math.abs(count - exact)).toBeLessThan(1);
        }
      }),
    );
  });

  it('depends on the seed alone', () => {
    const labels = Uint8Array.from({ length: 200 }, (_, row) => row % 10);
    expect(stratifiedSplit(labels, 50, 7)).toEqual(stratifiedSplit(labels, 50, 7));
    expect(stratifiedSplit(labels, 50, 7)).not.toEqual(stratifiedSplit(labels, 50, 8));
  });

  it('holds out rows from all over the file', () => {
    const { validation } = stratifiedSplit(new Uint8Array(1000), 100);
    const firstHalf = validation.filter((row) => row < 500).length;
    expect(firstHalf).toBeGreaterThan(30);
    expect(firstHalf).toBeLessThan(70);
  });

  it('refuses to hold out everything', () => {
    expect(() => stratifiedSplit(new Uint8Array(5), 5)).toThrow('cannot hold out 5 of 5 rows');
  });
});
