import { describe, expect, it } from 'vitest';
import type { Surface } from '../analysis/analysis.ts';
import { surfaceCells } from './surface-cells.ts';

const surface: Surface = {
  columns: [0, 1],
  grids: [
    [1, 2],
    ['a', 'b', 'c'],
  ],
  mean: Float64Array.from([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]),
  counts: Uint32Array.from([10, 9, 0, 100, 11, 12]),
};

describe('surfaceCells', () => {
  it('has a line for each value of the first column', () => {
    const cells = surfaceCells(surface, 10_000);
    expect(cells.map((line) => line.map(({ mean }) => mean))).toEqual([
      [0.1, 0.2, 0.3],
      [0.4, 0.5, 0.6],
    ]);
    expect(cells[0]?.[0]?.share).toBe(0);
    expect(cells[1]?.[2]?.share).toBe(1);
    expect(cells[1]?.[0]?.share).toBeCloseTo(0.6, 12);
  });

  it('marks cells with less than a thousandth of the rows', () => {
    const sparse = surfaceCells(surface, 10_000).flatMap((line) => line.map((cell) => cell.sparse));
    expect(sparse).toEqual([false, true, true, false, false, false]);
  });

  it('is of one colour where nothing varies', () => {
    const flat = { ...surface, mean: new Float64Array(6).fill(0.3) };
    expect(surfaceCells(flat, 100)[1]?.[1]?.share).toBe(0.5);
  });
});
