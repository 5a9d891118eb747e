import { describe, expect, it } from 'vitest';
import { classificationMetrics } from './classification-metrics.ts';
import { computeOnce } from './row-metrics.ts';

// Rows: two of class a (one taken for b), three of b (one taken for a), one of c, taken for b.
const actual = [0, 0, 1, 1, 1, 2];
const predicted = [0, 1, 1, 1, 0, 1];

function judged(classes: readonly string[], truth: readonly number[], positive: number | null) {
  const called = Uint32Array.from(predicted);
  const probabilities = new Float64Array(truth.length * classes.length).fill(0.1);
  called.forEach((label, row) => {
    probabilities[row * classes.length + label] = 0.7;
  });
  const found = classificationMetrics(
    Uint8Array.from(truth),
    { kind: 'classes', classes: [...classes], probabilities, predicted: called },
    positive,
  );
  return { ...found, values: computeOnce(found) };
}

describe('classifierShares', () => {
  it('counts the rows that each share is of, of three classes', () => {
    const { shares } = judged(['a', 'b', 'c'], actual, null);
    expect(Object.fromEntries(shares)).toEqual({
      accuracy: { successes: 3, trials: 6 },
      // c is never second: of equally improbable classes the last counts as the more probable one.
      top2Accuracy: { successes: 4, trials: 6 },
      top3Accuracy: { successes: 6, trials: 6 },
      'precision:0': { successes: 1, trials: 2 },
      'recall:0': { successes: 1, trials: 2 },
      'precision:1': { successes: 2, trials: 4 },
      'recall:1': { successes: 2, trials: 3 },
      'precision:2': { successes: 0, trials: 0 },
      'recall:2': { successes: 0, trials: 1 },
    });
  });

  it.each([
    { name: 'the second is positive', positive: 1 },
    { name: 'the first is positive', positive: 0 },
    { name: 'more than two', positive: null },
  ])('is the metric of its name: $name', ({ positive }) => {
    const two = actual.map((label) => Math.min(label, 1));
    const { shares, names, values } =
      positive === null ? judged(['a', 'b', 'c'], actual, null) : judged(['a', 'b'], two, positive);
    expect(shares.size).toBeGreaterThan(6);
    for (const [name, { successes, trials }] of shares)
      expect(values[names.indexOf(name)], name).toBeCloseTo(trials === 0 ? 0 : successes / trials, 15);
  });
});
