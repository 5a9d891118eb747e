import { describe, expect, it } from 'vitest';
import type { Summary } from '../analysis/analysis.ts';
import { beeswarmEnds, beeswarmStrip, nearestInStrip, rankedStrips } from './beeswarm-layout.ts';

const summary: Summary = {
  features: [
    { name: 'small', columns: [0] },
    { name: 'large', columns: [1] },
  ],
  // Rows 4, 7 and 9 of the data
  values: Float64Array.from([0.1, -2, -0.1, 1, 0.1, 3]),
  rows: Uint32Array.from([4, 7, 9]),
  unit: 'log-odds',
  method: 'tree',
  base: 0,
};

describe('rankedStrips', () => {
  it('puts the largest first, with the rows at its ends', () => {
    const [first, second] = rankedStrips(summary);
    expect(first).toMatchObject({
      at: 1,
      meanAbsolute: 2,
      least: { value: -2, row: 4 },
      greatest: { value: 3, row: 9 },
    });
    expect(second?.feature.name).toBe('small');
    expect(second?.meanAbsolute).toBeCloseTo(0.1, 12);
  });
});

describe('beeswarmEnds', () => {
  it('holds every value, and zero', () => {
    expect(beeswarmEnds(summary)).toEqual([-2, 3]);
    expect(beeswarmEnds({ values: Float64Array.from([1, 2]) })).toEqual([0, 2]);
  });
});

describe('beeswarmStrip', () => {
  const codes = [0, 0, 0, 0, 30, 0, 0, 10, 0, 20];
  const number = { kind: 'number' as const, at: (row: number) => codes[row] ?? NaN };

  it('lies at the values, on the axis that is shared', () => {
    const { x } = beeswarmStrip(summary, 1, number, [-2, 3]);
    expect([...x].map((place) => Math.round(100 * place) / 100)).toEqual([0, 0.6, 1]);
  });

  it('ranks the feature’s numbers at the explained rows', () => {
    expect([...beeswarmStrip(summary, 0, number, [-2, 3]).ranks]).toEqual([1, 0, 0.5]);
  });

  it('has no ranks for categories and groups', () => {
    for (const column of [null, { ...number, kind: 'category' as const }])
      expect([...beeswarmStrip(summary, 0, column, [-2, 3]).ranks]).toEqual([NaN, NaN, NaN]);
  });

  it('stacks equal values to both sides, and keeps within the strip', () => {
    const rows = 301;
    const many: Summary = {
      ...summary,
      features: [{ name: 'one', columns: [0] }],
      values: new Float64Array(rows).fill(0.5),
      rows: Uint32Array.from({ length: rows }, (_, row) => row),
    };
    const { y } = beeswarmStrip(many, 0, null, [0, 1]);
    expect(new Set(y).size).toBe(rows);
    expect(Math.max(...y)).toBe(1);
    expect(Math.min(...y)).toBe(-1);
    expect(y.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 3);
  });
});

describe('nearestInStrip', () => {
  const strip = { x: Float32Array.from([0, 0.5]), y: Float32Array.from([0, -1]) };
  it('finds the point that was pressed', () => {
    expect(nearestInStrip(strip, [0.5, -0.6], { width: 200, height: 40 }, 10)).toBe(1);
    expect(nearestInStrip(strip, [0.5, 0], { width: 200, height: 40 }, 10)).toBeNull();
    expect(nearestInStrip(strip, [0.02, 0], { width: 200, height: 40 }, 10)).toBe(0);
  });
});
