import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, golden } from '../test/golden-metrics.ts';
import { classScores } from './class-scores.ts';
import { confusionMatrix, toRows } from './confusion-matrix.ts';

const classes = 4;
const rows = fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { minLength: 1, maxLength: 60 });
const scoresOf = (pairs: readonly (readonly [number, number])[]) => {
  const actual = pairs.map(([a]) => a);
  const predicted = pairs.map(([, p]) => p);
  return classScores(confusionMatrix(actual, predicted, classes), classes);
};

describe('classScores', () => {
  it.each(golden.cases)(
    'is what scikit-learn says: $name',
    ({ classes: count, actual, predicted, expected }) => {
      const counts = confusionMatrix(actual, predicted, count);
      expect(toRows(counts, count)).toEqual(expected.confusionMatrix);
      const scores = classScores(counts, count);
      expect([...scores.support]).toEqual(expected.support);
      for (const name of ['accuracy', 'macroPrecision', 'macroRecall', 'macroF1'] as const)
        expect(Math.abs(scores[name] - expected[name])).toBeLessThan(exact);
      for (const name of ['precision', 'recall', 'f1'] as const)
        scores[name].forEach((value, label) =>
          expect(Math.abs(value - (expected[name][label] ?? NaN))).toBeLessThan(exact),
        );
    },
  );

  it('is accuracy when recall is averaged by the rows of each class', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const { accuracy, recall, support } = scoresOf(pairs);
        const weighted = recall.reduce((sum, value, label) => sum + value * (support[label] ?? 0), 0);
        expect(weighted / pairs.length).toBeCloseTo(accuracy, 12);
      }),
    );
  });

  it('swaps precision and recall when truth and prediction are swapped, and keeps F1', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const scores = scoresOf(pairs);
        const swapped = scoresOf(pairs.map(([a, p]) => [p, a] as const));
        expect(swapped.precision).toEqual(scores.recall);
        expect(swapped.f1).toEqual(scores.f1);
      }),
    );
  });

  it('is the same in any order of rows', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        expect(scoresOf(pairs.toReversed())).toEqual(scoresOf(pairs));
      }),
    );
  });
});
