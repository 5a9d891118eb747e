import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionMatrix } from './confusion-matrix.ts';
import { mistakeIndices, topConfusions } from './mistakes.ts';

describe('topConfusions', () => {
  it('lists the most frequent first with the share of the actual class', () => {
    const counts = confusionMatrix([0, 0, 0, 0, 1, 1, 2], [0, 1, 1, 2, 1, 0, 2], 3);
    expect(topConfusions(counts, 3, 10)).toEqual([
      { actual: 0, predicted: 1, count: 2, share: 0.5 },
      { actual: 0, predicted: 2, count: 1, share: 0.25 },
      { actual: 1, predicted: 0, count: 1, share: 0.5 },
    ]);
    expect(topConfusions(counts, 3, 1)).toHaveLength(1);
  });

  it('accounts for every mistake', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1 }), (rows) => {
        const actual = rows.map(([a]) => a);
        const predicted = rows.map(([, p]) => p);
        const confusions = topConfusions(confusionMatrix(actual, predicted, 4), 4, Infinity);
        const total = confusions.reduce((sum, { count }) => sum + count, 0);
        expect(mistakeIndices(actual, predicted)).toHaveLength(total);
      }),
    );
  });
});
