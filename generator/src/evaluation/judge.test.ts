import { wilsonInterval } from '@modelfolio/statistics/wilson-interval';
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
    const resampled = Object.entries(bootstrap.intervals)
      .map(([name, ends]) => ({ ends, found: result.metrics[name as keyof typeof bootstrap.intervals] }))
      // Shares of rows have Wilson's.
      .filter(({ found }) => found.interval?.method !== 'wilson');
    // What resampling itself moves has no interval.
    const holds = resampled.filter(
      ({ ends: [lower, upper], found }) => lower <= Number(found.value) && Number(found.value) <= upper,
    );
    expect(holds.length).toBeGreaterThan(2);
    expect(resampled.filter(({ found }) => found.interval !== null)).toEqual(holds);
    for (const { ends, found } of holds) {
      expect(Math.abs(Number(found.interval?.lower) - ends[0])).toBeLessThan(tolerance);
      expect(Math.abs(Number(found.interval?.upper) - ends[1])).toBeLessThan(tolerance);
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
    const {
      precision: ofCalled,
      recall: ofActual,
      specificity,
      f1: ofEither,
      f05,
      f2,
      ...ofAll
    } = result.metrics;
    const rowsOf = (metrics: (typeof ofCalled)[]) => metrics.map((metric) => metric?.n);
    expect(new Set(rowsOf(Object.values(ofAll).filter((metric) => metric !== null)))).toEqual(
      new Set([actual.length]),
    );
    const truth = actual.filter((label) => label === 1).length;
    const called = predicted.filter((label) => label === 1).length;
    const either = actual.filter((label, row) => label === 1 || predicted[row] === 1).length;
    const none = result.task === 'multiclass-classification';
    expect(rowsOf([ofCalled, ofActual, specificity, ofEither, f05, f2])).toEqual(
      [called, truth, actual.length - truth, either, either, either].map((n) => (none ? undefined : n)),
    );
    for (const [label, { support, precision, recall, f1 }] of result.perClass.entries()) {
      const own = predicted.filter((value) => value === label).length;
      const union = actual.filter((value, row) => value === label || predicted[row] === label).length;
      expect([precision.n, recall.n, f1.n]).toEqual([own, support, union]);
      for (const { interval, value, n } of [precision, recall])
        expect(interval).toEqual(
          n === 0
            ? null
            : { level: 0.95, ...wilsonInterval(Math.round(Number(value) * n), n), method: 'wilson' },
        );
      // Where no resample differs from 0 or 1 the bootstrap has nothing to say.
      const isAtEnd = f1.n > 0 && (f1.value === 0 || f1.value === 1);
      expect(f1.interval?.method).toBe(isAtEnd ? 'wilson' : 'percentile-bootstrap');
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
