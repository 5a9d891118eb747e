import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapReplicates, percentileInterval, type RowWeights } from './bootstrap.ts';

const meanOf = (data: readonly number[]) => (weights: RowWeights, out: Float64Array) => {
  out[0] = weights.reduce((sum, weight, row) => sum + weight * (data[row] ?? NaN), 0) / weights.length;
};
const ends = (replicates: Float64Array) => percentileInterval(replicates, 0.95) ?? { lower: NaN, upper: NaN };

describe('bootstrapReplicates', () => {
  it('draws each row equally often', () => {
    const drawn = new Uint32Array(7);
    const count = (weights: RowWeights): void => {
      weights.forEach((weight, row) => void (drawn[row] = (drawn[row] ?? 0) + weight));
    };
    bootstrapReplicates(7, count, 0, { replicates: 10_000, seed: 3 });
    // 10,000 expected each, standard deviation about 93: five of them.
    for (const times of drawn) expect(Math.abs(times - 10_000)).toBeLessThan(465);
  });

  it('gives the same replicates for a seed and others for another', () => {
    const data = [1, 2, 3, 5, 8, 13];
    const draw = (seed: number) => bootstrapReplicates(6, meanOf(data), 1, { replicates: 20, seed });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('never leaves the range of the data', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1 }), fc.nat(), (data, seed) => {
        const [replicates = new Float64Array()] = bootstrapReplicates(data.length, meanOf(data), 1, {
          replicates: 20,
          seed,
        });
        const { lower, upper } = ends(replicates);
        expect(lower).toBeGreaterThanOrEqual(Math.min(...data) - 1e-9);
        expect(upper).toBeLessThanOrEqual(Math.max(...data) + 1e-9);
        expect(lower).toBeLessThanOrEqual(upper);
      }),
    );
  });

  it('has the spread that theory gives the mean', () => {
    const data = Array.from({ length: 200 }, (_, index) => index % 2);
    const [replicates = new Float64Array()] = bootstrapReplicates(200, meanOf(data), 1, {
      replicates: 4000,
      seed: 9,
    });
    const { lower, upper } = ends(replicates);
    // 2 · 1.96 · √(0.25 / 200)
    expect(upper - lower).toBeGreaterThan(0.1386 * 0.9);
    expect(upper - lower).toBeLessThan(0.1386 * 1.1);
  });
});

describe('percentileInterval', () => {
  it('leaves out replicates that are undefined, and has none where all are', () => {
    const replicates = Float64Array.of(3, Number.NaN, 1, 2);
    expect(percentileInterval(replicates, 0.5)).toEqual({ lower: 1.5, upper: 2.5 });
    expect(percentileInterval(Float64Array.of(Number.NaN), 0.95)).toBeNull();
  });
});
