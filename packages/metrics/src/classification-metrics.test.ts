import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden, tolerance } from '../test/golden-metrics.ts';
import {
  binaryMetrics,
  classificationMetrics,
  classifierMetrics,
  topMetrics,
} from './classification-metrics.ts';
import { computeOnce } from './row-metrics.ts';

const names = (count: number) => Array.from({ length: count }, (_, label) => `class ${label}`);
const predictionsOf = (probabilities: readonly number[], predicted: readonly number[], classes: number) => ({
  kind: 'classes' as const,
  classes: names(classes),
  probabilities: Float64Array.from(probabilities),
  predicted: Uint32Array.from(predicted),
});

/** Metrics by name, of rows that each occur so often. */
function scoresOf(metrics: ReturnType<typeof classificationMetrics>, weights: number[] | null = null) {
  const out = new Float64Array(metrics.names.length);
  metrics.compute(weights === null ? null : Uint16Array.from(weights), out);
  return Object.fromEntries(metrics.names.map((name, at) => [name, out[at] as number]));
}

describe('classificationMetrics', () => {
  it.each(golden.cases)('of $name are scikit-learn’s', (found) => {
    const { actual, predicted, probabilities, classes, expected } = found;
    const scores = scoresOf(
      classificationMetrics(actual, predictionsOf(probabilities, predicted, classes), null),
    );
    for (const name of [
      'accuracy',
      'macroPrecision',
      'macroRecall',
      'macroF1',
      'logLoss',
      'brier',
      'ece',
    ] as const)
      expect(Math.abs((scores[name] ?? NaN) - expected[name]), name).toBeLessThan(tolerance);
    for (const name of ['precision', 'recall', 'f1'] as const)
      expected[name].forEach((value, label) =>
        expect(Math.abs((scores[`${name}:${label}`] ?? NaN) - value)).toBeLessThan(tolerance),
      );
  });

  it('names the same metrics of every classifier, then those of its number of classes, then each class’s', () => {
    const three = classificationMetrics(
      [0, 1, 2],
      predictionsOf([1, 0, 0, 0, 1, 0, 0, 0, 1], [0, 1, 2], 3),
      null,
    );
    expect(three.names.slice(0, 15)).toEqual([...classifierMetrics, ...topMetrics]);
    expect(three.names.slice(15)).toEqual([
      ...[0, 1, 2].flatMap((label) => [`precision:${label}`, `recall:${label}`, `f1:${label}`]),
      ...[0, 1, 2].flatMap((label) => [`rocAuc:${label}`, `averagePrecision:${label}`]),
    ]);
    expect([three.rows, three.rankedClasses, three.rankings.length]).toEqual([3, [0, 1, 2], 3]);
    const two = classificationMetrics([0, 1], predictionsOf([1, 0, 0, 1], [0, 1], 2), 1);
    expect(two.names.slice(13)).toEqual([
      ...binaryMetrics,
      ...[0, 1].flatMap((label) => [`precision:${label}`, `recall:${label}`, `f1:${label}`]),
      'rocAuc:1',
      'averagePrecision:1',
    ]);
    expect([two.rankedClasses, two.rankings.length]).toEqual([[1], 1]);
  });

  it.each([0, 1])('of two classes asks about the positive one, %i', (positive) => {
    // Of the positive class: 2 found, 1 missed, 1 called so wrongly, 3 rightly not.
    const is = [true, true, true, false, false, false, false];
    const called = [true, true, false, true, false, false, false];
    const label = (one: boolean) => (one ? positive : 1 - positive);
    const probabilities = called.flatMap((one) => (label(one) === 0 ? [0.75, 0.25] : [0.25, 0.75]));
    const scores = scoresOf(
      classificationMetrics(is.map(label), predictionsOf(probabilities, called.map(label), 2), positive),
    );
    expect(scores).toMatchObject({ precision: 2 / 3, recall: 2 / 3, specificity: 3 / 4 });
    expect(scores['f1']).toBeCloseTo(2 / 3, 14);
    expect(scores['f05']).toBeCloseTo(2 / 3, 14);
    // Pairs in the right order: 2·3, tied: 2·1 + 1·3, of 3·4.
    expect(scores[`rocAuc:${positive}`]).toBeCloseTo((6 + 2.5) / 12, 14);
    expect(scores['rocAuc']).toBe(scores[`rocAuc:${positive}`]);
  });

  it('weighs recall more in F2 and precision more in F0.5', () => {
    // One found of two, none called so wrongly: precision 1, recall 1/2.
    const scores = scoresOf(
      classificationMetrics([1, 1, 0], predictionsOf([0, 1, 1, 0, 1, 0], [1, 0, 0], 2), 1),
    );
    expect(scores['f1']).toBeCloseTo(2 / 3, 14);
    expect(scores['f2']).toBeCloseTo((5 * 0.5) / (4 + 0.5), 14);
    expect(scores['f05']).toBeCloseTo((1.25 * 0.5) / (0.25 + 0.5), 14);
  });

  it('counts a row among the first two or three, of equal probabilities the later class first', () => {
    const rows = [
      [0.4, 0.3, 0.2, 0.1],
      [0.3, 0.4, 0.2, 0.1],
      [0.2, 0.4, 0.3, 0.1],
      [0.1, 0.4, 0.3, 0.2],
    ];
    const found = (probabilities: number[][], actual: number[]) =>
      scoresOf(
        classificationMetrics(
          actual,
          predictionsOf(
            probabilities.flat(),
            actual.map(() => 0),
            4,
          ),
          null,
        ),
      );
    expect(found(rows, [0, 0, 0, 0])).toMatchObject({ top2Accuracy: 1 / 2, top3Accuracy: 3 / 4 });
    // All alike: class 3 stands first, 2 second, 1 third (scikit-learn's top_k_accuracy_score).
    const even = Array.from({ length: 4 }, () => Array<number>(4).fill(0.25));
    expect(found(even, [3, 2, 1, 0])).toMatchObject({ top2Accuracy: 1 / 2, top3Accuracy: 3 / 4 });
  });

  it('is undefined as a mean of areas as soon as one class has no rows', () => {
    const scores = scoresOf(classificationMetrics([0, 0], predictionsOf([1, 0, 0.5, 0.5], [0, 0], 2), null));
    expect(scores['rocAuc']).toBeNaN();
    expect(scores['averagePrecision']).toBeNaN();
    expect(scores['averagePrecision:0']).toBe(1);
  });

  it('takes weights as repeated rows, again and again', () => {
    const row = fc.record({
      actual: fc.integer({ min: 0, max: 2 }),
      scores: fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 9 }))),
      weight: fc.integer({ min: 0, max: 3 }),
    });
    type Row = { actual: number; scores: readonly number[]; weight: number };
    const metricsOf = (rows: readonly Row[]) => {
      const probabilities = rows.flatMap(({ scores }) =>
        scores.map((score) => score / scores.reduce((a, b) => a + b)),
      );
      const predicted = rows.map(({ scores }) => scores.indexOf(Math.max(...scores)));
      return classificationMetrics(
        rows.map(({ actual }) => actual),
        predictionsOf(probabilities, predicted, 3),
        null,
      );
    };
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        fc.pre(rows.some(({ weight }) => weight > 0));
        const metrics = metricsOf(rows);
        // Sums of an earlier resample must not stay.
        scoresOf(metrics);
        const weighted = scoresOf(
          metrics,
          rows.map(({ weight }) => weight),
        );
        const repeated = metricsOf(rows.flatMap((one) => Array.from({ length: one.weight }, () => one)));
        const expected = computeOnce(repeated);
        const isNear = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) < 1e-9;
        const differing = repeated.names.filter(
          (name, at) => !isNear(weighted[name] ?? 0, expected[at] ?? 0),
        );
        expect(differing).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
