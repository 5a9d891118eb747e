import { describe, expect, it } from 'vitest';
import { exact, golden, tolerance } from '@modelfolio/metrics/testing/golden-metrics';
import { judgeClassifier } from './judge-classifier.ts';

/** How far apart two numbers are; two absent ones are equal. */
function distance(a: unknown, b: unknown): number {
  return (a ?? null) === (b ?? null) ? 0 : Math.abs(Number(a ?? NaN) - Number(b ?? NaN));
}

const judged = golden.cases.map(
  ({ name, classes, actual, predicted, probabilities, expected, bootstrap }) => {
    const labels = Array.from({ length: classes }, (_, label) => `class ${label}`);
    const predictions = {
      kind: 'classes' as const,
      classes: labels,
      probabilities: Float64Array.from(probabilities),
      predicted: Uint32Array.from(predicted),
    };
    const { replicates, seed, level } = bootstrap;
    const positive = classes === 2 ? 1 : null;
    const resampling = { replicates, seed, level };
    const result = judgeClassifier(Uint8Array.from(actual), predictions, positive, resampling);
    return { name, actual, predicted, expected, bootstrap, result };
  },
);

describe('judgeClassifier', () => {
  it.each(judged)('has the intervals that NumPy and scikit-learn give: $name', ({ bootstrap, result }) => {
    for (const [name, [lower, upper]] of Object.entries(bootstrap.intervals)) {
      const { interval } = result.metrics[name as keyof typeof bootstrap.intervals];
      expect(Math.abs(Number(interval?.lower) - lower)).toBeLessThan(tolerance);
      expect(Math.abs(Number(interval?.upper) - upper)).toBeLessThan(tolerance);
    }
  });

  it.each(judged)('has the reliability bins that NumPy and SciPy give: $name', ({ expected, result }) => {
    for (const [index, { n, meanConfidence, accuracy, interval }] of expected.bins.entries()) {
      const bin = result.calibration.bins[index];
      const found = [
        bin?.meanConfidence,
        bin?.accuracy?.value,
        bin?.accuracy?.interval?.lower,
        bin?.accuracy?.interval?.upper,
      ];
      expect(bin?.n).toBe(n);
      for (const [place, value] of [meanConfidence, accuracy, ...(interval ?? [null, null])].entries())
        expect(distance(found[place], value)).toBeLessThan(exact);
    }
  });

  it.each(judged)('gives every number the rows behind it: $name', ({ actual, predicted, result }) => {
    const found = Object.values(result.metrics).filter((metric) => metric !== null);
    expect(new Set(found.map(({ n }) => n))).toEqual(new Set([actual.length]));
    for (const [label, { support, precision, recall, f1 }] of result.perClass.entries()) {
      const called = predicted.filter((value) => value === label).length;
      const either = actual.filter((value, row) => value === label || predicted[row] === label).length;
      expect([precision.n, recall.n, f1.n]).toEqual([called, support, either]);
      for (const { interval } of [precision, recall, f1]) expect(interval).not.toBeNull();
    }
  });

  it.each(judged)(
    'lists mistakes by confidence, all of them real: $name',
    ({ actual, predicted, result }) => {
      const confidences = result.worstMistakes.map(({ confidence }) => confidence);
      expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
      for (const { index, ...mistake } of result.worstMistakes) {
        expect(mistake).toMatchObject({ actual: actual[index], predicted: predicted[index] });
        expect(mistake.actual).not.toBe(mistake.predicted);
      }
      const wrong = actual.flatMap((label, row) => (label === predicted[row] ? [] : [row]));
      expect(result.mistakeIndices).toEqual(wrong);
    },
  );
});
