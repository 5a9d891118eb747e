import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratesOfGroups, type ClassRates, type Judged, type ValueRates } from './slice-rates.ts';

const judged: Judged = {
  predictions: {
    kind: 'classes',
    classes: ['no', 'yes'],
    probabilities: Float64Array.from([0.9, 0.1, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5, 1, 0]),
    predicted: Uint32Array.from([0, 1, 1, 0, 0]),
  },
  actual: Float64Array.from([0, 1, 0, 1, NaN]),
  place: 1,
  threshold: 0.5,
};
const ofClasses = (group: (row: number) => number, groups: number) =>
  ratesOfGroups(judged, groups, group) as ClassRates[];

describe('ratesOfGroups of a classifier', () => {
  it('counts by hand', () => {
    const [all] = ofClasses(() => 0, 1);
    expect(all).toMatchObject({
      n: 5,
      accuracy: { count: 2, of: 4 },
      baseRate: { count: 2, of: 4 },
      truePositives: { count: 2, of: 2 },
      falsePositives: { count: 1, of: 2 },
    });
    expect(all?.meanScore).toBeCloseTo(1.9 / 5, 12);
    expect(all?.logLoss).toBeCloseTo(
      -(Math.log(0.9) + Math.log(0.6) + Math.log(0.3) + Math.log(0.5)) / 4,
      12,
    );
  });

  it('holds the predicted class against the actual one, whichever is looked at', () => {
    const [sure] = ofClasses((row) => (row === 0 ? 0 : -1), 1);
    expect(sure?.accuracy).toEqual({ count: 1, of: 1 });
  });

  it('holds a score that is the threshold for positive', () => {
    const above = ratesOfGroups({ ...judged, threshold: 0.5 + 1e-9 }, 1, () => 0)[0] as ClassRates;
    expect(above.truePositives).toEqual({ count: 1, of: 2 });
  });

  it('has nothing to say of no rows, and of no positives', () => {
    const [, empty, negatives] = ofClasses((row) => (row === 0 || row === 2 ? 2 : 0), 3);
    expect(empty).toMatchObject({ n: 0, meanScore: null, logLoss: null, accuracy: { of: 0 } });
    expect(negatives).toMatchObject({ n: 2, truePositives: { count: 0, of: 0 }, falsePositives: { of: 2 } });
  });

  it('judges nothing without a truth', () => {
    const [all] = ratesOfGroups({ ...judged, actual: null }, 1, () => 0) as ClassRates[];
    expect(all).toMatchObject({ n: 5, accuracy: { count: 0, of: 0 }, logLoss: null });
  });

  it('is bounded where the model was sure and wrong', () => {
    const sure: Judged = { ...judged, actual: Float64Array.from([NaN, NaN, NaN, NaN, 1]) };
    expect((ratesOfGroups(sure, 1, () => 0)[0] as ClassRates).logLoss).toBeCloseTo(
      -Math.log(Number.EPSILON),
      9,
    );
  });

  it('adds up over groups', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 5, maxLength: 5 }), (groups) => {
        const parts = ofClasses((row) => groups[row] ?? -1, 3);
        const [whole] = ofClasses((row) => ((groups[row] ?? -1) < 0 ? -1 : 0), 1);
        const sum = (of: (rates: ClassRates) => number) => parts.reduce((total, part) => total + of(part), 0);
        expect(sum(({ n }) => n)).toBe(whole?.n);
        expect(sum(({ accuracy }) => accuracy.count)).toBe(whole?.accuracy.count);
        expect(sum(({ truePositives }) => truePositives.of)).toBe(whole?.baseRate.count);
      }),
    );
  });
});

describe('ratesOfGroups of a regressor', () => {
  const values: Judged = {
    predictions: {
      kind: 'values',
      targets: [{ name: 'price', unit: null }],
      values: [Float64Array.from([1, 5, 3, 10])],
    },
    actual: Float64Array.from([2, 1, 3, NaN]),
    place: 0,
    threshold: 0,
  };

  it('errs by hand', () => {
    const [all] = ratesOfGroups(values, 1, () => 0) as ValueRates[];
    expect(all).toMatchObject({ n: 4, known: 3, meanPrediction: 19 / 4, bias: 1 });
    expect(all?.meanAbsoluteError).toBeCloseTo(5 / 3, 12);
    expect(all?.rootMeanSquaredError).toBeCloseTo(Math.sqrt(17 / 3), 12);
  });

  it('knows the truth of the first target only', () => {
    const second: Judged = {
      ...values,
      place: 1,
      predictions: {
        kind: 'values',
        targets: [],
        values: [new Float64Array(4), Float64Array.from([1, 5, 3, 10])],
      },
    };
    expect(ratesOfGroups(second, 1, () => 0)[0]).toMatchObject({ n: 4, known: 0, meanAbsoluteError: null });
  });
});
