import { describe, expect, it } from 'vitest';
import { joinPredictions } from './join-predictions.ts';
import type { ClassPredictions, ValuePredictions } from './predictions.ts';

const classes = (probabilities: number[], predicted: number[]): ClassPredictions => ({
  kind: 'classes',
  classes: ['a', 'b'],
  probabilities: Float64Array.from(probabilities),
  predicted: Uint32Array.from(predicted),
});
const values = (...targets: number[][]): ValuePredictions => ({
  kind: 'values',
  targets: targets.map((_, at) => ({ name: `y${at}`, unit: at === 0 ? 'g' : null })),
  values: targets.map((target) => Float64Array.from(target)),
});

describe('joinPredictions', () => {
  it('keeps the rows of classes in order, parts of different sizes too', () => {
    const parts = [
      classes([0.25, 0.75, 1, 0], [1, 0]),
      classes([0.5, 0.5], [0]),
      classes([0, 1, 0.1, 0.9], [1, 1]),
    ];
    expect(joinPredictions(parts)).toEqual(
      classes([0.25, 0.75, 1, 0, 0.5, 0.5, 0, 1, 0.1, 0.9], [1, 0, 0, 1, 1]),
    );
  });

  it('joins each target with itself', () => {
    const parts = [values([1, 2], [10, 20]), values([3], [30]), values([4, 5], [40, 50])];
    expect(joinPredictions(parts)).toEqual(values([1, 2, 3, 4, 5], [10, 20, 30, 40, 50]));
  });

  it('keeps numbers that are none', () => {
    expect(joinPredictions([values([Number.NaN]), values([Infinity])])).toEqual(
      values([Number.NaN, Infinity]),
    );
  });

  it('gives a single part back as it is', () => {
    const part = classes([0, 1], [1]);
    expect(joinPredictions([part])).toBe(part);
  });

  it('refuses to make something of nothing', () => {
    expect(() => joinPredictions([])).toThrow(new RangeError('no rows to predict'));
  });
});
